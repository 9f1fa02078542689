import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { type SignedCode, signedCodes } from '../../../shared/report/verify-codes.ts';
import type { ReportSigner } from '../../../shared/report/verify-outcome.ts';
import { commonNameOf } from '../identity/common-name.ts';
import type { SignedDataParts } from '../pdf/signed-data.ts';
import { judgePath, listedCertificates, type PathFinding, pathsTo } from './certificate-path.ts';

/** Whose key made a signature that fits, and whether the trust file knows it. */
export type TrustDecision = { readonly code: SignedCode; readonly signer: ReportSigner };

/**
 * Purposes that let a certificate of an authority sign documents: document signing (RFC 9336, Microsoft, Adobe) and
 * e-mail. Without one of them the certificate of any web server of the same authority could sign reports.
 */
const documentPurposes: ReadonlySet<string> = new Set([
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
  '1.3.6.1.5.5.7.3.4',
]);

/** What is said of a signer of whom a path leads to a listed authority. */
const codes: Readonly<Record<PathFinding, SignedCode>> = {
  'in-order': 'KNOWN_AUTHORITY',
  algorithm: 'AUTHORITY_ALGORITHM',
  issuer: 'AUTHORITY_ISSUER',
  critical: 'AUTHORITY_CRITICAL',
  purpose: 'AUTHORITY_PURPOSE',
  period: 'AUTHORITY_PERIOD',
};

/**
 * Decides whose key signed. A listed fingerprint is trusted as it is: the person who listed it vouches for the key,
 * so its certificate's dates do not matter. Otherwise a chain must lead from the certificate to a listed authority:
 * each link allowed to issue, safely signed, and valid at the time of signing, the first meant for documents.
 * Revocation is not checked; nothing is fetched.
 * @param certificates the signer's first, each next one has issued the one before
 * @param signedAt the instant that a known authority has confirmed, else the one that the document claims
 */
export function decideTrust(
  certificates: SignedDataParts['certificates'],
  signedAt: Date,
  trust: TrustFile,
): TrustDecision {
  const [own] = certificates;
  const { fingerprint } = own;
  const listed = trust.signers.find((signer) => signer.fingerprint === fingerprint);
  const decide = (code: SignedCode, name: string): TrustDecision => ({
    code,
    signer: { fingerprint, name, standing: signedCodes[code].standing },
  });
  if (listed !== undefined) return decide('KNOWN_SIGNER', listed.name);

  const findings = pathsTo(certificates, listedCertificates(trust.authorities)).map((path) =>
    judgePath(path, documentPurposes, signedAt),
  );
  const best = findings.find((finding) => finding === 'in-order') ?? findings[0];
  return decide(best === undefined ? 'UNKNOWN_SIGNER' : codes[best], commonNameOf(own.x509));
}
