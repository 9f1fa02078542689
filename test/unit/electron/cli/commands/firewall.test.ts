import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../support/command.ts';

let home = '';
let profile = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-firewall-'));
  profile = join(home, 'profile.json');
  const answers = {
    schemaVersion: 1,
    machine: { roles: ['controller'] },
    frontEnds: [{ host: '192.0.2.21' }, { host: '192.0.2.22' }],
    databases: [{ purpose: 'platform', host: '192.0.2.30' }],
  };
  await writeFile(profile, JSON.stringify(answers));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const firewall = (...args: readonly string[]) =>
  runCommand(['firewall', '--profile', profile, ...args], { home });

describe('netready firewall', () => {
  it('prints a table for the network team, both directions, nothing tried', async () => {
    const { code, stdout, stderr } = await firewall();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trim().split('\r\n');
    expect(lines[0]).toContain('"Source","Destination","Port","Protocol","State"');
    expect(lines.slice(1).every((line) => line.includes('"not tested","not tested"'))).toBe(true);
    expect(stdout).toContain('"outbound"');
    expect(stdout).toContain('"192.0.2.30","1433","TCP"');
  });

  it.each([
    ['netsh', 'localport=12000 remoteip=192.0.2.21,192.0.2.22'],
    ['powershell', "-LocalPort 12000 -RemoteAddress '192.0.2.21', '192.0.2.22'"],
    ['nft', 'ip saddr { 192.0.2.21, 192.0.2.22 } tcp dport 12000 accept'],
  ])('prints the rules of this machine for %s', async (format, rule) => {
    const { code, stdout } = await firewall('--format', format);
    expect(code).toBe(0);
    expect(stdout).toContain(rule);
    expect(stdout).not.toContain('1433');
    expect((await firewall('--format', format, '--direction', 'both')).stdout).toContain('1433');
  });

  it.each(['csv', 'netsh', 'powershell', 'nft'])(
    'writes %s into a new file, so that no shell has to redirect it',
    async (format) => {
      const out = join(home, 'asked', 'firewall.txt');
      const { stdout } = await firewall('--format', format);
      expect(await firewall('--format', format, '--out', out)).toEqual({
        code: 0,
        stdout: '',
        stderr: `Written: ${out}\n`,
      });
      const mark = format === 'powershell' ? '\uFEFF' : '';
      expect((await readFile(out)).toString('utf8')).toBe(`${mark}${stdout}`);
      const again = await firewall('--format', format, '--out', out);
      expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining(`${out} exists already.`) });
    },
  );

  it.each([
    [['--format', 'iptables'], '--format: "iptables" was given. Allowed: csv, netsh, powershell, nft.'],
    [['--direction', 'up'], '--direction: "up" was given. Allowed: in, out, both.'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await firewall(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});
