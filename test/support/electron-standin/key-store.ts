import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strict } from './strict.ts';

/** What a key store depends on. */
export type KeyStoreSetting = {
  readonly isReady: () => boolean;
  /** The folder in which Electron keeps what belongs to the user; null before the program has named it. */
  readonly userData: () => string | null;
};

/** What the system would do to its key store. */
export type KeyStoreControl = {
  /** Locks the key store, or opens it. */
  readonly setAvailable: (isAvailable: boolean) => void;
  /** What a Linux desktop would name; anywhere else nobody asks. */
  readonly setBackend: (backend: string) => void;
  /** Replaces the key of the user, as on another machine or for another user. */
  readonly changeUser: () => void;
};

/** The file that stands for what the system keeps of a user, in the folder `userData`. */
export const keyStoreFile = 'stand-in-key-store';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

function keyOf(folder: string): Buffer {
  const file = join(folder, keyStoreFile);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(keyBytes), { mode: 0o600 });
  }
  return readFileSync(file);
}

function encrypt(text: string, key: Uint8Array): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Throws, as Electron rejects, unless the same key made the bytes. */
function decrypt(bytes: Buffer, key: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * Stands in for `safeStorage`: AES-256-GCM with a key of the user. As in Electron, nothing is to be had before the app
 * is ready, and what is not available throws.
 */
export function createKeyStore({ isReady, userData }: KeyStoreSetting): {
  readonly safeStorage: object;
  readonly control: KeyStoreControl;
} {
  let isAvailable = true;
  let backend = 'gnome_libsecret';
  const folder = (): string => {
    const found = userData();
    if (found === null)
      throw new Error('The stand-in keeps the key store in the folder userData; set it first.');
    return found;
  };
  const key = (): Buffer => {
    if (!isReady()) throw new Error('safeStorage cannot be used before the app is ready.');
    if (!isAvailable) throw new Error('Encryption is not available.');
    return keyOf(folder());
  };
  return {
    safeStorage: strict('safeStorage', {
      isAsyncEncryptionAvailable: async () => isReady() && isAvailable,
      getSelectedStorageBackend: () => (isReady() ? backend : 'unknown'),
      encryptStringAsync: async (text: string) => encrypt(text, key()),
      decryptStringAsync: async (bytes: Buffer) => ({
        result: decrypt(bytes, key()),
        shouldReEncrypt: false,
      }),
    }),
    control: {
      setAvailable: (value) => {
        isAvailable = value;
      },
      setBackend: (value) => {
        backend = value;
      },
      changeUser: () => writeFileSync(join(folder(), keyStoreFile), randomBytes(keyBytes)),
    },
  };
}
