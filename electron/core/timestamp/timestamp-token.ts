import { createHash } from 'node:crypto';
import {
  bytesOf,
  contentOfType,
  context,
  contextTag,
  type DerValue,
  identifierOf,
  integer,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  tags,
} from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { type Certificate, isIssuedBy, readCertificate } from '../identity/certificate.ts';
import { curveNames, withSmallerS } from '../identity/signature-algorithm.ts';
import { definiteForm } from './definite-form.ts';
import {
  digestIdentifier,
  readDigest,
  readSignature,
  signatureIdentifier,
  type TokenDigest,
  type TokenSignature,
} from './token-algorithm.ts';
import { demandOfToken, TokenError } from './token-error.ts';

/** The most bytes of a token in a report, which keeps room for them. The largest measured, with two certificates, has 1,600. */
export const maxTokenBytes = 8192;

/** The most certificates of a token; each one costs work. */
const maxCertificates = 6;

/**
 * A timestamp token (RFC 3161, section 2.4.2; CMS of RFC 5652) in parts. Only two of them are signed by the authority:
 * what it confirms, and its signed attributes, which name its certificate. Everything else follows from these parts, so
 * that there is exactly one encoding for them and nothing can be hidden beside what is signed.
 */
export type TokenParts = {
  /** TSTInfo in DER, as it was signed. */
  readonly info: Uint8Array;
  /** The attributes that the authority signed. */
  readonly attributes: readonly DerValue[];
  /** Those that the signed attributes name: the authority's own first; each next one has issued the one before. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  readonly digest: TokenDigest;
  readonly algorithm: TokenSignature;
  readonly signature: Uint8Array;
};

/** Object identifiers of RFC 5652, RFC 5035 and RFC 3161. */
export const tokenOids = {
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/**
 * The only value of a signed attribute; null when there is none.
 * @throws TokenError `attributes` when it stands there twice or has several values
 */
export function attributeValue(attributes: readonly DerValue[], oid: string): DerValue | null {
  const found = attributes.filter((attribute) => identifierOf(partsOf(attribute)[0]) === oid);
  const [values, ...more] = found.flatMap((attribute) => partsOf(attribute).slice(1));
  if (values === undefined) return null;
  const [value, ...others] = partsOf(values);
  demandOfToken(value !== undefined && more.length === 0 && others.length === 0, 'attributes');
  return value;
}

/** A certificate as signed attributes name it: its hash, and what that was made with. */
type NamedCertificate = { readonly hash: Uint8Array; readonly digest: TokenDigest | 'sha1' };

/** ESSCertIDv2 of RFC 5035, section 4: SHA-256 unless a hash is named. */
function readVersion2(entry: DerValue): NamedCertificate {
  const [first, second] = partsOf(entry);
  const hasDefault = first?.tag === tags.octetString;
  const digest = hasDefault ? 'sha256' : readDigest(first);
  demandOfToken(digest !== null, 'algorithm');
  return { hash: contentOfType(hasDefault ? first : second, tags.octetString), digest };
}

/**
 * ESSCertID of RFC 2634, section 5.4.1, with SHA-1. It only tells which of the authority's certificates is meant; to put
 * another in its place takes a second certificate with the same hash for the same key.
 */
const readVersion1 = (entry: DerValue): NamedCertificate => ({
  hash: contentOfType(partsOf(entry)[0], tags.octetString),
  digest: 'sha1',
});

/** The lists of certificates in the signed attributes, the authority's own first in each; one list or both. */
function namedCertificates(
  attributes: readonly DerValue[],
): readonly [readonly NamedCertificate[], ...(readonly NamedCertificate[])[]] {
  const listIn = (
    oid: string,
    readEntry: (entry: DerValue) => NamedCertificate,
  ): readonly (readonly NamedCertificate[])[] => {
    const value = attributeValue(attributes, oid);
    return value === null ? [] : [partsOf(partsOf(value)[0]).map(readEntry)];
  };
  const [first, ...others] = [
    ...listIn(tokenOids.signingCertificateV2, readVersion2),
    ...listIn(tokenOids.signingCertificate, readVersion1),
  ];
  demandOfToken(first !== undefined, 'certificate');
  return [first, ...others];
}

function read(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch {
    throw new TokenError('certificate');
  }
}

/** The authority's own certificate first, then the others as each has issued the one before. */
function inOrder(own: Certificate, certificates: readonly Certificate[]): TokenParts['certificates'] {
  const above: Certificate[] = [];
  for (let last = own; ; ) {
    const known = [own, ...above];
    const issuer = certificates.find((other) => !known.includes(other) && isIssuedBy(last, other));
    if (issuer === undefined) break;
    above.push(issuer);
    last = issuer;
  }
  demandOfToken(above.length + 1 === certificates.length, 'chain');
  return [own, ...above];
}

/**
 * The certificates that the signed attributes name, all of them and no other: only those are bound to what the authority
 * has signed. Of any other, nobody could say whether it is as the authority gave it.
 */
function chosen(attributes: readonly DerValue[], given: readonly Uint8Array[]): TokenParts['certificates'] {
  const [list, ...again] = namedCertificates(attributes);
  const find = ({ hash, digest }: NamedCertificate): Uint8Array | undefined =>
    given.find((der) => equalBytes(createHash(digest).update(der).digest(), hash));
  const named = list.map(find);
  const [own, ...others] = new Set(named.filter((der) => der !== undefined));
  const isSameAgain = again
    .map((other) => other.map(find))
    .every((other) => other[0] === own && other.every((der) => named.includes(der)));
  if (own === undefined || others.length + 1 !== named.length || !isSameAgain)
    throw new TokenError('certificate');
  const certificates = [read(own), ...others.map(read)] as const;
  return inOrder(certificates[0], certificates);
}

const certificatesTag = contextTag(0);

function parseParts(der: Uint8Array): { readonly parts: TokenParts; readonly others: number } {
  const [, wrapped] = partsOf(parseDer(der));
  const [, , content, certificateSet, ...afterCertificates] = partsOf(partsOf(wrapped)[0]);
  const [, info] = partsOf(content);
  const signerInfos = partsOf(afterCertificates.at(-1));
  demandOfToken(certificateSet?.tag === certificatesTag && signerInfos.length === 1, 'form');
  const [, , digestName, signedAttributes, signatureName, signature] = partsOf(signerInfos[0]);
  demandOfToken(signedAttributes?.tag === contextTag(0), 'attributes');
  const [digest, algorithm] = [readDigest(digestName), readSignature(signatureName)];
  demandOfToken(digest !== null && algorithm !== null, 'algorithm');
  const given = partsOf(certificateSet).map(bytesOf);
  demandOfToken(given.length <= maxCertificates, 'chain');
  const attributes = partsOf(signedAttributes);
  const certificates = chosen(attributes, given);
  const parts: TokenParts = {
    info: contentOfType(partsOf(info)[0], tags.octetString),
    attributes,
    certificates,
    digest,
    algorithm,
    signature: contentOfType(signature, tags.octetString),
  };
  return { parts, others: given.length - certificates.length };
}

/**
 * Takes a token apart, before anything of it is believed.
 * @returns its parts, and how many certificates in it are not named by the authority
 * @throws TokenError
 */
export function parseToken(der: Uint8Array): { readonly parts: TokenParts; readonly others: number } {
  try {
    return parseParts(der);
  } catch (error) {
    throw error instanceof TokenError ? error : new TokenError('form');
  }
}

const sorted = (parts: readonly Uint8Array[]): readonly Uint8Array[] => [...parts].sort(Buffer.compare);

/** The signature without the second form that anybody could give it. */
function oneForm({ certificates, signature }: TokenParts): Uint8Array {
  const { namedCurve } = certificates[0].key.asymmetricKeyDetails ?? {};
  const curve = curveNames.find((name) => name === namedCurve);
  return curve === undefined ? signature : withSmallerS(curve, signature);
}

/**
 * The one encoding of a token: CMS version 3, one signer named by issuer and serial number, only the certificates that
 * are named, no revocation lists, nothing unsigned.
 * @returns DER of a ContentInfo
 */
export function encodeToken(parts: TokenParts): Uint8Array {
  const { issuer, serial } = parts.certificates[0];
  const digest = digestIdentifier(parts.digest);
  const signerInfo = sequence(
    integer(1n),
    sequence(issuer, serial),
    digest,
    context(0, ...sorted(parts.attributes.map(bytesOf))),
    signatureIdentifier(parts.algorithm),
    octetString(oneForm(parts)),
  );
  const signedData = sequence(
    integer(3n),
    setOf(digest),
    sequence(objectIdentifier(tokenOids.timestampInfo), context(0, octetString(parts.info))),
    context(0, ...sorted(parts.certificates.map(({ der }) => der))),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier(tokenOids.signedData), context(0, signedData));
}

/**
 * A token as a report keeps it, from one as an authority gives it: authorities write what they do not sign in different
 * ways, and some add certificates or attributes that say nothing about the time.
 * @param token in DER or BER
 * @throws TokenError when it cannot be read
 */
export function normalToken(token: Uint8Array): Uint8Array {
  try {
    return encodeToken(parseToken(definiteForm(token)).parts);
  } catch (error) {
    throw error instanceof TokenError ? error : new TokenError('form');
  }
}
