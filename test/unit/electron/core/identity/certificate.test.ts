import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bitString,
  bytesOf,
  contentOf,
  integer,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  time,
} from '../../../../../electron/core/asn1/der.ts';
import {
  isIssuedBy,
  namesIssuer,
  readCertificate,
} from '../../../../../electron/core/identity/certificate.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { type Issued, issue } from '../../../../support/certificates.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A certificate of version 1, which has no version field and no extensions. */
function firstVersion(): Uint8Array {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  const body = sequence(
    integer(7n),
    algorithm,
    sequence(),
    sequence(time(new Date('2026-01-01T00:00:00Z')), time(new Date('2036-01-01T00:00:00Z'))),
    sequence(),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return sequence(body, algorithm, bitString(Uint8Array.of(0)));
}

describe('a certificate', () => {
  let authority: Issued;
  beforeAll(async () => {
    authority = await issue({ commonName: 'Example CA', keyKind: 'P-384', isAuthority: true });
  });

  it('is read with everything that is asked of it, as another reader sees it', async () => {
    const { certificate: der } = await issue({ commonName: 'web01', keyKind: 'P-256', issuer: authority });
    const read = readCertificate(der);
    const x509 = new X509Certificate(der);
    expect(read.fingerprint).toBe(fingerprintOf(der));
    expect(hex(read.sha256)).toBe(read.fingerprint);
    expect(BigInt(`0x${hex(contentOf(parseDer(read.serial)))}`)).toBe(BigInt(`0x${x509.serialNumber}`));
    expect(Buffer.from(read.subject).includes('web01')).toBe(true);
    expect(Buffer.from(read.issuer).includes('Example CA')).toBe(true);
    expect(read.certifiedWith).toBe('1.2.840.10045.4.3.2');
    expect(read.extensions).toHaveLength(1);
    expect(read.key.equals(createPublicKey(x509.publicKey.export({ type: 'spki', format: 'pem' })))).toBe(
      true,
    );
    expect(read.algorithm).toBe('ecdsa-p256');
    expect(read.x509.subject).toBe('CN=web01');
  });

  it('has no algorithm for reports when its key is of another kind', () => {
    expect(readCertificate(authority.certificate).algorithm).toBeNull();
  });

  it('of version 1 is read as well', () => {
    const read = readCertificate(firstVersion());
    expect(hex(read.serial)).toBe('020107');
    expect(read.extensions).toEqual([]);
  });

  it('names its issuer byte for byte', async () => {
    const leaf = readCertificate(
      (await issue({ commonName: 'web01', keyKind: 'P-256', issuer: authority })).certificate,
    );
    const namesake = readCertificate(
      (await issue({ commonName: 'Example CA', keyKind: 'P-384', isAuthority: true })).certificate,
    );
    const other = await issue({ commonName: 'Example  CA', keyKind: 'P-384', isAuthority: true });
    const issuer = readCertificate(authority.certificate);
    expect([namesIssuer(leaf, issuer), isIssuedBy(leaf, issuer)]).toEqual([true, true]);
    expect([namesIssuer(leaf, namesake), isIssuedBy(leaf, namesake)]).toEqual([true, false]);
    expect(namesIssuer(leaf, readCertificate(other.certificate))).toBe(false);
    expect(isIssuedBy(issuer, leaf)).toBe(false);
    expect(isIssuedBy({ ...leaf, issuer: Uint8Array.of(0x30, 0x00) }, issuer)).toBe(false);
  });

  it('is refused in another encoding than DER, which the system reads', () => {
    const [der] = makeEcSigner().certificates;
    const [body, algorithm, signature] = partsOf(parseDer(der)).map(bytesOf);
    const content = Buffer.concat([body ?? der, algorithm ?? der, signature ?? der]);
    const open = Buffer.concat([Buffer.from([0x30, 0x80]), content, Buffer.from([0, 0])]);
    expect(new X509Certificate(open).subject).toBe('CN=Netready on web01');
    expect(() => readCertificate(open)).toThrow(RangeError);
  });

  it.each<readonly [string, (der: Uint8Array) => Uint8Array]>([
    ['cut off', (der) => der.subarray(0, der.length - 1)],
    ['with a byte behind it', (der) => Buffer.concat([der, Uint8Array.of(0)])],
    ['that is something else', () => sequence(integer(1n))],
    [
      'without fields',
      () => sequence(sequence(), sequence(objectIdentifier('1.2.3')), bitString(new Uint8Array())),
    ],
    ['that is empty', () => new Uint8Array()],
    ['that is text', () => octetString(Buffer.from('-----BEGIN CERTIFICATE-----'))],
  ])('is refused %s', (_name, spoil) => {
    expect(() => readCertificate(spoil(makeEcSigner().certificates[0]))).toThrow(RangeError);
  });

  it('is refused when the strict reader finds the fields and the system finds no certificate', () => {
    const fields = sequence(integer(1n), sequence(), sequence(), sequence(), sequence());
    const der = sequence(fields, sequence(objectIdentifier('1.2.3')), bitString(new Uint8Array()));
    expect(() => readCertificate(der)).toThrow(Error);
  });
});
