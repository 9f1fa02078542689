import { createPublicKey, KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { Integer, OctetString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  PublicKeyInfo,
  RelativeDistinguishedNames,
} from 'pkijs';

/** A certificate with its private key. */
export type Issued = { readonly certificate: Uint8Array; readonly privateKey: KeyObject };

export type KeyKind = 'P-256' | 'P-384' | 'RSA-1024' | 'RSA-2048';

export type CertificateRequest = {
  readonly commonName: string;
  readonly organization?: string;
  /** The kind of its key, or another certificate whose key it gets as well. */
  readonly keyKind: KeyKind | Issued;
  /** Names and IPv4 addresses for the subject alternative name extension; none is written when left out or empty. */
  readonly altNames?: readonly string[];
  /** Who issues it; itself when left out. */
  readonly issuer?: Issued;
  readonly isAuthority?: boolean;
  /** Object identifiers of the extended key usage; none is written when left out. */
  readonly purposes?: readonly string[];
  readonly purposesAreCritical?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly hash?: 'SHA-1' | 'SHA-256';
  /** How many authorities may follow below it; any number when left out. */
  readonly pathLength?: number;
  /** The first byte of the key usage (RFC 5280, 4.2.1.3); none is written when left out. */
  readonly keyUsage?: number;
  /** A critical extension with this identifier that says nothing. */
  readonly critical?: string;
};

const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
});

const algorithms = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'RSA-1024': rsa(1024),
  'RSA-2048': rsa(2048),
} as const;

/** A key as the library wants it: its type has the name of Node's, but not always the same usages. */
type SigningKey = Parameters<Certificate['sign']>[0];

async function signingKey(key: KeyObject, hash: string): Promise<SigningKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const algorithm =
    key.asymmetricKeyType === 'rsa'
      ? { name: 'RSASSA-PKCS1-v1_5', hash }
      : {
          name: 'ECDSA',
          namedCurve: key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P-384' : 'P-256',
        };
  return (await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign'])) as SigningKey;
}

const attribute = (type: string, value: string) =>
  new AttributeTypeAndValue({ type, value: new Utf8String({ value }) });

const nameOf = ({ commonName, organization }: CertificateRequest): RelativeDistinguishedNames =>
  new RelativeDistinguishedNames({
    typesAndValues: [
      attribute('2.5.4.3', commonName),
      ...(organization === undefined ? [] : [attribute('2.5.4.10', organization)]),
    ],
  });

const generalName = (name: string): GeneralName =>
  isIP(name) === 4
    ? new GeneralName({
        type: 7,
        value: new OctetString({ valueHex: Uint8Array.from(name.split('.').map(Number)).buffer }),
      })
    : new GeneralName({ type: 2, value: name });

const altNameExtension = (names: readonly string[]): Extension =>
  new Extension({
    extnID: '2.5.29.17',
    extnValue: new GeneralNames({ names: names.map(generalName) }).toSchema().toBER(),
  });

function extensionsOf(request: CertificateRequest): Extension[] {
  const { isAuthority, purposes, purposesAreCritical = false, pathLength, keyUsage, critical } = request;
  const { altNames = [] } = request;
  const constraints = new BasicConstraints({
    cA: isAuthority ?? false,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  });
  const usage = new ExtKeyUsage({ keyPurposes: [...(purposes ?? [])] });
  return [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints.toSchema().toBER() }),
    ...(purposes === undefined
      ? []
      : [
          new Extension({
            extnID: '2.5.29.37',
            critical: purposesAreCritical,
            extnValue: usage.toSchema().toBER(),
          }),
        ]),
    ...(keyUsage === undefined
      ? []
      : [
          new Extension({
            extnID: '2.5.29.15',
            critical: true,
            extnValue: Uint8Array.of(3, 2, 0, keyUsage).buffer,
          }),
        ]),
    ...(altNames.length === 0 ? [] : [altNameExtension(altNames)]),
    ...(critical === undefined
      ? []
      : [new Extension({ extnID: critical, critical: true, extnValue: Uint8Array.of(5, 0).buffer })]),
  ];
}

let serial = 1000;

async function keyFor(kind: CertificateRequest['keyKind']): Promise<KeyObject> {
  if (typeof kind !== 'string') return kind.privateKey;
  const keys = await webcrypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify']);
  return KeyObject.from(keys.privateKey);
}

/** Issues a certificate with a library of its own, so that the product's certificates and rules meet foreign ones. */
export async function issue(request: CertificateRequest): Promise<Issued> {
  const privateKey = await keyFor(request.keyKind);
  const certificate = new Certificate({ version: 2 });
  serial += 1;
  certificate.serialNumber = new Integer({ value: serial });
  certificate.subject = nameOf(request);
  certificate.issuer =
    request.issuer === undefined
      ? nameOf(request)
      : Certificate.fromBER(Uint8Array.from(request.issuer.certificate)).subject;
  certificate.notBefore.value = request.notBefore ?? new Date('2026-01-01T00:00:00Z');
  certificate.notAfter.value = request.notAfter ?? new Date('2036-01-01T00:00:00Z');
  certificate.extensions = extensionsOf(request);
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const hash = request.hash ?? 'SHA-256';
  await certificate.sign(await signingKey(request.issuer?.privateKey ?? privateKey, hash), hash);
  return { certificate: new Uint8Array(certificate.toSchema().toBER()), privateKey };
}

/** A certificate in PEM. */
export function toPem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}
