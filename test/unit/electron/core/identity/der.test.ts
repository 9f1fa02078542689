import { describe, expect, it } from 'vitest';
import {
  bitString,
  bytesOf,
  contentOf,
  context,
  integer,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  time,
  utf8String,
} from '../../../../../electron/core/identity/der.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('distinguished encoding', () => {
  it('writes each kind of value as X.690 shows it', () => {
    expect(hex(integer(0n))).toBe('020100');
    expect(hex(integer(128n))).toBe('02020080');
    expect(hex(objectIdentifier('1.2.840.113549.1.7.2'))).toBe('06092a864886f70d010702');
    expect(hex(utf8String('é'))).toBe('0c02c3a9');
    expect(hex(bitString(Uint8Array.of(0xc0), 6))).toBe('030206c0');
    expect(hex(context(3, octetString(Uint8Array.of(1))))).toBe('a303040101');
    expect(hex(time(new Date('2026-11-22T10:00:05Z')))).toBe(`170d${hex(Buffer.from('261122100005Z'))}`);
    expect(hex(time(new Date('2050-01-01T00:00:00Z')))).toBe(`180f${hex(Buffer.from('20500101000000Z'))}`);
  });

  it('writes lengths in the shortest form', () => {
    const lengthOf = (count: number) =>
      hex(octetString(new Uint8Array(count))).slice(2, -2 * count || undefined);
    expect([0, 127, 128, 255, 256, 65_535, 65_536].map(lengthOf)).toEqual([
      '00',
      '7f',
      '8180',
      '81ff',
      '820100',
      '82ffff',
      '83010000',
    ]);
  });

  it('sorts a set by its bytes, whatever the order given', () => {
    const parts = [integer(300n), octetString(Uint8Array.of(1)), integer(2n)];
    expect(hex(setOf(...parts))).toBe(hex(setOf(...parts.toReversed())));
    expect(hex(setOf(...parts))).toBe('310a0201020202012c040101');
  });

  it('reads back what it wrote, byte for byte', () => {
    const parts = [integer(5n), octetString(sequence(integer(7n)))];
    const read = partsOf(parseDer(sequence(...parts)));
    expect(read.map((part) => hex(bytesOf(part)))).toEqual(parts.map(hex));
    expect(hex(contentOf(read[1]))).toBe(hex(sequence(integer(7n))));
  });

  it('refuses what is not exactly one value, or too deep', () => {
    for (const text of ['', '30', '3002', '300201', '3000ff', 'ff'])
      expect(() => parseDer(Buffer.from(text, 'hex')), text).toThrow();
    const deep = Array.from({ length: 60 }).reduce<Uint8Array>((inner) => sequence(inner), integer(1n));
    expect(() => parseDer(deep)).toThrow();
    expect(() => partsOf(parseDer(integer(1n)))).toThrow(RangeError);
    expect(() => partsOf(undefined)).toThrow(RangeError);
    expect(() => bytesOf(undefined)).toThrow(RangeError);
    expect(() => contentOf(undefined)).toThrow(RangeError);
  });
});
