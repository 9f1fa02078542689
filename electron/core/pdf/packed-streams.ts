import type { ReportKind } from '../../../shared/report/data-names.ts';
import { maxEnvironmentDataBytes } from '../../../shared/run/limits.ts';
import { entry, type PdfFile, type PdfObject } from './pdf-structure.ts';
import { Refusal } from './refusal.ts';
import { unpack } from './unpack.ts';

/** The largest stream that is unpacked, in bytes: the attached results of an environment. */
export const maxStreamBytes = maxEnvironmentDataBytes;

/**
 * The most bytes that all streams of a report unpack to: the largest report measured has a tenth, and an environment report
 * the data of many. They are unpacked one after the other, and none is kept.
 */
const maxUnpackedBytes: Readonly<Record<ReportKind, number>> = {
  run: 256 * 1024 * 1024,
  environment: 2048 * 1024 * 1024,
};

/**
 * What a stream of a document that is drawn to be compared says of itself where another one is packed (ISO 32000-1, 7.4): its
 * data stands there as it is, because it is read once and thrown away. No report says so.
 */
export const unpackedFilter = 'Unpacked';

/** Whether the data of an object is packed. */
export const isPacked = ({ value, stream }: PdfObject): boolean =>
  stream !== null && entry(value, 'Filter') !== undefined;

/** The bytes of an object's stream as they stand in the file; none where it has no stream. */
export function rawDataOf(bytes: Uint8Array, { stream }: PdfObject): Uint8Array {
  return stream === null ? new Uint8Array() : bytes.subarray(stream.start, stream.end);
}

function unpackedLength(bytes: Uint8Array, object: PdfObject): number {
  try {
    return unpack(rawDataOf(bytes, object), maxStreamBytes).length;
  } catch {
    throw new Refusal('STREAM', `object ${object.id} cannot be unpacked`);
  }
}

/**
 * Refuses packed data that does not unpack to its very end: with bytes behind it, a wrong check sum, or more in it than
 * any report has. Viewers show such data as far as they understand it, so it must never be what hides something.
 * @throws Refusal `STREAM`
 */
export function demandWholeStreams(bytes: Uint8Array, file: PdfFile, kind: ReportKind): void {
  let left = maxUnpackedBytes[kind];
  for (const object of file.objects.values()) {
    if (!isPacked(object)) continue;
    left -= unpackedLength(bytes, object);
    if (left < 0) throw new Refusal('STREAM', 'more in the streams than in any report');
  }
}
