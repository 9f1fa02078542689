import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from './fingerprint.ts';
import { type Identity, type IdentityWorld, openIdentity } from './identity-store.ts';
import type { KeyProtection } from './key-protection.ts';
import { openUnnamedIdentity } from './unnamed-identity.ts';

/**
 * The folder of what only the desktop can read, in the data folder. What the system's key store needs lies there too,
 * so that whoever removes the one removes the other.
 */
export const desktopFolder = (dataFolder: string): string => join(dataFolder, 'desktop');

/** The system's key store at this moment; null where there is none, or none that opens. */
export type FindKeyStore = () => Promise<KeyProtection | null>;

/** The two identities of an installation, as `OperationDeps` asks for them. */
export type DesktopIdentities = {
  readonly openIdentity: () => Promise<Identity>;
  readonly openUnnamedIdentity: () => Promise<Identity>;
};

type Opener = (dataFolder: string, world: IdentityWorld) => Promise<Identity>;

/** Whether there is an identity, or one that waits to take the place of another (`replaceIdentity`). */
const isKept = async (folder: string): Promise<boolean> =>
  (await isThere(folder)) || (await isThere(`${folder}.next`));

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The folder of the named identity, and of the one that signs redacted reports, below a data folder. */
const named = 'identity';
const unnamed = join('unnamed', 'identity');

/**
 * The identities with which the desktop signs: its own protected one when there is one; else the one that the command
 * line uses too, when there is one; else a new protected one where the system has a key store, and a shared one where
 * it has none. So one installation keeps its key, and the command line never meets a key that it cannot read.
 * @throws AppError as `openIdentity` does, also when its own key is there and the key store does not give it
 */
export function desktopIdentities(
  dataFolder: string,
  world: IdentityWorld,
  findKeyStore: FindKeyStore,
): DesktopIdentities {
  const own = desktopFolder(dataFolder);
  const choose = async (folder: string, open: Opener): Promise<Identity> => {
    const hasOwn = await isKept(join(own, folder));
    if (!hasOwn && (await isKept(join(dataFolder, folder)))) return open(dataFolder, world);
    const protection = await findKeyStore();
    if (protection !== null) return open(own, { ...world, protection });
    return open(hasOwn ? own : dataFolder, world);
  };
  return {
    openIdentity: () => choose(named, openIdentity),
    openUnnamedIdentity: () => choose(unnamed, openUnnamedIdentity),
  };
}

/** What everybody may know of the desktop's own identity, from its certificate, which nothing protects. */
export type DesktopSigner = {
  /** The folder that holds it; without it the desktop signs as the command line does. */
  readonly folder: string;
  /** Null where the certificate is missing or damaged. */
  readonly fingerprint: string | null;
};

/**
 * The identity that the desktop alone signs with, for the command line to name; null where the desktop has none.
 * @param redacted the one that signs redacted reports
 */
export async function readDesktopSigner(
  dataFolder: string,
  redacted: boolean,
): Promise<DesktopSigner | null> {
  const folder = join(desktopFolder(dataFolder), redacted ? unnamed : named);
  if (!(await isThere(folder))) return null;
  const fingerprint = await readFile(join(folder, 'certificate.pem'))
    .then((bytes) => fingerprintOf(new X509Certificate(bytes).raw))
    .catch(() => null);
  return { folder, fingerprint };
}
