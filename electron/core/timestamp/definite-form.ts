import { octetString, tagged, tags } from '../asn1/der.ts';

/** The identifier octet of an OCTET STRING that is cut into pieces (X.690, 8.7.3). */
const piecedOctetString = tags.octetString | 0x20;

const isConstructed = (tag: number): boolean => (tag & 0x20) !== 0;

/** Bounds on what a stranger's answer may make the reader do. */
const limits = { depth: 24, values: 2000 } as const;

type Length = { readonly content: number; readonly end: number | null };

const notBer = (): RangeError => new RangeError('not one value in BER');

/** The content of an OCTET STRING that is encoded as one piece. */
const pieceContent = (piece: Uint8Array): Uint8Array => {
  const [tag, first = 0] = piece;
  if (tag !== tags.octetString) throw notBer();
  return piece.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
};

/**
 * The same value with every length stated in the shortest form and every OCTET STRING in one piece. Authorities may
 * write what they do not sign in the Basic Encoding Rules (RFC 5652, section 1; X.690, 8.1.3 and 8.7), and some do; what
 * they sign is in DER already and stays as it is.
 * @throws RangeError when the bytes are not one value, or one of too many parts
 */
export function definiteForm(bytes: Uint8Array): Uint8Array {
  let left: number = limits.values;

  const readLength = (position: number): Length => {
    const first = bytes[position];
    if (first === undefined || first > 0x84) throw notBer();
    if (first === 0x80) return { content: position + 1, end: null };
    const content = position + 1 + (first < 0x80 ? 0 : first & 0x7f);
    const length =
      first < 0x80 ? first : bytes.subarray(position + 1, content).reduce((sum, byte) => sum * 256 + byte, 0);
    return { content, end: content + length };
  };

  const readInside = (start: number, end: number | null, depth: number) => {
    const parts: Uint8Array[] = [];
    let position = start;
    const isEnd = (): boolean =>
      end === null ? bytes[position] === 0 && bytes[position + 1] === 0 : position >= end;
    while (!isEnd()) {
      const part = read(position, depth);
      parts.push(part.der);
      position = part.end;
    }
    if (end !== null && position !== end) throw notBer();
    return { parts, end: end ?? position + 2 };
  };

  const read = (start: number, depth: number): { readonly der: Uint8Array; readonly end: number } => {
    left -= 1;
    const tag = bytes[start];
    if (tag === undefined || left < 0 || depth > limits.depth) throw notBer();
    const { content, end } = readLength(start + 1);
    if (end !== null && end > bytes.length) throw notBer();
    if (!isConstructed(tag)) {
      if (end === null) throw notBer();
      return { der: tagged(tag, bytes.subarray(content, end)), end };
    }
    const inside = readInside(content, end, depth + 1);
    const der =
      tag === piecedOctetString
        ? octetString(Buffer.concat(inside.parts.map(pieceContent)))
        : tagged(tag, ...inside.parts);
    return { der, end: inside.end };
  };

  const value = read(0, 1);
  if (value.end !== bytes.length) throw notBer();
  return value.der;
}
