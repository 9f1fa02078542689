import type { RefusedCode } from '../../../shared/report/verify-codes.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
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

/** The first two lines of every report; the second marks the file as binary. */
export const reportHeader = '%PDF-1.7\n%\xff\xff\xff\xff\n';

/** Where something lies in a file, as byte offsets; `end` is exclusive. */
export type Extent = { readonly start: number; readonly end: number };

/** An indirect object. `extent` is all of it behind the line with its number, `stream` its data, when it has any. */
export type PdfObject = {
  readonly id: number;
  readonly value: PdfValue;
  readonly extent: Extent;
  readonly stream: Extent | null;
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

/** How many dictionaries of a file are of a kind. */
export function countOf({ dictionaries }: PdfFile, isOfKind: (dictionary: PdfDictionary) => boolean): number {
  let count = 0;
  for (const dictionary of dictionaries) if (isOfKind(dictionary)) count += 1;
  return count;
}

/** The indirect object that a value refers to. Throws Refusal with the code given when it refers to none. */
export function follow(file: PdfFile, value: PdfValue | undefined, code: RefusedCode): PdfObject {
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

/** The offset in an entry of the table, which has ten digits (ISO 32000-1, 7.5.4) and lies in the file. */
function readOffset(bytes: Uint8Array, position: number): number {
  let offset = 0;
  let isEntry = isAt(bytes, position + 10, ' 00000 n \n');
  for (let index = position; index < position + 10; index += 1) {
    const digit = (bytes[index] ?? 0) - 0x30;
    isEntry &&= digit >= 0 && digit <= 9;
    offset = offset * 10 + digit;
  }
  if (!isEntry || offset >= bytes.length) throw new Refusal('XREF', `entry at ${position}`);
  return offset;
}

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
  demand(isAt(bytes, first, '0000000000 65535 f \n'), 'XREF', 'free entry');
  const offsets: number[] = [];
  for (let position = first + entryLength; position < end; position += entryLength)
    offsets.push(readOffset(bytes, position));
  return { offsets, end };
}

const trailerKeys = 'ID Info Root Size';

function readTrailer(bytes: Uint8Array, start: number, end: number, size: number): PdfDictionary {
  const label = 'trailer\n';
  demand(isAt(bytes, start, label), 'TRAILER', 'no trailer after the table');
  const found = { dictionaries: [], lastObject: size - 1 };
  const { value, end: after } = valueReader(bytes, 20, found)(start + label.length);
  demand(value.kind === 'dictionary' && after + 1 === end && isAt(bytes, after, '\n'), 'TRAILER', 'extent');
  demand([...value.entries.keys()].sort().join(' ') === trailerKeys, 'TRAILER', 'keys');
  demand(number(value.entries.get('Size')) === size, 'TRAILER', 'size');
  return value;
}

const objectEnd = '\nendobj\n';

/** Reads an object whose value begins where its extent does. */
function readObject(bytes: Uint8Array, id: number, extent: Extent, read: ValueReader): PdfObject {
  const { value, end: after } = read(extent.start);
  if (isAt(bytes, after, objectEnd)) {
    if (after + objectEnd.length !== extent.end) throw new Refusal('OBJECT', `bytes after object ${id}`);
    return { id, value, extent, stream: null };
  }
  const streamHead = '\nstream\n';
  demand(isAt(bytes, after, streamHead), 'OBJECT', `object ${id} does not end`);
  const length = number(entry(value, 'Length'));
  const from = after + streamHead.length;
  const streamTail = '\nendstream\nendobj\n';
  const fits =
    length !== null &&
    Number.isInteger(length) &&
    length >= 0 &&
    from + length + streamTail.length === extent.end;
  demand(fits && isAt(bytes, from + length, streamTail), 'OBJECT', `stream of object ${id}`);
  return { id, value, extent, stream: { start: from, end: from + length } };
}

/** How many digits the number of an object has at most: as many as the table has room for. */
const maxIdDigits = 7;

const [zero, nine] = [0x30, 0x39];

/** The number that stands at an offset without leading zeros; 0 where none does. */
function numberAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let position = start; position < start + maxIdDigits; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte < zero || byte > nine || (value === 0 && byte === zero)) return value;
    value = value * 10 + byte - zero;
  }
  return value;
}

/** What stands behind the number of an object, before its value. */
const objectHead = ' 0 obj\n';

/** Where each object lies, by its number, in the order of the file; no byte is left between them. */
function extentsOf(
  bytes: Uint8Array,
  offsets: readonly number[],
  table: number,
): ReadonlyMap<number, Extent> {
  const inFileOrder = new Uint32Array(offsets).sort();
  demand(inFileOrder[0] === reportHeader.length, 'XREF', 'bytes before the first object');
  const extents = new Map<number, Extent>();
  let [start = 0] = inFileOrder;
  for (let next = 1; next <= inFileOrder.length; next += 1) {
    const end = inFileOrder[next] ?? table;
    const id = numberAt(bytes, start);
    const behind = start + String(id).length;
    if (offsets[id - 1] !== start || end === start || !isAt(bytes, behind, objectHead))
      throw new Refusal('XREF', `object at ${start} is not where the table says`);
    extents.set(id, { start: behind + objectHead.length, end });
    start = end;
  }
  return extents;
}

/** A file of which it is known where everything lies, and whose objects are read one by one. */
export type OpenPdf = Pick<PdfFile, 'trailer' | 'dictionaries'> & {
  readonly bytes: Uint8Array;
  /** Where each object lies, by its number, in the order of the file. */
  readonly extents: ReadonlyMap<number, Extent>;
  /** Reads the object at an extent. @throws Refusal */
  readonly read: (id: number, extent: Extent) => PdfObject;
};

/**
 * Opens a file that must be laid out as a report is: one revision, one table, and objects that follow each other without a
 * gap, so that no byte of the file is outside a known object.
 * @throws Refusal with the code of the first rule that is broken
 */
export function openPdf(bytes: Uint8Array): OpenPdf {
  demand(bytes.length <= maxEnvironmentBytes, 'TOO_LARGE', `${bytes.length} bytes`);
  demand(isAt(bytes, 0, reportHeader), 'HEADER', 'first lines');
  const { table, startxref } = readTableOffset(bytes);
  const { offsets, end: tableEnd } = readTable(bytes, table);
  const trailer = readTrailer(bytes, tableEnd, startxref, offsets.length + 1);
  // The table gives every number from 1.
  const found = { dictionaries: [], lastObject: offsets.length };
  const read = valueReader(bytes, maxValues, found);
  return {
    bytes,
    trailer,
    dictionaries: found.dictionaries,
    extents: extentsOf(bytes, offsets, table),
    read: (id, extent) => readObject(bytes, id, extent, read),
  };
}

/**
 * Opens a file as `openPdf` does, and reads every object.
 * @throws Refusal with the code of the first rule that is broken
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  const { trailer, dictionaries, extents, read } = openPdf(bytes);
  const objects = new Map<number, PdfObject>();
  for (const [id, extent] of extents) objects.set(id, read(id, extent));
  return { objects, trailer, dictionaries };
}
