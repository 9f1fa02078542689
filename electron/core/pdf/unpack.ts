import { inflateSync } from 'node:zlib';

/** What the function gives with the option `info`; its types do not know. */
type Unpacked = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

/** In pieces of how many bytes it comes out: a page of a report is one. */
const chunkSize = 65_536;

/**
 * Unpacks the data of a stream (RFC 1950). Nothing may stand behind the packed data: no reader would show it, so it could
 * only be hidden there.
 * @param most the most bytes that may come out
 * @throws RangeError, or Error of zlib, when it is not packed data alone, or more comes out
 */
export function unpack(data: Uint8Array, most: number): Buffer {
  const unpacked: unknown = inflateSync(data, { maxOutputLength: most, chunkSize, info: true });
  const { buffer, engine } = unpacked as Unpacked;
  if (engine.bytesWritten !== data.length) throw new RangeError('bytes behind the packed data');
  return buffer;
}
