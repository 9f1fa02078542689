import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';

/** A file that was verified, and report.json from it when the signature is intact. */
export type OpenedReport = {
  readonly outcome: VerifyOutcome;
  /** The attached bytes, exactly as signed; null unless they are as signed and no program reads them differently. */
  readonly attachment: Uint8Array | null;
  /** The same packed (RFC 1950), as they stand in the file; null where the attached bytes are. */
  readonly packedAttachment: Uint8Array | null;
  /** The signature by itself, in DER, with which the attached bytes can travel without pages; null where they cannot. */
  readonly signature: Uint8Array | null;
  /** Whether the attached bytes were held to everything that this very version keeps to, so that nobody has to again. */
  readonly isOwn: boolean;
};

/** A file of which nothing is handed out. */
export const closedReport = (outcome: VerifyOutcome): OpenedReport => ({
  outcome,
  attachment: null,
  packedAttachment: null,
  signature: null,
  isOwn: false,
});
