import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  privateEncrypt,
  sign,
} from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  booleanTrue,
  bytesOf,
  context,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  time,
} from '../../../../../electron/core/asn1/der.ts';
import { readCertificate } from '../../../../../electron/core/identity/certificate.ts';
import { makeSelfSignedCertificate } from '../../../../../electron/core/identity/self-signed-certificate.ts';
import { canonicalSignature } from '../../../../../electron/core/identity/signature-algorithm.ts';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import {
  bytesToSign,
  type DataStatement,
  encodeSignedData,
  parseSignedData,
} from '../../../../../electron/core/pdf/signed-data.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { issue, type KeyKind } from '../../../../support/certificates.ts';
import {
  type Encode,
  encodeLikeReport,
  encodeSaying,
  forgeSignature,
} from '../../../../support/forge-signature.ts';
import {
  certificateFacts,
  makeEcSigner,
  makeUnsigned,
  sampleOptions,
  sampleResult,
  signedAt,
  toBytes,
} from '../../../../support/sample-report.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  netreadyData: '2.25.76590169461528459726388652917074417069',
};

const attribute = (oid: string, value: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(oid), setOf(value));

/** What a signer of another kind may put into the signature; the defaults are those of a report. */
type Variation = {
  readonly certificates?: readonly Uint8Array[];
  readonly moreAttributes?: readonly Uint8Array[];
  readonly contentType?: string;
  readonly digestAlgorithm?: Uint8Array;
  readonly signatureAlgorithm?: Uint8Array;
  readonly named?: readonly Uint8Array[];
  readonly version?: bigint;
  readonly content?: Uint8Array;
  readonly revocations?: Uint8Array;
  readonly unsigned?: Uint8Array;
};

/** A signature that is valid by the standard (RFC 5652), put together independently of the product's encoder. */
const encodeWith =
  (variation: Variation): Encode =>
  async (digest, signer) => {
    const [leaf] = signer.certificates;
    const [toBeSigned] = partsOf(parseDer(leaf));
    const [, serial, , issuer] = partsOf(toBeSigned);
    const algorithm = variation.digestAlgorithm ?? sequence(objectIdentifier(oids.sha256));
    const named = variation.named ?? [leaf];
    const attributes = [
      attribute(oids.contentType, objectIdentifier(variation.contentType ?? oids.data)),
      attribute(oids.messageDigest, octetString(digest)),
      attribute(
        oids.signingCertificateV2,
        sequence(sequence(...named.map((certificate) => sequence(octetString(sha256(certificate)))))),
      ),
      ...(variation.moreAttributes ?? []),
    ];
    const signature = canonicalSignature('ecdsa-p256', await signer.sign(setOf(...attributes)));
    const signerInfo = sequence(
      integer(1n),
      sequence(bytesOf(issuer), bytesOf(serial)),
      algorithm,
      context(0, ...attributes.toSorted(Buffer.compare)),
      variation.signatureAlgorithm ?? sequence(objectIdentifier(oids.ecdsaWithSha256)),
      octetString(signature),
      ...(variation.unsigned ? [context(1, variation.unsigned)] : []),
    );
    const body = sequence(
      integer(variation.version ?? 1n),
      setOf(algorithm),
      sequence(objectIdentifier(oids.data), ...(variation.content ? [context(0, variation.content)] : [])),
      context(0, ...(variation.certificates ?? [leaf])),
      ...(variation.revocations ? [context(1, variation.revocations)] : []),
      setOf(signerInfo),
    );
    return sequence(objectIdentifier(oids.signedData), context(0, body));
  };

/** What a signature says of data, put together by hand. */
const saying = (...parts: readonly Uint8Array[]): Uint8Array =>
  attribute(oids.netreadyData, sequence(...parts));

describe('the signature inside a report', () => {
  const signer = makeEcSigner();
  let unsigned: Uint8Array;
  beforeAll(async () => {
    unsigned = await makeUnsigned(await loadReportFonts());
  });

  const codeFor = async (encode: Encode, by: Signer = signer): Promise<string> =>
    (await verifyReport(await forgeSignature(unsigned, by, encode), emptyTrust)).code;

  it('is accepted in exactly one encoding', async () => {
    expect(await codeFor(encodeWith({}))).toBe('UNKNOWN_SIGNER');
  });

  it('carries no statements beyond those of a report', async () => {
    const signingTime = attribute(oids.signingTime, time(signedAt));
    expect(await codeFor(encodeWith({ moreAttributes: [signingTime] }))).toBe('ATTRIBUTES');
    expect(await codeFor(encodeWith({ contentType: '1.2.3.4' }))).toBe('ATTRIBUTES');
    expect(await codeFor(encodeWith({ revocations: sequence() }))).toBe('ATTRIBUTES');
  });

  describe('says which data it was made over', () => {
    const own = octetString(sha256(sampleOptions.attachment.bytes));
    const other = octetString(sha256(Buffer.from('{}')));
    const booleanFalse = Uint8Array.of(0x01, 0x01, 0x00);

    it('in one form, or not at all as in a report from before', async () => {
      expect(await codeFor(encodeWith({ moreAttributes: [saying(own)] }))).toBe('UNKNOWN_SIGNER');
      expect(await codeFor(encodeWith({}))).toBe('UNKNOWN_SIGNER');
    });

    it.each<[string, Variation, string]>([
      ['of other data', { moreAttributes: [saying(other)] }, 'DATA'],
      ['twice', { moreAttributes: [saying(own), saying(own)] }, 'ATTRIBUTES'],
      ['once right and once wrong', { moreAttributes: [saying(own), saying(other)] }, 'ATTRIBUTES'],
      [
        'without a value',
        { moreAttributes: [sequence(objectIdentifier(oids.netreadyData), setOf())] },
        'ATTRIBUTES',
      ],
      ['empty', { moreAttributes: [saying()] }, 'CMS'],
      ['with a digest of no bytes', { moreAttributes: [saying(octetString(new Uint8Array()))] }, 'CMS'],
      ['of another type', { moreAttributes: [attribute(oids.netreadyData, own)] }, 'CMS'],
      ['with a default written out', { moreAttributes: [saying(own, booleanFalse)] }, 'ATTRIBUTES'],
      ['with more behind it', { moreAttributes: [saying(own, booleanTrue, own)] }, 'ATTRIBUTES'],
      [
        'that a timestamp belongs to it where none does',
        { moreAttributes: [saying(own, booleanTrue)] },
        'TIMESTAMP',
      ],
      ['unsigned', { unsigned: saying(own) }, 'ATTRIBUTES'],
      ['signed and unsigned', { moreAttributes: [saying(own)], unsigned: saying(own) }, 'ATTRIBUTES'],
    ])('and is refused where it says so %s', async (_name, variation, code) => {
      expect(await codeFor(encodeWith(variation))).toBe(code);
    });

    it('and cannot be stripped of it, or given another, without the key', async () => {
      const statement = { sha256: sha256(sampleOptions.attachment.bytes), timestamped: false };
      const changed =
        (data: DataStatement | null): Encode =>
        async (digest, by) => {
          const parsed = parseSignedData(await encodeSaying(statement)(digest, by));
          const certificates = [readCertificate(by.certificates[0])] as const;
          return encodeSignedData({ certificates, digest, data, signature: parsed.signature });
        };
      expect(await codeFor(changed(statement))).toBe('UNKNOWN_SIGNER');
      expect(await codeFor(changed(null))).toBe('SIGNATURE');
      expect(await codeFor(changed({ ...statement, sha256: sha256(Buffer.from('{}')) }))).toBe('SIGNATURE');
      expect(await codeFor(changed({ ...statement, timestamped: true }))).toBe('SIGNATURE');
    });

    it('and refuses other data that was put inside and signed anew around it', async () => {
      const bytes = toBytes(JSON.stringify({ ...sampleResult, verdict: 'pass' }));
      const exchanged = await makeUnsigned(await loadReportFonts(), {
        attachment: { ...sampleOptions.attachment, bytes },
      });
      const statement = { sha256: sha256(sampleOptions.attachment.bytes), timestamped: false };
      const file = await forgeSignature(exchanged, signer, encodeSaying(statement));
      expect(await verifyReport(file, emptyTrust)).toMatchObject({
        outcome: 'changed',
        code: 'DATA',
        signer: { standing: 'unknown' },
        report: null,
      });
    });
  });

  it('is in no other encoding that the standard allows', async () => {
    const withNull = sequence(objectIdentifier(oids.sha256), nullValue);
    expect(await codeFor(encodeWith({ digestAlgorithm: withNull }))).toBe('CMS');
    expect(await codeFor(encodeWith({ version: 3n }))).toBe('CMS');
    expect(await codeFor(encodeWith({ content: octetString(new Uint8Array(3)) }))).toBe('CMS');
    const other = sequence(objectIdentifier(oids.ecdsaWithSha512));
    expect(await codeFor(encodeWith({ signatureAlgorithm: other }))).toBe('CMS');
    const indefinite: Encode = async (digest, by) => {
      const der = await encodeLikeReport(digest, by);
      return Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.from([0, 0])]);
    };
    expect(await codeFor(indefinite)).toBe('CMS');
    expect(await codeFor(async () => Buffer.from('3003020100', 'hex'))).toBe('CMS');
    expect(await codeFor(async () => Buffer.from('30', 'hex'))).toBe('CMS');
  });

  it('comes with exactly the certificates that it names', async () => {
    const other = makeEcSigner('Somebody else').certificates[0];
    const [leaf] = signer.certificates;
    expect(await codeFor(encodeWith({ certificates: [leaf, other].toSorted(Buffer.compare) }))).toBe(
      'CERTIFICATE',
    );
    expect(await codeFor(encodeWith({ certificates: [other] }))).toBe('CERTIFICATE');
    expect(await codeFor(encodeWith({ named: [] }))).toBe('CERTIFICATE');
    expect(await codeFor(encodeWith({ named: [leaf, leaf] }))).toBe('CMS');
    expect(await codeFor(encodeWith({ named: [leaf, other] }))).toBe('CERTIFICATE');
  });

  it('cannot be moved to another certificate for the same key', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const first = makeSelfSignedCertificate(privateKey, certificateFacts);
    const second = makeSelfSignedCertificate(privateKey, { ...certificateFacts, commonName: 'Another name' });
    const owner = keySigner(privateKey, [first]);
    expect(await codeFor(encodeLikeReport, owner)).toBe('UNKNOWN_SIGNER');
    expect(await codeFor(encodeWith({ certificates: [second] }), owner)).toBe('CERTIFICATE');
  });

  it('is over these bytes and by this key', async () => {
    const elsewhere: Encode = (_digest, by) => encodeLikeReport(sha256(Buffer.from('another document')), by);
    expect(await codeFor(elsewhere)).toBe('DIGEST');
    const stranger = makeEcSigner();
    const mixed: Signer = { certificates: signer.certificates, sign: stranger.sign };
    expect(await codeFor(encodeLikeReport, mixed)).toBe('SIGNATURE');
    const overDigestOnly: Signer = {
      certificates: signer.certificates,
      sign: async (bytes) => signer.sign(sha256(bytes)),
    };
    expect(await codeFor(encodeLikeReport, overDigestOnly)).toBe('SIGNATURE');
  });

  it('is made with a key of a kind and size that reports use', async () => {
    const weak: readonly (readonly [KeyKind, string])[] = [
      ['RSA-1024', oids.rsaWithSha256],
      ['P-384', oids.ecdsaWithSha256],
    ];
    for (const [keyKind, oid] of weak) {
      const { certificate, privateKey } = await issue({ commonName: keyKind, keyKind });
      const by = keySigner(privateKey, [certificate]);
      const signatureAlgorithm = sequence(objectIdentifier(oid));
      expect(await codeFor(encodeWith({ signatureAlgorithm }), by), keyKind).toBe('ALGORITHM');
    }
  });

  it('has no second form of its value', async () => {
    const otherwise = (change: (value: Buffer) => Uint8Array, by: Signer = signer): Signer => ({
      certificates: by.certificates,
      sign: async (bytes) => change(Buffer.from(canonicalSignature('ecdsa-p256', await by.sign(bytes)))),
    });
    // Each is the same pair of numbers, or a pair that is equal to it modulo the order of the group.
    const forms: readonly (readonly [string, (value: Buffer) => Uint8Array])[] = [
      ['a length in the long form', (value) => Buffer.concat([Buffer.from([0x30, 0x81]), value.subarray(1)])],
      [
        'an open-ended length',
        (value) => Buffer.concat([Buffer.from([0x30, 0x80]), value.subarray(2), Buffer.alloc(2)]),
      ],
      ['bytes behind the numbers', (value) => Buffer.concat([value, Buffer.from([0x05, 0x00])])],
      [
        'a zero before the first number',
        (value) => {
          const [r = Buffer.alloc(0), s = Buffer.alloc(0)] = partsOf(parseDer(value)).map((part) =>
            Buffer.from(bytesOf(part)),
          );
          const longer = Buffer.concat([Buffer.from([0x02, (r[1] ?? 0) + 1, 0]), r.subarray(2)]);
          return sequence(longer, s);
        },
      ],
      [
        'the first number and the order of the group',
        (value) => {
          const [r = '', s = ''] = partsOf(parseDer(value)).map((part) =>
            Buffer.from(bytesOf(part)).subarray(2).toString('hex'),
          );
          const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
          return sequence(integer(BigInt(`0x${r}`) + order), integer(BigInt(`0x${s}`)));
        },
      ],
    ];
    for (const [name, change] of forms)
      expect(await codeFor(encodeLikeReport, otherwise(change)), name).toBe('SIGNATURE');
  });

  it('is made by RSA in the one way of a report', async () => {
    const { certificate, privateKey } = await issue({ commonName: 'RSA', keyKind: 'RSA-2048' });
    const owner = keySigner(privateKey, [certificate]);
    const modulus = BigInt(
      `0x${Buffer.from(privateKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`,
    );
    const plain = (bytes: Uint8Array): Promise<Uint8Array> => owner.sign(bytes);
    const by = (sign: Signer['sign']): Signer => ({ certificates: owner.certificates, sign });
    const forms: readonly (readonly [string, Signer['sign']])[] = [
      [
        'probabilistic padding',
        async (bytes) => sign('sha256', bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
      ],
      ['no name of the hash', async (bytes) => privateEncrypt(privateKey, sha256(bytes))],
      ['another hash', async (bytes) => sign('sha384', bytes, privateKey)],
      ['a zero in front', async (bytes) => Buffer.concat([Buffer.alloc(1), await plain(bytes)])],
      [
        'the value and the modulus',
        async (bytes) => {
          const value = BigInt(`0x${Buffer.from(await plain(bytes)).toString('hex')}`) + modulus;
          return Buffer.from(value.toString(16).padStart(514, '0'), 'hex');
        },
      ],
    ];
    expect(await codeFor(encodeLikeReport, owner)).toBe('UNKNOWN_SIGNER');
    for (const [name, otherwise] of forms)
      expect(await codeFor(encodeLikeReport, by(otherwise)), name).toBe('SIGNATURE');
  });

  it('has its certificates in one order, those that were signed and no more of them', async () => {
    const authority = await issue({ commonName: 'CA', keyKind: 'P-256', isAuthority: true });
    const leaf = await issue({ commonName: 'Leaf', keyKind: 'P-256', issuer: authority });
    const chain = [leaf.certificate, authority.certificate] as const;
    const by = keySigner(leaf.privateKey, chain);
    const inOrder = chain.toSorted(Buffer.compare);
    expect(await codeFor(encodeWith({ certificates: inOrder, named: chain }), by)).toBe('UNKNOWN_SIGNER');
    expect(await codeFor(encodeWith({ certificates: inOrder.toReversed(), named: chain }), by)).toBe('CMS');
    expect(
      await codeFor(encodeWith({ certificates: [...inOrder, authority.certificate], named: chain }), by),
    ).toBe('CERTIFICATE');
    const backwards = [authority.certificate, leaf.certificate];
    expect(await codeFor(encodeWith({ certificates: inOrder, named: backwards }), by)).not.toBe(
      'UNKNOWN_SIGNER',
    );
  });

  it('brings a bounded number of certificates, each issued by the next', async () => {
    const authorities = [await issue({ commonName: 'CA 0', keyKind: 'P-256', isAuthority: true })];
    for (let number = 1; number < 9; number += 1) {
      const [issuer] = authorities;
      if (issuer === undefined) break;
      authorities.unshift(
        await issue({ commonName: `CA ${number}`, keyKind: 'P-256', issuer, isAuthority: true }),
      );
    }
    const codeForChain = (count: number) => {
      const [own, ...others] = authorities.slice(-count);
      if (own === undefined) throw new RangeError('no certificate');
      const chain = [own.certificate, ...others.map(({ certificate }) => certificate)] as const;
      return codeFor(encodeLikeReport, keySigner(own.privateKey, chain));
    };
    expect(await codeForChain(8)).toBe('UNKNOWN_SIGNER');
    expect(await codeForChain(9)).toBe('CHAIN');
    const [leaf] = signer.certificates;
    expect(await codeFor(encodeWith({ named: Array(9).fill(leaf) }))).toBe('CHAIN');
    expect(await codeFor(encodeWith({ certificates: Array(9).fill(leaf) }))).toBe('CHAIN');
  });

  it('survives a key that was written to a file and read again', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const again = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const by = keySigner(again, [makeSelfSignedCertificate(privateKey, certificateFacts)]);
    expect(await codeFor(encodeLikeReport, by)).toBe('UNKNOWN_SIGNER');
  });

  it('goes over the attributes in the order of their bytes', () => {
    const certificates = [readCertificate(signer.certificates[0])] as const;
    const data = { sha256: sha256(Buffer.from('y')), timestamped: true };
    const parts = { certificates, digest: sha256(Buffer.from('x')), data };
    const encoded = partsOf(parseDer(bytesToSign(parts))).map((part) => Buffer.from(bytesOf(part)));
    expect(encoded).toHaveLength(4);
    expect(encoded.toSorted(Buffer.compare)).toEqual(encoded);
  });
});
