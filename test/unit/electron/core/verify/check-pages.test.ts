import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import {
  openReport,
  type PagesChecker,
  verifyReport,
} from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { makeEcSigner, makeSigned } from '../../../../support/sample-report.ts';
import { failedResult, farmResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const signer = makeEcSigner();
const passed = madeHere(passedResult());
const failed = madeHere(failedResult());

const answer = async (bytes: Uint8Array) => {
  const { code, pages, pagesReason, outcome } = await verifyReport(bytes, emptyTrust, checkPages);
  return { code, pages, pagesReason, outcome };
};

const intact = { outcome: 'unknown-signer', code: 'UNKNOWN_SIGNER' };
const refused = { outcome: 'changed', code: 'PAGES', pages: 'differ', pagesReason: null };

describe('the pages of a signed report', () => {
  it.each([
    ['passed', passedResult],
    ['failed', failedResult],
    ['farm', farmResult],
  ] as const)('say what the results say: %s', async (_, make) => {
    const bytes = await signResult(madeHere(make()), signer);
    expect(await answer(bytes)).toEqual({ ...intact, pages: 'match', pagesReason: null });
  });

  it('are found to match in either size', async () => {
    const bytes = await signResult(passed, signer, { pageSize: 'LETTER' });
    expect(await answer(bytes)).toEqual({ ...intact, pages: 'match', pagesReason: null });
  });

  it('are refused when they are those of another result, and nothing is handed out', async () => {
    const bytes = await signResult(passed, signer, { attached: { ...failed, id: passed.id } });
    expect(await answer(bytes)).toEqual(refused);
    const opened = await openReport(bytes, emptyTrust, { checkPages });
    expect(opened.attachment).toBeNull();
    expect(opened.outcome.report).toBeNull();
    expect(opened.outcome.signer?.name).toBe('Netready on web01');
  });

  it('are refused when a single word differs', async () => {
    const renamed = { ...failed, machine: { ...failed.machine, hostname: `${failed.machine.hostname}x` } };
    expect(await answer(await signResult(failed, signer, { attached: renamed }))).toEqual(refused);
    const later = { ...failed, finishedAt: '2026-03-02T14:06:59.000Z' };
    expect(await answer(await signResult(failed, signer, { attached: later }))).toEqual(refused);
  });

  it('are refused when they name another signer than the certificate', async () => {
    expect(await answer(await signResult(passed, signer, { name: 'OutSystems Support' }))).toEqual(refused);
  });

  it('are not compared when another version made them, and that is said', async () => {
    const elsewhere = (change: Partial<RunResult['tool']>): RunResult => ({
      ...passed,
      tool: { ...passed.tool, ...change },
    });
    const others = [
      ['other-version', elsewhere({ version: '99.0.0' })],
      ['other-catalogue', elsewhere({ catalogue: { ...passed.tool.catalogue, sha256: '0'.repeat(64) } })],
    ] as const;
    for (const [pagesReason, other] of others)
      expect(await answer(await signResult(other, signer))).toEqual({
        ...intact,
        pages: 'not-checked',
        pagesReason,
      });
    const sample = await makeSigned(await loadReportFonts(), signer);
    expect((await answer(sample)).pagesReason).toBe('other-version');
  });

  it('are compared however large the results are', async () => {
    const checks = passed.checks.map((check) => {
      const [fact] = check.facts.filter(({ kind }) => kind === 'tcp');
      return fact === undefined ? check : { ...check, facts: Array.from({ length: 450 }, () => fact) };
    });
    const large = { ...passed, checks };
    expect(canonicalJson(large).length).toBeGreaterThan(1024 * 1024);
    expect(await answer(await signResult(large, signer))).toMatchObject({ ...intact, pages: 'match' });
  });

  it('are refused when this version can make none of the results', async () => {
    const thrown: PagesChecker = (file) => checkPages(file, { ...passed, finishedAt: 'never' });
    const bytes = await signResult(passed, signer);
    expect(await verifyReport(bytes, emptyTrust, thrown)).toMatchObject({
      outcome: 'changed',
      code: 'RESULTS',
      report: null,
    });
  });

  it('are compared on request alone, and never of a file that is not intact', async () => {
    const bytes = await signResult(passed, signer, { attached: failed });
    expect(await verifyReport(bytes, emptyTrust)).toMatchObject({
      ...intact,
      pages: 'not-checked',
      pagesReason: 'not-asked',
    });
    const changed = Uint8Array.from(bytes);
    changed[200] = 0;
    expect(await answer(changed)).toMatchObject({ pages: 'not-checked', pagesReason: 'not-intact' });
  });
});
