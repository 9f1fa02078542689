import { X509Certificate } from 'node:crypto';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { ReportSigner, VerifyCode } from '../../../shared/report/verify-outcome.ts';
import { certificateRules, namesIssuer } from '../identity/certificate-extensions.ts';
import { commonNameOf } from '../identity/common-name.ts';
import { contentOf, objectIdentifier, parseDer, partsOf } from '../identity/der.ts';
import { fingerprintOf } from '../identity/fingerprint.ts';
import { signatureAlgorithmOf } from '../identity/signature-algorithm.ts';
import type { SignedDataParts } from '../report/signed-data.ts';

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

/** An authority may be limited to purposes; this one stands for all (RFC 5280, 4.2.1.12). */
const anyPurpose = '2.5.29.37.0';

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

const isStrong = ({ publicKey }: X509Certificate): boolean =>
  publicKey.asymmetricKeyType === 'ec' || signatureAlgorithmOf(publicKey) !== null;

function isIssuer(authority: X509Certificate, certificate: X509Certificate): boolean {
  return (
    authority.ca && namesIssuer(certificate.raw, authority.raw) && certificate.verify(authority.publicKey)
  );
}

/** From the signer's certificate over those of authorities in between to a listed one. */
type Path = {
  readonly leaf: X509Certificate;
  readonly between: readonly X509Certificate[];
  readonly anchor: X509Certificate;
};

const isForDocuments = (purposes: readonly string[] | null): boolean =>
  purposes?.some((purpose) => documentPurposes.has(purpose)) ?? false;

/** Whether every authority may issue, and none has more authorities below it than it allows (RFC 5280, 6.1.4). */
function mayIssueAll(issuers: readonly X509Certificate[]): boolean {
  return issuers.every(({ raw }, below) => {
    const { mayIssue, pathLength } = certificateRules(raw);
    return mayIssue && (pathLength === null || pathLength >= below);
  });
}

function judgePath({ leaf, between, anchor }: Path, signedAt: Date): VerifyCode {
  const issuers = [...between, anchor];
  const certified = [leaf, ...between];
  if (!certified.every(isSafelyCertified) || !issuers.every(isStrong)) return 'AUTHORITY_ALGORITHM';
  if (!mayIssueAll(issuers)) return 'AUTHORITY_ISSUER';
  if (certified.some(({ raw }) => certificateRules(raw).unknownCritical.length > 0))
    return 'AUTHORITY_CRITICAL';
  const own = certificateRules(leaf.raw);
  const isMeant = isForDocuments(own.purposes) && own.maySign && !leaf.ca;
  const isPassedOn = between.every(({ raw }) => {
    const { purposes } = certificateRules(raw);
    return purposes === null || purposes.includes(anyPurpose) || isForDocuments(purposes);
  });
  if (!isMeant || !isPassedOn) return 'AUTHORITY_PURPOSE';
  const isInTime = [...certified, anchor].every((certificate) => isValidAt(certificate, signedAt));
  return isInTime ? 'KNOWN_AUTHORITY' : 'AUTHORITY_PERIOD';
}

/** Every way from the signer up to a listed authority: from its own certificate, or from any that goes with it. */
function pathsTo(
  chain: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
): readonly Path[] {
  const [leaf] = chain;
  if (leaf === undefined) return [];
  return chain.flatMap((last, index) =>
    authorities
      .filter((authority) => isIssuer(authority, last))
      .map((anchor) => ({ leaf, between: chain.slice(1, index + 1), anchor })),
  );
}

/** What cannot be read as a certificate should be is not trusted. */
function judge(path: Path, signedAt: Date): VerifyCode {
  try {
    return judgePath(path, signedAt);
  } catch {
    return 'AUTHORITY_ISSUER';
  }
}

/**
 * Decides whose key signed. A listed fingerprint is trusted as it is: the person who listed it vouches for the key,
 * so its certificate's dates do not matter. Otherwise a chain must lead from the certificate to a listed authority:
 * each link allowed to issue, safely signed, and valid at the claimed time of signing, the first meant for documents.
 * Revocation is not checked; nothing is fetched.
 * @param certificates DER; the signer's first, each next one has issued the one before
 * @param signedAt the instant that the signed document claims
 */
export function decideTrust(
  certificates: SignedDataParts['certificates'],
  signedAt: Date,
  trust: TrustFile,
): TrustDecision {
  const fingerprint = fingerprintOf(certificates[0]);
  const listed = trust.signers.find((signer) => signer.fingerprint === fingerprint);
  if (listed !== undefined) return { code: 'KNOWN_SIGNER', signer: { fingerprint, name: listed.name } };

  const chain = certificates.map((der) => new X509Certificate(der));
  const signer = { fingerprint, name: commonNameOf(new X509Certificate(certificates[0])) };
  const authorities = trust.authorities.map((pem) => new X509Certificate(pem));
  const codes = pathsTo(chain, authorities).map((path) => judge(path, signedAt));
  const best = codes.find((code) => code === 'KNOWN_AUTHORITY') ?? codes[0] ?? 'UNKNOWN_SIGNER';
  return { code: best, signer };
}
