import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeyFile } from '../../electron/core/identity/key-file.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { commandPath } from '../support/command.ts';
import { keyFile, keyFilePassword } from '../support/key-files.ts';
import { needs } from '../support/needs.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);

/** The last words of a command are what it is given beyond the common ones. */
const openssl = async (...parameters: readonly string[]): Promise<void> => {
  await promisify(execFile)('openssl', [...parameters], { env: { ...process.env, LC_ALL: 'C' } });
};

needs('openssl')('a key file that OpenSSL writes', () => {
  const password = 'Größe 10€ пароль';
  beforeAll(async () => {
    await writeFile(path('password'), password);
    for (const [name, key] of [
      ['ec', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
      ['rsa', ['rsa:3072']],
    ] as const)
      await openssl(
        ...['req', '-x509', '-newkey', ...key, '-nodes', '-days', '30', '-subj', `/CN=${name}`],
        ...['-keyout', path(`${name}.key`), '-out', path(`${name}.pem`)],
      );
  });

  it.each([
    ['as it does by itself', []],
    ['for old programs', ['-legacy']],
    ['with triple DES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['with AES-192 and SHA-512', ['-keypbe', 'AES-192-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512']],
    ['with many rounds', ['-iter', '100000', '-maciter']],
  ] as const)('opens: %s', async (_, options) => {
    for (const name of ['ec', 'rsa']) {
      const out = path(`${name}.p12`);
      await openssl(
        ...['pkcs12', '-export', '-inkey', path(`${name}.key`), '-in', path(`${name}.pem`), '-out', out],
        ...['-passout', `file:${path('password')}`, ...options],
      );
      const bytes = await readFile(out);
      const { key } = openKeyFile(name, bytes, password, new Date());
      expect(key.asymmetricKeyType).toBe(name);
      expect(() => openKeyFile(name, bytes, `${password} `, new Date())).toThrow(AppError);
    }
  });
});

needs('pk12util', 'certutil')('a key file that NSS writes, in BER', () => {
  it('opens', async () => {
    const run = promisify(execFile);
    const store = path('nss');
    await run('mkdir', [store]);
    await run('certutil', ['-N', '-d', store, '--empty-password']);
    await run('pk12util', ['-i', keyFile('aes-256'), '-d', store, '-W', keyFilePassword]);
    const { stdout } = await run('certutil', ['-L', '-d', store]);
    const name = /^(.*\S)\s+u,u,u/m.exec(stdout)?.[1] ?? '';
    const out = path('nss.p12');
    await run('pk12util', ['-o', out, '-n', name, '-d', store, '-W', keyFilePassword]);
    const bytes = await readFile(out);
    expect(bytes[1]).toBe(0x80);
    const { certificates } = openKeyFile('nss', bytes, keyFilePassword, new Date('2027-01-01T00:00:00Z'));
    expect(certificates).toHaveLength(2);
  });
});

needs('script')('a password at a real terminal', () => {
  it('is asked for and not shown', async () => {
    const command = `${process.execPath} ${commandPath} identity import ${keyFile('aes-256')}`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], NETREADY_HOME: path('home'), LANG: 'C.UTF-8', TERM: 'xterm' },
    });
    let shown = '';
    const prompted = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        shown += text;
        if (shown.includes('Password of')) resolve();
      });
    });
    const closed = once(child, 'close');
    await Promise.race([prompted, closed]);
    child.stdin.write(`${keyFilePassword}\r`);
    const [code] = await closed;
    expect(shown).toContain('web01, Example Ltd');
    expect(shown).not.toContain(keyFilePassword.slice(0, 4));
    expect(code).toBe(0);
    expect(await readdir(path('home'))).toEqual(['identity']);
  });
});
