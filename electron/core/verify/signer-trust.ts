import { X509Certificate } from 'node:crypto';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { ReportSigner, VerifyCode } from '../../../shared/report/verify-outcome.ts';
import { commonNameOf } from '../identity/common-name.ts';
import { contentOf, objectIdentifier, parseDer, partsOf } from '../identity/der.ts';
import { fingerprintOf } from '../identity/fingerprint.ts';
import { signatureAlgorithmOf } from '../identity/signature-algorithm.ts';

/** Whose key signed an intact report, and whether the trust file knows it. */
export type TrustDecision = { readonly code: VerifyCode; readonly signer: ReportSigner };

/**
 * Purposes that let a certificate of an authority sign documents: document signing (RFC 9336, Microsoft, Adobe) and
 * e-mail. Without one of them the certificate of any web server of the same authority could sign reports.
 */
const documentPurposes = new Set([
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
  '1.3.6.1.5.5.7.3.4',
]);

/** ECDSA and RSA over SHA-2 (RFC 5758, RFC 4055): what an authority may certify with. */
const safeCertificateAlgorithms = [
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
].map((oid) => Buffer.from(contentOf(parseDer(objectIdentifier(oid)))).toString('hex'));

function isValidAt(certificate: X509Certificate, instant: Date): boolean {
  const time = instant.getTime();
  return Date.parse(certificate.validFrom) <= time && time <= Date.parse(certificate.validTo);
}

function isSafelyCertified(certificate: X509Certificate): boolean {
  const [, algorithm] = partsOf(parseDer(certificate.raw));
  const oid = Buffer.from(contentOf(partsOf(algorithm)[0])).toString('hex');
  return safeCertificateAlgorithms.includes(oid);
}

function isIssuer(authority: X509Certificate, certificate: X509Certificate): boolean {
  return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function judgeAuthority(
  authority: X509Certificate,
  certificate: X509Certificate,
  signedAt: Date,
): VerifyCode {
  const isStrong =
    isSafelyCertified(certificate) &&
    (authority.publicKey.asymmetricKeyType === 'ec' || signatureAlgorithmOf(authority.publicKey) !== null);
  if (!isStrong) return 'AUTHORITY_ALGORITHM';
  const purposes: readonly string[] = certificate.keyUsage ?? [];
  if (certificate.ca || !purposes.some((purpose) => documentPurposes.has(purpose)))
    return 'AUTHORITY_PURPOSE';
  const isInTime = isValidAt(authority, signedAt) && isValidAt(certificate, signedAt);
  return isInTime ? 'KNOWN_AUTHORITY' : 'AUTHORITY_PERIOD';
}

/**
 * Decides whose key signed. A listed fingerprint is trusted as it is: the person who listed it vouches for the key,
 * so its certificate's dates do not matter. Otherwise the certificate must come directly from a listed authority,
 * be meant for documents, and be valid at the claimed time of signing. Revocation is not checked; nothing is fetched.
 * @param certificate the signer's, DER
 * @param signedAt the instant that the signed document claims
 */
export function decideTrust(certificate: Uint8Array, signedAt: Date, trust: TrustFile): TrustDecision {
  const fingerprint = fingerprintOf(certificate);
  const listed = trust.signers.find((signer) => signer.fingerprint === fingerprint);
  if (listed !== undefined) return { code: 'KNOWN_SIGNER', signer: { fingerprint, name: listed.name } };

  const parsed = new X509Certificate(certificate);
  const signer = { fingerprint, name: commonNameOf(parsed) };
  const codes = trust.authorities
    .map((pem) => new X509Certificate(pem))
    .filter((authority) => isIssuer(authority, parsed))
    .map((authority) => judgeAuthority(authority, parsed, signedAt));
  const best = codes.find((code) => code === 'KNOWN_AUTHORITY') ?? codes[0] ?? 'UNKNOWN_SIGNER';
  return { code: best, signer };
}
