import { beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../../../electron/core/report/render-report.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { makeEcSigner, signedAt, toBytes } from '../../../../support/sample-report.ts';
import { failedResult, farmResult, passedResult } from '../../../../support/sample-results.ts';

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts();
});

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';

function render(result: RunResult): Promise<Uint8Array> {
  const model = buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });
  return renderReport(model, toBytes(JSON.stringify(result)), { createdAt: signedAt, pageSize: 'A4', fonts });
}

const KiB = 1024;

describe('a rendered report', () => {
  it('is the same for the same result, to the byte', async () => {
    const [first, second] = [await render(failedResult()), await render(failedResult())];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('is another one for another result', async () => {
    const result = failedResult();
    const other = { ...result, finishedAt: '2026-03-02T14:05:59.000Z' };
    expect(Buffer.compare(await render(result), await render(other))).not.toBe(0);
  });

  it.each([
    ['passed', passedResult],
    ['failed', failedResult],
    ['farm', farmResult],
  ] as const)('can be signed, and the verifier accepts what it holds: %s', async (_, make) => {
    const result = make();
    const signed = await signReport(await render(result), makeEcSigner());
    const verified = await verifyReport(signed, emptyTrust);
    expect(verified.outcome, verified.message).toBe('unknown-signer');
    expect(verified.report).toMatchObject({
      id: result.id,
      host: result.machine.hostname,
      verdict: result.verdict,
    });
  });

  it.each([
    ['passed', passedResult, 300],
    ['failed', failedResult, 400],
    ['farm', farmResult, 900],
  ] as const)('is small enough to be sent: %s', async (_, make, most) => {
    expect((await render(make())).length).toBeLessThan(most * KiB);
  });

  it('holds what a reader of the file finds without drawing it: title, tags, bookmarks, no scripts', async () => {
    const text = Buffer.from(await render(failedResult())).toString('latin1');
    expect(text).toContain('/Marked true');
    expect(text).toContain('/Type /StructTreeRoot');
    expect(text).toContain('/Outlines');
    expect(text).toMatch(/\/Title \(/);
    for (const action of ['/JavaScript', '/URI', '/Launch', '/OpenAction', '/GoTo'])
      expect(text).not.toContain(action);
  });
});
