import {
  booleanTrue,
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
 * What the signature says of the data inside the report, so that data and signature prove each other without the pages.
 *
 * It is a signed attribute of its own, under an object identifier made from a UUID (X.667, no register behind it):
 *
 *     id-netready-data OBJECT IDENTIFIER ::= { joint-iso-itu-t uuid(25) 76590169461528459726388652917074417069 }
 *     NetreadyData ::= SEQUENCE {
 *       sha256       OCTET STRING (SIZE (32)),
 *       timestamped  BOOLEAN DEFAULT FALSE }
 *
 * Reports from before have no such attribute; their data is proven by the whole file alone.
 */
export type DataStatement = {
  /** SHA-256 of the attached data, byte for byte. */
  readonly sha256: Uint8Array;
  /** Whether a timestamp belongs to the signature. In the whole file its room says so, which does not travel. */
  readonly timestamped: boolean;
};

/**
 * The CMS signature of a report: PAdES-B-B (ETSI EN 319 142-1, CMS of RFC 5652), detached, one signer, SHA-256, the
 * attributes content-type, message-digest, signing-certificate-v2 and the statement on the data, and nothing unsigned
 * but a timestamp where there is one (PAdES-B-T). There is exactly one encoding for given parts, so a verifier can make
 * it again and compare.
 */
export type SignedDataParts = {
  /** The signer's own first. All are named in the signed attributes, in this order. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** SHA-256 of the signed bytes of the document. */
  readonly digest: Uint8Array;
  /** What is said of the data; null for a report from before, which says nothing. */
  readonly data: DataStatement | null;
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
  netreadyData: objectIdentifier('2.25.76590169461528459726388652917074417069'),
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

const dataStatement = ({ sha256, timestamped }: DataStatement): Uint8Array =>
  sequence(octetString(sha256), ...(timestamped ? [booleanTrue] : []));

/** What the signed attributes are made from. */
type Attributed = Pick<SignedDataParts, 'digest' | 'data'> & {
  readonly certificateHashes: readonly Uint8Array[];
};

function attributesFor({ digest, data, certificateHashes }: Attributed): readonly Uint8Array[] {
  return [
    attribute(oids.contentType, oids.data),
    attribute(oids.messageDigest, octetString(digest)),
    attribute(oids.signingCertificateV2, signingCertificates(certificateHashes)),
    ...(data === null ? [] : [attribute(oids.netreadyData, dataStatement(data))]),
  ];
}

const hashesOf = (certificates: SignedDataParts['certificates']): readonly Uint8Array[] =>
  certificates.map(({ sha256 }) => sha256);

/** The bytes over which the signature goes (RFC 5652, section 5.4). */
export function bytesToSign({
  certificates,
  ...said
}: Pick<SignedDataParts, 'certificates' | 'digest' | 'data'>): Uint8Array {
  return setOf(...attributesFor({ ...said, certificateHashes: hashesOf(certificates) }));
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
  data,
  signature,
  timestamp = null,
}: SignedDataParts): Uint8Array {
  const { algorithm, issuer, serial } = certificates[0];
  if (algorithm === null) throw new RangeError('the key of the certificate cannot sign reports');
  const signerInfo = sequence(
    integer(1n),
    sequence(issuer, serial),
    sha256Identifier,
    context(0, ...sorted(attributesFor({ digest, data, certificateHashes: hashesOf(certificates) }))),
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
  /** What is said of the data; null when nothing is. */
  readonly data: DataStatement | null;
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

const digestLength = 32;

/**
 * What signed attributes say of the data; null where they say nothing.
 * @throws RangeError when it is not said in the form of a report
 */
function dataStatementIn(attributes: readonly DerValue[]): DataStatement | null {
  const value = attributeValue(attributes, oids.netreadyData);
  if (value === undefined) return null;
  const [digest, timestamped] = partsOf(value);
  const sha256 = contentOfType(digest, tags.octetString);
  if (sha256.length !== digestLength) throw new RangeError('not a digest of the data');
  return { sha256, timestamped: timestamped !== undefined };
}

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
  const data = dataStatementIn(attributes);
  const expected = sorted(attributesFor({ digest: digest ?? none, data, certificateHashes }));
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
    data,
    signature: contentOfType(signature, tags.octetString),
    timestamp,
    hasOnlyReportAttributes,
  };
}
