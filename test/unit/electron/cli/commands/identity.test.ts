import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliContext } from '../../../../../electron/cli/context.ts';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { desktopIdentities } from '../../../../../electron/core/identity/desktop-identity.ts';
import { identityWorld } from '../../../../../electron/core/system/system-world.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { trustFileSchema } from '../../../../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../../../../shared/words/phrases.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { keyFile, keyFilePassword } from '../../../../support/key-files.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-identity-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Carries out a command line; an expected failure is given instead of thrown. */
async function run(args: readonly string[], changes: Partial<CliContext> = {}) {
  const { context, log } = testContext(home, changes);
  try {
    await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', ...args]);
    return { ...log, error: null };
  } catch (error) {
    if (error instanceof AppError) return { ...log, error: { code: error.code, message: error.message } };
    throw error;
  }
}

const passwordFile = async (text: string): Promise<string> => {
  const path = join(home, 'password.txt');
  await writeFile(path, text);
  return path;
};

describe('netready identity import', () => {
  const key = keyFile('aes-256');
  const folders = async (): Promise<readonly string[]> =>
    (await readdir(join(home, 'data')).catch(() => [])).sort();

  it('takes the password from a file, whatever ends its line', async () => {
    for (const text of [keyFilePassword, `${keyFilePassword}\n`, `\u{FEFF}${keyFilePassword}\r\nmore`]) {
      const { printed, error } = await run([
        'identity',
        'import',
        key,
        '--password-file',
        await passwordFile(text),
      ]);
      expect(error).toBeNull();
      expect(printed).toContain('Signer       web01, Example Ltd');
      expect(printed).toContain('Certificates of its authority that go with it  1');
    }
  });

  it('takes it from the environment, or asks for it', async () => {
    const given = { givenPassword: keyFilePassword };
    expect((await run(['identity', 'import', key], given)).error).toBeNull();
    const asked: string[] = [];
    const askPassword = async (prompt: string) => {
      asked.push(prompt);
      return keyFilePassword;
    };
    expect((await run(['identity', 'import', key], { passwordAsker: () => askPassword })).error).toBeNull();
    expect(asked).toEqual([`Password of ${key}: `]);
  });

  it('changes nothing without a password, with a wrong one, and with a file that is none', async () => {
    expect((await run(['identity', 'import', key])).error).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--password-file FILE or set NETREADY_P12_PASSWORD'),
    });
    const dismissed = await run(['identity', 'import', key], { passwordAsker: () => async () => null });
    expect(dismissed.error?.code).toBe('cancelled');
    const given = { givenPassword: 'wrong' };
    expect((await run(['identity', 'import', key], given)).error).toEqual({
      code: 'key-file-invalid',
      message: `${key} cannot be used: the password does not open it.`,
    });
    const other = await passwordFile('x');
    expect((await run(['identity', 'import', other], given)).error?.message).toContain(
      'it is not a PKCS #12 file',
    );
    expect((await run(['identity', 'import', join(home, 'missing.p12')], given)).error?.code).toBe(
      'file-unreadable',
    );
    await writeFile(other, Buffer.from([0xff, 0xfe, 0x00]));
    expect((await run(['identity', 'import', key, '--password-file', other])).error?.code).toBe(
      'file-unreadable',
    );
    expect(await folders()).toEqual([]);
  });

  it('has no option for the password itself', async () => {
    await expect(run(['identity', 'import', key, '--password', 'secret'])).rejects.toMatchObject({
      code: 'commander.unknownOption',
    });
  });

  it('keeps the key before and says where', async () => {
    await run(['identity', 'show']);
    const given = { givenPassword: keyFilePassword };
    const { printed } = await run(['identity', 'import', key], given);
    const [, backup = ''] = /The key before is kept in (\S+);/.exec(printed) ?? [];
    expect((await readdir(backup)).sort()).toEqual(['certificate.pem', 'key.pem']);
    expect(await folders()).toHaveLength(2);
  });
});

describe('netready identity renew and export', () => {
  it('makes another key', async () => {
    const before = JSON.parse((await run(['identity', 'show', '--format', 'json'])).printed);
    const { printed, error } = await run(['identity', 'renew']);
    expect(error).toBeNull();
    expect(printed).toContain('The key before is kept in');
    const after = JSON.parse((await run(['identity', 'show', '--format', 'json'])).printed);
    expect(after.name).toBe(before.name);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it('gives the certificate and an entry that a trust file takes, and no private key', async () => {
    const { printed } = await run(['identity', 'export']);
    expect(printed).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(printed).not.toContain('PRIVATE KEY');
    const entry: unknown = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
    expect(trustFileSchema.parse({ schemaVersion: 1, signers: [entry] }).signers).toHaveLength(1);
    const out = join(home, 'out');
    await run(['identity', 'export', '--out', out]);
    expect((await readdir(out)).sort()).toEqual(['netready-certificate.pem', 'netready-trust-entry.json']);
    expect(await readFile(join(out, 'netready-trust-entry.json'), 'utf8')).toMatch(/^\{.*\}\n$/);
    expect((await run(['identity', 'export', '--out', out])).error?.code).toBe('file-exists');
  });
});

describe('netready check --key', () => {
  const given = { givenPassword: keyFilePassword };
  const profileWith = async (): Promise<string> => {
    const path = join(home, 'profile.json');
    await writeFile(
      path,
      JSON.stringify({
        schemaVersion: 1,
        machine: { roles: ['front-end'] },
        controller: { host: '127.0.0.1' },
      }),
    );
    return path;
  };

  it('signs one report with the key of a file, and leaves the own key alone', async () => {
    const out = join(home, 'out');
    const args = ['check', '--profile', await profileWith(), '--only', 'out-ctrl', '--out', out];
    const { error } = await run([...args, '--key', keyFile('rc2-40')], given);
    expect(error).toBeNull();
    expect(await readdir(join(home, 'data'))).toEqual(['runs']);
    const { printed, exitCode } = await run(['verify', '--dir', out, '--format', 'json']);
    expect(JSON.parse(printed)).toMatchObject([
      { outcome: 'unknown-signer', signer: { name: 'web01, Example Ltd' }, pages: 'match' },
    ]);
    expect(exitCode).toBe(6);
  });

  it('is refused before anything is contacted when it cannot sign', async () => {
    const out = join(home, 'out');
    const wrong = { givenPassword: 'wrong' };
    const key = keyFile('aes-256');
    expect((await run(['check', '--key', key], given)).error?.code).toBe('usage');
    expect((await run(['check', '--out', out, '--password-file', 'x'])).error?.code).toBe('usage');
    const refused = await run(['check', '--out', out, '--key', key], wrong);
    expect(refused.error?.code).toBe('key-file-invalid');
    expect(refused.explained).toBe('');
  });
});

describe('netready identity, beside a desktop with a key of its own', () => {
  const turned = async (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
  const makeOwn = (dataFolder: string) =>
    desktopIdentities(dataFolder, identityWorld(process), async () => ({ protect: turned, reveal: turned }));

  it('shows its own key and names the other, whose key file it cannot read', async () => {
    const dataFolder = join(home, 'data');
    const { fingerprint } = await makeOwn(dataFolder).openIdentity();
    const { printed, error } = await run(['identity', 'show']);
    expect(error).toBeNull();
    expect(printed).toContain('The desktop window signs with a key of its own');
    expect(printed).toContain(`Fingerprint  ${fingerprintGroups(fingerprint).join(' ')}`);
    expect(printed).toContain(`move ${join(dataFolder, 'desktop', 'identity')} away`);
    const shown = JSON.parse((await run(['identity', 'show', '--format', 'json'])).printed);
    expect(shown.desktop).toEqual({ folder: join(dataFolder, 'desktop', 'identity'), fingerprint });
    expect(shown.fingerprint).not.toBe(fingerprint);
    const redacted = JSON.parse((await run(['identity', 'show', '--redacted', '--format', 'json'])).printed);
    expect(redacted.desktop).toBeNull();
  });

  it('says so too when its own key is replaced, because the desktop keeps signing with the other', async () => {
    await makeOwn(join(home, 'data')).openIdentity();
    expect((await run(['identity', 'renew'])).printed).toContain(
      'The desktop window signs with a key of its own',
    );
  });

  it('says nothing where there is no other', async () => {
    expect((await run(['identity', 'show'])).printed).not.toContain('desktop');
  });
});
