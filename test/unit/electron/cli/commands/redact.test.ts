import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { runCommand } from '../../../../support/command.ts';
import { runHere } from '../../../../support/command-here.ts';

let home = '';
let profile = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-redact-'));
  profile = join(home, 'profile.json');
  const answers = {
    schemaVersion: 1,
    machine: { name: 'Geheimer Server 7', roles: ['controller'] },
    environment: { name: 'Geheime Umgebung', oneProvider: 'yes' },
  };
  await writeFile(profile, JSON.stringify(answers));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const checkArgs = (...args: readonly string[]) => [
  'check',
  '--profile',
  profile,
  '--only',
  'lat-provider',
  ...args,
];
const check = (...args: readonly string[]) => runHere(checkArgs(...args), { home });

describe('netready check --redact', () => {
  it('writes a report without names, and keeps the aliases elsewhere, for its owner alone', async () => {
    const out = join(home, 'out');
    const args = checkArgs('--redact', '--out', out, '--format', 'json');
    const { code, stderr } = await runCommand(args, { home });
    expect(code, stderr).toBe(0);
    const names = (await readdir(out)).sort();
    expect(names.map((name) => name.replace(/^netready-ctrl-1-\d{8}-\d{6}Z/, ''))).toEqual([
      '-firewall.csv',
      '.json',
      '.pdf',
    ]);
    const [, json = '', pdf = ''] = names;
    const result = await readFile(join(out, json), 'utf8');
    expect(runResultSchema.parse(JSON.parse(result)).redacted).toBe(true);
    expect(result).not.toMatch(/geheim/i);
    const list =
      /^What stands for what is kept on this machine, and not to be sent: (.+)$/m.exec(stderr)?.[1] ?? '';
    expect(list.startsWith(out)).toBe(false);
    expect(await readFile(list, 'utf8')).toContain('Geheimer Server 7');
    if (process.platform !== 'win32') expect((await stat(list)).mode & 0o777).toBe(0o600);
    expect(stderr).toMatch(/^ {2}Server 1, Rule 1, program-1: names that somebody chose$/m);
    const verified = await runHere(['verify', join(out, pdf), '--format', 'json'], { home });
    const shown = await runHere(['identity', 'show', '--redacted', '--format', 'json'], { home });
    const { fingerprint } = JSON.parse(shown.stdout) as { readonly fingerprint: string };
    expect(JSON.parse(verified.stdout)).toMatchObject([
      { outcome: 'unknown-signer', signer: { name: 'Netready on a machine without a name', fingerprint } },
    ]);
    const usual = await runHere(['identity', 'show', '--format', 'json'], { home });
    expect(JSON.parse(usual.stdout)).toMatchObject({ name: expect.stringContaining(hostname()) });
    expect(usual.stdout).not.toContain(fingerprint);
  });

  it('prints JSON without names, and the table with them', async () => {
    const json = await check('--redact', '--format', 'json');
    expect(runResultSchema.parse(JSON.parse(json.stdout)).machine.hostname).toBe('ctrl-1');
    expect(json.stdout).not.toMatch(/geheim/i);
    const table = await check('--redact', '--out', join(home, 'out'));
    expect(table.stdout).toContain(hostname());
  });

  it('removes what somebody wrote, unless its field is named', async () => {
    const waive = ['--redact', '--format', 'json', '--waive', 'lat-provider=Frau Geheim weiss es.'] as const;
    const json = ['--redact', '--format', 'json'] as const;
    expect((await check(...waive)).stdout).toContain('[text 1 removed]');
    expect((await check(...waive, '--keep-text', 'waiver')).stdout).toContain('Frau Geheim weiss es.');
    const wrong = await check(...json, '--keep-text', 'reason');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('Allowed: waiver, system, server, proxy-header');
    const useless = await check('--format', 'json', '--keep-text', 'waiver');
    expect(useless.code).toBe(2);
    expect(useless.stderr).toContain('--keep-text keeps what --redact removes, which is missing.');
  });

  it.each([
    [['--redact'], '--redact changes what is written, so it needs --out or --format json.'],
    [['--redact', '--out', 'x', '--key', 'key.p12'], '--key'],
    [['--page-size', 'a5'], '--page-size: "a5" was given. Allowed: a4, letter.'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await check(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe('netready check --page-size', () => {
  it('writes a report for Letter paper', async () => {
    const out = join(home, 'out');
    await check('--out', out, '--page-size', 'letter');
    const name = (await readdir(out)).find((entry) => entry.endsWith('.pdf')) ?? '';
    const pdf = await readFile(join(out, name), 'latin1');
    expect(pdf).toContain('/MediaBox [0 0 612 792]');
    expect(pdf).not.toContain('595.28');
  });
});
