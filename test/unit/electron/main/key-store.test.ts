import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopIdentities, type FindKeyStore } from '../../../../electron/core/identity/desktop-identity.ts';
import { identityWorld } from '../../../../electron/core/system/system-world.ts';
import { startShell } from '../../../support/electron-standin/in-process.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';

/** A program that runs, with what it has handed to its operations. */
async function runningShell(platform: NodeJS.Platform) {
  const given: FindKeyStore[] = [];
  const shell = startShell({
    platform,
    makeHandlers: (_host, findKeyStore) => {
      given.push(findKeyStore);
      return fakeHandlers();
    },
  });
  await shell.window();
  const [findKeyStore] = given;
  if (findKeyStore === undefined) throw new Error('No key store was handed over.');
  return { shell, findKeyStore };
}

const text = Buffer.from('-----BEGIN PRIVATE KEY-----\n');

describe('the key store of the desktop', () => {
  it('gives back what it has protected, and shows nothing of it', async () => {
    const { findKeyStore } = await runningShell('win32');
    const store = await findKeyStore();
    const bytes = await store?.protect(text);
    expect(Buffer.from(bytes ?? []).toString('latin1')).not.toContain('PRIVATE');
    expect(Buffer.from((await store?.reveal(bytes ?? new Uint8Array())) ?? [])).toEqual(text);
  });

  it('is none while it is locked', async () => {
    const { shell, findKeyStore } = await runningShell('darwin');
    shell.control.keyStore.setAvailable(false);
    expect(await findKeyStore()).toBeNull();
    shell.control.keyStore.setAvailable(true);
    expect(await findKeyStore()).not.toBeNull();
  });

  it('is none on Linux where it would keep nobody out; elsewhere nobody asks', async () => {
    const linux = await runningShell('linux');
    linux.shell.control.keyStore.setBackend('basic_text');
    expect(await linux.findKeyStore()).toBeNull();
    linux.shell.control.keyStore.setBackend('kwallet6');
    expect(await linux.findKeyStore()).not.toBeNull();
    const windows = await runningShell('win32');
    windows.shell.control.keyStore.setBackend('basic_text');
    expect(await windows.findKeyStore()).not.toBeNull();
  });

  it('refuses what it has protected for another user', async () => {
    const { shell, findKeyStore } = await runningShell('win32');
    const store = await findKeyStore();
    const bytes = (await store?.protect(text)) ?? new Uint8Array();
    shell.control.keyStore.changeUser();
    await expect(store?.reveal(bytes)).rejects.toThrow();
  });

  it('protects the key with which the window signs', async () => {
    const { shell, findKeyStore } = await runningShell('win32');
    const { openIdentity } = desktopIdentities(shell.dataFolder, identityWorld(process), findKeyStore);
    const made = await openIdentity();
    const keyFile = join(shell.dataFolder, 'desktop', 'identity', 'key.pem');
    expect(readFileSync(keyFile, 'utf8')).not.toContain('PRIVATE');
    expect((await openIdentity()).fingerprint).toBe(made.fingerprint);
    shell.control.keyStore.changeUser();
    await expect(openIdentity()).rejects.toThrow(/for another user or on another machine\.$/);
  });
});
