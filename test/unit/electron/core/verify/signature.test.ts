import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../../electron/core/identity/certificate.ts';
import {
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
} from '../../../../../electron/core/identity/der.ts';
import { makeSelfSignedCertificate } from '../../../../../electron/core/identity/self-signed-certificate.ts';
import { canonicalSignature } from '../../../../../electron/core/identity/signature-algorithm.ts';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { bytesToSign } from '../../../../../electron/core/report/signed-data.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { issue, type KeyKind } from '../../../../support/certificates.ts';
import { type Encode, encodeLikeReport, forgeSignature } from '../../../../support/forge-signature.ts';
import { certificateFacts, makeEcSigner, makeUnsigned, signedAt } from '../../../../support/sample-report.ts';

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

  it('carries no statements beyond the three of a report', async () => {
    const signingTime = attribute(oids.signingTime, time(signedAt));
    expect(await codeFor(encodeWith({ moreAttributes: [signingTime] }))).toBe('ATTRIBUTES');
    expect(await codeFor(encodeWith({ contentType: '1.2.3.4' }))).toBe('ATTRIBUTES');
    expect(await codeFor(encodeWith({ revocations: sequence() }))).toBe('ATTRIBUTES');
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

  it('survives a key that was written to a file and read again', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const again = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const by = keySigner(again, [makeSelfSignedCertificate(privateKey, certificateFacts)]);
    expect(await codeFor(encodeLikeReport, by)).toBe('UNKNOWN_SIGNER');
  });

  it('goes over the attributes in the order of their bytes', () => {
    const certificates = [readCertificate(signer.certificates[0])] as const;
    const parts = { certificates, digest: sha256(Buffer.from('x')) };
    const encoded = partsOf(parseDer(bytesToSign(parts))).map((part) => Buffer.from(bytesOf(part)));
    expect(encoded).toHaveLength(3);
    expect(encoded.toSorted(Buffer.compare)).toEqual(encoded);
  });
});
