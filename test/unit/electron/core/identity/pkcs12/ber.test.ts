import { describe, expect, it } from 'vitest';
import { integer, nullValue, octetString, sequence } from '../../../../../../electron/core/asn1/der.ts';
import {
  bytesOf,
  contentOf,
  parseBer,
  partsOf,
} from '../../../../../../electron/core/identity/pkcs12/ber.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('the encoding of key files', () => {
  it('gives the parts of a value, byte for byte', () => {
    const read = partsOf(parseBer(sequence(integer(5n), octetString(Uint8Array.of(1, 2)))));
    expect(read.map((part) => hex(bytesOf(part)))).toEqual(['020105', '04020102']);
    expect(hex(contentOf(read[1]))).toBe('0102');
  });

  it('may leave lengths open and state them at length', () => {
    expect(partsOf(parseBer(fromHex('30800201050000'))).map((part) => hex(bytesOf(part)))).toEqual([
      '020105',
    ]);
    expect(hex(contentOf(parseBer(fromHex('04810101'))))).toBe('01');
  });

  it('is refused when it is not exactly one value, too deep, or too many', () => {
    for (const text of ['', '30', '3002', '300201', '3000ff', 'ff'])
      expect(() => parseBer(fromHex(text)), text).toThrow(RangeError);
    const deep = Array.from({ length: 60 }).reduce<Uint8Array>((inner) => sequence(inner), integer(1n));
    expect(() => parseBer(deep)).toThrow(RangeError);
    expect(() => parseBer(sequence(...Array.from({ length: 2001 }, () => nullValue)))).toThrow(RangeError);
  });

  it('has parts only where they are', () => {
    expect(() => partsOf(parseBer(integer(1n)))).toThrow(RangeError);
    expect(() => partsOf(undefined)).toThrow(RangeError);
    expect(() => bytesOf(undefined)).toThrow(RangeError);
    expect(() => contentOf(undefined)).toThrow(RangeError);
  });
});
