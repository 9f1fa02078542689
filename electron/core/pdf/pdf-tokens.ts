import { bufferOf } from '../base/buffer-of.ts';
import { mediaTypes } from './attached-files.ts';
import { Refusal } from './refusal.ts';

/** One PDF object (ISO 32000-1, 7.3) in the forms that a report uses. Positions are byte offsets; `end` is exclusive. */
export type PdfValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | PdfName
  /** A literal string; one character for each byte. */
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'hex'; readonly start: number; readonly end: number }
  | { readonly kind: 'reference'; readonly id: number }
  | {
      readonly kind: 'array';
      readonly items: readonly PdfValue[];
      readonly start: number;
      readonly end: number;
    }
  | PdfDictionary;

export type PdfName = { readonly kind: 'name'; readonly value: string };

export type PdfDictionary = {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
};

/** Far above any report (one of 1,000 checks has some 300,000 values), low enough for a second of work. */
export const maxValues = 2_000_000;
const maxDepth = 32;

/** The only names with an escape that a report contains, the types of attachments; others could hide a forbidden name. */
const escapedNames: ReadonlySet<string> = new Set(Object.values(mediaTypes));

const code = (character: string): number => character.charCodeAt(0);
const space = code(' ');
const lineFeed = code('\n');
const openParenthesis = code('(');
const closeParenthesis = code(')');
const openBracket = code('[');
const closeBracket = code(']');
const less = code('<');
const greater = code('>');
const slash = code('/');
const backslash = code('\\');

/** Bytes of names, numbers and words: printable ASCII without the delimiters of ISO 32000-1, table 2. */
const regularBytes: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => byte > space && byte < 0x7f && !'()<>[]{}/%'.includes(String.fromCharCode(byte)),
);
const zero = code('0');
const nine = code('9');
/** What stands behind a backslash, with the byte that is meant. */
const escapes: ReadonlyMap<number, number> = new Map(
  ['n\n', 'r\r', 't\t', 'b\b', 'f\f', '((', '))', '\\\\'].map(([escaped = '', meant = '']) => [
    code(escaped),
    code(meant),
  ]),
);

/** A decimal number as the writer prints it: no plus sign, no leading zeros, at most six decimals, no exponent. */
const numberForm = /^(?:0|-?[1-9]\d{0,20}|-?(?:0|[1-9]\d{0,20})\.\d{0,5}[1-9])$/;
const keyForm = /^[A-Za-z][A-Za-z0-9]*$/;

/** The most digits of a number that is read digit by digit, and of the number in a reference. */
const maxPlainDigits = 15;
const maxReferenceDigits = 10;

/** Bytes that a string holds as escapes alone: other programs read a carriage return as a line feed (7.3.4.2). */
const escapedBytes: ReadonlySet<number> = new Set([...'\n\r\t\b\f'].map(code));

const maxTokenBytes = 127;

/** How many names are kept at hand while a file is read; a power of two. A report has about a hundred. */
const keptNames = 256;

/** Bytes as text, one character for each byte. Positions beyond the end give less text. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return bufferOf(bytes).toString('latin1', start, end);
}

/** Whether the bytes at a position are exactly a text of ASCII characters. */
export function isAt(bytes: Uint8Array, position: number, text: string): boolean {
  if (position < 0 || position + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index += 1)
    if (bytes[position + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** Reads the value at an offset and gives the offset after it. */
export type ValueReader = (start: number) => { readonly value: PdfValue; readonly end: number };

/** What is kept of the values that are read, beside themselves. */
export type ValuesRead = {
  /** Every dictionary is put here, before those within it. */
  readonly dictionaries: PdfDictionary[];
  /** The number of the last object of the file: a reference to one behind it leads nowhere. */
  readonly lastObject: number;
};

/**
 * Reads values in exactly the notation of a report and nothing more lenient: only blanks and line feeds between tokens,
 * no comments, no escapes in names, no key twice. Refuses with `OBJECT`, `DUP_KEY` or `LIMIT`.
 * @param values how many values may be read in all, so that one file cannot keep the reader busy for long
 */
export function valueReader(
  bytes: Uint8Array,
  values: number,
  { dictionaries, lastObject }: ValuesRead,
): ValueReader {
  const buffer = bufferOf(bytes);
  let left = values;
  let position = 0;

  const fail = (what: string): Refusal => new Refusal('OBJECT', `${what} at ${position}`);
  const isBlank = (byte: number | undefined): boolean => byte === space || byte === lineFeed;
  const isRegular = (byte: number | undefined): boolean => byte !== undefined && regularBytes[byte] === true;
  const isDigit = (byte: number | undefined): byte is number =>
    byte !== undefined && byte >= zero && byte <= nine;

  const skipBlanks = (): void => {
    while (isBlank(bytes[position])) position += 1;
  };

  const textFrom = (from: number): string => {
    if (position - from > maxTokenBytes) throw fail('long token');
    return buffer.toString('latin1', from, position);
  };

  type KnownName = { readonly name: PdfName; readonly isKey: boolean };
  /** Names come again and again, so each is made once and found by a number made of its bytes. */
  const knownNames = new Array<KnownName | undefined>(keptNames);

  const readKnownName = (): KnownName => {
    position += 1;
    const from = position;
    let slot = 0;
    for (let byte = bytes[position]; isRegular(byte); byte = bytes[position]) {
      slot = (slot * 31 + (byte ?? 0)) % keptNames;
      position += 1;
    }
    const known = knownNames[slot];
    if (known?.name.value.length === position - from && isAt(bytes, from, known.name.value)) return known;
    const value = textFrom(from);
    if (value === '' || (value.includes('#') && !escapedNames.has(value))) throw fail('name');
    const made: KnownName = { name: { kind: 'name', value }, isKey: keyForm.test(value) };
    knownNames[slot] = made;
    return made;
  };

  /** Moves behind a string, whose bytes must be as a report writes them, and counts its characters. */
  const skipString = (): number => {
    position += 1;
    for (let length = 0; ; length += 1) {
      const byte = bytes[position];
      if (byte === undefined || byte === openParenthesis || escapedBytes.has(byte)) throw fail('string');
      position += 1;
      if (byte === closeParenthesis) return length;
      if (byte !== backslash) continue;
      if (!escapes.has(bytes[position] ?? 0)) throw fail('escape');
      position += 1;
    }
  };

  const readString = (): string => {
    const from = position + 1;
    const length = skipString();
    if (length === position - 1 - from) return buffer.toString('latin1', from, position - 1);
    const text = Buffer.allocUnsafe(length);
    for (let index = 0, at = from; index < length; index += 1, at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === backslash) at += 1;
      text[index] = byte === backslash ? (escapes.get(bytes[at] ?? 0) ?? 0) : byte;
    }
    return text.toString('latin1');
  };

  const readHex = (): PdfValue => {
    const from = position;
    const close = bytes.indexOf(greater, from);
    if (close < 0) throw fail('hex string');
    position = close + 1;
    return { kind: 'hex', start: from, end: position };
  };

  const readDictionary = (depth: number): PdfDictionary => {
    position += 2;
    const entries = new Map<string, PdfValue>();
    const dictionary: PdfDictionary = { kind: 'dictionary', entries };
    dictionaries.push(dictionary);
    for (;;) {
      skipBlanks();
      if (isAt(bytes, position, '>>')) {
        position += 2;
        return dictionary;
      }
      if (bytes[position] !== slash) throw fail('key');
      const { name, isKey } = readKnownName();
      if (!isKey) throw fail('key');
      if (entries.has(name.value)) throw new Refusal('DUP_KEY', `/${name.value} at ${position}`);
      skipBlanks();
      entries.set(name.value, read(depth + 1));
    }
  };

  const readArray = (depth: number): PdfValue => {
    const from = position;
    position += 1;
    const items: PdfValue[] = [];
    for (;;) {
      skipBlanks();
      if (bytes[position] === closeBracket) {
        position += 1;
        return { kind: 'array', items, start: from, end: position };
      }
      items.push(read(depth + 1));
    }
  };

  /** A whole number from 0, or a reference, without a regular expression; null when something else stands there. */
  const readPlainNumber = (): PdfValue | null => {
    const from = position;
    let value = 0;
    let end = position;
    for (let byte = bytes[end]; isDigit(byte); byte = bytes[end]) {
      value = value * 10 + byte - zero;
      end += 1;
      if (end - from > maxPlainDigits) return null;
    }
    const isShortest = end === from + 1 || (end > from && bytes[from] !== zero);
    if (!isShortest || isRegular(bytes[end])) return null;
    position = end;
    const isReference =
      value > 0 &&
      end - from <= maxReferenceDigits &&
      isAt(bytes, end, ' 0 R') &&
      !isRegular(bytes[end + ' 0 R'.length]);
    if (!isReference) return { kind: 'number', value };
    if (value > lastObject) throw fail('a reference leads nowhere');
    position += ' 0 R'.length;
    return { kind: 'reference', id: value };
  };

  const readWord = (): PdfValue => {
    const from = position;
    while (isRegular(bytes[position])) position += 1;
    const word = textFrom(from);
    if (word === 'null') return { kind: 'null' };
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (!numberForm.test(word)) throw fail('token');
    return { kind: 'number', value: Number(word) };
  };

  const read = (depth: number): PdfValue => {
    left -= 1;
    if (left < 0 || depth > maxDepth) throw new Refusal('LIMIT', `at ${position}`);
    switch (bytes[position]) {
      case slash:
        return readKnownName().name;
      case openParenthesis:
        return { kind: 'string', value: readString() };
      case openBracket:
        return readArray(depth);
      case less:
        return isAt(bytes, position, '<<') ? readDictionary(depth) : readHex();
      default:
        return readPlainNumber() ?? readWord();
    }
  };

  return (start) => {
    position = start;
    return { value: read(0), end: position };
  };
}
