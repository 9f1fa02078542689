import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { SignedCode } from '../../../shared/report/verify-codes.ts';
import type { ConfirmedTime, ReportSigner } from '../../../shared/report/verify-outcome.ts';
import type { SignedDataParts } from '../pdf/signed-data.ts';
import type { Timestamp } from '../timestamp/check-timestamp.ts';
import { decideTrust } from './signer-trust.ts';
import { confirmTime } from './time-trust.ts';

/** Whose key signed, and whose word its time is. True whatever else is found in the file. */
export type SignedBy = {
  readonly code: SignedCode;
  readonly signer: ReportSigner;
  readonly timestamp: ConfirmedTime | null;
};

/** What of a signature says whose it is. */
export type Signing = {
  /** The signer's first, each next one has issued the one before. */
  readonly certificates: SignedDataParts['certificates'];
  /** The claimed instant of signing. */
  readonly signedAt: Date;
  /** Who confirmed the time; null when it is only claimed. */
  readonly timestamp: Timestamp | null;
};

/** Says whose signature it is: by the time that a known authority has confirmed, else by the one that is claimed. */
export function signedBy({ certificates, signedAt, timestamp }: Signing, trust: TrustFile): SignedBy {
  const confirmed = timestamp === null ? null : confirmTime(timestamp, signedAt, trust);
  const provenTime = confirmed?.isKnown === true ? (timestamp?.time ?? null) : null;
  return { ...decideTrust(certificates, provenTime ?? signedAt, trust), timestamp: confirmed };
}
