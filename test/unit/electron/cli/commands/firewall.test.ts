import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHere } from '../../../../support/command-here.ts';

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
  runHere(['firewall', '--profile', profile, ...args], { home });

describe('netready firewall', () => {
  it('prints few rules for the network team, both directions, nothing tried', async () => {
    const { code, stdout, stderr } = await firewall();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trim().split('\r\n');
    expect(lines[0]).toContain('"Kind","Name","Host","From","To","Ports"');
    expect(lines).toContainEqual(expect.stringMatching(/^"rule","\d+","","CTL","DB","1433 TCP",/));
    expect(lines).toContainEqual(expect.stringMatching(/^"rule","\d+","","FE","CTL","5672, 12000 TCP",/));
    for (const line of ['"member","DB","192.0.2.30",', '"member","FE","192.0.2.22",'])
      expect(stdout).toContain(line);
  });

  it('prints every connection that the rules stand for', async () => {
    const { code, stdout } = await firewall('--format', 'connections');
    expect(code).toBe(0);
    const lines = stdout.trim().split('\r\n');
    expect(lines[0]).toContain('"Source","Destination","Port","Protocol","State"');
    expect(lines.slice(1).every((line) => line.includes('"not tested","not tested"'))).toBe(true);
    expect(stdout).toContain('"outbound"');
    expect(stdout).toContain('"192.0.2.30","1433","TCP"');
  });

  it('prints the rules of a whole environment', async () => {
    const answers = JSON.parse(await readFile(profile, 'utf8')) as object;
    await writeFile(profile, JSON.stringify({ ...answers, controller: { host: '192.0.2.11' } }));
    const { code, stdout, stderr } = await firewall('--environment');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^"rule","\d+","","CTL FE","DB","1433 TCP",/m);
    const connections = await firewall('--environment', '--format', 'connections');
    for (const host of ['192.0.2.11', '192.0.2.21', '192.0.2.22'])
      expect(connections.stdout).toContain(`"${host}","192.0.2.30","1433","TCP"`);
  });

  it('says beside the rules what the version brings and the profile leaves off, and how to choose it', async () => {
    const answers = JSON.parse(await readFile(profile, 'utf8')) as object;
    await writeFile(profile, JSON.stringify({ ...answers, environment: { platformVersion: '11.41.0' } }));
    const { code, stdout, stderr } = await firewall();
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/1210\d|chosen/);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^Not chosen: .*the edition 2025 describes it better/),
      'Not chosen: OutSystems 11.41.0 uses 12101 and 12102 and listens on 12100 without using it yet; overlay platform-ports is off.',
      expect.stringMatching(/^To choose them, write "edition": "2025" into the profile/),
    ]);
    await writeFile(
      profile,
      JSON.stringify({ ...answers, environment: { platformVersion: '11.41.0' }, edition: '2025' }),
    );
    const chosen = await firewall();
    expect(chosen.stderr).toBe('');
    expect(chosen.stdout).toMatch(/12101/);
  });

  it.each([
    ['netsh', 'localport=5672,12000 remoteip=192.0.2.21,192.0.2.22'],
    ['powershell', "-LocalPort 5672, 12000 -RemoteAddress '192.0.2.21', '192.0.2.22'"],
    ['nft', 'ip saddr { 192.0.2.21, 192.0.2.22 } tcp dport { 5672, 12000 } accept'],
  ])('prints the rules of this machine for %s', async (format, rule) => {
    const { code, stdout } = await firewall('--format', format);
    expect(code).toBe(0);
    expect(stdout).toContain(rule);
    expect(stdout).not.toContain('1433');
    expect((await firewall('--format', format, '--direction', 'both')).stdout).toContain('1433');
  });

  it.each(['csv', 'connections', 'netsh', 'powershell', 'nft'])(
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
    [
      ['--format', 'iptables'],
      '--format: "iptables" was given. Allowed: csv, connections, netsh, powershell, nft.',
    ],
    [['--environment', '--format', 'nft'], '--environment: Allowed: with --format csv or connections;'],
    [['--environment', '--role', 'front-end'], '--environment: Allowed: without --role and --direction:'],
    [['--environment'], '--environment: the profile calls the deployment controller localhost,'],
    [['--direction', 'up'], '--direction: "up" was given. Allowed: in, out, both.'],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await firewall(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});
