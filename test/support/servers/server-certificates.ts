import { randomInt, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { Integer, OctetString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  GeneralName,
  GeneralNames,
} from 'pkijs';

/** A certificate with its private key, both in PEM, as `node:tls` takes them. */
export type Identity = { readonly cert: string; readonly key: string };

/** An identity that can issue others. */
export type Authority = Identity & {
  readonly certificate: Certificate;
  readonly privateKey: webcrypto.CryptoKey;
};

/** What a certificate says. Everything but the common name has a default that makes it valid now. */
export type CertificateWish = {
  readonly commonName: string;
  readonly organization?: string;
  /** Names and IP addresses for the subject alternative name extension; none leaves it out. */
  readonly altNames?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
};

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });
const dayMs = 24 * 60 * 60 * 1000;
const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' };

const attribute = (type: string, value: string) =>
  new AttributeTypeAndValue({ type, value: new Utf8String({ value }) });

const pem = (label: string, der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

const ipv4Bytes = (address: string) => Uint8Array.from(address.split('.').map(Number));

const generalName = (name: string): GeneralName =>
  isIP(name) === 4
    ? new GeneralName({ type: 7, value: new OctetString({ valueHex: ipv4Bytes(name).buffer }) })
    : new GeneralName({ type: 2, value: name });

const altNameExtension = (names: readonly string[]): Extension =>
  new Extension({
    extnID: '2.5.29.17',
    extnValue: new GeneralNames({ names: names.map(generalName) }).toSchema().toBER(false),
  });

const authorityExtension = (): Extension =>
  new Extension({
    extnID: '2.5.29.19',
    critical: true,
    extnValue: new BasicConstraints({ cA: true }).toSchema().toBER(false),
  });

async function make(
  wish: CertificateWish,
  extensions: Extension[],
  issuer: Authority | null,
): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: randomInt(1, 2 ** 31 - 1) });
  certificate.subject.typesAndValues.push(attribute('2.5.4.3', wish.commonName));
  if (wish.organization !== undefined)
    certificate.subject.typesAndValues.push(attribute('2.5.4.10', wish.organization));
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore.value = wish.validFrom ?? new Date(Date.now() - dayMs);
  certificate.notAfter.value = wish.validTo ?? new Date(Date.now() + dayMs);
  if (extensions.length > 0) certificate.extensions = extensions;
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign(issuer?.privateKey ?? keys.privateKey, 'SHA-256', engine);
  return {
    cert: pem('CERTIFICATE', certificate.toSchema(true).toBER(false)),
    key: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    certificate,
    privateKey: keys.privateKey,
  };
}

/** A self-signed authority (ECDSA P-256), made anew at every call. */
export function makeAuthority(wish: CertificateWish): Promise<Authority> {
  return make(wish, [authorityExtension()], null);
}

/** Another certificate for an authority's name and key, from another authority: a cross-signed one. */
export async function crossSign(authority: Authority, issuer: Authority): Promise<string> {
  const certificate = new Certificate({ schema: authority.certificate.toSchema(true) });
  certificate.serialNumber = new Integer({ value: randomInt(1, 2 ** 31 - 1) });
  certificate.issuer = issuer.certificate.subject;
  await certificate.sign(issuer.privateKey, 'SHA-256', engine);
  return pem('CERTIFICATE', certificate.toSchema(true).toBER(false));
}

/** A server's certificate from an authority; self-signed when there is none. */
export function makeCertificate(wish: CertificateWish, issuer: Authority | null): Promise<Identity> {
  const names = wish.altNames ?? [];
  return make(wish, names.length === 0 ? [] : [altNameExtension(names)], issuer);
}
