import { create, type Font, type Glyph } from 'fontkit';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ownBuiltFiles } from '../base/built-files.ts';
import { kerningOf } from './kerning.ts';
import { withMissingAnchors } from './missing-anchors.ts';
import { withPlainWords } from './plain-words.ts';

/** The names under which a report's own fonts are registered. They cover Latin, Greek and Cyrillic. */
export const fontNames = ['text', 'text-strong', 'mono'] as const;
export type FontName = (typeof fontNames)[number];

/** The fonts that stand in for characters that the own ones lack, in the order in which they are asked. */
export const fallbackNames = ['han', 'hangul', 'hebrew', 'arabic', 'thai', 'devanagari'] as const;
export type FallbackName = (typeof fallbackNames)[number];

/** A font that a piece of text is drawn in. */
export type DrawnFont = FontName | FallbackName;

/**
 * The parsed fonts of a report. Parsing and shaping dominate the time to make a report, so load them once and pass
 * the same objects to every document. A fallback is there only when a text needs it: the one for Han has 10 MB.
 */
export type ReportFonts = Readonly<Record<FontName, Font>> & Readonly<Partial<Record<FallbackName, Font>>>;

const fontFiles: Readonly<Record<DrawnFont, string>> = {
  text: 'assets/Inter-Regular.ttf',
  'text-strong': 'assets/Inter-SemiBold.ttf',
  mono: 'assets/JetBrainsMono-Regular.ttf',
  han: 'assets/NotoSansSC-Regular.ttf',
  hangul: 'assets/NotoSansKR-Regular.ttf',
  hebrew: 'assets/NotoSansHebrew-Regular.ttf',
  arabic: 'assets/IBMPlexSansArabic-Regular.ttf',
  thai: 'assets/NotoSansThai-Regular.ttf',
  devanagari: 'assets/NotoSansDevanagari-Regular.ttf',
};

/**
 * The blocks that each fallback is for, with the signs and figures of its script that others use too. They are written
 * out, because what belongs to a script differs between the versions of Unicode that programs know.
 */
const blocks: Readonly<Record<FallbackName, RegExp>> = {
  han: /[\u2E80-\u2FDF\u3000-\u312F\u31A0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF01-\uFFEF\u{20000}-\u{3FFFF}]/u,
  hangul:
    /[\u1100-\u11FF\u302E\u302F\u3130-\u318F\u3200-\u321E\u3260-\u327F\uA960-\uA97F\uAC00-\uD7FF\uFFA0-\uFFDC]/u,
  hebrew: /[\u0590-\u05FF\uFB1D-\uFB4F]/u,
  thai: /[\u0E00-\u0E7F]/u,
  devanagari: /[\u0900-\u097F\uA8E0-\uA8FF]/u,
  arabic: /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]/u,
};

const isFallback = (name: DrawnFont): name is FallbackName => fallbackNames.some((other) => other === name);

/**
 * The same font, remembering nothing of what it has shaped. fontkit has one object for each glyph, with the characters of
 * its first use, and takes them for those of every later one; as a part of a composite letter a glyph has none. Marks,
 * joined letters and the text behind the letters would depend on what was drawn before, in this report or in another.
 */
function withoutMemory(font: Font): Font {
  const shared = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) => {
    const glyph = shared(id);
    // Worked out once and kept, for it is the same in every use.
    void glyph.advanceWidth;
    return Object.assign(Object.create(glyph), { codePoints }) as Glyph;
  };
  return font;
}

/** One font, read anew. Throws AppError `internal` if it is missing. */
export async function loadFont(name: DrawnFont): Promise<Font> {
  const path = fontFiles[name];
  const bytes = await ownBuiltFiles()(path).catch((cause: unknown) => {
    throw new AppError('internal', `The font ${path} is missing from this installation.`, { cause });
  });
  const font = create(bytes);
  if (!('layout' in font)) throw new AppError('internal', `The font ${path} is a collection of fonts.`);
  const pure = withMissingAnchors(withoutMemory(font));
  return isFallback(name) ? pure : withPlainWords(pure, kerningOf(name));
}

/**
 * Makes sure that this installation has every font, so that no report is blamed for a missing one.
 * @throws AppError `internal`
 */
export async function demandFonts(): Promise<void> {
  for (const name of [...fontNames, ...fallbackNames]) await loadFont(name);
}

/** The fonts that a text needs. */
export type FontShelf = (text: string) => Promise<ReportFonts>;

/**
 * Fonts that are read when a text first needs them, and then kept: those that the build has put beside the program.
 * The shelf throws AppError `internal` if one is missing.
 */
export function createFontShelf(load: (name: DrawnFont) => Promise<Font> = loadFont): FontShelf {
  const kept = new Map<DrawnFont, Promise<Font>>();
  const font = (name: DrawnFont): Promise<Font> => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const loading = load(name);
    kept.set(name, loading);
    // What could not be read once may be read the next time.
    loading.catch(() => kept.delete(name));
    return loading;
  };
  return async (text) => {
    const [regular, strong, mono] = await Promise.all([font('text'), font('text-strong'), font('mono')]);
    const needed = fallbackNames.filter((name) => blocks[name].test(text));
    const fallbacks = await Promise.all(needed.map(async (name) => [name, await font(name)] as const));
    return { text: regular, 'text-strong': strong, mono, ...Object.fromEntries(fallbacks) };
  };
}

/** The fonts that a text needs, read anew. Throws AppError `internal` if one is missing. */
export const loadReportFonts = (text = ''): Promise<ReportFonts> => createFontShelf()(text);

/**
 * Format characters, fillers and joiners change what is seen, or what is read, without being seen (RFC 9839; Unicode TR
 * 36), so they are never drawn. Unassigned characters are in no font.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Line feeds stay; a tab becomes a space. */
const spaced = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ');

const isDrawable = (character: string, font: Font): boolean =>
  !invisible.test(character) && font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);

/** Parts of letters that a font may have as a whole alone: accents, jamo, the marks of voiced kana. */
const letterPart = /[\u0300-\u036F\u1100-\u11FF\u3099\u309A]/u;

/**
 * The same text with whole letters in place of their parts, where Unicode has both (NFC). What fonts do not have stays as
 * it came: what becomes of it differs between the versions of Unicode that programs know, and the same result must give
 * the same page in all of them.
 */
function composed(text: string, isDrawn: (character: string) => boolean): string {
  const isKnown = (character: string): boolean => letterPart.test(character) || isDrawn(character);
  let done = '';
  let known = '';
  for (const character of spaced(text)) {
    if (isKnown(character) || isDrawn(character.normalize('NFC'))) known += character;
    else {
      done += known.normalize('NFC') + character;
      known = '';
    }
  }
  return done + known.normalize('NFC');
}

/** Text that is read out and not drawn: what would not be seen is written as `U+XXXX`. */
export const visibleText = (text: string): string =>
  Array.from(spaced(text), (character) =>
    character !== '\n' && invisible.test(character) ? codePointName(character) : character,
  ).join('');

/**
 * Text that one font can draw without the `.notdef` glyph, which PDF/A (ISO 19005-3, 6.2.11.8) and PDF/UA forbid. What
 * the font lacks and what would be invisible is written as `U+XXXX`.
 */
export function printableText(text: string, font: Font): string {
  const isDrawn = (character: string): boolean => isDrawable(character, font);
  return Array.from(composed(text, isDrawn), (character) =>
    character === '\n' || isDrawn(character) ? character : codePointName(character),
  ).join('');
}

/** What every font of a report draws: most texts are nothing else. */
const plainAscii = /^[\x20-\x7E]*$/;

/** A part of a text that one font draws. */
export type TextRun = { readonly text: string; readonly font: DrawnFont };

/**
 * A text in runs of one font each: its own font where that has the character, else the first fallback that has it. A
 * combining mark stays with the letter that it stands on. What no font has is written as `U+XXXX`.
 */
export function textRuns(text: string, own: FontName, fonts: ReportFonts): readonly TextRun[] {
  if (plainAscii.test(text)) return text === '' ? [] : [{ text, font: own }];
  const names: readonly DrawnFont[] = [own, ...fallbackNames.filter((name) => fonts[name] !== undefined)];
  const has = (name: DrawnFont, character: string): boolean => {
    const font = fonts[name];
    return font !== undefined && isDrawable(character, font);
  };
  const first = (character: string): DrawnFont | undefined => names.find((name) => has(name, character));
  const runs: TextRun[] = [];
  for (const character of composed(text, (one) => first(one) !== undefined)) {
    const last = runs.at(-1);
    const staysWith = last !== undefined && /\p{M}/u.test(character) && has(last.font, character);
    const found = staysWith ? last.font : first(character);
    const font = found ?? own;
    const shown = found !== undefined || character === '\n' ? character : codePointName(character);
    if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + shown };
    else runs.push({ font, text: shown });
  }
  return runs;
}

/** Scripts whose glyphs do not stand in the order of their characters, or are not one for each. */
const reordered: readonly DrawnFont[] = ['thai', 'devanagari'];

/**
 * What a program reads of a part of a text where the glyphs alone would tell it otherwise: vowels that are written before
 * the consonant that they follow, and signs in two parts. Null where the glyphs say it themselves.
 */
export const actualText = (text: string, font: DrawnFont): string | null =>
  reordered.includes(font) ? text : null;

const isRightToLeft = (font: DrawnFont): boolean => font === 'hebrew' || font === 'arabic';

/** Numbers run from left to right in every script, so they are turned round before the whole word is. */
const withNumbersFromLeft = (word: string): string =>
  word.replaceAll(/\p{Nd}+/gu, (digits) => Array.from(digits).reverse().join(''));

/**
 * A text of one run in the parts in which it is drawn, from left to right. Of a script from right to left these are its
 * words and spaces, last word first; the letters of a word are put in order when it is shaped. What follows on the line
 * stands to the right of it.
 */
export function visualParts(text: string, font: DrawnFont): readonly string[] {
  if (reordered.includes(font)) return text.split(/( )/).filter((part) => part !== '');
  if (!isRightToLeft(font)) return [text];
  const words = text.trimEnd();
  const parts = words.split(/( )/).map(withNumbersFromLeft).reverse();
  return [...parts, text.slice(words.length)].filter((part) => part !== '');
}
