import {
  bytesOf,
  contentOf,
  contentOfType,
  context,
  type DerValue,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  tags,
} from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import type { Certificate } from '../identity/certificate.ts';
import { canonicalSignature, type SignatureAlgorithm } from '../identity/signature-algorithm.ts';
import { maxTokenBytes } from '../timestamp/timestamp-token.ts';

/**
 * Bytes kept free for the signature: plain (the largest measured has 1,800), or with a timestamp. The room itself is
 * signed, so that it says for good whether a timestamp belongs to the report: none can be taken out unseen, or put in. A
 * token of the largest size fits beside a signature of the largest size, with the few bytes that wrap it.
 */
export const signatureRooms = { plain: 8192, timestamped: 8192 + maxTokenBytes + 64 } as const;

/**
 * The CMS signature of a report: PAdES-B-B (ETSI EN 319 142-1, CMS of RFC 5652), detached, one signer, SHA-256, the
 * three attributes content-type, message-digest and signing-certificate-v2, and nothing unsigned but a timestamp where
 * there is one (PAdES-B-T). There is exactly one encoding for given parts, so a verifier can make it again and compare.
 */
export type SignedDataParts = {
  /** The signer's own first. All are named in the signed attributes, in this order. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** SHA-256 of the signed bytes of the document. */
  readonly digest: Uint8Array;
  /** Over the DER of the signed attributes. */
  readonly signature: Uint8Array;
  /** A timestamp token over the signature, in DER; none when left out. */
  readonly timestamp?: Uint8Array | null;
};

/** Object identifiers in DER. */
const oids = {
  data: objectIdentifier('1.2.840.113549.1.7.1'),
  signedData: objectIdentifier('1.2.840.113549.1.7.2'),
  contentType: objectIdentifier('1.2.840.113549.1.9.3'),
  messageDigest: objectIdentifier('1.2.840.113549.1.9.4'),
  signingCertificateV2: objectIdentifier('1.2.840.113549.1.9.16.2.47'),
  timestampToken: objectIdentifier('1.2.840.113549.1.9.16.2.14'),
  sha256: objectIdentifier('2.16.840.1.101.3.4.2.1'),
} as const;

const signatureAlgorithms: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  'ecdsa-p256': sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  'rsa-pkcs1': sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue),
};

const sha256Identifier = sequence(oids.sha256);

const attribute = (oid: Uint8Array, value: Uint8Array): Uint8Array => sequence(oid, setOf(value));

/** SigningCertificateV2 of RFC 5035, section 3; SHA-256 is its default and stays unwritten. */
const signingCertificates = (hashes: readonly Uint8Array[]): Uint8Array =>
  sequence(sequence(...hashes.map((hash) => sequence(octetString(hash)))));

function attributesFor(digest: Uint8Array, certificateHashes: readonly Uint8Array[]): readonly Uint8Array[] {
  return [
    attribute(oids.contentType, oids.data),
    attribute(oids.messageDigest, octetString(digest)),
    attribute(oids.signingCertificateV2, signingCertificates(certificateHashes)),
  ];
}

const hashesOf = (certificates: SignedDataParts['certificates']): readonly Uint8Array[] =>
  certificates.map(({ sha256 }) => sha256);

/** The bytes over which the signature goes (RFC 5652, section 5.4). */
export function bytesToSign(parts: Pick<SignedDataParts, 'certificates' | 'digest'>): Uint8Array {
  return setOf(...attributesFor(parts.digest, hashesOf(parts.certificates)));
}

/** The one unsigned attribute that a report may have: id-aa-timeStampToken of RFC 3161, appendix A. */
const unsignedAttributes = (timestamp: Uint8Array): Uint8Array =>
  context(1, attribute(oids.timestampToken, timestamp));

const sorted = (parts: readonly Uint8Array[]): readonly Uint8Array[] => [...parts].sort(Buffer.compare);

/**
 * Encodes a signature.
 * @returns DER of a ContentInfo
 * @throws RangeError when the first certificate's key is of a kind that no report uses
 */
export function encodeSignedData({
  certificates,
  digest,
  signature,
  timestamp = null,
}: SignedDataParts): Uint8Array {
  const { algorithm, issuer, serial } = certificates[0];
  if (algorithm === null) throw new RangeError('the key of the certificate cannot sign reports');
  const signerInfo = sequence(
    integer(1n),
    sequence(issuer, serial),
    sha256Identifier,
    context(0, ...sorted(attributesFor(digest, hashesOf(certificates)))),
    signatureAlgorithms[algorithm],
    octetString(canonicalSignature(algorithm, signature)),
    ...(timestamp === null ? [] : [unsignedAttributes(timestamp)]),
  );
  const signedData = sequence(
    integer(1n),
    setOf(sha256Identifier),
    sequence(oids.data),
    context(0, ...sorted(certificates.map(({ der }) => der))),
    setOf(signerInfo),
  );
  return sequence(oids.signedData, context(0, signedData));
}

/** What stands in an encoded signature, before anything of it is believed. */
export type ParsedSignedData = {
  readonly certificates: readonly Uint8Array[];
  /** The hashes of the certificates that the signed attributes name; empty when they name none. */
  readonly certificateHashes: readonly Uint8Array[];
  readonly digest: Uint8Array | null;
  readonly signature: Uint8Array;
  /** The timestamp token, in DER; null when there is none. */
  readonly timestamp: Uint8Array | null;
  /** Whether the attributes are exactly those of a report, and nothing unsigned but one timestamp stands beside them. */
  readonly hasOnlyReportAttributes: boolean;
};

/** The only value of an attribute; undefined when the attribute is missing. */
function attributeValue(attributes: readonly DerValue[], oid: Uint8Array): DerValue | undefined {
  const found = attributes.find((item) => equalBytes(bytesOf(partsOf(item)[0]), oid));
  return found === undefined ? undefined : partsOf(partsOf(found)[1])[0];
}

const none = new Uint8Array();

/** The timestamp token among unsigned attributes; null when there is none. */
function timestampIn(unsigned: readonly DerValue[]): Uint8Array | null {
  const value = attributeValue(unsigned.flatMap(partsOf), oids.timestampToken);
  return value === undefined ? null : bytesOf(value);
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
  const digest = digestValue === undefined ? null : contentOfType(digestValue, tags.octetString);
  const named = attributeValue(attributes, oids.signingCertificateV2);
  const certificateHashes =
    named === undefined ? [] : partsOf(partsOf(named)[0]).map((item) => contentOf(partsOf(item)[0]));
  const expected = sorted(attributesFor(digest ?? new Uint8Array(), certificateHashes));
  const timestamp = timestampIn(unsigned);
  const hasOnlyReportAttributes =
    afterCertificates.length === 1 &&
    signerInfos.length === 1 &&
    equalBytes(
      Buffer.concat(unsigned.map(bytesOf)),
      timestamp === null ? none : unsignedAttributes(timestamp),
    ) &&
    equalBytes(bytesOf(signedAttributes), context(0, ...expected));
  return {
    certificates: partsOf(certificates).map(bytesOf),
    certificateHashes,
    digest,
    signature: contentOfType(signature, tags.octetString),
    timestamp,
    hasOnlyReportAttributes,
  };
}
