import { create, type Font } from 'fontkit';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ownBuiltFiles } from '../built-files.ts';

/** The names under which a report's fonts are registered. */
export const fontNames = ['text', 'text-strong', 'mono'] as const;
export type FontName = (typeof fontNames)[number];

/**
 * The parsed fonts of a report. Parsing and shaping dominate the time to make a report, so load them once and pass
 * the same object to every document.
 */
export type ReportFonts = Readonly<Record<FontName, Font>>;

const fontFiles: Readonly<Record<FontName, string>> = {
  text: 'assets/Inter-Regular.ttf',
  'text-strong': 'assets/Inter-SemiBold.ttf',
  mono: 'assets/JetBrainsMono-Regular.ttf',
};

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

async function loadFont(name: FontName): Promise<Font> {
  const path = fontFiles[name];
  const bytes = await ownBuiltFiles()(path).catch((cause: unknown) => {
    throw new AppError('internal', `The font ${path} is missing from this installation.`, { cause });
  });
  const font = create(bytes);
  if (!('layout' in font)) throw new AppError('internal', `The font ${path} is a collection of fonts.`);
  return withPlainForms(font);
}

/** Reads the three fonts that the build has put beside the program. Throws AppError `internal` if one is missing. */
export async function loadReportFonts(): Promise<ReportFonts> {
  const [text, strong, mono] = await Promise.all([
    loadFont('text'),
    loadFont('text-strong'),
    loadFont('mono'),
  ]);
  return { text, 'text-strong': strong, mono };
}

/** Format characters change what is seen without being seen (RFC 9839; Unicode TR 36), so they are never drawn. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Text that a font can draw without the `.notdef` glyph, which PDF/A (ISO 19005-3, 6.2.11.8) and PDF/UA forbid. What
 * the font lacks and what would be invisible is written as `U+XXXX`. Line feeds stay; a tab becomes a space.
 */
export function printableText(text: string, font: Font): string {
  const spaced = text.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
  const draw = (character: string): string => {
    if (character === '\n') return character;
    const drawable = !invisible.test(character) && font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
    return drawable ? character : codePointName(character);
  };
  return Array.from(spaced, draw).join('');
}
