import type { DrawnFont } from '../report-fonts.ts';

/** A run of text in one font and colour. */
export type Piece = { readonly text: string; readonly font: DrawnFont; readonly colour: string };

/** One line as it is drawn. `width` in points. */
export type Line = {
  readonly pieces: readonly Piece[];
  readonly width: number;
  /** Whether a space follows that the line break swallowed; false inside a word that had to be broken. */
  readonly endsWord: boolean;
};

/** The width of a text in points. */
export type Measure = (text: string, font: DrawnFont) => number;

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

/** The characters of a text, each with its combining marks; consonants that a virama joins are one. */
export const characters = (text: string): readonly string[] =>
  text.match(/\P{M}\p{M}*(?:(?<=\u094D)\p{Lo}\p{M}*)*|\p{M}+/gu) ?? [];

/** A word in the making: what belongs together stays in parts, so that a long row of them is joined and measured once. */
type Draft = Piece & { readonly parts: string[]; readonly spaceBefore: boolean };

function draftsOf(pieces: readonly Piece[]): readonly Draft[] {
  const drafts: Draft[] = [];
  let spaceBefore = false;
  for (const piece of pieces) {
    for (const part of piece.text.split(/(\s+)/)) {
      if (part === '') continue;
      const last = drafts.at(-1);
      if (/^\s/.test(part)) spaceBefore = true;
      else {
        const isOne =
          spaceBefore && last?.font === piece.font && belongTogether(last.parts.at(-1) ?? '', part);
        if (isOne) last.parts.push(part);
        else drafts.push({ ...piece, parts: [part], spaceBefore });
        spaceBefore = false;
      }
    }
  }
  return drafts;
}

const wordsOf = (pieces: readonly Piece[], measure: Measure): readonly Word[] =>
  draftsOf(pieces).map(({ parts, font, colour, spaceBefore }) => {
    const text = parts.join(' ');
    return { text, font, colour, spaceBefore, width: measure(text, font) };
  });

/** The letters of a word that is too long for where it stands, from one of them on. */
type Tail = { readonly word: Word; readonly letters: readonly string[]; readonly from: number };

const tailText = ({ letters, from }: Tail, count: number): string =>
  letters.slice(from, from + count).join('');

function partOf(tail: Tail, count: number, measure: Measure): Word {
  const { word, from } = tail;
  const text = tailText(tail, count);
  return { ...word, text, width: measure(text, word.font), spaceBefore: from === 0 && word.spaceBefore };
}

/**
 * How many of the letters fit, at least one. They are tried in steps that double, so that a line costs what stands on it,
 * however much follows.
 */
function fitting(tail: Tail, width: number, measure: Measure): number {
  const most = tail.letters.length - tail.from;
  const fits = (count: number): boolean =>
    measure(tailText(tail, count), tail.word.font) <= width + tolerance;
  let low = 1;
  let high = Math.min(most, 16);
  while (high < most && fits(high)) {
    low = high;
    high = Math.min(most, 2 * high);
  }
  while (low < high) {
    const half = Math.ceil((low + high) / 2);
    if (fits(half)) low = half;
    else high = half - 1;
  }
  return low;
}

/** Where a word is best broken so that `most` letters are not exceeded; 0 without a separator in the latter half. */
function separatorWithin({ letters, from }: Tail, most: number): number {
  for (let count = most; count > most / 2; count -= 1)
    if (breakAfter.test(letters[from + count - 1] ?? '')) return count;
  return 0;
}

/** How many letters of a long word stand on a line that has been started: none when that would be few. */
function startedOn(tail: Tail, room: number, width: number, measure: Measure): number {
  if (tail.word.width < 0.8 * width || room < width / 3) return 0;
  const most = fitting(tail, room, measure);
  return most === tail.letters.length ? 0 : separatorWithin(tail, most);
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
 * Breaks text into lines of at most `width` points: between words, and inside a word only when it is long (a host
 * name, a fingerprint). Nothing is added where a word is broken, so that what is copied is what is meant. No text
 * gives no line. Takes time in proportion to the text.
 */
export function wrap(pieces: readonly Piece[], width: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let current: Word[] = [];
  let used = 0;
  const put = (word: Word): void => {
    current.push(word);
    used += word.width;
  };
  const close = (endsWord: boolean): void => {
    lines.push(lineOf(current, measure, endsWord));
    current = [];
    used = 0;
  };
  /** Letters from one on, on lines of their own; the last of them may leave room on theirs. */
  const fill = (word: Word, letters: readonly string[], first: number): void => {
    let from = first;
    while (from < letters.length) {
      const tail: Tail = { word, letters, from };
      const most = fitting(tail, width, measure);
      const whole = from + most === letters.length ? partOf(tail, most, measure) : null;
      if (whole !== null && whole.width <= width + tolerance) {
        put(whole);
        return;
      }
      const count = separatorWithin(tail, most) || most;
      put(partOf(tail, count, measure));
      close(false);
      from += count;
    }
  };
  for (const word of wordsOf(pieces, measure)) {
    const space = current.length > 0 && word.spaceBefore ? measure(' ', word.font) : 0;
    if (used + space + word.width <= width + tolerance) {
      used += space;
      put(word);
      continue;
    }
    const tail: Tail = { word, letters: characters(word.text), from: 0 };
    let started = 0;
    if (current.length > 0) {
      started = startedOn(tail, width - used - space, width, measure);
      if (started > 0) put(partOf(tail, started, measure));
      close(started === 0 && word.spaceBefore);
    }
    if (started === 0 && word.width <= width + tolerance) put(word);
    else fill(word, tail.letters, started);
  }
  if (current.length > 0) close(true);
  return lines;
}
