import { execFile } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import {
  type IdentityWorld,
  openIdentity,
  renewIdentity,
  replaceIdentity,
} from '../../../../../electron/core/identity/identity-store.ts';
import { openKeyFile } from '../../../../../electron/core/identity/key-file.ts';
import { isSignatureOf } from '../../../../../electron/core/identity/signature-algorithm.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { issue, toPem } from '../../../../support/certificates.ts';
import { keyFilePassword, keyFile as keyFilePath } from '../../../../support/key-files.ts';

const now = new Date('2026-11-22T10:00:00.500Z');
const ports: IdentityWorld = {
  now: () => now,
  randomBytes: (count) => randomBytes(count),
  hostName: 'web01',
  platform: process.platform,
};
const isPosix = process.platform !== 'win32';

describe('the identity of an installation', () => {
  let home = '';
  let folder = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-'));
    folder = join(home, 'data', 'identity');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const dataFolder = () => join(home, 'data');
  const keyFile = () => join(folder, 'key.pem');
  const certificateFile = () => join(folder, 'certificate.pem');
  const refusal = async (changes: Partial<IdentityWorld> = {}) => {
    const error: unknown = await openIdentity(dataFolder(), { ...ports, ...changes }).catch(
      (reason: unknown) => reason,
    );
    return error instanceof AppError ? { code: error.code, message: error.message } : error;
  };

  it('is made once and opened again', async () => {
    const first = await openIdentity(dataFolder(), ports);
    const second = await openIdentity(dataFolder(), ports);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(first.name).toBe('Netready on web01');
    expect(first.validTo).toEqual(new Date('2036-11-22T10:00:00Z'));
    expect(await readdir(dataFolder())).toEqual(['identity']);
    expect((await readdir(folder)).sort()).toEqual(['certificate.pem', 'key.pem']);
  });

  it('signs with the key of its certificate', async () => {
    const { signer, fingerprint } = await openIdentity(dataFolder(), ports);
    const [certificate] = signer.certificates;
    expect(fingerprintOf(certificate)).toBe(fingerprint);
    const bytes = Buffer.from('to be signed');
    const signature = await signer.sign(bytes);
    const { publicKey } = new X509Certificate(certificate);
    expect(isSignatureOf(publicKey, bytes, signature)).toBe(true);
    expect(isSignatureOf(publicKey, Buffer.from('else'), signature)).toBe(false);
  });

  it.runIf(isPosix)('can be read by its owner alone', async () => {
    await openIdentity(dataFolder(), ports);
    const modes = await Promise.all([folder, keyFile()].map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('is one and the same for all who open it at once', async () => {
    const opened = await Promise.all(Array.from({ length: 12 }, () => openIdentity(dataFolder(), ports)));
    expect(new Set(opened.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(await readdir(dataFolder())).toEqual(['identity']);
  });

  it('is one and the same for several processes', async () => {
    const script = `
      import { runnerImport } from 'vite';
      const { module } = await runnerImport(process.argv[1], { configFile: false, logLevel: 'silent' });
      const ports = { now: () => new Date(), randomBytes: (await import('node:crypto')).randomBytes, hostName: 'web01', platform: process.platform };
      process.stdout.write((await module.openIdentity(process.argv[2], ports)).fingerprint);`;
    const store = join(process.cwd(), 'electron/core/identity/identity-store.ts');
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, store, dataFolder()]);
    const printed = await Promise.all([run(), run(), run()]);
    const fingerprints = new Set(printed.map(({ stdout }) => stdout));
    expect(fingerprints).toEqual(new Set([(await openIdentity(dataFolder(), ports)).fingerprint]));
  });

  it.runIf(isPosix)('is refused when others can read the key, with the command that helps', async () => {
    await openIdentity(dataFolder(), ports);
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(keyFile(), mode);
      expect(await refusal()).toEqual({
        code: 'identity-exposed',
        message: `Other accounts can read the signing key ${keyFile()}; run: chmod 600 ${keyFile()}`,
      });
    }
    expect(await refusal({ platform: 'win32' })).toMatchObject({ name: 'Netready on web01' });
    await promisify(execFile)('chmod', ['600', keyFile()]);
    await expect(openIdentity(dataFolder(), ports)).resolves.toMatchObject({ name: 'Netready on web01' });
  });

  it.runIf(isPosix)('is refused when others can enter its folder, with the command that helps', async () => {
    await openIdentity(dataFolder(), ports);
    const folder = join(dataFolder(), 'identity');
    for (const mode of [0o755, 0o710, 0o702]) {
      await chmod(folder, mode);
      expect(await refusal()).toEqual({
        code: 'identity-exposed',
        message: `Other accounts can enter the folder of the signing key, ${folder}; run: chmod 700 ${folder}`,
      });
    }
    await promisify(execFile)('chmod', ['700', folder]);
    await expect(openIdentity(dataFolder(), ports)).resolves.toMatchObject({ name: 'Netready on web01' });
  });

  it('is refused on Windows when its list lets others in, with the commands that help', async () => {
    await openIdentity(dataFolder(), ports);
    const folder = join(dataFolder(), 'identity');
    const asked: string[] = [];
    const windows = (others: readonly string[]) => ({
      platform: 'win32' as const,
      keyAccess: async (path: string) => {
        asked.push(path);
        return { user: 'S-1-5-21-1-2-3-1001', others };
      },
    });
    expect(await refusal(windows(['all users of this machine', 'everyone']))).toEqual({
      code: 'identity-exposed',
      message:
        `Others (all users of this machine and everyone) can read or change the signing key ${keyFile()}; ` +
        `run: icacls "${folder}" /reset /T and then icacls "${folder}" /inheritance:r /grant:r ` +
        '"*S-1-5-21-1-2-3-1001:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F"',
    });
    expect(asked).toEqual([keyFile()]);
    expect(await refusal(windows([]))).toMatchObject({ name: 'Netready on web01' });
    const untold = { platform: 'win32' as const, keyAccess: async () => null };
    expect(await refusal(untold)).toMatchObject({ name: 'Netready on web01' });
  });

  it.runIf(isPosix)('quotes a path with blanks in the command that helps', async () => {
    const odd = join(home, "it's here");
    await openIdentity(odd, ports);
    const key = join(odd, 'identity', 'key.pem');
    await chmod(key, 0o644);
    const error: unknown = await openIdentity(odd, ports).catch((reason: unknown) => reason);
    const command = error instanceof AppError ? error.message.replace(/.*; run: /, '') : '';
    await promisify(execFile)('sh', ['-c', command]);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
  });

  it('is refused when a file is missing, with its name', async () => {
    await openIdentity(dataFolder(), ports);
    await rm(certificateFile());
    expect(await refusal()).toEqual({
      code: 'identity-damaged',
      message: `The signing key cannot be used: ${certificateFile()} is missing.`,
    });
    await rm(keyFile());
    expect(await refusal()).toMatchObject({ code: 'identity-damaged' });
  });

  it('is refused when a file is not what it should be, with its name', async () => {
    await openIdentity(dataFolder(), ports);
    const key = await readFile(keyFile(), 'utf8');
    const wrong: readonly (readonly [string, string, string])[] = [
      [keyFile(), '', 'is not a private key in PEM'],
      [keyFile(), key.slice(0, 100), 'is not a private key in PEM'],
      [certificateFile(), 'garbage', 'is not a certificate in PEM'],
    ];
    for (const [path, content, why] of wrong) {
      const before = await readFile(path, 'utf8');
      await writeFile(path, content);
      expect(await refusal()).toEqual({
        code: 'identity-damaged',
        message: `The signing key cannot be used: ${path} ${why}.`,
      });
      await writeFile(path, before);
    }
    await expect(openIdentity(dataFolder(), ports)).resolves.toBeDefined();
  });

  it('is refused when the certificate belongs to another key', async () => {
    await openIdentity(dataFolder(), ports);
    const other = await issue({ commonName: 'Netready on web01', keyKind: 'P-256' });
    await writeFile(certificateFile(), toPem(other.certificate));
    expect(await refusal()).toEqual({
      code: 'identity-damaged',
      message: `The signing key cannot be used: ${certificateFile()} does not belong to the key beside it.`,
    });
  });

  it('is refused when its key is of a kind that cannot sign reports', async () => {
    await openIdentity(dataFolder(), ports);
    const other = await issue({ commonName: 'Weak', keyKind: 'RSA-1024' });
    await writeFile(keyFile(), other.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(certificateFile(), toPem(other.certificate));
    expect(await refusal()).toMatchObject({
      code: 'identity-damaged',
      message: expect.stringContaining(`${keyFile()} is of a kind that cannot sign reports`),
    });
  });

  it('is refused after its ten years', async () => {
    await openIdentity(dataFolder(), ports);
    const lastDay = new Date('2036-11-22T09:59:59Z');
    await expect(openIdentity(dataFolder(), { ...ports, now: () => lastDay })).resolves.toBeDefined();
    expect(await refusal({ now: () => new Date('2036-11-22T10:00:01Z') })).toEqual({
      code: 'identity-damaged',
      message: `The signing key cannot be used: ${certificateFile()} expired on 2036-11-22.`,
    });
  });

  it('says where it could not be written, and leaves nothing behind', async () => {
    await mkdir(home, { recursive: true });
    await writeFile(dataFolder(), 'a file in the way');
    expect(await refusal()).toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining(folder),
    });
    expect(await readdir(home)).toEqual(['data']);
  });

  const later = new Date('2027-01-01T08:09:10Z');
  const imported = async () =>
    openKeyFile('key', await readFile(keyFilePath('aes-256')), keyFilePassword, later);

  it('is replaced by an imported one with its chain, and the one before is kept whole', async () => {
    const before = await openIdentity(dataFolder(), ports);
    const { identity, backup } = await replaceIdentity(dataFolder(), await imported(), {
      ...ports,
      now: () => later,
    });
    expect(identity.name).toBe('web01, Example Ltd');
    expect(identity.signer.certificates).toHaveLength(2);
    expect(backup).toBe(join(dataFolder(), 'identity-backup-20270101-080910Z'));
    expect((await readdir(dataFolder())).sort()).toEqual(['identity', 'identity-backup-20270101-080910Z']);
    const reopened = await openIdentity(dataFolder(), ports);
    expect(reopened.fingerprint).toBe(identity.fingerprint);
    expect(reopened.signer.certificates).toEqual(identity.signer.certificates);
    await rm(folder, { recursive: true });
    await promisify(execFile)('cp', ['-Rp', backup ?? '', folder]);
    expect((await openIdentity(dataFolder(), ports)).fingerprint).toBe(before.fingerprint);
  });

  it('is imported where there is none, and set aside even when it is damaged', async () => {
    const material = await imported();
    expect((await replaceIdentity(dataFolder(), material, ports)).backup).toBeNull();
    await writeFile(keyFile(), 'damaged');
    const { backup } = await replaceIdentity(dataFolder(), material, ports);
    expect(await readFile(join(backup ?? '', 'key.pem'), 'utf8')).toBe('damaged');
  });

  it('is renewed with another key of the same kind, as often as wanted', async () => {
    const first = await openIdentity(dataFolder(), ports);
    const second = await renewIdentity(dataFolder(), ports);
    const third = await renewIdentity(dataFolder(), ports);
    const all = [first.fingerprint, second.identity.fingerprint, third.identity.fingerprint];
    expect(new Set(all).size).toBe(3);
    expect(third.identity.name).toBe('Netready on web01');
    expect((await readdir(dataFolder())).sort()).toEqual([
      'identity',
      'identity-backup-20261122-100000Z',
      'identity-backup-20261122-100000Z-2',
    ]);
  });

  it('is the old or the new one for whoever opens it while it is replaced', async () => {
    const before = await openIdentity(dataFolder(), ports);
    const material = await imported();
    const replacing = replaceIdentity(dataFolder(), material, ports);
    const seen = new Set<string>();
    const look = async (): Promise<void> => {
      for (let count = 0; count < 40; count += 1) {
        seen.add((await openIdentity(dataFolder(), ports)).fingerprint);
      }
    };
    await Promise.all([look(), look()]);
    const { identity } = await replacing;
    for (const fingerprint of seen) expect([before.fingerprint, identity.fingerprint]).toContain(fingerprint);
    expect((await openIdentity(dataFolder(), ports)).fingerprint).toBe(identity.fingerprint);
  });

  it('is the new one when the process ended between setting the old one aside and putting it in its place', async () => {
    const { identity } = await replaceIdentity(dataFolder(), await imported(), ports);
    await promisify(execFile)('mv', [folder, join(dataFolder(), 'identity.next')]);
    expect((await openIdentity(dataFolder(), ports)).fingerprint).toBe(identity.fingerprint);
    expect(await readdir(dataFolder())).toEqual(['identity']);
  });

  it('is not said to be replaced when another process has put its own in place meanwhile', async () => {
    const own = await openIdentity(dataFolder(), ports);
    const other = await openIdentity(join(home, 'other'), ports);
    const next = join(dataFolder(), 'identity.next');
    const meanwhile = (): Date => {
      rmSync(next, { recursive: true, force: true });
      cpSync(join(home, 'other', 'identity'), next, { recursive: true });
      chmodSync(next, 0o700);
      return now;
    };
    const replacing = replaceIdentity(dataFolder(), await imported(), { ...ports, now: meanwhile });
    await expect(replacing).rejects.toMatchObject({
      code: 'output-unwritable',
      message: 'Another process has replaced the signing key meanwhile.',
    });
    const { fingerprint } = await openIdentity(dataFolder(), ports);
    expect(fingerprint).toBe(other.fingerprint);
    expect(fingerprint).not.toBe(own.fingerprint);
  });

  it('is kept by the key store of the system where the host has one', async () => {
    const turned = async (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
    const protection = { protect: turned, reveal: turned };
    const made = await openIdentity(dataFolder(), { ...ports, protection });
    expect(await readFile(keyFile(), 'utf8')).not.toContain('PRIVATE KEY');
    const again = await openIdentity(dataFolder(), { ...ports, protection });
    expect(again.fingerprint).toBe(made.fingerprint);
    expect(await refusal()).toEqual({
      code: 'identity-damaged',
      message: `The signing key cannot be used: ${keyFile()} is protected by the key store of the desktop, which cannot be used here; sign in to the desktop and unlock its key store.`,
    });
  });
});
