import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type IdentityWorld, openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../../../../electron/core/identity/unnamed-identity.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-unnamed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ports: IdentityWorld = {
  now: () => new Date('2026-11-22T10:00:00Z'),
  randomBytes: (count) => randomBytes(count),
  hostName: 'secret-host-77',
  platform: process.platform,
};

it('names nobody, is another one than the usual identity, and stays the same', async () => {
  const usual = await openIdentity(folder, ports);
  const unnamed = await openUnnamedIdentity(folder, ports);
  expect(unnamed.name).toBe('Netready on a machine without a name');
  expect(unnamed.fingerprint).not.toBe(usual.fingerprint);
  expect((await openUnnamedIdentity(folder, ports)).fingerprint).toBe(unnamed.fingerprint);
  for (const der of unnamed.signer.certificates) {
    expect(Buffer.from(der).toString('latin1')).not.toContain('secret-host');
    expect(
      new X509Certificate(der).publicKey.equals(
        new X509Certificate(usual.signer.certificates[0] ?? '').publicKey,
      ),
    ).toBe(false);
  }
});
