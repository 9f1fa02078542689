import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/canonical-json.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { checkPages, maxComparedBytes } from '../../../../../electron/core/report/check-pages.ts';
import { renderResult } from '../../../../../electron/core/report/render-result.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { openReport, verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { forgeSignature } from '../../../../support/forge-signature.ts';
import { rebuiltPdf } from '../../../../support/rebuilt-pdf.ts';
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
    const opened = await openReport(bytes, emptyTrust, checkPages);
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

  it('are refused when the results are written in another way, in which programs could read them differently', async () => {
    const text = new TextDecoder().decode(canonicalJson(failed));
    const twice = `{"verdict":"pass",${text.slice(1)}`;
    for (const attachment of [twice, `${text}\n`])
      expect(
        await answer(await signResult(failed, signer, { attachment: new TextEncoder().encode(attachment) })),
      ).toEqual(refused);
  });

  it('are not compared when another version made them, and that is said', async () => {
    const elsewhere = (change: Partial<RunResult['tool']>): RunResult => ({
      ...passed,
      tool: { ...passed.tool, ...change },
    });
    const others = [
      elsewhere({ version: '99.0.0' }),
      elsewhere({ catalogue: { ...passed.tool.catalogue, sha256: '0'.repeat(64) } }),
    ];
    for (const other of others)
      expect(await answer(await signResult(other, signer))).toEqual({
        ...intact,
        pages: 'not-checked',
        pagesReason: 'other-version',
      });
    const sample = await makeSigned(await loadReportFonts(), signer);
    expect((await answer(sample)).pagesReason).toBe('other-version');
  });

  it.each<readonly [string, (object: string) => string]>([
    ['the text behind the letters', (object) => object.replace(/\/ToUnicode \d+ 0 R\n/, '')],
    ['the width of a letter', (object) => object.replace(/(\/W \[0 \[)(\d+)/, '$19$2')],
    [
      'the description for archives',
      (object) => object.replace('<xmp:CreatorTool>', '<xmp:CreatorTool>Not '),
    ],
    ['the words for a figure', (object) => object.replace('/Alt (', '/Alt (Nothing failed. ')],
    ['the note of a link', (object) => object.replace('/Contents (What failed', '/Contents (All passed')],
    ['the place of a link', (object) => object.replace('/XYZ 0 ', '/XYZ 0 1')],
    [
      'the order of reading',
      (object) => object.replace(/\/S \/TR\n([^>]*)\/K \[(\d+ 0 R) (\d+ 0 R)/, '/S /TR\n$1/K [$3 $2'),
    ],
    ['the language', (object) => object.replace('/Lang (en)', '/Lang (ar)')],
  ])('are refused when somebody with the key has changed %s', async (_, change) => {
    const { fingerprint, name } = {
      fingerprint: fingerprintOf(signer.certificates[0]),
      name: 'Netready on web01',
    };
    const form = { pageSize: 'A4', timestamped: false } as const;
    const unsigned = await renderResult(failed, canonicalJson(failed), { fingerprint, name }, form);
    const withLengths = (object: string): string => {
      const changed = change(object);
      const grown = changed.length - object.length;
      return changed.includes('<x:xmpmeta')
        ? changed.replace(/\/Length (\d+)/, (_all, length) => `/Length ${Number(length) + grown}`)
        : changed;
    };
    const changed = rebuiltPdf(unsigned, withLengths);
    expect(Buffer.from(changed).equals(unsigned)).toBe(false);
    expect(await answer(await forgeSignature(changed, signer))).toEqual(refused);
  });

  it('are of no use when another version made them and programs could read the results differently', async () => {
    const other = { ...failed, tool: { ...failed.tool, version: '99.0.0' } };
    const text = new TextDecoder().decode(canonicalJson(other));
    const twice = [
      `{"verdict":"pass",${text.slice(1)}`,
      text.replace('"verdict":', '"verdict":"pass","verdict":'),
      text.replace('"verdict":', '"verdic\\u0074":"pass","verdict":'),
      `${text}\n`,
    ];
    for (const attachment of twice) {
      const bytes = await signResult(other, signer, { attachment: new TextEncoder().encode(attachment) });
      expect(await answer(bytes)).toMatchObject({ outcome: 'not-a-report', code: 'NO_RESULT' });
      expect((await openReport(bytes, emptyTrust)).outcome.report).toBeNull();
    }
  });

  it('are not compared when the results cannot be read to the end or are too large, and that is said', async () => {
    const attach = (extra: object) => canonicalJson({ ...passed, ...extra });
    const unknownField = await signResult(passed, signer, { attachment: attach({ weather: 'fair' }) });
    expect(await answer(unknownField)).toMatchObject({ pages: 'not-checked', pagesReason: 'not-readable' });
    const large = await signResult(passed, signer, {
      attachment: attach({ x: 'y'.repeat(maxComparedBytes) }),
    });
    expect(await answer(large)).toMatchObject({ pages: 'not-checked', pagesReason: 'too-large' });
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
