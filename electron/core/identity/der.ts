import { type BaseBlock, Constructed, fromBER, Integer, ObjectIdentifier, Utf8String } from 'asn1js';

/**
 * ASN.1 in the Distinguished Encoding Rules (X.690): one value, one sequence of bytes. Values are made as bytes, so
 * that parts of an existing certificate are carried over exactly as they are.
 */
type Der = Uint8Array;

const tags = {
  bitString: 0x03,
  octetString: 0x04,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
};

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const hex = length.toString(16);
  const bytes = [...Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')];
  return [0x80 | bytes.length, ...bytes];
}

function tagged(tag: number, ...parts: readonly Der[]): Der {
  const body = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.from([tag, ...lengthBytes(body.length)]), body]);
}

export const sequence = (...parts: readonly Der[]): Der => tagged(tags.sequence, ...parts);

/** SET OF: the encodings of its elements in ascending order (X.690, 11.6), whatever order they are given in. */
export const setOf = (...parts: readonly Der[]): Der => tagged(tags.set, ...[...parts].sort(Buffer.compare));

/** A constructed value with a context-specific tag, as in `[0] EXPLICIT`. */
export const context = (number: number, ...parts: readonly Der[]): Der => tagged(0xa0 | number, ...parts);

export const octetString = (bytes: Uint8Array): Der => tagged(tags.octetString, bytes);

/** @param unused how many of the last byte's low bits do not count */
export const bitString = (bytes: Uint8Array, unused = 0): Der =>
  tagged(tags.bitString, Uint8Array.of(unused), bytes);

export const nullValue: Der = Uint8Array.of(0x05, 0x00);
export const booleanTrue: Der = Uint8Array.of(0x01, 0x01, 0xff);

export const integer = (value: bigint): Der => new Uint8Array(Integer.fromBigInt(value).toBER());
export const objectIdentifier = (value: string): Der =>
  new Uint8Array(new ObjectIdentifier({ value }).toBER());
export const utf8String = (value: string): Der => new Uint8Array(new Utf8String({ value }).toBER());

/** An instant in the form that RFC 5280 (4.1.2.5) asks for: two digits for the year before 2050, four from then on. */
export function time(date: Date): Der {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  const isShort = date.getUTCFullYear() < 2050;
  return tagged(
    isShort ? tags.utcTime : tags.generalizedTime,
    Buffer.from(isShort ? digits.slice(2) : digits),
  );
}

/** Bounds on what a stranger's file may make the parser do. */
const limits = { maxDepth: 24, maxNodes: 2000, parseEmbedded: false } as const;

/** Reads one value that fills all bytes. Throws RangeError when the bytes are something else. */
export function parseDer(bytes: Uint8Array): BaseBlock {
  const { offset, result } = fromBER(bytes, limits);
  if (offset !== bytes.length || result.error !== '') throw new RangeError('not one ASN.1 value');
  return result;
}

/** The values inside a sequence, a set or a tagged value. Throws RangeError when the value has none inside. */
export function partsOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  if (block instanceof Constructed) return block.valueBlock.value;
  throw new RangeError('not a constructed ASN.1 value');
}

/** A value's own bytes, tag and length included, exactly as they stood in the input. */
export function bytesOf(block: BaseBlock | undefined): Der {
  if (block === undefined) throw new RangeError('an ASN.1 value is missing');
  return block.valueBeforeDecodeView;
}

/** The content of a primitive value. */
export function contentOf(block: BaseBlock | undefined): Uint8Array {
  if (block === undefined) throw new RangeError('an ASN.1 value is missing');
  return bytesOf(block).subarray(block.idBlock.blockLength + block.lenBlock.blockLength);
}
