import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { pagesNotChecked, type VerifyOutcome, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { Refusal } from '../pdf/refusal.ts';
import { checkDataSignature } from './signature.ts';
import { signedBy } from './signed-by.ts';
import { readResults } from './signed-results.ts';

/** The instant of signing that data claims: a report is signed as of the second in which its run ended. */
export function claimedInstant(finishedAt: string): Date {
  const instant = new Date(finishedAt);
  instant.setUTCMilliseconds(0);
  return instant;
}

/**
 * Verifies the data of a report that travels with its signature and without its pages: whose key signed that very data.
 * The pages were not seen, and the answer says so. Timestamps and certificates count as in the whole report. Pure: needs
 * no clock, no file and no network.
 * @param signature the signature of the report by itself, in DER
 * @param reportJson the data, byte for byte as it was attached
 * @returns refused with `DATA` where the signature is of other data, or of a report from before whose signature says
 * nothing of its data
 */
export function verifySignedData(
  signature: Uint8Array,
  reportJson: Uint8Array,
  trust: TrustFile,
): VerifyOutcome {
  const pages = pagesNotChecked('not-carried');
  try {
    const checked = checkDataSignature(signature, reportJson);
    const { summary } = readResults(reportJson);
    const signed = signedBy({ ...checked, signedAt: claimedInstant(summary.finishedAt) }, trust);
    return verifyOutcome(signed.code, signed.signer, summary, pages, signed.timestamp);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return verifyOutcome(error.code, null, null, pages);
  }
}
