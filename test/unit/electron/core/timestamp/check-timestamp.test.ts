import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { curveNames, withSmallerS } from '../../../../../electron/core/identity/signature-algorithm.ts';
import { checkTimestamp } from '../../../../../electron/core/timestamp/check-timestamp.ts';
import { definiteForm } from '../../../../../electron/core/timestamp/definite-form.ts';
import { maxTokenBytes, normalToken } from '../../../../../electron/core/timestamp/timestamp-token.ts';
import { type CertificateRequest, issue } from '../../../../support/certificates.ts';
import {
  confirmedAt,
  makeTimeAuthority,
  makeToken,
  type TimeAuthority,
  type TokenChanges,
  timeOids,
} from '../../../../support/time-authority.ts';

const signature = createHash('sha512').update('the signature of a report').digest();

const faultOf = (token: Uint8Array): string => {
  const checked = checkTimestamp(token, signature);
  return checked.ok ? 'none' : checked.fault;
};

describe('a timestamp token', () => {
  let authority: TimeAuthority;
  beforeAll(async () => {
    authority = await makeTimeAuthority();
  });

  const tokenWith = (changes: TokenChanges = {}, by = authority): Uint8Array =>
    normalToken(makeToken(by, signature, changes));

  /** In definite form, but otherwise as the authority made it. */
  const rawWith = (changes: TokenChanges): Uint8Array =>
    definiteForm(makeToken(authority, signature, changes));

  it('tells when a signature was there, and who says so', () => {
    const nonce = Uint8Array.of(0x12, 0x34);
    const checked = checkTimestamp(tokenWith({ nonce }), signature);
    if (!checked.ok) throw new Error(checked.fault);
    const { time, certificates, nonce: repeated } = checked.timestamp;
    expect(time).toEqual(confirmedAt);
    expect(repeated).toEqual(Buffer.from('02021234', 'hex'));
    expect(certificates.map(({ fingerprint }) => fingerprint)).toEqual([
      fingerprintOf(authority.own.certificate),
    ]);
  });

  it('brings the certificates that the authority names, in the order in which they lead up', async () => {
    const root = await issue({ commonName: 'Root', keyKind: 'P-384', isAuthority: true });
    const between = await issue({ commonName: 'Between', keyKind: 'P-256', isAuthority: true, issuer: root });
    const { own } = await makeTimeAuthority({ issuer: between });
    const chain = [own, between, root].map(({ certificate }) => certificate);
    const by: TimeAuthority = { own, chain: [own, root, between] };
    for (const namedCertificates of [chain, [own.certificate, root.certificate, between.certificate]]) {
      const checked = checkTimestamp(tokenWith({ namedCertificates }, by), signature);
      if (!checked.ok) throw new Error(checked.fault);
      expect(checked.timestamp.certificates.map(({ der }) => Buffer.from(der))).toEqual(
        chain.map((certificate) => Buffer.from(certificate)),
      );
    }
    const leftOut = makeToken(by, signature, { namedCertificates: chain, certificates: chain.slice(0, 2) });
    expect(faultOf(definiteForm(leftOut))).toBe('certificate');
    const apart = { namedCertificates: [own.certificate, root.certificate] };
    expect(faultOf(definiteForm(makeToken(by, signature, apart)))).toBe('chain');
  });

  it('is accepted with the algorithms and forms that authorities use', async () => {
    const rsa = await makeTimeAuthority({ keyKind: 'RSA-2048' });
    const p384 = await makeTimeAuthority({ keyKind: 'P-384' });
    const usual: readonly (readonly [TokenChanges, TimeAuthority])[] = [
      [{ named: [1] }, authority],
      [{ named: [1, 2] }, authority],
      [{ digest: 'sha512' }, authority],
      [{ digest: 'sha384' }, p384],
      [{ digest: 'sha512' }, rsa],
      [{ signAs: 'by-key' }, rsa],
      [{ hashParameters: false }, rsa],
      [{ extension: { oid: '1.2.3.4', critical: false } }, authority],
      [{ certificates: [authority.own.certificate], hashParameters: false }, authority],
      [{ time: new Date('2026-11-22T10:00:09.250Z') }, authority],
    ];
    for (const [index, [changes, by]] of usual.entries())
      expect(faultOf(tokenWith(changes, by)), `form ${index}`).toBe('none');
  });

  it('has one form, whatever the authority made of what it does not sign', async () => {
    const stranger = await issue({ commonName: 'Somebody else', keyKind: 'P-256', isAuthority: true });
    const rsa = await makeTimeAuthority({ keyKind: 'RSA-2048' });
    const [own, root] = rsa.chain.map(({ certificate }) => certificate);
    if (own === undefined || root === undefined) throw new Error('the authority has no chain');
    const form = normalToken(makeToken(rsa, signature));
    expect(faultOf(form)).toBe('none');
    expect(normalToken(form)).toEqual(form);
    const ways: readonly TokenChanges[] = [
      { certificates: [own] },
      { certificates: [own, root] },
      { certificates: [root, own] },
      { certificates: [root, own, stranger.certificate] },
      { unsigned: true },
      { hashParameters: false },
    ];
    for (const [index, way] of ways.entries()) expect(tokenWith(way, rsa), `way ${index}`).toEqual(form);
  });

  it.each<readonly [string, string, TokenChanges]>([
    ['imprint', 'of another signature', { imprintOf: Buffer.from('another signature') }],
    ['algorithm', 'with another hash of the signature', { imprintHash: 'sha512' }],
    ['content', 'of another version', { version: 2 }],
    [
      'content',
      'with a condition that must be understood',
      { extension: { oid: '1.2.3.4', critical: true } },
    ],
    ['attributes', 'about something else than a time', { contentType: '1.2.840.113549.1.7.1' }],
    ['attributes', 'without its content type', { withoutAttributes: [timeOids.contentType] }],
    ['attributes', 'without its hash', { withoutAttributes: [timeOids.messageDigest] }],
    ['certificate', 'that names no certificate', { withoutAttributes: [timeOids.signingCertificateV2] }],
    ['certificate', 'that names another certificate', { namedCertificates: [Buffer.from('another')] }],
    ['certificate', 'without its certificate', { certificates: [] }],
    ['algorithm', 'signed over SHA-1', { digest: 'sha1' }],
    ['form', 'with two signers', { signers: 2 }],
    ['period', 'from before its certificate', { time: new Date('2025-12-31T23:59:59Z') }],
    ['period', 'from after its certificate', { time: new Date('2036-01-01T00:00:01Z') }],
  ])('is refused (%s): %s', (fault, _what, changes) => {
    expect(faultOf(definiteForm(makeToken(authority, signature, changes)))).toBe(fault);
  });

  it('is refused when its certificate is not for timestamps alone', async () => {
    const timeStamping = '1.3.6.1.5.5.7.3.8';
    const wrong: readonly Partial<CertificateRequest>[] = [
      { purposes: ['1.3.6.1.5.5.7.3.36'] },
      { purposes: [timeStamping, '1.3.6.1.5.5.7.3.36'] },
      { purposes: [timeStamping, timeStamping] },
      { purposesAreCritical: false },
      { isAuthority: true },
      { keyUsage: 0x20 },
      { critical: '1.2.3.4' },
    ];
    for (const [index, changes] of wrong.entries()) {
      const token = tokenWith({}, await makeTimeAuthority(changes));
      expect(faultOf(token), `certificate ${index}`).toBe('purpose');
    }
    const { own, chain } = await makeTimeAuthority();
    const without = await issue({ commonName: 'No purpose', keyKind: 'P-256' });
    expect(faultOf(tokenWith({}, { own: without, chain: [without] }))).toBe('purpose');
    expect(faultOf(tokenWith({}, { own, chain }))).toBe('none');
  });

  it('is refused when the key is too weak', async () => {
    expect(faultOf(tokenWith({}, await makeTimeAuthority({ keyKind: 'RSA-1024' })))).toBe('algorithm');
  });

  it('is refused when a certificate stands beside that the authority does not name', () => {
    expect(faultOf(rawWith({}))).toBe('chain');
    const certificates = [authority.own.certificate, authority.own.certificate];
    expect(faultOf(rawWith({ certificates }))).toBe('chain');
    const many = Array.from({ length: 7 }, () => authority.own.certificate);
    expect(faultOf(rawWith({ certificates: many }))).toBe('chain');
  });

  it('is refused when one of its certificates comes from somebody who may not issue', async () => {
    const notIssuer = await issue({ commonName: 'Not an authority', keyKind: 'P-256' });
    const { own } = await makeTimeAuthority({ issuer: notIssuer });
    const namedCertificates = [own.certificate, notIssuer.certificate];
    expect(faultOf(tokenWith({ namedCertificates }, { own, chain: [own, notIssuer] }))).toBe('chain');
    expect(faultOf(tokenWith({}, { own, chain: [own, notIssuer] }))).toBe('none');
  });

  it('is refused with anything unsigned beside it, in another encoding, or with a byte more', async () => {
    const rsa = await makeTimeAuthority({ keyKind: 'RSA-2048' });
    const bare = { certificates: [rsa.own.certificate], hashParameters: false };
    const raw = (changes: TokenChanges = {}) => makeToken(rsa, signature, { ...bare, ...changes });
    expect(faultOf(definiteForm(raw()))).toBe('none');
    expect(faultOf(raw())).toBe('form');
    expect(faultOf(definiteForm(raw({ unsigned: true })))).toBe('form');
    expect(faultOf(definiteForm(raw({ hashParameters: true })))).toBe('form');
    const token = tokenWith();
    expect(faultOf(Buffer.concat([token, Buffer.of(0)]))).toBe('form');
    expect(faultOf(Buffer.alloc(maxTokenBytes + 1, Buffer.from(token)))).toBe('form');
    expect(faultOf(new Uint8Array())).toBe('form');
    expect(faultOf(Buffer.of(0x30, 0x80, 0, 0))).toBe('form');
  });

  it('is refused when any of its bytes is another one', () => {
    const token = tokenWith({ nonce: Uint8Array.of(1) });
    const accepted = [...token.keys()].filter((at) => {
      const changed = Uint8Array.from(token);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return faultOf(changed) === 'none';
    });
    expect(accepted).toEqual([]);
  });

  it('has no second signature that is valid as well', () => {
    const token = tokenWith();
    const [at] = [...token.keys()].filter((start) => {
      const end = start + 2 + (token[start + 1] ?? 0);
      return end === token.length && token[start] === 0x04;
    });
    if (at === undefined) throw new Error('the token does not end with its signature');
    const value = Buffer.from(token.subarray(at + 2));
    expect(withSmallerS('prime256v1', value)).toEqual(value);
  });
});

describe('the one form of an ECDSA signature', () => {
  it.each(curveNames)('is valid, the same for both forms, and the same again: %s', (curve) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    for (let round = 0; round < 8; round += 1) {
      const message = randomBytes(20);
      const made = sign('sha256', message, { key: privateKey, dsaEncoding: 'der' });
      const form = withSmallerS(curve, made);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, form)).toBe(true);
      expect(withSmallerS(curve, form)).toEqual(form);
    }
  });
});
