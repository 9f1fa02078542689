import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { profileOfReport } from '../../../../../electron/core/verify/profile-of-report.ts';
import { openReport } from '../../../../../electron/core/verify/verify-report.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { redactResult } from '../../../../../shared/redact/redact.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { environmentFile, mergeOf, reportOf, signerOf } from '../../../../support/environment-report.ts';
import { failedResult } from '../../../../support/sample-results.ts';
import { signResult } from '../../../../support/signed-result.ts';

const result = failedResult();
const openedOf = async (bytes: Uint8Array) => openReport(bytes, emptyTrust);

/** Why no answers are handed out, as code and sentence. */
async function refusalOf(bytes: Uint8Array): Promise<readonly [code: string, sentence: string]> {
  try {
    profileOfReport('fe07.pdf', await openedOf(bytes));
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.message];
    throw error;
  }
  throw new Error('The answers were handed out.');
}

describe('the answers inside a report', () => {
  it('are those that it was made with, whoever signed it', async () => {
    const found = profileOfReport('fe07.pdf', await openedOf(await reportOf(result)));
    expect(found).toMatchObject({
      kind: 'answers',
      profile: result.profile,
      hostname: result.machine.hostname,
      finishedAt: result.finishedAt,
    });
    expect(found.kind === 'answers' && found.message).toContain(
      'its key is not on the list of known installations',
    );
  });

  it('are not read from a report of which one byte was changed', async () => {
    const bytes = Uint8Array.from(await reportOf(result));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    const [code, sentence] = await refusalOf(bytes);
    expect(code).toBe('report-refused');
    expect(sentence).toMatch(/\.$/);
  });

  it('are not read from any other file', async () => {
    const [code] = await refusalOf(new TextEncoder().encode('%PDF-1.7\n'));
    expect(code).toBe('report-refused');
  });

  it('are not in a report that names nobody', async () => {
    const bytes = await reportOf(redactResult(result).result as RunResult);
    expect(await refusalOf(bytes)).toEqual([
      'report-redacted',
      'Names and addresses were replaced in fe07.pdf, so its answers name no server.',
    ]);
  });

  it('are not in a report of another form', async () => {
    const later = { ...result, tool: { ...result.tool, version: '9.0.0' }, surprise: 1 };
    const bytes = await signResult(result, signerOf('OSFE07'), { attachment: canonicalJson(later) });
    expect(await refusalOf(bytes)).toEqual([
      'report-other-version',
      'fe07.pdf was made by Netready 9.0.0, whose answers this version cannot read.',
    ]);
  });

  it('are not in an environment report, which tells of many machines', async () => {
    const merged = await mergeOf({ 'a.pdf': await reportOf(result) }, emptyTrust);
    const found = profileOfReport('all.pdf', await openedOf(await environmentFile(merged)));
    expect(found).toMatchObject({ kind: 'environment', summary: { inputs: { listed: 1 } } });
  });
});
