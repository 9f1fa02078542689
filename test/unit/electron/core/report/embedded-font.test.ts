import { beforeAll, describe, expect, it } from 'vitest';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { namesInManyScripts, pageOfTexts } from '../../../../support/many-scripts.ts';
import { readPdfFile } from '../../../../support/pdf-reading.ts';

let fonts: ReportFonts;
beforeAll(async () => {
  fonts = await loadReportFonts(namesInManyScripts.join());
});

const backwards = (text: string): string => Array.from(text).reverse().join('');

/** The characters that a page shows from left to right, and those that a program reads there. */
async function shownAndRead(...texts: readonly string[]): Promise<readonly [shown: string, read: string]> {
  const { bytes, drawn } = await pageOfTexts(texts, fonts);
  const shown = drawn.map(({ text, font }) =>
    font === 'hebrew' || font === 'arabic' ? backwards(text) : text,
  );
  return [shown.join(''), readPdfFile(bytes).pages.join('')];
}

const readFrom = async (...texts: readonly string[]): Promise<string> => (await shownAndRead(...texts))[1];

describe('the text behind the letters', () => {
  it.each(namesInManyScripts)('is what the page shows: %s', async (name) => {
    const [shown, read] = await shownAndRead(name);
    expect(read).toBe(shown);
    expect(read.replaceAll(/\s/g, '').length).toBeGreaterThanOrEqual(
      name.normalize('NFC').replaceAll(/\s/g, '').length,
    );
  });

  it('is what the page shows, whatever else stands there', async () => {
    const [shown, read] = await shownAndRead(...namesInManyScripts);
    expect(read).toBe(shown);
  });

  it('is that of each character where several have one drawing', async () => {
    const alike = 'ʼ’ ɩι ∆Δ ①➀ e f';
    expect(await readFrom(alike, backwards(alike))).toBe(`${alike}${backwards(alike)}`);
    expect(await readFrom('őo "o" ˝ é ´ e')).toBe('őo "o" ˝ é ´ e');
  });

  it('is what was written where glyphs stand in another order, or two for one sign', async () => {
    for (const text of ['हिन्दी', 'सर्वर', 'น้ำ', 'เซิร์ฟเวอร์']) expect(await readFrom(text)).toBe(text);
    const { bytes } = await pageOfTexts(['हि (1) \\ ไทย'], fonts);
    expect(readPdfFile(bytes).pages.join('')).toBe('हि (1) \\ ไทย');
  });

  it('has no character that cannot be seen', async () => {
    expect(await readFrom('a\u034Fb\u00AD\u3164\uFE0F\u200E')).toBe('aU+034FbU+00ADU+3164U+FE0FU+200E');
  });

  it.each(['text', 'mono', 'hebrew', 'arabic', 'han', 'hangul', 'thai', 'devanagari'] as const)(
    'is known for the characters of a font: %s',
    async (name) => {
      const all = (fonts[name]?.characterSet ?? []).map((code) => String.fromCodePoint(code));
      const whole = all.filter((one) => one.normalize('NFC') === one && /[\p{L}\p{N}\p{S}]/u.test(one));
      const some = whole.filter((_, index) => index % Math.ceil(whole.length / 300) === 0);
      expect(some.length).toBeGreaterThan(40);
      const [shown, read] = await shownAndRead(...some);
      expect(read).toBe(shown);
    },
  );
});
