import { bufferOf } from '../base/buffer-of.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { isPacked, maxStreamBytes, rawDataOf, unpackedFilter } from './packed-streams.ts';
import { type Extent, entry, nameOf, type OpenPdf, type PdfFile, type PdfObject } from './pdf-structure.ts';
import { latin1, type PdfDictionary, type PdfValue } from './pdf-tokens.ts';
import { unpack } from './unpack.ts';

/** A document with the bytes that it was read from. */
export type ReadDocument = { readonly bytes: Uint8Array; readonly file: PdfFile };

type WithBytes = Pick<ReadDocument, 'bytes'>;

/** What signing fills in. */
const signatureEntries = new Set(['ByteRange', 'Contents']);

/** What depends on how well a stream was packed, and on whether it was to be packed at all. */
const packedEntries = new Set(['Length']);
const unpackedEntries = new Set(['Length', 'Filter']);

const nothing: ReadonlySet<string> = new Set();

const filterOf = ({ value }: PdfObject): string | null => nameOf(entry(value, 'Filter'));

/** Whether data that is packed stands unpacked in a document that is drawn to be compared. */
const isUnpacked = (a: PdfObject, b: PdfObject): boolean =>
  filterOf(a) === 'FlateDecode' && filterOf(b) === unpackedFilter;

/** The data of an object's stream; null when it is packed and cannot be unpacked to its end. */
function dataOf({ bytes }: WithBytes, object: PdfObject): Uint8Array | null {
  const data = rawDataOf(bytes, object);
  if (!isPacked(object)) return data;
  try {
    return unpack(data, maxStreamBytes);
  } catch {
    return null;
  }
}

/** Whether two objects have the same data; data that cannot be unpacked is the same as nothing. */
function hasSameData(left: WithBytes, a: PdfObject, right: WithBytes, b: PdfObject): boolean {
  const data = dataOf(left, a);
  if (isUnpacked(a, b)) return data !== null && equalBytes(data, rawDataOf(right.bytes, b));
  const isPackedAlike =
    isPacked(a) === isPacked(b) && equalBytes(rawDataOf(left.bytes, a), rawDataOf(right.bytes, b));
  const other = isPackedAlike ? data : dataOf(right, b);
  return data !== null && other !== null && equalBytes(data, other);
}

/** What of two objects says how their data is packed. */
function packingEntries(a: PdfObject, b: PdfObject): ReadonlySet<string> {
  if (isUnpacked(a, b)) return unpackedEntries;
  return isPacked(a) ? packedEntries : nothing;
}

/** An object of a document; null when it breaks the bounds that every report keeps to. */
function readIn({ read }: OpenPdf, id: number, extent: Extent): PdfObject | null {
  try {
    return read(id, extent);
  } catch {
    return null;
  }
}

/**
 * Whether two documents are the same in everything that a reader can get out of them: the same objects with the same
 * values and unpacked data. Only what signing fills in is left out, and how the data is packed, because processors
 * and versions of the packing library give other bytes for the same content.
 * @param right of which only those objects are read that are written in another way
 */
export function isSameDocument(left: ReadDocument, right: OpenPdf): boolean {
  const isSameDictionary = (a: PdfDictionary, b: PdfDictionary, ignored: ReadonlySet<string>): boolean => {
    const keys = [...a.entries.keys()].filter((key) => !ignored.has(key));
    const others = [...b.entries.keys()].filter((key) => !ignored.has(key));
    return (
      keys.length === others.length &&
      keys.every((key, index) => {
        const [value, other] = [a.entries.get(key), b.entries.get(key)];
        return key === others[index] && value !== undefined && other !== undefined && isSame(value, other);
      })
    );
  };

  const isSame = (a: PdfValue, b: PdfValue): boolean => {
    switch (a.kind) {
      case 'null':
        return b.kind === 'null';
      case 'hex':
        return b.kind === 'hex' && latin1(left.bytes, a.start, a.end) === latin1(right.bytes, b.start, b.end);
      case 'reference':
        return b.kind === 'reference' && a.id === b.id;
      case 'array':
        return (
          b.kind === 'array' &&
          a.items.length === b.items.length &&
          a.items.every((item, index) => {
            const other = b.items[index];
            return other !== undefined && isSame(item, other);
          })
        );
      case 'dictionary':
        return b.kind === 'dictionary' && isSameDictionary(a, b, nothing);
      default:
        return b.kind === a.kind && a.value === b.value;
    }
  };

  const isSameObject = (a: PdfObject, b: PdfObject): boolean => {
    if ((a.stream === null) !== (b.stream === null)) return false;
    const isSignature = nameOf(entry(a.value, 'Type')) === 'Sig';
    const ignored = isSignature ? signatureEntries : packingEntries(a, b);
    const isSameHead =
      a.value.kind === 'dictionary' && b.value.kind === 'dictionary'
        ? isSameDictionary(a.value, b.value, ignored)
        : isSame(a.value, b.value);
    return isSameHead && (a.stream === null || hasSameData(left, a, right, b));
  };

  const [written, other] = [bufferOf(left.bytes), bufferOf(right.bytes)];
  /** Whether an object is written in the same way in both, to the byte. */
  const isWrittenAlike = (a: Extent, b: Extent): boolean =>
    written.compare(other, b.start, b.end, a.start, a.end) === 0;

  const isInBoth = (a: PdfObject): boolean => {
    const extent = right.extents.get(a.id);
    if (extent === undefined) return false;
    if (isWrittenAlike(a.extent, extent)) return !isPacked(a) || dataOf(left, a) !== null;
    const b = readIn(right, a.id, extent);
    return b !== null && isSameObject(a, b);
  };

  return (
    left.file.objects.size === right.extents.size &&
    isSame(left.file.trailer, right.trailer) &&
    [...left.file.objects.values()].every(isInBoth)
  );
}
