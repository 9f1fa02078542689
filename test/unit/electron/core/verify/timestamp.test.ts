import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  context,
  integer,
  objectIdentifier,
  sequence,
  setOf,
} from '../../../../../electron/core/asn1/der.ts';
import { type Certificate, readCertificate } from '../../../../../electron/core/identity/certificate.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import {
  bytesToSign,
  encodeSignedData,
  parseSignedData,
  type SignedDataParts,
} from '../../../../../electron/core/pdf/signed-data.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signTimestampedReport } from '../../../../../electron/core/report/sign-report.ts';
import { normalToken } from '../../../../../electron/core/timestamp/timestamp-token.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust, type TrustFile } from '../../../../../shared/report/trust-file.ts';
import { type VerifyOutcome, verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import { type CertificateRequest, type Issued, issue, toPem } from '../../../../support/certificates.ts';
import { forgeSignature } from '../../../../support/forge-signature.ts';
import { makeEcSigner, makeSigned, makeUnsigned } from '../../../../support/sample-report.ts';
import {
  confirmedAt,
  makeTimeAuthority,
  makeToken,
  type TimeAuthority,
} from '../../../../support/time-authority.ts';
import { makeTimestamped, stampOf, withRoom } from '../../../../support/timestamped-report.ts';

/** The hex digits of a signed file's signature, and where they stand. */
function contentsOf(signed: Uint8Array): { readonly start: number; readonly digits: string } {
  const match = /\/Contents <([0-9a-f]{1000,})>/.exec(Buffer.from(signed).toString('latin1'));
  if (match?.[1] === undefined) throw new Error('no signature');
  return { start: match.index + '/Contents <'.length, digits: match[1] };
}

/** The same file with another signature in the same room. */
function withContents(signed: Uint8Array, der: Uint8Array): Uint8Array {
  const { start, digits } = contentsOf(signed);
  const changed = Buffer.from(signed);
  changed.write(Buffer.from(der).toString('hex').padEnd(digits.length, '0'), start, 'latin1');
  return changed;
}

/** What stands in a signed file's signature. */
function partsOf(signed: Uint8Array): SignedDataParts & { readonly timestamp: Uint8Array | null } {
  const bytes = Buffer.from(contentsOf(signed).digits, 'hex');
  const der = bytes.subarray(0, 4 + bytes.readUInt16BE(2));
  const { certificates, digest, data, signature, timestamp } = parseSignedData(der);
  const [own, ...others] = certificates.map(readCertificate);
  if (own === undefined || digest === null) throw new Error('no signature of a report');
  return { certificates: [own, ...others], digest, data, signature, timestamp };
}

const trusting = (changes: Partial<TrustFile>): TrustFile => ({ ...emptyTrust, ...changes });
const pemOf = ({ certificate }: Issued): string => toPem(certificate);

describe('a report with a timestamp', () => {
  const signer = makeEcSigner();
  let fonts: ReportFonts;
  let authority: TimeAuthority;
  let stamped: Uint8Array;
  let root: string;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    authority = await makeTimeAuthority();
    stamped = await makeTimestamped(fonts, signer, authority);
    root = pemOf(authority.chain.at(-1) ?? authority.own);
  });

  const timeOf = async (trust: TrustFile, signed = stamped): Promise<VerifyOutcome['timestamp']> =>
    (await verifyReport(signed, trust)).timestamp;

  it('says who has confirmed which time, apart from whose key it is', async () => {
    const answer = await verifyReport(stamped, emptyTrust);
    expect(answer).toMatchObject({ outcome: 'unknown-signer', code: 'UNKNOWN_SIGNER' });
    expect(answer.timestamp).toEqual({
      time: confirmedAt.toISOString(),
      authority: 'Example Time Authority',
      fingerprint: fingerprintOf(authority.own.certificate),
      isKnown: false,
      claim: 'agrees',
    });
    expect(await timeOf(trusting({ timeAuthorities: [root] }))).toMatchObject({ isKnown: true });
  });

  it('has its time from nobody else than whom the list names for times', async () => {
    const another = await makeTimeAuthority();
    const others = another.chain.map(pemOf).slice(1);
    expect(await timeOf(trusting({ timeAuthorities: others }))).toMatchObject({ isKnown: false });
    expect(await timeOf(trusting({ authorities: [root] }))).toMatchObject({ isKnown: false });
  });

  it('does not make a signer known whom a time authority has certified', async () => {
    const [, { certificate, privateKey } = authority.own] = authority.chain;
    const leaf = await issue({
      commonName: 'web01',
      keyKind: 'P-256',
      issuer: { certificate, privateKey },
      purposes: ['1.3.6.1.5.5.7.3.36'],
    });
    const signed = await makeSigned(fonts, keySigner(leaf.privateKey, [leaf.certificate]));
    const answer = await verifyReport(signed, trusting({ timeAuthorities: [toPem(certificate)] }));
    expect(answer).toMatchObject({ code: 'UNKNOWN_SIGNER', timestamp: null });
    expect((await verifyReport(signed, trusting({ authorities: [toPem(certificate)] }))).code).toBe(
      'KNOWN_AUTHORITY',
    );
  });

  it('is not believed when the listed authority was not allowed to certify whoever confirmed', async () => {
    const wrong: readonly Partial<CertificateRequest>[] = [
      { notAfter: new Date('2026-11-22T09:00:00Z') },
      { keyUsage: 0x80 },
      { keyKind: 'RSA-1024' },
    ];
    for (const [index, changes] of wrong.entries()) {
      const listed = await issue({ commonName: 'Root', keyKind: 'P-256', isAuthority: true, ...changes });
      const by = await makeTimeAuthority({ issuer: listed });
      const signed = await makeTimestamped(fonts, signer, by);
      const trust = trusting({ timeAuthorities: [pemOf(listed)] });
      expect(await timeOf(trust, signed), `root ${index}`).toMatchObject({ isKnown: false });
    }
  });

  it('is known through the authorities in between that the timestamp names', async () => {
    const listed = await issue({ commonName: 'Root', keyKind: 'P-256', isAuthority: true });
    const between = await issue({
      commonName: 'Between',
      keyKind: 'P-256',
      isAuthority: true,
      issuer: listed,
    });
    const { own } = await makeTimeAuthority({ issuer: between });
    const by = { own, chain: [own, between] };
    const namedCertificates = [own.certificate, between.certificate];
    const namesIssuers = true;
    const trust = trusting({ timeAuthorities: [pemOf(listed)] });
    expect(
      await timeOf(trust, await makeTimestamped(fonts, signer, by, { namedCertificates, namesIssuers })),
    ).toMatchObject({
      isKnown: true,
    });
    expect(await timeOf(trust, await makeTimestamped(fonts, signer, by))).toMatchObject({ isKnown: false });
    const direct = trusting({ timeAuthorities: [pemOf(between)] });
    expect(await timeOf(direct, await makeTimestamped(fonts, signer, by))).toMatchObject({ isKnown: true });
  });

  it('tells when the claimed time does not fit the confirmed one, and refuses nothing for it', async () => {
    const claims: readonly (readonly [string, string])[] = [
      ['2026-11-22T09:50:00Z', 'later'],
      ['2026-11-22T09:55:04Z', 'later'],
      ['2026-11-22T09:55:05Z', 'agrees'],
      ['2026-11-23T10:00:05Z', 'agrees'],
      ['2026-11-23T10:00:06Z', 'earlier'],
      ['2027-11-22T10:00:00Z', 'earlier'],
    ];
    for (const [time, claim] of claims) {
      const answer = await verifyReport(
        await makeTimestamped(fonts, signer, authority, { time: new Date(time) }),
        emptyTrust,
      );
      expect(answer, time).toMatchObject({ outcome: 'unknown-signer', timestamp: { claim } });
    }
  });

  it('has the signer judged at the confirmed time, when whoever confirmed it is known', async () => {
    const certifier = await issue({ commonName: 'Example CA', keyKind: 'P-256', isAuthority: true });
    const leaf = await issue({
      commonName: 'web01',
      keyKind: 'P-256',
      issuer: certifier,
      purposes: ['1.3.6.1.5.5.7.3.36'],
      notAfter: new Date('2026-11-22T12:00:00Z'),
    });
    const imported = keySigner(leaf.privateKey, [leaf.certificate]);
    const late = await makeTimestamped(fonts, imported, authority, {
      time: new Date('2026-11-22T13:00:00Z'),
    });
    const authorities = [pemOf(certifier)];
    expect((await verifyReport(late, trusting({ authorities }))).code).toBe('KNOWN_AUTHORITY');
    expect((await verifyReport(late, trusting({ authorities, timeAuthorities: [root] }))).code).toBe(
      'AUTHORITY_PERIOD',
    );
    const inTime = await makeTimestamped(fonts, imported, authority);
    expect((await verifyReport(inTime, trusting({ authorities, timeAuthorities: [root] }))).code).toBe(
      'KNOWN_AUTHORITY',
    );
  });

  it('is refused when its timestamp is taken out, exchanged, or put in where none belongs', async () => {
    const { timestamp, ...parts } = partsOf(stamped);
    const refused = verifyOutcome('TIMESTAMP');
    expect(
      await verifyReport(withContents(stamped, encodeSignedData({ ...parts, timestamp })), emptyTrust),
    ).toEqual(await verifyReport(stamped, emptyTrust));
    expect(await verifyReport(withContents(stamped, encodeSignedData(parts)), emptyTrust)).toEqual(refused);
    const exchanged = normalToken(makeToken(authority, Buffer.from('another signature')));
    expect(
      await verifyReport(
        withContents(stamped, encodeSignedData({ ...parts, timestamp: exchanged })),
        emptyTrust,
      ),
    ).toEqual(refused);

    const plain = await makeSigned(fonts, signer);
    const own = partsOf(plain);
    const added = normalToken(makeToken(authority, own.signature));
    expect(
      await verifyReport(withContents(plain, encodeSignedData({ ...own, timestamp: added })), emptyTrust),
    ).toEqual(refused);
  });

  /** A report whose signature is put together by somebody who holds the key and keeps none of the rules. */
  const forged = async (
    encode: (parts: SignedDataParts) => Uint8Array | Promise<Uint8Array>,
    by: Signer = signer,
  ): Promise<string> => {
    const file = await forgeSignature(await makeUnsigned(fonts, withRoom), by, async (digest) => {
      const certificates: readonly [Certificate] = [readCertificate(by.certificates[0])];
      const { signature } = partsOfSignature(
        await by.sign(bytesToSign({ certificates, digest, data: null })),
        certificates,
        digest,
      );
      return encode({ certificates, digest, data: null, signature });
    });
    return (await verifyReport(file, emptyTrust)).code;
  };

  /** The signature as the encoder writes it. */
  const partsOfSignature = (
    signature: Uint8Array,
    certificates: readonly [Certificate],
    digest: Uint8Array,
  ): { readonly signature: Uint8Array } =>
    parseSignedData(encodeSignedData({ certificates, digest, data: null, signature }));

  const timestampToken = objectIdentifier('1.2.840.113549.1.9.16.2.14');
  const stampFor = (signature: Uint8Array): Uint8Array => normalToken(makeToken(authority, signature));

  /** The encoding with other unsigned attributes in place of the timestamp. */
  const withUnsigned = (parts: SignedDataParts, unsigned: Uint8Array): Uint8Array => {
    const marker = stampFor(parts.signature);
    const usual = context(1, sequence(timestampToken, setOf(marker)));
    const whole = Buffer.from(encodeSignedData({ ...parts, timestamp: marker }));
    const at = whole.indexOf(Buffer.from(usual));
    const signerInfo = whole.subarray(0, at);
    return replaced(signerInfo, unsigned, usual.length);
  };

  /** Takes the end off nested values and puts another one on, with the lengths around it corrected. */
  const replaced = (head: Buffer, end: Uint8Array, oldLength: number): Uint8Array => {
    const difference = end.length - oldLength;
    const bytes = Buffer.from(head);
    const total = bytes.length + oldLength;
    for (let position = 0; position + 4 <= bytes.length; position += 1) {
      const isLong = bytes[position + 1] === 0x82;
      if (isLong && position + 4 + bytes.readUInt16BE(position + 2) === total)
        bytes.writeUInt16BE(bytes.readUInt16BE(position + 2) + difference, position + 2);
    }
    return Buffer.concat([bytes, end]);
  };

  it('carries one timestamp and nothing else unsigned', async () => {
    expect(
      await forged((parts) => encodeSignedData({ ...parts, timestamp: stampFor(parts.signature) })),
    ).toBe('UNKNOWN_SIGNER');
    const attribute = (...values: readonly Uint8Array[]) => sequence(timestampToken, setOf(...values));
    const other = sequence(objectIdentifier('1.2.3.4'), setOf(integer(1n)));
    const wrong: readonly (readonly [string, (token: Uint8Array) => Uint8Array])[] = [
      ['two timestamps in one attribute', (token) => context(1, attribute(token, token))],
      ['two attributes', (token) => context(1, attribute(token), attribute(token))],
      ['another attribute beside', (token) => context(1, other, attribute(token))],
      ['another attribute alone', () => context(1, other)],
      ['no attribute', () => context(1)],
      ['something behind', (token) => Buffer.concat([context(1, attribute(token)), integer(1n)])],
    ];
    for (const [what, unsigned] of wrong)
      expect(await forged((parts) => withUnsigned(parts, unsigned(stampFor(parts.signature)))), what).toMatch(
        /^(ATTRIBUTES|CMS)$/,
      );
  });

  it('is refused when the timestamp breaks a rule', async () => {
    const strangers = await makeTimeAuthority({ purposes: ['1.3.6.1.5.5.7.3.36'] });
    const changedTime = (token: Uint8Array): Uint8Array =>
      Buffer.from(
        Buffer.from(token).toString('latin1').replace('20261122100009Z', '20261122100008Z'),
        'latin1',
      );
    const wrong: readonly (readonly [string, (signature: Uint8Array) => Uint8Array])[] = [
      ['another signature', () => stampFor(Buffer.from('another'))],
      [
        'the digest in place of the signature',
        (signature) => stampFor(createHash('sha256').update(signature).digest()),
      ],
      ['a changed time', (signature) => changedTime(stampFor(signature))],
      ['another purpose', (signature) => normalToken(makeToken(strangers, signature))],
      ['not the one form', (signature) => withoutForm(makeToken(authority, signature))],
      ['no token', () => sequence(integer(1n))],
    ];
    for (const [what, token] of wrong)
      expect(
        await forged((parts) => encodeSignedData({ ...parts, timestamp: token(parts.signature) })),
        what,
      ).toBe('TIMESTAMP');
  });

  /** A token with one more certificate, of nobody that the authority names. */
  const withoutForm = (token: Uint8Array): Uint8Array => {
    const normal = Buffer.from(normalToken(token));
    const own = Buffer.from(authority.own.certificate);
    const at = normal.indexOf(own) + own.length;
    const [, stranger = authority.own] = authority.chain;
    const bytes = Buffer.from(normal.subarray(0, at));
    for (let position = 0; position + 4 <= at; position += 1) {
      const end = bytes[position + 1] === 0x82 ? position + 4 + bytes.readUInt16BE(position + 2) : -1;
      const holdsAll = end === normal.length || (end === at && bytes[position] === 0xa0);
      if (holdsAll)
        bytes.writeUInt16BE(bytes.readUInt16BE(position + 2) + stranger.certificate.length, position + 2);
    }
    return Buffer.concat([bytes, stranger.certificate, normal.subarray(at)]);
  };

  it('is refused when any byte of the timestamp is another one', async () => {
    const { timestamp } = partsOf(stamped);
    if (timestamp === null) throw new Error('no timestamp');
    const { start, digits } = contentsOf(stamped);
    const first = digits.indexOf(Buffer.from(timestamp).toString('hex'));
    for (let at = first; at < first + 2 * timestamp.length; at += 2 * 13) {
      const changed = Buffer.from(stamped);
      changed[start + at] = changed[start + at] === 0x30 ? 0x31 : 0x30;
      const { outcome } = await verifyReport(changed, emptyTrust);
      expect(outcome, String(at)).toBe('changed');
    }
  });

  it('is not signed when nobody confirms the time', async () => {
    const unsigned = await makeUnsigned(fonts, withRoom);
    expect(await signTimestampedReport(unsigned, signer, async () => null)).toBeNull();
  });

  it('is the same report for RSA keys', async () => {
    const rsa = await issue({ commonName: 'RSA', keyKind: 'RSA-2048' });
    const by = await makeTimeAuthority({ keyKind: 'RSA-2048' });
    const signed = await signTimestampedReport(
      await makeUnsigned(fonts, withRoom),
      keySigner(rsa.privateKey, [rsa.certificate]),
      stampOf(by),
    );
    const answer = await verifyReport(signed ?? new Uint8Array(), emptyTrust);
    expect(answer).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      timestamp: { authority: 'Example Time Authority' },
    });
  });
});
