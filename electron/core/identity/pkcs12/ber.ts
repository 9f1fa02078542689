import { type BaseBlock, Constructed, fromBER } from 'asn1js';

/**
 * ASN.1 in the Basic Encoding Rules (X.690, 8), read with a library: key files may be written in them, with lengths
 * left open and strings cut into pieces. Certificates and signatures are read with `parseDer`, which is strict.
 */
export type BerValue = BaseBlock;

/** Bounds on what a stranger's file may make the parser do. */
const limits = { maxDepth: 24, maxNodes: 2000, parseEmbedded: false } as const;

/** Reads one value that fills all bytes. Throws RangeError when the bytes are something else. */
export function parseBer(bytes: Uint8Array): BerValue {
  const { offset, result } = fromBER(bytes, limits);
  if (offset !== bytes.length || result.error !== '') throw new RangeError('not one ASN.1 value');
  return result;
}

/** The values inside a sequence, a set or a tagged value. Throws RangeError when the value has none inside. */
export function partsOf(block: BerValue | undefined): readonly BerValue[] {
  if (block instanceof Constructed) return block.valueBlock.value;
  throw new RangeError('not a constructed ASN.1 value');
}

/** A value's own bytes, tag and length included, exactly as they stood in the input. */
export function bytesOf(block: BerValue | undefined): Uint8Array {
  if (block === undefined) throw new RangeError('an ASN.1 value is missing');
  return block.valueBeforeDecodeView;
}

/** The content of a primitive value. */
export function contentOf(block: BerValue | undefined): Uint8Array {
  if (block === undefined) throw new RangeError('an ASN.1 value is missing');
  return bytesOf(block).subarray(block.idBlock.blockLength + block.lenBlock.blockLength);
}
