import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

/** Whether a chain of certificates, leaf first, leads to a public authority. */
export type LeadsToPublicAuthority = (chain: readonly X509Certificate[]) => boolean;

/** By name and key, so that it does not matter which of an authority's certificates is at hand. */
const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);

/** The part of a chain in which each certificate was really signed by the next: names alone prove nothing. */
function signedPart(chain: readonly X509Certificate[]): readonly X509Certificate[] {
  const broken = chain.findIndex((certificate, index) => {
    const issuer = chain[index + 1];
    return issuer !== undefined && !isIssuedBy(certificate, issuer);
  });
  return broken < 0 ? chain : chain.slice(0, broken + 1);
}

/**
 * Tells public authorities from private ones, whichever of them this machine trusts. An authority is public when it is
 * one that this program carries, also under another certificate for the same name and key (cross-signed). The roots
 * are read at first use.
 * @param roots certificates in PEM; those of Mozilla that Node carries unless given
 */
export function publicAuthorities(roots: readonly string[] = rootCertificates): LeadsToPublicAuthority {
  let read: readonly X509Certificate[] | null = null;
  return (chain) => {
    read ??= roots.map((pem) => new X509Certificate(pem));
    const known = read;
    return signedPart(chain).some((certificate) => known.some((root) => isIssuedBy(certificate, root)));
  };
}
