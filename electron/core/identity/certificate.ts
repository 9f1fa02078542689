import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { bytesOf, contextTag, type DerValue, identifierOf, parseDer, partsOf, tags } from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.ts';

/**
 * A certificate (RFC 5280) with everything that is asked of it. Reading one costs as much as checking a signature, so
 * it is read once and this value is handed on.
 */
export type Certificate = {
  readonly der: Uint8Array;
  /** SHA-256 of the DER; in hex it is the fingerprint. */
  readonly sha256: Uint8Array;
  readonly fingerprint: string;
  /** The serial number and the names of issuer and owner in DER, as they stand in it. */
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The object identifier of the algorithm with which it was signed. */
  readonly certifiedWith: string;
  /** The extensions (section 4.2) as they stand in it; none for a certificate of version 1. */
  readonly extensions: readonly DerValue[];
  readonly x509: X509Certificate;
  readonly key: KeyObject;
  /** How its owner signs reports; null when the key is of a kind that no report uses. */
  readonly algorithm: SignatureAlgorithm | null;
};

const versionTag = contextTag(0);
const extensionsTag = contextTag(3);

/**
 * Reads a certificate. The system's reader takes more than DER, and other programs may read such bytes differently, so
 * they must also stand the strict reader.
 * @throws RangeError when it is not laid out as RFC 5280 says, or Error of OpenSSL when its key cannot be read
 */
export function readCertificate(der: Uint8Array): Certificate {
  const [toBeSigned, certifiedBy] = partsOf(parseDer(der));
  const fields = partsOf(toBeSigned);
  const [serial, , issuer, , subject] = fields[0]?.tag === versionTag ? fields.slice(1) : fields;
  if (serial?.tag !== tags.integer || issuer?.tag !== tags.sequence || subject?.tag !== tags.sequence)
    throw new RangeError('not the fields of a certificate');
  const wrapped = fields.find(({ tag }) => tag === extensionsTag);
  const x509 = new X509Certificate(der);
  const key = x509.publicKey;
  const sha256 = createHash('sha256').update(der).digest();
  return {
    der,
    sha256,
    fingerprint: sha256.toString('hex'),
    serial: bytesOf(serial),
    issuer: bytesOf(issuer),
    subject: bytesOf(subject),
    certifiedWith: identifierOf(partsOf(certifiedBy)[0]),
    extensions: wrapped === undefined ? [] : partsOf(partsOf(wrapped)[0]),
    x509,
    key,
    algorithm: signatureAlgorithmOf(key),
  };
}

/** Whether one certificate names another's owner as its issuer, byte for byte. Says nothing about the signature. */
export function namesIssuer(certificate: Certificate, issuer: Certificate): boolean {
  return equalBytes(certificate.issuer, issuer.subject);
}

/** Whether a certificate names another's owner as its issuer and was signed with that owner's key. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return namesIssuer(certificate, issuer) && certificate.x509.verify(issuer.key);
}
