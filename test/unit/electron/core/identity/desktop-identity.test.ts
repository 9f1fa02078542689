import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  desktopIdentities,
  type FindKeyStore,
  readDesktopSigner,
} from '../../../../../electron/core/identity/desktop-identity.ts';
import { type IdentityWorld, openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import type { KeyProtection } from '../../../../../electron/core/identity/key-protection.ts';
import { openUnnamedIdentity } from '../../../../../electron/core/identity/unnamed-identity.ts';

const ports: IdentityWorld = {
  now: () => new Date('2026-11-22T10:00:00.500Z'),
  randomBytes: (count) => randomBytes(count),
  hostName: 'web01',
  platform: process.platform,
};

/** The key store of one user: what it protects, only it reveals. */
function keyStore(): KeyProtection {
  const key = randomBytes(32);
  return {
    protect: async (bytes) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    reveal: async (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
  };
}

describe('the identity with which the desktop signs', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const desktop = (findKeyStore: FindKeyStore) => desktopIdentities(home, ports, findKeyStore);
  const withStore =
    (store: KeyProtection): FindKeyStore =>
    async () =>
      store;
  const without: FindKeyStore = async () => null;
  const ownFolder = () => join(home, 'desktop', 'identity');
  const refusal = (findKeyStore: FindKeyStore) =>
    desktop(findKeyStore)
      .openIdentity()
      .then(
        () => null,
        (error: Error) => error.message,
      );

  it('is one of its own, protected, where the system has a key store', async () => {
    const store = keyStore();
    const { fingerprint } = await desktop(withStore(store)).openIdentity();
    expect(await readFile(join(ownFolder(), 'key.pem'), 'utf8')).toMatch(
      /^-----BEGIN NETREADY PROTECTED KEY-----\n/,
    );
    expect(await readdir(home)).toEqual(['desktop']);
    expect((await desktop(withStore(store)).openIdentity()).fingerprint).toBe(fingerprint);
    expect(await readDesktopSigner(home, false)).toEqual({ folder: ownFolder(), fingerprint });
  });

  it('is the shared one where there is no key store, and the command line reads it', async () => {
    const { fingerprint } = await desktop(without).openIdentity();
    expect(await readdir(home)).toEqual(['identity']);
    expect((await openIdentity(home, ports)).fingerprint).toBe(fingerprint);
    expect(await readDesktopSigner(home, false)).toBeNull();
  });

  it('stays the shared one when that was there first, also when it is being replaced', async () => {
    const { fingerprint } = await openIdentity(home, ports);
    expect((await desktop(withStore(keyStore())).openIdentity()).fingerprint).toBe(fingerprint);
    await rename(join(home, 'identity'), join(home, 'identity.next'));
    expect((await desktop(withStore(keyStore())).openIdentity()).fingerprint).toBe(fingerprint);
    expect(await readdir(home)).toEqual(['identity']);
  });

  it('stays its own when the command line makes another beside it, which needs no key store', async () => {
    const store = keyStore();
    const own = await desktop(withStore(store)).openIdentity();
    const shared = await openIdentity(home, ports);
    expect(shared.fingerprint).not.toBe(own.fingerprint);
    expect((await desktop(withStore(store)).openIdentity()).fingerprint).toBe(own.fingerprint);
    expect((await openIdentity(home, ports)).fingerprint).toBe(shared.fingerprint);
  });

  it('follows the same rule for redacted reports, apart from the other', async () => {
    const store = keyStore();
    const { fingerprint } = await openUnnamedIdentity(home, ports);
    expect((await desktop(withStore(store)).openUnnamedIdentity()).fingerprint).toBe(fingerprint);
    await desktop(withStore(store)).openIdentity();
    expect(await readDesktopSigner(home, true)).toBeNull();
    await rm(join(home, 'unnamed'), { recursive: true });
    const own = await desktop(withStore(store)).openUnnamedIdentity();
    expect(own.name).toContain('a machine without a name');
    expect(await readDesktopSigner(home, true)).toEqual({
      folder: join(home, 'desktop', 'unnamed', 'identity'),
      fingerprint: own.fingerprint,
    });
  });

  it('is refused, not replaced, when the key store does not open', async () => {
    await desktop(withStore(keyStore())).openIdentity();
    expect(await refusal(without)).toBe(
      `The signing key cannot be used: ${join(ownFolder(), 'key.pem')} is protected by the key store of the desktop, which cannot be used here; sign in to the desktop and unlock its key store.`,
    );
    expect(await readdir(home)).toEqual(['desktop']);
  });

  it('is refused when another user or machine has protected it, and made anew once it is moved away', async () => {
    const before = await desktop(withStore(keyStore())).openIdentity();
    const store = keyStore();
    expect(await refusal(withStore(store))).toBe(
      `The signing key cannot be used: ${join(ownFolder(), 'key.pem')} was protected by the system's key store for another user or on another machine.`,
    );
    await rename(ownFolder(), join(home, 'away'));
    const after = await desktop(withStore(store)).openIdentity();
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it('is told from its certificate, and told too when that is damaged', async () => {
    await desktop(withStore(keyStore())).openIdentity();
    await writeFile(join(ownFolder(), 'certificate.pem'), 'not a certificate');
    expect(await readDesktopSigner(home, false)).toEqual({ folder: ownFolder(), fingerprint: null });
  });
});
