import type { VerifyCode } from '../../../shared/report/verify-outcome.ts';
import {
  isAt,
  latin1,
  maxValues,
  type PdfDictionary,
  type PdfValue,
  type ValueReader,
  valueReader,
} from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';

/** The largest file that is looked at, in bytes: some 25 times the largest report measured. */
export const maxReportBytes = 20 * 1024 * 1024;

/** The first two lines of every report; the second marks the file as binary. */
export const reportHeader = '%PDF-1.7\n%\xff\xff\xff\xff\n';

/** An indirect object. `stream` gives the byte offsets of its data, when it has any. */
export type PdfObject = {
  readonly id: number;
  readonly value: PdfValue;
  readonly stream: { readonly start: number; readonly end: number } | null;
};

/** A file that consists of exactly one revision of exactly the objects in its table. */
export type PdfFile = {
  readonly objects: ReadonlyMap<number, PdfObject>;
  readonly trailer: PdfDictionary;
  /** Every dictionary in every object, nested ones too; the trailer is not among them. */
  readonly dictionaries: readonly PdfDictionary[];
};

const number = (value: PdfValue | undefined): number | null =>
  value?.kind === 'number' ? value.value : null;

/** The entry of a dictionary, or null when the value is none or has no such entry. */
export function entry(value: PdfValue | undefined, key: string): PdfValue | undefined {
  return value?.kind === 'dictionary' ? value.entries.get(key) : undefined;
}

/** The text of a name, or null for anything else. */
export const nameOf = (value: PdfValue | undefined): string | null =>
  value?.kind === 'name' ? value.value : null;

/** The indirect object that a value refers to. Throws Refusal with the code given when it refers to none. */
export function follow(file: PdfFile, value: PdfValue | undefined, code: VerifyCode): PdfObject {
  const target = value?.kind === 'reference' ? file.objects.get(value.id) : undefined;
  if (target === undefined) throw new Refusal(code, 'a reference leads nowhere');
  return target;
}

const endMark = '%%EOF\n';

/** Where the table of objects stands according to the end of the file. */
function readTableOffset(bytes: Uint8Array): { readonly table: number; readonly startxref: number } {
  demand(isAt(bytes, bytes.length - endMark.length, endMark), 'TAIL', 'no end mark as the last bytes');
  const tail = latin1(bytes, Math.max(0, bytes.length - 40), bytes.length);
  const match = /startxref\n([1-9]\d{0,9})\n%%EOF\n$/.exec(tail);
  demand(match !== null, 'TAIL', 'no startxref');
  return { table: Number(match[1]), startxref: bytes.length - match[0].length };
}

const entryLength = 20;

/** The offsets of all objects; the one with number n is at index n - 1. */
function readTable(
  bytes: Uint8Array,
  table: number,
): { readonly offsets: readonly number[]; readonly end: number } {
  const head = /^xref\n0 ([1-9]\d{0,6})\n/.exec(latin1(bytes, table, Math.min(bytes.length, table + 20)));
  demand(head !== null, 'XREF', 'no table of one section');
  const size = Number(head[1]);
  const first = table + head[0].length;
  const end = first + size * entryLength;
  demand(end <= bytes.length, 'XREF', 'table longer than the file');
  const lines = latin1(bytes, first, end);
  demand(lines.startsWith('0000000000 65535 f \n'), 'XREF', 'free entry');
  const offsets: number[] = [];
  for (let index = 1; index < size; index += 1) {
    const line = lines.slice(index * entryLength, (index + 1) * entryLength);
    demand(/^\d{10} 00000 n \n$/.test(line), 'XREF', `entry ${index}`);
    offsets.push(Number(line.slice(0, 10)));
  }
  return { offsets, end };
}

const trailerKeys = 'ID Info Root Size';

function readTrailer(bytes: Uint8Array, start: number, end: number, size: number): PdfDictionary {
  const label = 'trailer\n';
  demand(isAt(bytes, start, label), 'TRAILER', 'no trailer after the table');
  const { value, end: after } = valueReader(bytes, 20)(start + label.length);
  demand(value.kind === 'dictionary' && after + 1 === end && isAt(bytes, after, '\n'), 'TRAILER', 'extent');
  demand([...value.entries.keys()].sort().join(' ') === trailerKeys, 'TRAILER', 'keys');
  demand(number(value.entries.get('Size')) === size, 'TRAILER', 'size');
  return value;
}

const headOf = (id: number): string => `${id} 0 obj\n`;

function readObject(bytes: Uint8Array, id: number, start: number, end: number, read: ValueReader): PdfObject {
  const { value, end: after } = read(start + headOf(id).length);
  if (isAt(bytes, after, '\nendobj\n')) {
    demand(after + '\nendobj\n'.length === end, 'OBJECT', `bytes after object ${id}`);
    return { id, value, stream: null };
  }
  const streamHead = '\nstream\n';
  demand(isAt(bytes, after, streamHead), 'OBJECT', `object ${id} does not end`);
  const length = number(entry(value, 'Length'));
  const from = after + streamHead.length;
  const streamTail = '\nendstream\nendobj\n';
  const fits =
    length !== null && Number.isInteger(length) && length >= 0 && from + length + streamTail.length === end;
  demand(fits && isAt(bytes, from + length, streamTail), 'OBJECT', `stream of object ${id}`);
  return { id, value, stream: { start: from, end: from + length } };
}

/** Puts the dictionaries within a value into a list. Refuses a reference to an object that the file does not have. */
function collectDictionaries(
  value: PdfValue,
  objects: ReadonlyMap<number, PdfObject>,
  into: PdfDictionary[],
): void {
  switch (value.kind) {
    case 'reference':
      demand(objects.has(value.id), 'OBJECT', 'a reference leads nowhere');
      return;
    case 'array':
      for (const item of value.items) collectDictionaries(item, objects, into);
      return;
    case 'dictionary':
      into.push(value);
      for (const item of value.entries.values()) collectDictionaries(item, objects, into);
      return;
    default:
      return;
  }
}

/**
 * Reads a file that must be laid out as a report is: one revision, one table, and objects that follow each other
 * without a gap, so that no byte of the file is outside a known object.
 * @throws Refusal with the code of the first rule that is broken
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  demand(bytes.length <= maxReportBytes, 'TOO_LARGE', `${bytes.length} bytes`);
  demand(isAt(bytes, 0, reportHeader), 'HEADER', 'first lines');
  const { table, startxref } = readTableOffset(bytes);
  const { offsets, end: tableEnd } = readTable(bytes, table);
  const trailer = readTrailer(bytes, tableEnd, startxref, offsets.length + 1);

  const read = valueReader(bytes, maxValues);
  const inFileOrder = offsets
    .map((start, index) => ({ id: index + 1, start }))
    .sort((a, b) => a.start - b.start);
  demand(inFileOrder[0]?.start === reportHeader.length, 'XREF', 'bytes before the first object');
  for (const { id, start } of inFileOrder)
    demand(isAt(bytes, start, headOf(id)), 'XREF', `object ${id} is not where the table says`);
  const objects = new Map<number, PdfObject>();
  for (const [index, { id, start }] of inFileOrder.entries())
    objects.set(id, readObject(bytes, id, start, inFileOrder[index + 1]?.start ?? table, read));
  const dictionaries: PdfDictionary[] = [];
  collectDictionaries(trailer, objects, []);
  for (const { value } of objects.values()) collectDictionaries(value, objects, dictionaries);
  return { objects, trailer, dictionaries };
}
