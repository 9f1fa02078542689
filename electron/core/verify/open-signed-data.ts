import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { checkDataSignature } from './signature.ts';
import { type SignedBy, signedBy } from './signed-by.ts';
import { readResults, type SignedResults } from './signed-results.ts';

/** The instant of signing that data claims: a report is signed as of the second in which its run ended. */
function claimedInstant(finishedAt: string): Date {
  const instant = new Date(finishedAt);
  instant.setUTCMilliseconds(0);
  return instant;
}

/** What data says that travels without its pages, and whose key signed it. */
export type SignedDataOfRun = { readonly results: SignedResults; readonly signed: SignedBy };

/**
 * Opens the data of a report that travels with its signature and without its pages, once the signature is of that very
 * data. Timestamps and certificates count as in the whole report. Pure: needs no clock, no file and no network.
 * @param data report.json, byte for byte as it was attached
 * @param signature the signature of the report by itself, in DER
 * @throws Refusal `DATA` where the signature is of other data, or of a report from before whose signature says nothing of
 *   its data; the code of what is wrong with the signature or the data otherwise
 */
export function openSignedData(data: Uint8Array, signature: Uint8Array, trust: TrustFile): SignedDataOfRun {
  const checked = checkDataSignature(signature, data);
  const results = readResults(data);
  const signedAt = claimedInstant(results.summary.finishedAt);
  return { results, signed: signedBy({ ...checked, signedAt }, trust) };
}
