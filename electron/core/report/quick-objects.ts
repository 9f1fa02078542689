/**
 * What of pdfkit 0.20.2 writes the objects of a document, done here with less work and the same bytes, beyond its public
 * interface: it asks of each value all that it could be, and makes an array of bytes of each line. The exact version is
 * pinned; a golden test guards it.
 */

import { deflateSync } from 'node:zlib';
import { unpackedFilter } from '../pdf/packed-streams.ts';

/** As pdfkit writes a number. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** An object of the document until it is written. */
type Reference = {
  readonly id: number;
  readonly data: Record<string, unknown>;
  /** Its stream, in pieces. */
  buffer: readonly Uint8Array[];
  compress: boolean;
  offset: number;
  write: (chunk: unknown) => void;
  finalize: () => void;
  /** The end of its stream, as lines that are no bytes yet. */
  lines?: string[];
};

type Document = {
  _offset: number;
  _write: (data: string | Uint8Array) => void;
  readonly _refEnd: (reference: Reference) => void;
  ref: (data?: object) => Reference;
};

/** The largest number that the library writes; it refuses others. */
const mostNumber = 1e21;

/** How a value stands in an object; null where that is left to the library, as of texts, times and trees. */
function written(value: unknown, references: object): string | null {
  if (typeof value === 'string') return `/${value}`;
  if (typeof value === 'number') return Math.abs(value) < mostNumber ? `${rounded(value)}` : null;
  if (typeof value !== 'object') return null;
  if (value === null) return 'null';
  const kind: unknown = Object.getPrototypeOf(value);
  if (kind === references) return `${(value as Reference).id} 0 R`;
  if (kind === Array.prototype) return writtenList(value as readonly unknown[], references);
  return kind === Object.prototype ? writtenEntries(value as Reference['data'], references) : null;
}

function writtenList(items: readonly unknown[], references: object): string | null {
  let text = '';
  for (const item of items) {
    const next = written(item ?? null, references);
    if (next === null) return null;
    text += text === '' ? next : ` ${next}`;
  }
  return `[${text}]`;
}

function writtenEntries(dictionary: Reference['data'], references: object): string | null {
  let text = '<<';
  for (const key of Object.keys(dictionary)) {
    const value = dictionary[key];
    if (value === undefined) continue;
    const next = written(value, references);
    if (next === null) return null;
    text += `\n/${key} ${next}`;
  }
  return `${text}\n>>`;
}

/** What the library itself does with an object. */
const libraryOf = (reference: Reference): Reference => Object.getPrototypeOf(reference);

const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join('\n')}\n`, 'latin1');

/** What is larger is packed in any case, or a document that is compared would be too large to be read. */
const mostUnpacked = 1024 * 1024;

/** Makes bytes of the lines that were written to an object's stream. */
function endLines(reference: Reference): void {
  const { lines } = reference;
  if (lines === undefined) return;
  delete reference.lines;
  libraryOf(reference).write.call(reference, bytesOf(lines));
}

function write(this: Reference, chunk: unknown): void {
  if (typeof chunk !== 'string') {
    endLines(this);
    libraryOf(this).write.call(this, chunk);
  } else if (this.lines === undefined) this.lines = [chunk];
  else this.lines.push(chunk);
}

/**
 * Has a new document write its objects quicker.
 * @param isCompared whether it is drawn to be compared, so that its streams need not be packed: they say so
 * @returns gives what was written since, in order
 */
export function writeQuickly(pdf: PDFKit.PDFDocument, isCompared: boolean): () => readonly Uint8Array[] {
  const document = pdf as unknown as Document;
  const chunks: Uint8Array[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) chunks.push(bytesOf(lines));
    lines = [];
  };
  document._write = (data) => {
    if (typeof data === 'string') lines.push(data);
    else {
      flush();
      chunks.push(data);
    }
    document._offset += typeof data === 'string' ? data.length + 1 : data.length;
  };

  const endStream = (reference: Reference): void => {
    endLines(reference);
    if (reference.buffer.length === 0) return;
    const [first, ...more] = reference.buffer;
    const data = first !== undefined && more.length === 0 ? first : Buffer.concat(reference.buffer);
    const isUnpacked = isCompared && data.length <= mostUnpacked;
    if (reference.compress && isUnpacked) reference.data['Filter'] = unpackedFilter;
    reference.buffer = [reference.compress && !isUnpacked ? deflateSync(data) : data];
    reference.data['Length'] = reference.buffer[0]?.length;
    reference.compress = false;
  };

  function finalize(this: Reference): void {
    endStream(this);
    const text = written(this.data, Object.getPrototypeOf(this));
    if (text === null) {
      libraryOf(this).finalize.call(this);
      return;
    }
    this.offset = document._offset;
    document._write(`${this.id} 0 obj\n${text}`);
    for (const data of this.buffer) {
      document._write('stream');
      document._write(data);
      document._write('\nendstream');
    }
    document._write('endobj');
    this.buffer = [];
    document._refEnd(this);
  }

  const ref = document.ref.bind(pdf);
  document.ref = (data) => Object.assign(ref(data), { write, finalize });
  return () => {
    flush();
    return chunks;
  };
}
