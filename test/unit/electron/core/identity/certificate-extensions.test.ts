import { describe, expect, it } from 'vitest';
import {
  bitString,
  booleanTrue,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  utf8String,
} from '../../../../../electron/core/asn1/der.ts';
import {
  type CertificateRules,
  certificateRules,
} from '../../../../../electron/core/identity/certificate-extensions.ts';

const oids = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  nameConstraints: '2.5.29.30',
};
const documentSigning = '1.3.6.1.5.5.7.3.36';

const booleanFalse = Uint8Array.of(0x01, 0x01, 0x00);

const extension = (oid: string, value: Uint8Array, ...critical: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), ...critical, octetString(value));

const constraints = (...parts: readonly Uint8Array[]): Uint8Array =>
  extension(oids.basicConstraints, sequence(...parts));

const usage = (byte: number): Uint8Array => extension(oids.keyUsage, bitString(Uint8Array.of(byte)));

const purposes = (...parts: readonly Uint8Array[]): Uint8Array =>
  extension(oids.extendedKeyUsage, sequence(...parts));

const rulesOf = (...extensions: readonly Uint8Array[]): CertificateRules =>
  certificateRules({ extensions: partsOf(parseDer(sequence(...extensions))) });

describe('what a certificate allows', () => {
  it('is to sign documents and no more, when it says nothing', () => {
    expect(rulesOf()).toEqual({
      mayIssue: false,
      pathLength: null,
      maySign: true,
      purposes: null,
      purposesAreCritical: false,
      unknownCritical: [],
    });
  });

  it('is to issue only as an authority whose key may sign certificates', () => {
    const cases: readonly (readonly [boolean, readonly Uint8Array[]])[] = [
      [true, [constraints(booleanTrue)]],
      [true, [constraints(booleanTrue), usage(0x04)]],
      [true, [constraints(booleanTrue), usage(0x86)]],
      [false, [constraints(booleanTrue), usage(0x80)]],
      [false, [constraints(booleanTrue), usage(0x00)]],
      [false, [constraints(booleanFalse), usage(0x04)]],
      [false, [constraints(), usage(0x04)]],
      [false, [usage(0x04)]],
    ];
    for (const [index, [mayIssue, extensions]] of cases.entries())
      expect(rulesOf(...extensions).mayIssue, `case ${index}`).toBe(mayIssue);
  });

  it('bounds how many authorities may follow', () => {
    expect(rulesOf(constraints(booleanTrue)).pathLength).toBeNull();
    expect(rulesOf(constraints(booleanTrue, integer(0n))).pathLength).toBe(0);
    expect(rulesOf(constraints(booleanTrue, integer(300n))).pathLength).toBe(300);
    expect(rulesOf(constraints(integer(2n)))).toMatchObject({ mayIssue: false, pathLength: 2 });
  });

  it('is to sign documents with digital signature or non-repudiation', () => {
    const maySign = (byte: number): boolean => rulesOf(usage(byte)).maySign;
    expect([0x80, 0x40, 0xc0, 0x24 | 0x40].map(maySign)).toEqual([true, true, true, true]);
    expect([0x00, 0x20, 0x04, 0x3f].map(maySign)).toEqual([false, false, false, false]);
    expect(rulesOf(extension(oids.keyUsage, bitString(new Uint8Array()))).maySign).toBe(false);
  });

  it('names the purposes of the key', () => {
    const anyPurpose = '2.5.29.37.0';
    const list = [documentSigning, anyPurpose].map(objectIdentifier);
    expect(rulesOf(purposes(...list)).purposes).toEqual([documentSigning, anyPurpose]);
    expect(rulesOf(purposes()).purposes).toEqual([]);
    expect(rulesOf(purposes(...list)).purposesAreCritical).toBe(false);
    const critical = extension(oids.extendedKeyUsage, sequence(...list), booleanTrue);
    expect(rulesOf(critical).purposesAreCritical).toBe(true);
  });

  it('names critical conditions of which this program knows nothing, and no others', () => {
    const condition = sequence();
    const { unknownCritical } = rulesOf(
      extension(oids.nameConstraints, condition, booleanTrue),
      extension('1.2.3.4', condition, booleanTrue),
      extension('1.2.3.5', condition, booleanFalse),
      extension('1.2.3.6', condition),
      extension(oids.basicConstraints, condition, booleanTrue),
      extension(oids.keyUsage, bitString(Uint8Array.of(0x80)), booleanTrue),
      extension(oids.extendedKeyUsage, condition, booleanTrue),
      ...['2.5.29.14', '2.5.29.17', '2.5.29.18', '2.5.29.35'].map((oid) =>
        extension(oid, condition, booleanTrue),
      ),
    );
    expect(unknownCritical).toEqual([oids.nameConstraints, '1.2.3.4']);
  });

  it.each<readonly [string, readonly Uint8Array[]]>([
    ['an extension without a value', [sequence(objectIdentifier('1.2.3'))]],
    [
      'an extension with a part too many',
      [sequence(objectIdentifier('1.2.3'), booleanTrue, nullValue, octetString(sequence()))],
    ],
    ['an extension that is no list', [integer(1n)]],
    ['an extension without an identifier', [sequence(integer(1n), octetString(sequence()))]],
    ['a value that is no octet string', [sequence(objectIdentifier('1.2.3'), sequence())]],
    ['a criticality that is neither true nor false', [extension('1.2.3', sequence(), integer(1n))]],
    ['the same extension twice', [constraints(booleanTrue), constraints()]],
    ['constraints that are no list', [extension(oids.basicConstraints, booleanTrue)]],
    ['constraints in a set', [extension(oids.basicConstraints, setOf(booleanTrue))]],
    ['constraints in another order', [constraints(integer(1n), booleanTrue)]],
    ['constraints with a part too many', [constraints(booleanTrue, integer(1n), integer(1n))]],
    ['a path length that is no number', [constraints(booleanTrue, utf8String('1'))]],
    ['a path length below 0', [constraints(booleanTrue, Uint8Array.of(0x02, 0x01, 0xff))]],
    ['a key usage that is no string of bits', [extension(oids.keyUsage, octetString(Uint8Array.of(0x80)))]],
    ['bytes behind a key usage', [extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x00, 0x80, 0x00))]],
    ['purposes that are no list', [extension(oids.extendedKeyUsage, objectIdentifier(documentSigning))]],
    ['a purpose that is no identifier', [purposes(utf8String(documentSigning))]],
  ])('is refused with %s', (_name, extensions) => {
    expect(() => rulesOf(...extensions)).toThrow(RangeError);
  });
});
