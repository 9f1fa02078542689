/**
 * How a text of a drawing is set: `name` 14 px and strong, the others 12 px. `mono` and `mono-muted` are what is typed or
 * compared.
 */
export const drawnStyles = ['name', 'label', 'text', 'muted', 'mono', 'mono-muted', 'cause'] as const;
export type DrawnStyle = (typeof drawnStyles)[number];

/** A text at the left end of its base line, in CSS pixels from the top left. It is at most `room` wide. */
export type DrawnText = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly style: DrawnStyle;
  readonly room: number;
};

/** Type sizes in CSS pixels. */
export const drawnSizes: Readonly<Record<DrawnStyle, number>> = {
  name: 14,
  label: 12,
  text: 12,
  muted: 12,
  mono: 12,
  'mono-muted': 12,
  cause: 12,
};

const isMono = (style: DrawnStyle): boolean => style === 'mono' || style === 'mono-muted';

/** What a character of JetBrains Mono takes of the type size. */
const monoShare = 0.6;

/** What the characters from the space to the tilde take of the type size in Inter, in hundredths; the wider of its two weights. */
const interShares: readonly number[] = [
  29, 33, 53, 65, 66, 101, 67, 33, 38, 38, 54, 68, 32, 47, 32, 38, 66, 43, 63, 64, 67, 62, 64, 58, 65, 64, 32,
  33, 68, 68, 68, 55, 100, 73, 66, 74, 73, 61, 60, 75, 75, 28, 58, 71, 57, 93, 76, 77, 65, 78, 66, 66, 67, 75,
  73, 103, 72, 72, 66, 38, 38, 38, 49, 47, 36, 58, 63, 59, 63, 60, 39, 63, 62, 27, 27, 57, 27, 91, 62, 61, 63,
  63, 40, 55, 36, 62, 59, 84, 57, 59, 57, 46, 36, 46, 68,
];

/** The widest character of Inter beyond these, and of what stands in for a character that a font lacks. */
const widestShares = { inter: 1.4, mono: 1 } as const;

/** Latin, Greek and Cyrillic, which JetBrains Mono has itself. */
const inMono = /[ -~\u00A0-\u024F\u0370-\u052F…]/;

function shareOf(character: string, style: DrawnStyle): number {
  if (isMono(style)) return inMono.test(character) ? monoShare : widestShares.mono;
  const share = interShares[(character.codePointAt(0) ?? 0) - 0x20];
  return share === undefined ? widestShares.inter : share / 100;
}

/** The width of a text in CSS pixels, at most: without a font, so that screen and paper lay out the same picture. */
export const textWidth = (text: string, style: DrawnStyle): number =>
  Array.from(text).reduce((sum, character) => sum + shareOf(character, style) * drawnSizes[style], 0);

/** How many of the letters, from the first on, stay within a width. */
function mostLetters(letters: readonly string[], room: number, style: DrawnStyle): number {
  let used = 0;
  const over = letters.findIndex((letter) => {
    used += textWidth(letter, style);
    return used > room;
  });
  return over === -1 ? letters.length : over;
}

/**
 * A text that is too wide, without its middle: what a name begins with says what it is, and its end tells it from its
 * neighbours. Empty where not even one letter has room.
 */
export function keptEnds(text: string, room: number, style: DrawnStyle): string {
  if (textWidth(text, style) <= room) return text;
  const letters = Array.from(text);
  const half = (room - textWidth('…', style)) / 2;
  const head = mostLetters(letters, half, style);
  const tail = mostLetters(letters.toReversed(), half, style);
  if (head === 0) return '';
  return `${letters.slice(0, head).join('')}…${tail === 0 ? '' : letters.slice(-tail).join('')}`;
}
