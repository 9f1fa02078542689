import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { DrawMessage, DrawRequest } from '../report/drawing.ts';
import type { OpenedReport } from './opened-report.ts';
import type { SignedBy } from './signed-by.ts';

/** A file for a thread to verify. */
export type VerifyRequest = {
  readonly kind: 'verify';
  readonly bytes: Uint8Array;
  readonly trust: TrustFile;
  readonly comparePages: boolean;
  /** Whether nothing of the file is handed out, which would have to be carried from thread to thread. */
  readonly outcomeOnly?: boolean;
};

/** What a thread tells of a file, in this order: whose key it is, and the whole answer. */
export type VerifyMessage =
  | { readonly kind: 'signed'; readonly signed: SignedBy }
  | { readonly kind: 'opened'; readonly report: OpenedReport }
  /** The installation lacks a part of itself, so nothing can be said of any file. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** What a thread is given to do, one thing at a time. */
export type ThreadRequest = VerifyRequest | DrawRequest;

/** What a thread tells: first that it is there. */
export type ThreadMessage = { readonly kind: 'ready' } | VerifyMessage | DrawMessage;
