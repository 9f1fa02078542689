import { type CertificateRequest, type Issued, issue, toPem } from '../certificates.ts';

/** A certificate with its private key, both in PEM, as `node:tls` takes them. */
export type Identity = { readonly cert: string; readonly key: string };

/** An identity that can issue others. */
export type Authority = Identity & { readonly issued: Issued; readonly wish: CertificateWish };

/** What a certificate says. Everything but the common name has a default that makes it valid now. */
export type CertificateWish = {
  readonly commonName: string;
  readonly organization?: string;
  /** Names and IP addresses for the subject alternative name extension; none leaves it out. */
  readonly altNames?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
};

const dayMs = 24 * 60 * 60 * 1000;

const requestFor = (
  { validFrom, validTo, ...wish }: CertificateWish,
  keyKind: CertificateRequest['keyKind'] = 'P-256',
): CertificateRequest => ({
  ...wish,
  keyKind,
  notBefore: validFrom ?? new Date(Date.now() - dayMs),
  notAfter: validTo ?? new Date(Date.now() + dayMs),
});

const pemOf = ({ certificate, privateKey }: Issued): Identity => ({
  cert: `${toPem(certificate)}\n`,
  key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
});

/** A self-signed authority (ECDSA P-256), made anew at every call. */
export async function makeAuthority(wish: CertificateWish): Promise<Authority> {
  const issued = await issue({ ...requestFor(wish), isAuthority: true });
  return { ...pemOf(issued), issued, wish };
}

/** Another certificate for an authority's name and key, from another authority: a cross-signed one. */
export async function crossSign({ issued, wish }: Authority, issuer: Authority): Promise<string> {
  const crossed = await issue({ ...requestFor(wish, issued), isAuthority: true, issuer: issuer.issued });
  return pemOf(crossed).cert;
}

/** A server's certificate from an authority; self-signed when there is none. */
export async function makeCertificate(wish: CertificateWish, issuer: Authority | null): Promise<Identity> {
  return pemOf(await issue({ ...requestFor(wish), ...(issuer === null ? {} : { issuer: issuer.issued }) }));
}
