import { beforeAll, describe, expect, it } from 'vitest';
import { entry, follow, nameOf, readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import type { PdfValue } from '../../../../../electron/core/pdf/pdf-tokens.ts';
import { unpack } from '../../../../../electron/core/pdf/unpack.ts';
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

/** The results that tests look at, each drawn when it is first looked at, once. */
const made = { default: () => sampleResult(), passed: passedResult, failed: failedResult, farm: farmResult };
const drawn = new Map<keyof typeof made, Promise<Uint8Array>>();
function reportOf(name: keyof typeof made): Promise<Uint8Array> {
  const report = drawn.get(name) ?? render(made[name]());
  drawn.set(name, report);
  return report;
}

const KiB = 1024;

/** How wide each glyph of a TrueType font is, in thousandths of its size (tables head, hhea and hmtx). */
function widthsIn(program: Buffer): (glyph: number) => number | undefined {
  const table = (tag: string): Buffer => {
    for (let index = 0; index < program.readUInt16BE(4); index += 1) {
      const record = 12 + 16 * index;
      if (program.toString('latin1', record, record + 4) === tag)
        return program.subarray(program.readUInt32BE(record + 8));
    }
    throw new Error(`the font has no ${tag}`);
  };
  const [unitsPerEm, count] = [table('head').readUInt16BE(18), table('hhea').readUInt16BE(34)];
  const metrics = table('hmtx');
  return (glyph) => (metrics.readUInt16BE(4 * Math.min(glyph, count - 1)) * 1000) / unitsPerEm;
}

describe('a rendered report', () => {
  it.each(['A4', 'LETTER'] as const)('is the same for the same result, to the byte: %s', async (pageSize) => {
    const first = await render(farmResult(), pageSize);
    const fresh = await loadReportFonts('東京');
    const second = await render(farmResult(), pageSize, fresh);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('is another one on another paper', async () => {
    const letter = await render(passedResult(), 'LETTER');
    expect(Buffer.compare(await reportOf('passed'), letter)).not.toBe(0);
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
    const other = { ...failedResult(), finishedAt: '2026-03-02T14:05:59.000Z' };
    expect(Buffer.compare(await reportOf('failed'), await render(other))).not.toBe(0);
  });

  it.each(['passed', 'failed', 'farm'] as const)(
    'can be signed, and the verifier accepts what it holds: %s',
    async (name) => {
      const result = made[name]();
      const signed = await signReport(await reportOf(name), makeEcSigner());
      const verified = await verifyReport(signed, emptyTrust);
      expect(verified.outcome, verified.message).toBe('unknown-signer');
      expect(verified.report).toMatchObject({
        id: result.id,
        host: result.machine.hostname,
        verdict: result.verdict,
      });
    },
  );

  it.each([
    ['default', 200],
    ['passed', 200],
    ['failed', 300],
    ['farm', 700],
  ] as const)('is small enough to be sent: %s', async (name, most) => {
    expect((await reportOf(name)).length).toBeLessThan(most * KiB);
  });

  it('holds what a reader of the file finds without drawing it: title, tags, bookmarks, no scripts', async () => {
    const text = Buffer.from(await reportOf('failed')).toString('latin1');
    expect(text).toContain('/Marked true');
    expect(text).toContain('/Type /StructTreeRoot');
    expect(text).toContain('/Outlines');
    expect(text).toMatch(/\/Title \(/);
    for (const action of ['/JavaScript', '/URI', '/Launch', '/OpenAction', '/GoTo'])
      expect(text).not.toContain(action);
  });

  it('has fonts whose stated widths are those of the letters drawn, each with its meaning', async () => {
    const bytes = await reportOf('farm');
    const file = readPdf(bytes);
    const at = (value: PdfValue | undefined) => follow(file, value, 'OBJECT');
    const fontsWith = (subtype: string) =>
      file.dictionaries.filter(
        (item) => nameOf(entry(item, 'Type')) === 'Font' && nameOf(entry(item, 'Subtype')) === subtype,
      );
    const outer = fontsWith('Type0');
    expect(outer.length).toBeGreaterThan(3);
    for (const font of outer) {
      expect(nameOf(entry(font, 'Encoding'))).toBe('Identity-H');
      expect(at(entry(font, 'ToUnicode')).stream).not.toBeNull();
    }
    const inner = fontsWith('CIDFontType2');
    expect(inner).toHaveLength(outer.length);
    for (const font of inner) {
      expect(nameOf(entry(font, 'CIDToGIDMap'))).toBe('Identity');
      const { stream } = at(entry(at(entry(font, 'FontDescriptor')).value, 'FontFile2'));
      const program = unpack(bytes.subarray(stream?.start, stream?.end), 16 * KiB * KiB);
      const widths = entry(font, 'W');
      const list = widths?.kind === 'array' ? widths.items[1] : undefined;
      const stated = (list?.kind === 'array' ? list.items : []).map((item) =>
        item.kind === 'number' ? item.value : Number.NaN,
      );
      const table = widthsIn(program);
      expect(stated.length).toBeGreaterThan(1);
      // Glyph 0 stands for a missing letter and is never drawn; the library states its width in units of the font.
      for (const [glyph, width] of stated.entries())
        if (glyph > 0) expect(Math.abs(width - (table(glyph) ?? 0))).toBeLessThan(1);
    }
  });

  it('has nothing that can be seen through, no pictures, and annotations that are printed', async () => {
    const { dictionaries } = readPdf(await reportOf('farm'));
    for (const key of ['ExtGState', 'SMask', 'Group', 'ca', 'CA', 'BM', 'DecodeParms'])
      expect(
        dictionaries.filter(({ entries }) => entries.has(key)),
        key,
      ).toEqual([]);
    expect(dictionaries.filter((item) => nameOf(entry(item, 'Subtype')) === 'Image')).toEqual([]);
    const flags = dictionaries
      .filter((item) => nameOf(entry(item, 'Type')) === 'Annot')
      .map((item) => entry(item, 'F'));
    expect(flags.length).toBeGreaterThan(5);
    // Printed, and neither hidden, invisible nor left out of view (ISO 19005-3, 6.3.2).
    for (const flag of flags) expect(flag?.kind === 'number' ? flag.value & 0b100111 : null).toBe(4);
  });
});
