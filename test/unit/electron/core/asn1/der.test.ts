import { describe, expect, it } from 'vitest';
import {
  bitString,
  booleanTrue,
  bytesOf,
  contentOf,
  contentOfType,
  context,
  contextTag,
  type DerValue,
  identifierOf,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  tags,
  time,
  utf8String,
} from '../../../../../electron/core/asn1/der.ts';
import {
  type BerValue,
  bytesOf as bytesOfBer,
  parseBer,
} from '../../../../../electron/core/identity/pkcs12/ber.ts';
import { issue } from '../../../../support/certificates.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('distinguished encoding', () => {
  it('writes each kind of value as X.690 shows it', () => {
    expect(hex(integer(0n))).toBe('020100');
    expect(hex(integer(127n))).toBe('02017f');
    expect(hex(integer(128n))).toBe('02020080');
    expect(hex(integer(0x1_00_00n))).toBe('0203010000');
    expect(hex(nullValue)).toBe('0500');
    expect(hex(booleanTrue)).toBe('0101ff');
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

  it('writes no number below 0 and no identifier that is none', () => {
    expect(() => integer(-1n)).toThrow(RangeError);
    for (const text of [
      '',
      '1',
      '1.',
      '3.1',
      '1.40',
      '0.2.',
      '1.2.03',
      '1.2.x',
      '-1.2',
      ' 1.2',
      `2.25.${'1'.repeat(40)}`,
    ])
      expect(() => objectIdentifier(text), text).toThrow(RangeError);
  });

  it('reads an identifier back, whatever its numbers are', () => {
    for (const text of [
      '0.0',
      '0.39',
      '1.0',
      '1.39.127.128',
      '2.0',
      '2.40.16383.16384',
      '2.999.99999999999999',
      '2.25.340282366920938463463374607431768211455',
    ])
      expect(identifierOf(parseDer(objectIdentifier(text)))).toBe(text);
    const uuid = parseDer(Buffer.from('0614698381b0cbb29db8c0a4d48cc59ca3f1d5a9c512', 'hex'));
    expect(identifierOf(uuid)).toMatch(/^2\.25\.\d{35,39}$/);
    expect(() => identifierOf(parseDer(integer(1n)))).toThrow(RangeError);
  });

  it('gives the content of a value only as the type that it has', () => {
    expect(hex(contentOfType(parseDer(integer(5n)), tags.integer))).toBe('05');
    expect(() => contentOfType(parseDer(integer(5n)), tags.octetString)).toThrow(RangeError);
    expect(() => contentOfType(undefined, tags.integer)).toThrow(RangeError);
    expect(parseDer(context(3)).tag).toBe(contextTag(3));
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

  it.each([
    ['a length that is left open', '30800000'],
    ['a length in two bytes that fits into one', '3081020500'],
    ['a length with a leading zero', `04820080${'00'.repeat(128)}`],
    ['a length of the length that is too long', '0485000000000100'],
    ['a tag of several bytes', '1f8101'],
    ['a sequence that is not constructed', '1000'],
    ['an octet string in pieces', '2403040101'],
    ['a type that no certificate has', '080161'],
    ['the end mark of an open length', '0000'],
    ['a tag of an application', '6100'],
    ['a tag of a private class', 'c10101'],
    ['a truth value that is neither', '010101'],
    ['a truth value of two bytes', '0102ffff'],
    ['a number without bytes', '0200'],
    ['a number with a needless zero', '02020001'],
    ['a number with a needless sign', '0202ff80'],
    ['bits without a count of unused ones', '0300'],
    ['eight unused bits', '03020800'],
    ['unused bits without bits', '030101'],
    ['unused bits that are set', '03020101'],
    ['an identifier without bytes', '0600'],
    ['an identifier with a needless byte', '06032a8001'],
    ['an identifier that does not end', '06022a86'],
    ['nothing with something in it', '050100'],
    ['a time without seconds', `170b${hex(Buffer.from('2611221000Z'))}`],
    ['a time of another zone', `1711${hex(Buffer.from('261122100005+0100'))}`],
    ['a long time with needless decimals', `1811${hex(Buffer.from('20261122100005.0Z'))}`],
    ['a time of enormous length', `188129${hex(Buffer.from(`20261122100005.${'1'.repeat(25)}Z`))}`],
    ['a string of half a character', '1e03006100'],
    ['a string of a quarter of a character', '1c0100'],
    ['a part that is longer than the whole', '3003040201'],
    ['a broken value inside a tagged one', 'a003020200'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseDer(Buffer.from(text, 'hex'))).toThrow(RangeError);
  });

  it('bounds how deep and how many values there are', () => {
    const nested = (depth: number): Uint8Array =>
      Array.from({ length: depth - 1 }).reduce<Uint8Array>((inner) => sequence(inner), integer(1n));
    expect(parseDer(nested(32)).tag).toBe(tags.sequence);
    expect(() => parseDer(nested(33))).toThrow(RangeError);
    const many = (count: number): Uint8Array =>
      sequence(...Array.from({ length: count - 1 }, () => nullValue));
    expect(partsOf(parseDer(many(4000)))).toHaveLength(3999);
    expect(() => parseDer(many(4001))).toThrow(RangeError);
  });

  it('accepts no changed certificate that a library refuses, and reads the same in it', async () => {
    const shape = (value: DerValue): unknown => [hex(bytesOf(value)), value.parts?.map(shape) ?? null];
    const shapeOfBer = (value: BerValue): unknown => {
      const { value: parts } = value.valueBlock as unknown as { readonly value?: readonly BerValue[] };
      return [hex(bytesOfBer(value)), value.idBlock.isConstructed ? (parts ?? []).map(shapeOfBer) : null];
    };
    const isDer = (bytes: Uint8Array): boolean => {
      try {
        return parseDer(bytes).end === bytes.length;
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
    };
    const random = seededRandom(20261123);
    const authority = await issue({
      commonName: 'Example CA',
      keyKind: 'RSA-2048',
      isAuthority: true,
      pathLength: 1,
      keyUsage: 0x04,
      purposes: ['1.3.6.1.5.5.7.3.36'],
      critical: '2.5.29.30',
    });
    const certificates = [authority.certificate, makeEcSigner().certificates[0]];
    let accepted = 0;
    for (const certificate of certificates) {
      expect(isDer(certificate)).toBe(true);
      for (let count = 0; count < 3000; count += 1) {
        const changed = Uint8Array.from(certificate);
        for (let changes = 0; changes <= count % 3; changes += 1)
          changed[random.below(changed.length)] = random.below(256);
        if (!isDer(changed)) continue;
        accepted += 1;
        expect(shape(parseDer(changed)), hex(changed)).toEqual(shapeOfBer(parseBer(changed)));
      }
    }
    expect(accepted).toBeGreaterThan(1000);
    expect(accepted).toBeLessThan(6000);
  });
});
