import { beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../../../electron/core/report/render-report.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { readPdfFile } from '../../../../support/pdf-reading.ts';
import { makeEcSigner, signedAt, toBytes } from '../../../../support/sample-report.ts';
import { failedResult, farmResult, passedResult, sampleResult } from '../../../../support/sample-results.ts';

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts('東京');
});

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';

function render(
  result: RunResult,
  pageSize: 'A4' | 'LETTER' = 'A4',
  own: ReportFonts = fonts,
): Promise<Uint8Array> {
  const model = buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });
  const options = { createdAt: signedAt, pageSize, fonts: own };
  return renderReport(model, toBytes(JSON.stringify(result)), options);
}

const KiB = 1024;

describe('a rendered report', () => {
  it.each(['A4', 'LETTER'] as const)('is the same for the same result, to the byte: %s', async (pageSize) => {
    const first = await render(farmResult(), pageSize);
    const fresh = await loadReportFonts('東京');
    const second = await render(farmResult(), pageSize, fresh);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, await render(farmResult(), pageSize === 'A4' ? 'LETTER' : 'A4'))).not.toBe(
      0,
    );
  });

  it('is small also when it needs fonts for many scripts', async () => {
    const names = ['東京サーバー', '서울 서버', 'שרת ראשי', 'خادم الرئيسي', 'Сервер', 'Διακομιστής'];
    const result = sampleResult({
      profile: { frontEnds: names.map((name, index) => ({ name, host: `fe${index}.example.local` })) },
    });
    const many = await render(result, 'A4', await loadReportFonts(names.join()));
    expect(many.length).toBeLessThan(400 * KiB);
    const text = readPdfFile(many).pages.join(' ');
    expect(text).toContain('東京サーバー');
    expect(text).toContain('서울 서버');
    expect(text).not.toContain('U+');
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
    ['default', () => sampleResult(), 200],
    ['passed', passedResult, 200],
    ['failed', failedResult, 300],
    ['farm', farmResult, 700],
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
