import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import {
  bytesOf,
  contentOf,
  context,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
} from '../identity/der.ts';
import {
  canonicalSignature,
  type SignatureAlgorithm,
  signatureAlgorithmOf,
} from '../identity/signature-algorithm.ts';

/**
 * The CMS signature of a report: PAdES-B-B (ETSI EN 319 142-1, CMS of RFC 5652), detached, one signer, SHA-256, the
 * three attributes content-type, message-digest and signing-certificate-v2, nothing unsigned. There is exactly one
 * encoding for given parts, so a verifier can make it again and compare.
 */
export type SignedDataParts = {
  /** DER; the signer's own first. All are named in the signed attributes, in this order. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  /** SHA-256 of the signed bytes of the document. */
  readonly digest: Uint8Array;
  /** Over the DER of the signed attributes. */
  readonly signature: Uint8Array;
};

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

const signatureAlgorithms: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  'ecdsa-p256': sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  'rsa-pkcs1': sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue),
};

const sha256Identifier = sequence(objectIdentifier(oids.sha256));

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const attribute = (oid: string, value: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(oid), setOf(value));

/** SigningCertificateV2 of RFC 5035, section 3; SHA-256 is its default and stays unwritten. */
const signingCertificates = (hashes: readonly Uint8Array[]): Uint8Array =>
  sequence(sequence(...hashes.map((hash) => sequence(octetString(hash)))));

function attributesFor(digest: Uint8Array, certificateHashes: readonly Uint8Array[]): readonly Uint8Array[] {
  return [
    attribute(oids.contentType, objectIdentifier(oids.data)),
    attribute(oids.messageDigest, octetString(digest)),
    attribute(oids.signingCertificateV2, signingCertificates(certificateHashes)),
  ];
}

/** The bytes over which the signature goes (RFC 5652, section 5.4). */
export function bytesToSign(parts: Pick<SignedDataParts, 'certificates' | 'digest'>): Uint8Array {
  return setOf(...attributesFor(parts.digest, parts.certificates.map(sha256)));
}

/** Issuer and serial number of a certificate, as they stand in it. */
function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const [toBeSigned] = partsOf(parseDer(certificate));
  const fields = partsOf(toBeSigned);
  const hasVersion = fields[0]?.idBlock.tagClass === 3;
  const [serial, , issuer] = hasVersion ? fields.slice(1) : fields;
  return sequence(bytesOf(issuer), bytesOf(serial));
}

/** How the owner of a certificate signs reports; null when its key is of a kind that no report uses. */
export function algorithmOfCertificate(certificate: Uint8Array): SignatureAlgorithm | null {
  return signatureAlgorithmOf(publicKeyOf(certificate));
}

/** The public key in a certificate. Throws when the bytes are no certificate. */
export function publicKeyOf(certificate: Uint8Array): KeyObject {
  return new X509Certificate(certificate).publicKey;
}

const sorted = (parts: readonly Uint8Array[]): readonly Uint8Array[] => [...parts].sort(Buffer.compare);

/**
 * Encodes a signature.
 * @returns DER of a ContentInfo
 * @throws RangeError when the first certificate's key is of a kind that no report uses
 */
export function encodeSignedData({ certificates, digest, signature }: SignedDataParts): Uint8Array {
  const algorithm = algorithmOfCertificate(certificates[0]);
  if (algorithm === null) throw new RangeError('the key of the certificate cannot sign reports');
  const signerInfo = sequence(
    integer(1n),
    issuerAndSerial(certificates[0]),
    sha256Identifier,
    context(0, ...sorted(attributesFor(digest, certificates.map(sha256)))),
    signatureAlgorithms[algorithm],
    octetString(canonicalSignature(algorithm, signature)),
  );
  const signedData = sequence(
    integer(1n),
    setOf(sha256Identifier),
    sequence(objectIdentifier(oids.data)),
    context(0, ...sorted(certificates)),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier(oids.signedData), context(0, signedData));
}

/** What stands in an encoded signature, before anything of it is believed. */
export type ParsedSignedData = {
  readonly certificates: readonly Uint8Array[];
  /** The hashes of the certificates that the signed attributes name; empty when they name none. */
  readonly certificateHashes: readonly Uint8Array[];
  readonly digest: Uint8Array | null;
  readonly signature: Uint8Array;
  /** Whether the signed attributes are exactly those of a report and nothing unsigned stands beside them. */
  readonly hasOnlyReportAttributes: boolean;
};

const isEqual = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

type Block = ReturnType<typeof parseDer>;

/** The only value of an attribute; undefined when the attribute is missing. */
function attributeValue(attributes: readonly Block[], oid: string): Block | undefined {
  const found = attributes.find((item) => isEqual(bytesOf(partsOf(item)[0]), objectIdentifier(oid)));
  return found === undefined ? undefined : partsOf(partsOf(found)[1])[0];
}

/**
 * Takes an encoded signature apart.
 * @throws RangeError when its parts do not stand where a report has them
 */
export function parseSignedData(der: Uint8Array): ParsedSignedData {
  const [, wrapped] = partsOf(parseDer(der));
  const [, , , certificates, ...afterCertificates] = partsOf(partsOf(wrapped)[0]);
  const signerInfos = partsOf(afterCertificates.at(-1));
  const [, , , signedAttributes, , signature, ...unsigned] = partsOf(signerInfos[0]);
  const attributes = partsOf(signedAttributes);

  const digestValue = attributeValue(attributes, oids.messageDigest);
  const digest = digestValue === undefined ? null : contentOf(digestValue);
  const named = attributeValue(attributes, oids.signingCertificateV2);
  const certificateHashes =
    named === undefined ? [] : partsOf(partsOf(named)[0]).map((item) => contentOf(partsOf(item)[0]));
  const expected = sorted(attributesFor(digest ?? new Uint8Array(), certificateHashes));
  const hasOnlyReportAttributes =
    afterCertificates.length === 1 &&
    signerInfos.length === 1 &&
    unsigned.length === 0 &&
    isEqual(bytesOf(signedAttributes), context(0, ...expected));
  return {
    certificates: partsOf(certificates).map(bytesOf),
    certificateHashes,
    digest,
    signature: contentOf(signature),
    hasOnlyReportAttributes,
  };
}
