import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { OpenedReport, SignedBy } from './verify-report.ts';

/** A file for the thread. */
export type ThreadRequest = {
  readonly bytes: Uint8Array;
  readonly trust: TrustFile;
  readonly comparePages: boolean;
};

/** What the thread tells, in this order: that it is there; then for each file whose key it is, and the whole answer. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'signed'; readonly signed: SignedBy }
  | { readonly kind: 'opened'; readonly report: OpenedReport }
  /** The installation lacks a part of itself, so nothing can be said of any file. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };
