import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import tls from 'node:tls';

/** The authorities that a machine trusts, in PEM, as far as this program can read them. */
export type OwnAuthorities = {
  readonly certificates: readonly string[];
  /** Whether the store of the system is among them: without it, an unknown issuer says nothing about this machine. */
  readonly isWhole: boolean;
};

/** From where the authorities of a machine are read. */
export type AuthoritySources = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What Node itself can tell: from 22.15 and 23.10 on; undefined before. */
  readonly tellAuthorities: typeof tls.getCACertificates | undefined;
  /** Where Linux keeps its authorities in one file, and in files that are called by the hashes of their names. */
  readonly bundles: readonly string[];
  readonly folders: readonly string[];
};

/**
 * Where the distributions keep their bundle: Debian, Red Hat, SUSE, Alpine (the list of Go's crypto/x509 for Linux).
 * The first that is there is the system's.
 */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Where OpenSSL looks an authority up by the hash of its name (openssl-rehash(1)). */
const linuxFolders = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/** The sources of this machine, under the Node that runs. */
export const systemSources = (): AuthoritySources => ({
  platform: process.platform,
  environment: process.env,
  tellAuthorities: tls.getCACertificates as typeof tls.getCACertificates | undefined,
  bundles: linuxBundles,
  folders: linuxFolders,
});

/** The largest file of authorities that is read, in bytes; those of systems have a quarter of it. */
const maxBytes = 1024 * 1024;

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** The certificates of a PEM file; null where it cannot be read. Like OpenSSL, a damaged one is passed over. */
function certificatesOf(path: string): readonly string[] | null {
  try {
    const text = readFileSync(path);
    return text.length > maxBytes
      ? null
      : (text.toString('latin1').match(pemCertificate) ?? []).filter(isCertificate);
  } catch {
    return null;
  }
}

/** The files in a folder that OpenSSL looks at: eight hexadecimal digits and a number. */
function hashedFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[0-9a-f]{8}\.\d+$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const isThere = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/**
 * The system's own store, for a Node that cannot read it. `SSL_CERT_FILE` and `SSL_CERT_DIR` stand for the file and the
 * folders, as they do for OpenSSL (X509_get_default_cert_file_env(3)). Null where none of it can be read.
 */
function readStore({ environment, bundles, folders }: AuthoritySources): readonly string[] | null {
  const file = environment['SSL_CERT_FILE'];
  const folder = environment['SSL_CERT_DIR'];
  const bundle = (file ? [file] : bundles).map(certificatesOf).find(isThere);
  const hashed = (folder ? folder.split(delimiter) : folders)
    .flatMap(hashedFiles)
    .map(certificatesOf)
    .filter(isThere);
  return bundle === undefined && hashed.length === 0 ? null : [...(bundle ?? []), ...hashed.flat()];
}

/**
 * Every authority that this machine trusts: those that Node carries, those of NODE_EXTRA_CA_CERTS, and the system's
 * store. A Node from before 22.15 cannot read that store; on Linux it is files, which are then read here, and on Windows
 * and macOS it stays unread.
 */
export function ownAuthorities(sources: AuthoritySources = systemSources()): OwnAuthorities {
  const { platform, environment, tellAuthorities } = sources;
  if (tellAuthorities !== undefined)
    return { certificates: [...tellAuthorities('default'), ...tellAuthorities('system')], isWhole: true };
  const extraFile = environment['NODE_EXTRA_CA_CERTS'];
  const extra = extraFile ? (certificatesOf(extraFile) ?? []) : [];
  const store = platform === 'win32' || platform === 'darwin' ? null : readStore(sources);
  return { certificates: [...tls.rootCertificates, ...extra, ...(store ?? [])], isWhole: store !== null };
}
