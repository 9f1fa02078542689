import { create, type Font } from 'fontkit';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ownBuiltFiles } from '../built-files.ts';

/** The names under which a report's own fonts are registered. They cover Latin, Greek and Cyrillic. */
export const fontNames = ['text', 'text-strong', 'mono'] as const;
export type FontName = (typeof fontNames)[number];

/** The fonts that stand in for characters that the own ones lack, in the order in which they are asked. */
export const fallbackNames = ['han', 'hangul', 'hebrew', 'arabic'] as const;
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
};

/** The characters that each fallback is for, with the signs and figures of its script that others use too. */
const scripts: Readonly<Record<FallbackName, RegExp>> = {
  han: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u30FB\u30FC\uFF01-\uFFEF]/u,
  hangul: /\p{Script=Hangul}/u,
  hebrew: /\p{Script=Hebrew}/u,
  arabic: /[\p{Script=Arabic}\u060C\u061B\u061F\u0660-\u0669]/u,
};

const isFallback = (name: DrawnFont): name is FallbackName => fallbackNames.some((other) => other === name);

/**
 * The same font, shaping each character as itself. With contextual alternates `->` is drawn as an arrow and `5x5` as
 * a product, and JetBrains Mono turns `::` and `://` into ligatures with an empty glyph that fontkit cannot measure.
 * Kerning sets the points of `10.205.127.1` so close to the figures that they are lost, so words with figures have none.
 */
function withPlainForms(font: Font): Font {
  const layout = font.layout.bind(font);
  font.layout = (text) => layout(text, /\d/.test(text) ? { calt: false, kern: false } : { calt: false });
  return font;
}

async function loadFont(name: DrawnFont): Promise<Font> {
  const path = fontFiles[name];
  const bytes = await ownBuiltFiles()(path).catch((cause: unknown) => {
    throw new AppError('internal', `The font ${path} is missing from this installation.`, { cause });
  });
  const font = create(bytes);
  if (!('layout' in font)) throw new AppError('internal', `The font ${path} is a collection of fonts.`);
  return isFallback(name) ? font : withPlainForms(font);
}

/** The fonts that a text needs. */
export type FontShelf = (text: string) => Promise<ReportFonts>;

/**
 * Fonts that are read when a text first needs them, and then kept: those that the build has put beside the program.
 * The shelf throws AppError `internal` if one is missing.
 */
export function createFontShelf(): FontShelf {
  const kept = new Map<DrawnFont, Promise<Font>>();
  const font = (name: DrawnFont): Promise<Font> => {
    const loading = kept.get(name) ?? loadFont(name);
    kept.set(name, loading);
    return loading;
  };
  return async (text) => {
    const [regular, strong, mono] = await Promise.all([font('text'), font('text-strong'), font('mono')]);
    const needed = fallbackNames.filter((name) => scripts[name].test(text));
    const fallbacks = await Promise.all(needed.map(async (name) => [name, await font(name)] as const));
    return { text: regular, 'text-strong': strong, mono, ...Object.fromEntries(fallbacks) };
  };
}

/** The fonts that a text needs, read anew. Throws AppError `internal` if one is missing. */
export const loadReportFonts = (text = ''): Promise<ReportFonts> => createFontShelf()(text);

/** Format characters change what is seen without being seen (RFC 9839; Unicode TR 36), so they are never drawn. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Line feeds stay; a tab becomes a space. */
const spaced = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\t', ' ');

const isDrawable = (character: string, font: Font): boolean =>
  !invisible.test(character) && font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);

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
  const draw = (character: string): string =>
    character === '\n' || isDrawable(character, font) ? character : codePointName(character);
  return Array.from(spaced(text), draw).join('');
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
  const runs: TextRun[] = [];
  for (const character of spaced(text)) {
    const last = runs.at(-1);
    const staysWith = last !== undefined && /\p{M}/u.test(character) && has(last.font, character);
    const found = staysWith ? last.font : names.find((name) => has(name, character));
    const font = found ?? own;
    const shown = found !== undefined || character === '\n' ? character : codePointName(character);
    if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + shown };
    else runs.push({ font, text: shown });
  }
  return runs;
}

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
  if (!isRightToLeft(font)) return [text];
  const words = text.trimEnd();
  const parts = words.split(/( )/).map(withNumbersFromLeft).reverse();
  return [...parts, text.slice(words.length)].filter((part) => part !== '');
}
