import { wellFormed } from '../words/well-formed.ts';

/** The most of a text that is read, in characters. */
export const mostRead = 1_048_576;

/** A text as words, each with the line that it stands in. */
export type Reading = {
  readonly words: readonly string[];
  /** The line of each word, counted from 0. */
  readonly lineOf: readonly number[];
  /** The lines as they were given, but for entities and tags of HTML. */
  readonly lines: readonly string[];
  /** Whether only the beginning was read, because the text is longer. */
  readonly isCut: boolean;
};

const named: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
};

function decodedEntity(whole: string, body: string): string {
  if (!body.startsWith('#')) return named[body.toLowerCase()] ?? whole;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  return code > 0 && code <= 0x10_ff_ff ? wellFormed(String.fromCodePoint(code)) : whole;
}

const tags = /<\/?(?:a|b|br|code|div|em|font|i|li|ol|p|pre|span|strong|td|th|tr|u|ul)\b[^<>]{0,300}>/gi;

/** What a page or a table made of a message is undone: entities and tags of HTML, and ends of lines that were written out. */
const plain = (text: string): string =>
  text
    .replaceAll(tags, ' ')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,5});/gi, decodedEntity)
    .replaceAll(/\\r\\n|\\n(?=\s)/g, '\n');

/** A text in the one form in which words are compared: small letters without accents. */
const compared = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of one line: letters and digits in a row. */
export const wordsOf = (line: string): readonly string[] => compared(line).match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Whether a line begins with its time or its level, and so a message of its own. */
export const beginsMessage = (line: string): boolean =>
  /^\W{0,3}(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d{2}:\d{2}|(?:error|fatal|warn|warning|info|debug)\b)/i.test(
    line,
  );

/** Reads a text of any size: what is longer than `mostRead` is cut off, and said to be. */
export function readText(text: string): Reading {
  const isCut = text.length > mostRead;
  const lines = plain(wellFormed(isCut ? text.slice(0, mostRead) : text)).split(/\r\n|[\r\n\u2028\u2029]/);
  const words: string[] = [];
  const lineOf: number[] = [];
  lines.forEach((line, index) => {
    for (const word of wordsOf(line)) {
      words.push(word);
      lineOf.push(index);
    }
  });
  return { words, lineOf, lines, isCut };
}
