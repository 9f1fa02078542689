import { describe, expect, it } from 'vitest';
import {
  type KeyProtection,
  protectKey,
  revealKey,
} from '../../../../../electron/core/identity/key-protection.ts';

const key = '-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n';

const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
const store: KeyProtection = {
  protect: async (bytes) => turned(bytes),
  reveal: async (bytes) => turned(bytes),
};

describe('the protection of a key by the key store of a system', () => {
  it('leaves the key as it is where there is no key store', async () => {
    expect(await protectKey(key, undefined)).toBe(key);
    expect(await revealKey(key, undefined)).toEqual({ kind: 'key', keyPem: key });
    expect(await revealKey(key, store)).toEqual({ kind: 'key', keyPem: key });
  });

  it('writes nothing of the key, and gives it back', async () => {
    const text = await protectKey(key.repeat(20), store);
    expect(text).toMatch(/^-----BEGIN NETREADY PROTECTED KEY-----\n/);
    expect(text).not.toContain('PRIVATE');
    expect(await revealKey(text, store)).toEqual({ kind: 'key', keyPem: key.repeat(20) });
  });

  it('tells a key store that is missing from one that does not know the key', async () => {
    const text = await protectKey(key, store);
    expect(await revealKey(text, undefined)).toEqual({ kind: 'no-store' });
    const elsewhere = { ...store, reveal: () => Promise.reject(new Error('another account')) };
    expect(await revealKey(text, elsewhere)).toEqual({ kind: 'refused' });
  });
});
