import { X509Certificate } from 'node:crypto';
import { type Certificate, isIssuedBy, readCertificate } from '../identity/certificate.ts';
import { certificateRules } from '../identity/certificate-extensions.ts';

/** From a certificate over those of authorities in between to a listed one. */
export type CertificatePath = {
  readonly leaf: Certificate;
  readonly between: readonly Certificate[];
  readonly anchor: Certificate;
};

/** An authority may be limited to purposes; this one stands for all (RFC 5280, 4.2.1.12). */
const anyPurpose = '2.5.29.37.0';

/** ECDSA and RSA over SHA-2 (RFC 5758, RFC 4055): what an authority may certify with. */
const safeAlgorithms = new Set([
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
]);

function isValidAt({ x509 }: Certificate, instant: Date): boolean {
  const time = instant.getTime();
  return Date.parse(x509.validFrom) <= time && time <= Date.parse(x509.validTo);
}

const isStrong = ({ key, algorithm }: Certificate): boolean =>
  key.asymmetricKeyType === 'ec' || algorithm !== null;

/** Whether every authority may issue, and none has more authorities below it than it allows (RFC 5280, 6.1.4). */
function mayIssueAll(issuers: readonly Certificate[]): boolean {
  return issuers.every((issuer, below) => {
    const { mayIssue, pathLength } = certificateRules(issuer);
    return mayIssue && (pathLength === null || pathLength >= below);
  });
}

/** What is wrong with a path, the most fundamental thing first; `in-order` when nothing is. */
export type PathFinding = 'in-order' | 'algorithm' | 'issuer' | 'critical' | 'purpose' | 'period';

/**
 * Judges a path whatever its certificates are for: each link safely signed, allowed to issue, without conditions that
 * nobody here understands, for the purpose in question, and valid at an instant. What cannot be read as a certificate
 * should be is not in order.
 * @param purposes object identifiers; every certificate must serve one of them, and its authorities may be limited to
 * none, to all, or to one of them
 */
export function judgePath(
  { leaf, between, anchor }: CertificatePath,
  purposes: ReadonlySet<string>,
  instant: Date,
): PathFinding {
  const issuers = [...between, anchor];
  const certified = [leaf, ...between];
  const isFor = (stated: readonly string[] | null): boolean =>
    stated?.some((purpose) => purposes.has(purpose)) ?? false;
  try {
    const isSafelyCertified = certified.every(({ certifiedWith }) => safeAlgorithms.has(certifiedWith));
    if (!isSafelyCertified || !issuers.every(isStrong)) return 'algorithm';
    if (!mayIssueAll(issuers)) return 'issuer';
    if (certified.some((certificate) => certificateRules(certificate).unknownCritical.length > 0))
      return 'critical';
    const own = certificateRules(leaf);
    const isMeant = isFor(own.purposes) && own.maySign && !leaf.x509.ca;
    const isPassedOn = between.every((certificate) => {
      const { purposes: stated } = certificateRules(certificate);
      return stated === null || stated.includes(anyPurpose) || isFor(stated);
    });
    if (!isMeant || !isPassedOn) return 'purpose';
    return [...certified, anchor].every((certificate) => isValidAt(certificate, instant))
      ? 'in-order'
      : 'period';
  } catch {
    return 'issuer';
  }
}

/** Every way up to a listed authority: from a certificate itself, or from any that goes with it. */
export function pathsTo(
  chain: readonly [Certificate, ...Certificate[]],
  authorities: readonly Certificate[],
): readonly CertificatePath[] {
  const [leaf] = chain;
  return chain.flatMap((last, index) =>
    authorities
      .filter((authority) => authority.x509.ca && isIssuedBy(last, authority))
      .map((anchor) => ({ leaf, between: chain.slice(1, index + 1), anchor })),
  );
}

const listsRead = new WeakMap<readonly string[], readonly Certificate[]>();

/**
 * The certificates of a list, read once for all files that are verified against the same list.
 * @param list each one certificate in PEM
 */
export function listedCertificates(list: readonly string[]): readonly Certificate[] {
  const known = listsRead.get(list);
  if (known !== undefined) return known;
  const read = list.map((pem) => readCertificate(new X509Certificate(pem).raw));
  listsRead.set(list, read);
  return read;
}
