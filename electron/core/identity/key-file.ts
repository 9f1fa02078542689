import { createPrivateKey, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readCertificate } from './certificate.ts';
import { type KeyFileProblem, readPkcs12 } from './pkcs12/read-pkcs12.ts';
import { signatureAlgorithmOf } from './signature-algorithm.ts';
import type { Signer } from './signer.ts';

/** A private key and the certificates that speak for it: its own first, each next one issued the one before. */
export type KeyMaterial = {
  readonly key: KeyObject;
  /** DER. Without the authority's self-signed certificate, which whoever verifies has to have already. */
  readonly certificates: Signer['certificates'];
};

/** The largest key file that is read, in bytes. */
export const maxKeyFileBytes = 256 * 1024;

/** The most certificates that go into a report, and their bytes: what the room for a signature holds. */
const maxChain = 4;
const maxChainBytes = 6500;

const problemWords: Readonly<Record<KeyFileProblem, string>> = {
  'not-pkcs12': 'it is not a PKCS #12 file (.p12 or .pfx)',
  'wrong-password': 'the password does not open it',
  unsupported: 'it is protected in a way that Netready does not know; export it again with AES-256',
};

function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** The certificates from the first one up, as far as the file has them. */
function chainFrom(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
): readonly [X509Certificate, ...X509Certificate[]] {
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf];
  let rest = others;
  for (;;) {
    const last = chain.at(-1) ?? leaf;
    const issuer = rest.find((candidate) => isIssuedBy(last, candidate) && !isIssuedBy(candidate, candidate));
    if (issuer === undefined) return chain;
    chain.push(issuer);
    rest = rest.filter((candidate) => candidate !== issuer);
  }
}

const day = (date: string): string => new Date(date).toISOString().slice(0, 10);

/** Why a certificate is of no use now; null when it is. */
function periodProblem(certificate: X509Certificate, now: Date): string | null {
  if (Date.parse(certificate.validTo) < now.getTime()) return `expired on ${day(certificate.validTo)}`;
  if (Date.parse(certificate.validFrom) > now.getTime())
    return `is not valid before ${day(certificate.validFrom)}`;
  return null;
}

/** The one key of the file that has its certificate there, or why there is none. */
function selectKey(
  keys: readonly KeyObject[],
  certificates: readonly X509Certificate[],
): { readonly key: KeyObject; readonly leaf: X509Certificate } | string {
  const [key, ...more] = keys;
  if (key === undefined) return 'it holds no private key';
  if (more.length > 0) return `it holds ${keys.length} private keys; export one alone`;
  if (signatureAlgorithmOf(createPublicKey(key)) === null)
    return 'its key is neither ECDSA P-256 nor RSA with 2048 bits or more';
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  return leaf === undefined ? 'it does not hold the certificate of its key' : { key, leaf };
}

function selectMaterial(
  keys: readonly KeyObject[],
  certificates: readonly X509Certificate[],
  now: Date,
): KeyMaterial | string {
  const selected = selectKey(keys, certificates);
  if (typeof selected === 'string') return selected;
  const { key, leaf } = selected;
  const chain = chainFrom(
    leaf,
    certificates.filter((certificate) => certificate !== leaf),
  );
  for (const [index, certificate] of chain.entries()) {
    const problem = periodProblem(certificate, now);
    if (problem !== null)
      return `${index === 0 ? 'its certificate' : 'a certificate of its authority'} ${problem}`;
  }
  const [first, ...others] = chain;
  const bytes = chain.reduce((sum, { raw }) => sum + raw.length, 0);
  if (chain.length > maxChain || bytes > maxChainBytes)
    return `its certificates are more than a report can carry (${chain.length}, ${bytes} bytes)`;
  return { key, certificates: [first.raw, ...others.map(({ raw }) => raw)] };
}

/**
 * Takes the signing key out of a PKCS #12 file that an organisation has issued. The key must be one with which reports
 * are signed, and the file must hold its certificate, valid now.
 * @param name how the file is called in an error
 * @throws AppError `key-file-invalid`, naming the file and what is wrong
 */
export function openKeyFile(name: string, bytes: Uint8Array, password: string, now: Date): KeyMaterial {
  const fail = (why: string): AppError => new AppError('key-file-invalid', `${name} cannot be used: ${why}.`);
  const content = readPkcs12(bytes, password);
  if (typeof content === 'string') throw fail(problemWords[content]);
  const keys = content.keys.map((der) =>
    attempt(() => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })),
  );
  const certificates = content.certificates.map((der) => attempt(() => readCertificate(der).x509));
  if ([...keys, ...certificates].includes(null)) throw fail('a key or a certificate in it cannot be read');
  const material = selectMaterial(
    keys.filter((key) => key !== null),
    certificates.filter((certificate) => certificate !== null),
    now,
  );
  if (typeof material === 'string') throw fail(material);
  return material;
}
