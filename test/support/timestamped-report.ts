import type { Signer } from '../../electron/core/identity/signer.ts';
import type { ReportFonts } from '../../electron/core/report/report-fonts.ts';
import { type Stamp, signTimestampedReport } from '../../electron/core/report/sign-report.ts';
import { normalToken } from '../../electron/core/timestamp/timestamp-token.ts';
import { makeUnsigned, sampleOptions } from './sample-report.ts';
import { makeToken, type TimeAuthority, type TokenChanges } from './time-authority.ts';

/** What a document says that keeps room for a timestamp. */
export const withRoom = { signature: { ...sampleOptions.signature, timestamped: true } } as const;

/** Stamps as an authority does, in the form that a report keeps. */
export const stampOf =
  (authority: TimeAuthority, changes: TokenChanges = {}): Stamp =>
  async (signature) =>
    normalToken(makeToken(authority, signature, changes));

/** A signed report with a timestamp. */
export async function makeTimestamped(
  fonts: ReportFonts,
  signer: Signer,
  authority: TimeAuthority,
  changes: TokenChanges = {},
): Promise<Uint8Array> {
  const unsigned = await makeUnsigned(fonts, withRoom);
  const signed = await signTimestampedReport(unsigned, signer, stampOf(authority, changes));
  if (signed === null) throw new Error('the report was not signed');
  return signed;
}
