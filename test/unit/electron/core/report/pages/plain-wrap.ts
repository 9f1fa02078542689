import type { Line, Measure, Piece } from '../../../../../../electron/core/report/pages/wrap.ts';
import type { DrawnFont } from '../../../../../../electron/core/report/report-fonts.ts';

/** A unit that must not be parted from its figure. */
const unit = /^(ms|s|%|min|KB)[.,:;)]*$/;

/** A number in brackets, which counts what stands before it. */
const tally = /^\(\d+\),?$/;

const belongTogether = (left: string, right: string): boolean =>
  tally.test(right) || (unit.test(right) && /\d$/.test(left));

type Word = Piece & { readonly width: number; readonly spaceBefore: boolean };

/** Rounding of widths adds up over a line; a hundredth of a point is not seen. */
const tolerance = 0.01;

/** After these characters a name, an address or a path may be broken without changing how it reads. */
const breakAfter = /[-._/:@,;=\\)\]]/;

/** The characters of a text, each with its combining marks. */
const characters = (text: string): readonly string[] => text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];

function wordsOf(pieces: readonly Piece[], measure: Measure): readonly Word[] {
  const words: Word[] = [];
  let spaceBefore = false;
  for (const piece of pieces) {
    for (const part of piece.text.split(/(\s+)/)) {
      if (part === '') continue;
      const last = words.at(-1);
      if (/^\s/.test(part)) spaceBefore = true;
      else if (spaceBefore && last?.font === piece.font && belongTogether(last.text, part)) {
        const text = `${last.text} ${part}`;
        words[words.length - 1] = { ...last, text, width: measure(text, last.font) };
        spaceBefore = false;
      } else {
        words.push({ ...piece, text: part, width: measure(part, piece.font), spaceBefore });
        spaceBefore = false;
      }
    }
  }
  return words;
}

/** How many characters of a word fit, at least one. */
function fitting(word: readonly string[], font: DrawnFont, width: number, measure: Measure): number {
  let low = 1;
  let high = word.length;
  while (low < high) {
    const half = Math.ceil((low + high) / 2);
    if (measure(word.slice(0, half).join(''), font) <= width + tolerance) low = half;
    else high = half - 1;
  }
  return low;
}

/** Where a word is best broken so that `most` characters are not exceeded; 0 without a separator in the latter half. */
function separatorWithin(word: readonly string[], most: number): number {
  for (let end = most; end > most / 2; end -= 1) if (breakAfter.test(word[end - 1] ?? '')) return end;
  return 0;
}

type Halves = readonly [head: Word, tail: Word];

function halves(word: Word, letters: readonly string[], count: number, measure: Measure): Halves {
  const part = (text: string, spaceBefore: boolean): Word => ({
    ...word,
    text,
    width: measure(text, word.font),
    spaceBefore,
  });
  return [
    part(letters.slice(0, count).join(''), word.spaceBefore),
    part(letters.slice(count).join(''), false),
  ];
}

/** A word that is wider than a line, cut where it fits, after a separator if there is one. */
function cut(word: Word, width: number, measure: Measure): Halves {
  const letters = characters(word.text);
  const most = fitting(letters, word.font, width, measure);
  return halves(word, letters, separatorWithin(letters, most) || most, measure);
}

/** A long word that begins on a started line: cut after a separator, or null when that would leave little there. */
function cutInto(word: Word, room: number, width: number, measure: Measure): Halves | null {
  if (word.width < 0.8 * width || room < width / 3) return null;
  const letters = characters(word.text);
  const most = fitting(letters, word.font, room, measure);
  const count = separatorWithin(letters, most);
  return count === 0 || most === letters.length ? null : halves(word, letters, count, measure);
}

function lineOf(words: readonly Word[], measure: Measure, endsWord: boolean): Line {
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const last = pieces.at(-1);
    const space = index > 0 && word.spaceBefore ? ' ' : '';
    if (last !== undefined && last.font === word.font && last.colour === word.colour)
      pieces[pieces.length - 1] = { ...last, text: `${last.text}${space}${word.text}` };
    else {
      if (last !== undefined) pieces[pieces.length - 1] = { ...last, text: `${last.text}${space}` };
      pieces.push({ text: word.text, font: word.font, colour: word.colour });
    }
  }
  const width = pieces.reduce((sum, piece) => sum + measure(piece.text, piece.font), 0);
  return { pieces, width, endsWord };
}

/**
 * The rules of wrapping, written without regard to what they cost: whatever is left of a word is measured whole, again and
 * again. For comparison alone.
 */
export function plainWrap(pieces: readonly Piece[], width: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let current: Word[] = [];
  let used = 0;
  const close = (endsWord: boolean): void => {
    lines.push(lineOf(current, measure, endsWord));
    current = [];
    used = 0;
  };
  const waiting = [...wordsOf(pieces, measure)];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    const space = current.length > 0 && word.spaceBefore ? measure(' ', word.font) : 0;
    if (used + space + word.width <= width + tolerance) {
      current.push(word);
      used += space + word.width;
      continue;
    }
    const parts =
      current.length === 0 ? cut(word, width, measure) : cutInto(word, width - used - space, width, measure);
    if (parts === null) waiting.unshift(word);
    else {
      current.push(parts[0]);
      if (parts[1].text !== '') waiting.unshift(parts[1]);
    }
    close(parts === null && word.spaceBefore);
  }
  if (current.length > 0) close(true);
  return lines;
}
