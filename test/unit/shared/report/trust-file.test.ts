import { describe, expect, it } from 'vitest';
import { emptyTrust, fingerprintSchema, trustFileSchema } from '../../../../shared/report/trust-file.ts';

const hex = '0123456789abcdef'.repeat(4);
const signer = { fingerprint: hex, name: 'web01', addedAt: '2026-11-22T10:00:00.000Z' };

const isValid = (changes: object): boolean =>
  trustFileSchema.safeParse({ schemaVersion: 1, signers: [], authorities: [], ...changes }).success;

describe('the trust file', () => {
  it('accepts a fingerprint as people copy it', () => {
    const spaced = hex.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
    const coloned = hex.replaceAll(/(..)(?=.)/g, '$1:');
    for (const text of [hex, spaced, coloned, ` ${hex}\n`]) expect(fingerprintSchema.parse(text)).toBe(hex);
  });

  it('refuses what is no fingerprint', () => {
    for (const text of ['', hex.slice(1), `${hex}0`, hex.replace('a', 'g'), `sha256:${hex}`])
      expect(fingerprintSchema.safeParse(text).success, text).toBe(false);
  });

  it('has default lists and refuses unknown keys', () => {
    expect(trustFileSchema.parse({ schemaVersion: 1 })).toEqual(emptyTrust);
    expect(isValid({ signers: [signer] })).toBe(true);
    expect(isValid({ signers: [{ ...signer, colour: 'red' }] })).toBe(false);
    expect(isValid({ colour: 'red' })).toBe(false);
    expect(isValid({ schemaVersion: 2 })).toBe(false);
  });

  it('lists each fingerprint once', () => {
    const parsed = trustFileSchema.safeParse({
      schemaVersion: 1,
      signers: [signer, { ...signer, fingerprint: hex.toUpperCase() }],
    });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['signers', 1, 'fingerprint'] });
  });

  it('takes dates with or without a time, and refuses others', () => {
    for (const addedAt of ['2026-11-22', '2026-11-22T10:00:00Z', '2026-11-22T10:00:00+02:00'])
      expect(isValid({ signers: [{ ...signer, addedAt }] }), addedAt).toBe(true);
    for (const addedAt of ['22.11.2026', 'yesterday', ''])
      expect(isValid({ signers: [{ ...signer, addedAt }] }), addedAt).toBe(false);
  });

  it('wants each authority as one certificate in PEM', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    for (const list of ['authorities', 'timeAuthorities']) {
      expect(isValid({ [list]: [`\n${pem}\n`] })).toBe(true);
      for (const text of [
        '',
        'AAAA',
        pem.replace('BEGIN CERTIFICATE', 'BEGIN PRIVATE KEY'),
        `${pem}\n${pem}`,
      ])
        expect(isValid({ [list]: [text] }), text).toBe(false);
    }
  });

  it('believes nobody about times unless it says so', () => {
    expect(trustFileSchema.parse({ schemaVersion: 1 })).toEqual(emptyTrust);
    expect(emptyTrust.timeAuthorities).toEqual([]);
  });
});
