import { createHash, verify } from 'node:crypto';
import type { TokenFault } from '../../../shared/report/timestamp-words.ts';
import { bytesOf, contentOfType, objectIdentifier, setOf, tags } from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import type { Certificate } from '../identity/certificate.ts';
import { type CertificateRules, certificateRules } from '../identity/certificate-extensions.ts';
import { readTimestampInfo } from './timestamp-info.ts';
import {
  attributeValue,
  encodeToken,
  maxTokenBytes,
  parseToken,
  type TokenParts,
  tokenOids,
} from './timestamp-token.ts';
import { fitsKey } from './token-algorithm.ts';
import { demandOfToken, TokenError } from './token-error.ts';

/** What a token proves: at that time the signature was there, says the owner of the first certificate. */
export type Timestamp = {
  readonly time: Date;
  /** The authority's own first; each next one has issued the one before. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** The number of the request, as INTEGER in DER; null when the authority repeats none. */
  readonly nonce: Uint8Array | null;
};

export type TimestampCheck =
  | { readonly ok: true; readonly timestamp: Timestamp }
  | { readonly ok: false; readonly fault: TokenFault };

/** The purpose of certificates that may sign timestamps, and nothing else (RFC 3161, section 2.3). */
const timeStamping = '1.3.6.1.5.5.7.3.8';

function rulesOf(certificate: Certificate, fault: TokenFault): CertificateRules {
  try {
    return certificateRules(certificate);
  } catch {
    throw new TokenError(fault);
  }
}

/** The authority's statements: what it signs, its hash, and (seen to in reading the token) its certificate. */
function demandStatements({ attributes, info, digest }: TokenParts): void {
  const contentType = attributeValue(attributes, tokenOids.contentType);
  const messageDigest = attributeValue(attributes, tokenOids.messageDigest);
  demandOfToken(contentType !== null && messageDigest !== null, 'attributes');
  demandOfToken(equalBytes(bytesOf(contentType), objectIdentifier(tokenOids.timestampInfo)), 'attributes');
  const hash = createHash(digest).update(info).digest();
  demandOfToken(equalBytes(contentOfType(messageDigest, tags.octetString), hash), 'signature');
}

/** The certificate is for timestamps and for nothing else, and says so to everybody (RFC 3161, section 2.3). */
function demandPurpose(certificate: Certificate): void {
  const { purposes, purposesAreCritical, maySign, unknownCritical } = rulesOf(certificate, 'purpose');
  const isAlone = purposes?.length === 1 && purposes[0] === timeStamping && purposesAreCritical;
  demandOfToken(isAlone && maySign && unknownCritical.length === 0 && !certificate.x509.ca, 'purpose');
}

/** The signature goes over the attributes as a SET (RFC 5652, section 5.4). */
function demandSignature({ certificates, digest, algorithm, attributes, signature }: TokenParts): void {
  const [{ key }] = certificates;
  demandOfToken(fitsKey(key, algorithm, digest), 'algorithm');
  const signed = setOf(...attributes.map(bytesOf));
  demandOfToken(verify(digest, signed, { key, dsaEncoding: 'der' }, signature), 'signature');
}

function demandChain({ certificates }: TokenParts, others: number): void {
  const mayIssue = certificates.slice(1).every((issuer) => rulesOf(issuer, 'chain').mayIssue);
  demandOfToken(others === 0 && mayIssue, 'chain');
}

function demandPeriod({ x509 }: Certificate, time: Date): void {
  const isInside = Date.parse(x509.validFrom) <= time.getTime() && time.getTime() <= Date.parse(x509.validTo);
  demandOfToken(isInside, 'period');
}

function read(token: Uint8Array, signature: Uint8Array): Timestamp {
  demandOfToken(token.length <= maxTokenBytes, 'form');
  const { parts, others } = parseToken(token);
  demandStatements(parts);
  const [own] = parts.certificates;
  demandPurpose(own);
  demandSignature(parts);
  const { imprint, time, nonce } = readTimestampInfo(parts.info);
  demandOfToken(equalBytes(imprint, createHash('sha256').update(signature).digest()), 'imprint');
  demandPeriod(own, time);
  demandChain(parts, others);
  demandOfToken(equalBytes(encodeToken(parts), token), 'form');
  return { time, certificates: parts.certificates, nonce };
}

/**
 * Checks that a token is a timestamp of a signature (RFC 3161, section 2.2; RFC 5652): in the one form that a report
 * keeps, signed by an authority whose certificate is for timestamps alone, over SHA-256 of that very signature, and
 * with nothing beside it. Whether the authority is to be believed is another question. Pure; needs no clock.
 * @param token DER of a ContentInfo
 * @param signature the value of the signature of the report, as it stands in it
 */
export function checkTimestamp(token: Uint8Array, signature: Uint8Array): TimestampCheck {
  try {
    return { ok: true, timestamp: read(token, signature) };
  } catch (error) {
    // What is not ours comes from the readers of ASN.1 and keys: bytes that they do not take are no token.
    return { ok: false, fault: error instanceof TokenError ? error.fault : 'form' };
  }
}
