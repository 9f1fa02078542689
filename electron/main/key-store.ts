import type { SafeStorage } from 'electron';
import type { KeyProtection } from '../core/identity/key-protection.ts';

/** The part of Electron's `safeStorage` that is used: what it does in its own time, without stopping the window. */
export type SafeStoragePort = Pick<
  SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>;

/** Key stores of Linux desktops that protect nothing, or that Electron has not chosen yet. */
const worthless = new Set(['basic_text', 'unknown']);

/** Whether the system has a key store that keeps others out, and that opens now. */
async function isUsable(safeStorage: SafeStoragePort, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'linux' && worthless.has(safeStorage.getSelectedStorageBackend())) return false;
  return safeStorage.isAsyncEncryptionAvailable();
}

/**
 * The key store of the system as Electron reaches it: DPAPI of the user's account on Windows, the keychain on macOS, a
 * secret service on Linux. Only after the app is ready.
 * @returns null where there is none, where it is locked, and on Linux where it would keep nobody out
 */
export async function findKeyStore(
  safeStorage: SafeStoragePort,
  platform: NodeJS.Platform,
): Promise<KeyProtection | null> {
  if (!(await isUsable(safeStorage, platform))) return null;
  return {
    protect: (key) => safeStorage.encryptStringAsync(Buffer.from(key).toString('base64')),
    reveal: async (bytes) => {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(bytes));
      return Buffer.from(result, 'base64');
    },
  };
}
