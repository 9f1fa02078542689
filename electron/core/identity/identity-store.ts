import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { codeOf } from '../base/error-code.ts';
import { temporaryPath } from '../files/temporary.ts';
import { commonNameOf } from './common-name.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type KeyAccess, refuseExposedKey } from './key-access.ts';
import type { KeyMaterial } from './key-file.ts';
import { type KeyProtection, pem, protectKey, type RevealedKey, revealKey } from './key-protection.ts';
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
export type IdentityWorld = {
  readonly now: () => Date;
  /** Unpredictable bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly hostName: string;
  readonly platform: NodeJS.Platform;
  /** Who may read a key's file, where its mode does not tell. */
  readonly keyAccess?: KeyAccess;
  /** The system's key store, where the host has one. */
  readonly protection?: KeyProtection;
};

const years = 10;

function unwritable(path: string, error: unknown): AppError {
  return new AppError(
    'output-unwritable',
    `The signing key could not be written to ${path} (${codeOf(error)}).`,
    { cause: error },
  );
}

/** A new ECDSA P-256 key with a certificate of its own, valid for ten years. */
function makeKey({ now, randomBytes, hostName }: IdentityWorld): KeyMaterial {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notBefore = now();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const facts = { commonName: `Netready on ${hostName}`, serial: randomBytes(16), notBefore, notAfter };
  return { key: privateKey, certificates: [makeSelfSignedCertificate(privateKey, facts)] };
}

/** What a rename onto a folder that exists and is not empty fails with, by system. */
const occupied = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES']);

/** Certificates in PEM, one after the other, the signer's own first. */
export const certificatesPem = (certificates: readonly Uint8Array[]): string =>
  certificates.map((der) => pem('CERTIFICATE', der)).join('');

async function writeIdentityFiles(
  folder: string,
  { key, certificates }: KeyMaterial,
  { protection }: IdentityWorld,
): Promise<void> {
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const text = await protectKey(keyPem, protection);
  await writeFile(join(folder, 'key.pem'), text, { mode: 0o600, flag: 'wx', flush: true });
  await writeFile(join(folder, 'certificate.pem'), certificatesPem(certificates), {
    flag: 'wx',
    flush: true,
  });
}

/**
 * Writes key and certificates into a folder of their own and gives it its name in one step, so that no half of an
 * identity is ever seen.
 * @returns false when a folder of that name was there already; it stays as it is
 */
async function writeIdentity(
  dataFolder: string,
  folder: string,
  material: KeyMaterial,
  world: IdentityWorld,
): Promise<boolean> {
  const temporary = temporaryPath(dataFolder, 'identity');
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await mkdir(temporary, { mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
  try {
    await writeIdentityFiles(temporary, material, world);
    await rename(temporary, folder);
    return true;
  } catch (error) {
    if (!occupied.has(codeOf(error)) || !(await isPresent(folder))) throw unwritable(folder, error);
    return false;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const isPresent = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const protectedWords: Readonly<Record<Exclude<RevealedKey['kind'], 'key'>, string>> = {
  'no-store':
    'is protected by the key store of the desktop, which cannot be used here; sign in to the desktop and unlock its key store',
  refused: "was protected by the system's key store for another user or on another machine",
};

async function readKey(path: string, { platform, protection, keyAccess }: IdentityWorld): Promise<string> {
  await refuseExposedKey(path, platform, keyAccess);
  const revealed = await revealKey(await readFile(path, 'utf8'), protection);
  if (revealed.kind !== 'key') throw damaged(path, protectedWords[revealed.kind]);
  return revealed.keyPem;
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

/** What a key and its certificates are to those who use them. */
export function identityOf({ key, certificates }: KeyMaterial): Identity {
  const certificate = new X509Certificate(certificates[0]);
  return {
    signer: keySigner(key, certificates),
    fingerprint: fingerprintOf(certificates[0]),
    name: commonNameOf(certificate),
    validTo: new Date(certificate.validTo),
  };
}

async function readIdentity(folder: string, world: IdentityWorld): Promise<Identity> {
  const paths = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') };
  const key = await readPart(paths.key, () => readKey(paths.key, world));
  const certificate = await readPart(paths.certificate, () => readFile(paths.certificate, 'utf8'));
  const pair = readKeyPair(key, certificate);
  if (typeof pair === 'string') {
    const { file, why } = problemWords[pair];
    throw damaged(paths[file], why);
  }
  const identity = identityOf(pair);
  if (identity.validTo < world.now())
    throw damaged(paths.certificate, `expired on ${identity.validTo.toISOString().slice(0, 10)}`);
  return identity;
}

/** Where an identity that takes the place of another waits until the other is out of the way. */
const nextFolder = (dataFolder: string): string => join(dataFolder, 'identity.next');

/** Puts a waiting identity in its place. False when none waits, or when another process has done it. */
async function promoteNext(dataFolder: string, folder: string): Promise<boolean> {
  try {
    await rename(nextFolder(dataFolder), folder);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || occupied.has(codeOf(error))) return false;
    throw unwritable(folder, error);
  }
}

/** Tells whether a folder is still the same one; null when there is none. */
const folderMark = (folder: string): Promise<string | null> =>
  stat(folder, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  );

/** How often an identity is read anew because it was replaced while it was read. */
const maxReplacements = 20;

/**
 * Opens the identity of this installation, and makes it when there is none: an ECDSA P-256 key and a self-signed
 * certificate, valid for ten years, in the folder `identity` of the data folder. However many processes do this at
 * once, all get the same identity; while it is replaced they get the old one or the new one.
 * @throws AppError `identity-damaged` (names the file), `identity-exposed` (names the command that helps) or
 * `output-unwritable`
 */
export async function openIdentity(
  dataFolder: string,
  world: IdentityWorld,
  replacements = 0,
): Promise<Identity> {
  const folder = join(dataFolder, 'identity');
  if (!(await isPresent(folder)) && !(await promoteNext(dataFolder, folder)) && !(await isPresent(folder)))
    await writeIdentity(dataFolder, folder, makeKey(world), world);
  const mark = await folderMark(folder);
  try {
    return await readIdentity(folder, world);
  } catch (error) {
    const isReplaced = (await folderMark(folder)) !== mark;
    if (!isReplaced || replacements === maxReplacements) throw error;
    return openIdentity(dataFolder, world, replacements + 1);
  }
}

/** How many backups of one second get a number. */
const maxTwins = 20;

/** Gives the identity in use a dated name. Null when there is none. */
async function setAside(dataFolder: string, folder: string, now: Date): Promise<string | null> {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let number = 1; number <= maxTwins; number += 1) {
    const backup = join(dataFolder, `identity-backup-${stamp}Z${number === 1 ? '' : `-${number}`}`);
    if (await isPresent(backup)) continue;
    try {
      await rename(folder, backup);
      return backup;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      if (!occupied.has(codeOf(error)) || !(await isPresent(backup))) throw unwritable(backup, error);
    }
  }
  throw new AppError('output-unwritable', `The signing key in use could not be set aside beside ${folder}.`);
}

/** An identity that has taken the place of another, which is kept in a folder of its own. */
export type Replaced = { readonly identity: Identity; readonly backup: string | null };

/**
 * Puts another key in the place of this installation's, and keeps the one before as a dated folder. The new one lies
 * complete on disk before the old one moves, so that whoever opens the identity at any moment, also after a power
 * cut, gets the old one or the new one.
 * @throws AppError `output-unwritable`
 */
export async function replaceIdentity(
  dataFolder: string,
  material: KeyMaterial,
  world: IdentityWorld,
): Promise<Replaced> {
  const folder = join(dataFolder, 'identity');
  await rm(nextFolder(dataFolder), { recursive: true, force: true });
  const isWaiting = await writeIdentity(dataFolder, nextFolder(dataFolder), material, world);
  if (!isWaiting) throw new AppError('output-unwritable', 'The signing key is being replaced already.');
  const backup = await setAside(dataFolder, folder, world.now());
  await promoteNext(dataFolder, folder);
  const identity = await readIdentity(folder, world);
  if (identity.fingerprint !== identityOf(material).fingerprint)
    throw new AppError('output-unwritable', 'Another process has replaced the signing key meanwhile.');
  return { identity, backup };
}

/** Makes a new key of its own for this installation, as at its first use, and keeps the one before. */
export function renewIdentity(dataFolder: string, world: IdentityWorld): Promise<Replaced> {
  return replaceIdentity(dataFolder, makeKey(world), world);
}
