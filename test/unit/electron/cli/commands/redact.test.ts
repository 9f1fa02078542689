import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { runCommand } from '../../../../support/command.ts';

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

const check = (...args: readonly string[]) =>
  runCommand(['check', '--profile', profile, '--only', 'lat-provider', ...args], { home });

describe('netready check --redact', () => {
  it('writes a report without names, and beside it the aliases under a name that says not to send them', async () => {
    const out = join(home, 'out');
    const { code, stderr } = await check('--redact', '--out', out, '--format', 'json');
    expect(code, stderr).toBe(0);
    const names = (await readdir(out)).sort();
    expect(names.map((name) => name.replace(/^netready-ctrl-1-\d{8}-\d{6}Z/, ''))).toEqual([
      '-aliases-DO-NOT-SEND.json',
      '-firewall.csv',
      '.json',
      '.pdf',
    ]);
    const [aliases = '', , json = '', pdf = ''] = names;
    const result = await readFile(join(out, json), 'utf8');
    expect(runResultSchema.parse(JSON.parse(result)).redacted).toBe(true);
    expect(result).not.toMatch(/geheim/i);
    expect(await readFile(join(out, aliases), 'utf8')).toContain('Geheimer Server 7');
    const verified = await runCommand(['verify', join(out, pdf), '--format', 'json'], { home });
    const shown = await runCommand(['identity', 'show', '--redacted', '--format', 'json'], { home });
    const { fingerprint } = JSON.parse(shown.stdout) as { readonly fingerprint: string };
    expect(JSON.parse(verified.stdout)).toMatchObject([
      { outcome: 'unknown-signer', signer: { name: 'Netready on a machine without a name', fingerprint } },
    ]);
    const usual = await runCommand(['identity', 'show', '--format', 'json'], { home });
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
