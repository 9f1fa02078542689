import { generateKeyPairSync } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { commonNameOf } from './common-name.ts';
import { fingerprintOf } from './fingerprint.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';
import { keySigner, readKeyPair, type Signer, type SignerProblem } from './signer.ts';

/** The key with which this installation signs, and how others recognise it. */
export type Identity = {
  readonly signer: Signer;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  /** The common name in the certificate, for example `Netready on web01`. */
  readonly name: string;
  readonly validTo: Date;
};

/** What the store needs from outside. */
export type IdentityPorts = {
  readonly now: () => Date;
  /** Unpredictable bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly hostName: string;
  readonly platform: NodeJS.Platform;
};

const years = 10;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code';

const pem = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};

function unwritable(path: string, error: unknown): AppError {
  return new AppError(
    'output-unwritable',
    `The signing key could not be written to ${path} (${codeOf(error)}).`,
    { cause: error },
  );
}

function makeIdentityFiles({ now, randomBytes, hostName }: IdentityPorts): {
  readonly key: string;
  readonly certificate: string;
} {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notBefore = now();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const facts = { commonName: `Netready on ${hostName}`, serial: randomBytes(16), notBefore, notAfter };
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(makeSelfSignedCertificate(privateKey, facts)),
  };
}

/** What a rename onto a folder that exists and is not empty fails with, by system. */
const occupied = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

async function writeIdentityFiles(folder: string, ports: IdentityPorts): Promise<void> {
  const files = makeIdentityFiles(ports);
  await writeFile(join(folder, 'key.pem'), files.key, { mode: 0o600, flag: 'wx', flush: true });
  await writeFile(join(folder, 'certificate.pem'), files.certificate, { flag: 'wx', flush: true });
}

/**
 * Makes key and certificate in a folder of their own and gives it its name in one step, so that no half of an identity
 * is ever seen. When another process was faster its identity stays and this one is thrown away.
 */
async function createIdentity(dataFolder: string, folder: string, ports: IdentityPorts): Promise<void> {
  const mark = Buffer.from(ports.randomBytes(8)).toString('hex');
  const temporary = join(dataFolder, `.identity-${mark}.tmp`);
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await mkdir(temporary, { mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
  try {
    await writeIdentityFiles(temporary, ports);
    await rename(temporary, folder);
  } catch (error) {
    if (!occupied.has(codeOf(error)) || !(await isPresent(folder))) throw unwritable(folder, error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const isPresent = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A path as one word of a POSIX shell. */
const shellWord = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

async function readKey(path: string, platform: NodeJS.Platform): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { mode } = await file.stat();
    const isExposed = platform !== 'win32' && (mode & 0o077) !== 0;
    if (isExposed)
      throw new AppError(
        'identity-exposed',
        `Other accounts can read the signing key ${path}; run: chmod 600 ${shellWord(path)}`,
      );
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

const problemWords: Readonly<
  Record<SignerProblem, { readonly file: 'key' | 'certificate'; readonly why: string }>
> = {
  'key-unreadable': { file: 'key', why: 'is not a private key in PEM' },
  'certificate-unreadable': { file: 'certificate', why: 'is not a certificate in PEM' },
  mismatch: { file: 'certificate', why: 'does not belong to the key beside it' },
  algorithm: { file: 'key', why: 'is of a kind that cannot sign reports' },
};

function damaged(path: string, why: string, cause?: unknown): AppError {
  return new AppError('identity-damaged', `The signing key cannot be used: ${path} ${why}.`, { cause });
}

/** Reads one of the two files; a missing or unreadable one is named. */
async function readPart(path: string, read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(
      path,
      codeOf(error) === 'ENOENT' ? 'is missing' : `cannot be read (${codeOf(error)})`,
      error,
    );
  }
}

async function readIdentity(folder: string, { now, platform }: IdentityPorts): Promise<Identity> {
  const paths = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') };
  const key = await readPart(paths.key, () => readKey(paths.key, platform));
  const certificate = await readPart(paths.certificate, () => readFile(paths.certificate, 'utf8'));
  const pair = readKeyPair(key, certificate);
  if (typeof pair === 'string') {
    const { file, why } = problemWords[pair];
    throw damaged(paths[file], why);
  }
  const validTo = new Date(pair.certificate.validTo);
  if (validTo < now()) throw damaged(paths.certificate, `expired on ${validTo.toISOString().slice(0, 10)}`);
  return {
    signer: keySigner(pair.key, [pair.certificate.raw]),
    fingerprint: fingerprintOf(pair.certificate.raw),
    name: commonNameOf(pair.certificate),
    validTo,
  };
}

/**
 * Opens the identity of this installation, and makes it when there is none: an ECDSA P-256 key and a self-signed
 * certificate, valid for ten years, in the folder `identity` of the data folder. However many processes do this at
 * once, all get the same identity.
 * @throws AppError `identity-damaged` (names the file), `identity-exposed` (names the command that helps) or
 * `output-unwritable`
 */
export async function openIdentity(dataFolder: string, ports: IdentityPorts): Promise<Identity> {
  const folder = join(dataFolder, 'identity');
  if (!(await isPresent(folder))) await createIdentity(dataFolder, folder, ports);
  return readIdentity(folder, ports);
}
