import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { BasicConstraints, Certificate, type Extension, ExtKeyUsage } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { commonNameOf } from '../../../../../electron/core/identity/common-name.ts';
import { makeSelfSignedCertificate } from '../../../../../electron/core/identity/self-signed-certificate.ts';

const facts = {
  commonName: 'Netready on web01',
  serial: Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index),
  notBefore: new Date('2026-11-22T10:00:00.900Z'),
  notAfter: new Date('2036-11-22T10:00:00.900Z'),
};

describe('the certificate that an installation makes for itself', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = makeSelfSignedCertificate(privateKey, facts);
  const certificate = new X509Certificate(der);
  const parsed = Certificate.fromBER(new Uint8Array(der));
  const extension = (id: string): Extension | undefined =>
    parsed.extensions?.find(({ extnID }) => extnID === id);

  it('is signed with its own key', () => {
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    expect(certificate.verify(createPublicKey(privateKey))).toBe(true);
  });

  it('has a common name alone, and sixteen random bytes as its number', () => {
    expect(certificate.subject).toBe('CN=Netready on web01');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.serialNumber).toBe('70F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF');
  });

  it('is valid from and to the second that was asked for', () => {
    expect(new Date(certificate.validFrom)).toEqual(new Date('2026-11-22T10:00:00Z'));
    expect(new Date(certificate.validTo)).toEqual(new Date('2036-11-22T10:00:00Z'));
  });

  it('writes years from 2050 on with four digits', () => {
    const late = {
      ...facts,
      notBefore: new Date('2049-12-31T23:59:59Z'),
      notAfter: new Date('2050-01-01T00:00:00Z'),
    };
    const { validFrom, validTo } = new X509Certificate(makeSelfSignedCertificate(privateKey, late));
    expect(new Date(validFrom)).toEqual(late.notBefore);
    expect(new Date(validTo)).toEqual(late.notAfter);
  });

  it('is for signing documents and nothing else', () => {
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4']);
    expect(extension('2.5.29.15')?.critical).toBe(true);
    expect(Buffer.from(extension('2.5.29.15')?.extnValue.toBER() ?? new ArrayBuffer(0)).toString('hex')).toBe(
      '0404030206c0',
    );
    expect(extension('2.5.29.37')?.parsedValue).toBeInstanceOf(ExtKeyUsage);
    expect(extension('2.5.29.19')?.parsedValue).not.toBeInstanceOf(BasicConstraints);
    expect(extension('2.5.29.14')?.extnValue.valueBlock.valueHexView.length).toBe(22);
  });

  it('cuts a host name that is longer than a certificate may carry', () => {
    const long = makeSelfSignedCertificate(privateKey, {
      ...facts,
      commonName: `Netready on ${'ä'.repeat(100)}`,
    });
    expect(commonNameOf(new X509Certificate(long))).toBe(`Netready on ${'ä'.repeat(51)}…`);
  });
});
