import { create, type Font, type GlyphRun } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { ownBuiltFiles } from '../../../../../electron/core/base/built-files.ts';
import { plainCharacters } from '../../../../../electron/core/report/kerning.ts';
import { type FontName, loadFont } from '../../../../../electron/core/report/report-fonts.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import { farmResult } from '../../../../support/sample-results.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

const files: readonly (readonly [FontName, string])[] = [
  ['text', 'assets/Inter-Regular.ttf'],
  ['text-strong', 'assets/Inter-SemiBold.ttf'],
  ['mono', 'assets/JetBrainsMono-Regular.ttf'],
];

/** As fontkit shapes a text by itself. */
const shaped = (font: Font, text: string): GlyphRun =>
  font.layout(text, /\d/.test(text) ? { calt: false, kern: false } : { calt: false });

const told = ({ glyphs, positions, advanceWidth, direction }: GlyphRun): string =>
  JSON.stringify([
    glyphs.map(({ id }) => id),
    positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => [xAdvance, yAdvance, xOffset, yOffset]),
    [advanceWidth, direction],
  ]);

/** The texts that are shaped in another way than by fontkit. */
async function othersIn(name: FontName, file: string, texts: Iterable<string>): Promise<readonly string[]> {
  const [own, plain] = [await loadFont(name), create(await ownBuiltFiles()(file)) as Font];
  return [...texts].filter((text) => told(own.layout(text)) !== told(shaped(plain, text)));
}

const pairs = plainCharacters.flatMap((first) => plainCharacters.map((second) => first + second));

/** Signs are kerned in another way where there is a letter in the word. */
const signsInWords = pairs.filter((pair) => !/[A-Za-z\d]/.test(pair)).map((pair) => `${pair}a`);

function* anyWords(count: number): Iterable<string> {
  const random = seededRandom(1604);
  const kinds = [plainCharacters, plainCharacters.filter((one) => !/\d/.test(one)), [...'.,-–:/"’…']];
  for (let number = 0; number < count; number += 1) {
    const kind = kinds[number % kinds.length] ?? [];
    yield Array.from({ length: random.below(24) }, () => kind[random.below(kind.length)]).join('');
  }
}

const wordsOf = (value: unknown): readonly string[] =>
  JSON.stringify(value)
    .split(/["\s]+/)
    .flatMap((word) => [word, `${word} `]);

describe.each(files)('plain words in %s', (name, file) => {
  it('stand as fontkit sets them, whatever two characters they are of', async () => {
    expect(await othersIn(name, file, ['', ...plainCharacters, ...pairs, ...signsInWords])).toEqual([]);
  }, 60_000);

  it('stand as fontkit sets them, whatever is beside a pair', async () => {
    expect(await othersIn(name, file, anyWords(1500))).toEqual([]);
  }, 60_000);

  it('stand as fontkit sets them in the report of a farm', async () => {
    const signer = { fingerprint: 'ab'.repeat(32), signerName: 'Netready on app01', timestamped: true };
    const words = new Set(wordsOf(buildReportModel(farmResult(), signer)));
    expect(words.size).toBeGreaterThan(1000);
    expect(await othersIn(name, file, words)).toEqual([]);
  }, 60_000);

  it('have the characters that they stand for', async () => {
    const { glyphs } = (await loadFont(name)).layout(plainCharacters.join(''));
    expect(glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints))).toEqual(plainCharacters);
  });

  it('are not given to fontkit, which reads all the rules of a font for the first one', async () => {
    const font = await loadFont(name);
    const { _layoutEngine } = font as unknown as { readonly _layoutEngine: Pick<Font, 'layout'> };
    const asked: string[] = [];
    _layoutEngine.layout = (text) => {
      asked.push(text);
      throw new Error(text);
    };
    expect(() => font.layout('résumé')).toThrow('résumé');
    font.layout('app01.example.local:443 "AVATAR" –');
    expect(asked).toEqual(['résumé']);
  });
});
