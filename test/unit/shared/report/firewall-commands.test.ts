import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { firewallCommands, type HostRule, hostRules } from '../../../../shared/report/firewall-commands.ts';
import {
  type FirewallRow,
  firewallRequest,
  firewallRequestOfPlan,
} from '../../../../shared/report/firewall-request.ts';
import { firewallTools } from '../../../../shared/report/firewall-tools.ts';
import { sampleMachine, sampleProfile, sampleResult } from '../../../support/sample-results.ts';

const answers = {
  machine: { roles: ['controller'] },
  controller: { host: 'app01' },
  frontEnds: [{ host: '10.0.0.21' }, { host: 'fd00::22' }],
  databases: [{ purpose: 'platform', host: '10.0.0.30' }],
  lifetime: { host: 'lifetime.example.local' },
};

const plan = () => buildPlan(catalogue.checks, sampleProfile(answers), sampleMachine);
const rulesOf = (direction: HostRule['direction']): readonly HostRule[] =>
  hostRules(firewallRequestOfPlan(plan())).filter((rule) => rule.direction === direction);
const rule = (direction: HostRule['direction'], port: number): HostRule => {
  const found = rulesOf(direction).find((entry) => entry.ports.includes(port));
  if (found === undefined) throw new Error(`no rule for ${port}`);
  return found;
};

describe('rules from a plan', () => {
  it('are those of a run, with nothing tried', () => {
    const key = ({ source, destination, port, protocol, direction, requirements, checks }: FirewallRow) =>
      JSON.stringify([source, destination, port, protocol, direction, requirements, checks]);
    const ofPlan = firewallRequestOfPlan(plan());
    const ofRun = firewallRequest(sampleResult({ profile: answers }));
    expect(ofPlan.map((row) => key(row)).sort()).toEqual(ofRun.map((row) => key(row)).sort());
    expect(new Set(ofPlan.map(({ state, observed }) => `${state}, ${observed}`))).toEqual(
      new Set(['not tested, not tested']),
    );
  });

  it('ask for SQL Server Browser where only it knows the port', () => {
    const profile = sampleProfile({
      ...answers,
      databases: [{ purpose: 'platform', host: 'db01', instance: 'PROD' }],
    });
    const rows = firewallRequestOfPlan(buildPlan(catalogue.checks, profile, sampleMachine));
    expect(rows.filter(({ destination }) => destination.host === 'db01')).toEqual([
      expect.objectContaining({ port: 1434, protocol: 'UDP', state: 'not tested' }),
    ]);
  });
});

describe('hostRules', () => {
  it('makes one rule of all ports that the same others use', () => {
    expect(rule('inbound', 12000)).toMatchObject({
      protocol: 'TCP',
      others: ['10.0.0.21', 'fd00::22'],
      addresses: ['10.0.0.21', 'fd00::22'],
    });
    expect(rule('inbound', 12000).ports).toEqual([5672, 12000]);
    expect(rule('outbound', 1433)).toMatchObject({ others: ['10.0.0.30'] });
    const keys = hostRules(firewallRequestOfPlan(plan())).map(
      ({ direction, protocol, others }) => `${direction} ${protocol} ${others.join(' ')}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names no addresses where one end is known by name only', () => {
    expect(rule('inbound', 443)).toMatchObject({ addresses: null });
    expect(rule('inbound', 443).others).toContain('lifetime.example.local');
  });

  it('says which ends are known by name only', () => {
    const profile = sampleProfile({
      ...answers,
      frontEnds: [{ host: '10.0.0.21' }, { host: 'fe02.example.local' }],
    });
    const rows = firewallRequestOfPlan(buildPlan(catalogue.checks, profile, sampleMachine));
    const found = hostRules(rows).find(
      ({ direction, ports }) => direction === 'inbound' && ports.includes(12000),
    );
    expect(found).toMatchObject({
      others: ['10.0.0.21', 'fe02.example.local'],
      unnamed: ['fe02.example.local'],
      addresses: null,
    });
  });

  it('names addresses as firewalls do: without a zone, and IPv4 as IPv4', () => {
    const profile = sampleProfile({
      ...answers,
      frontEnds: [{ host: 'fe80::1%eth0' }, { host: '::ffff:10.0.0.7' }, { host: '10.0.0.7' }],
    });
    const rows = firewallRequestOfPlan(buildPlan(catalogue.checks, profile, sampleMachine));
    const found = hostRules(rows).find(
      ({ direction, ports }) => direction === 'inbound' && ports.includes(12000),
    );
    expect([...(found?.addresses ?? [])].sort()).toEqual(['10.0.0.7', 'fe80::1']);
  });
});

describe('commands', () => {
  const of = (rules: readonly HostRule[], tool: (typeof firewallTools)[number]): readonly string[] =>
    firewallCommands(rules, tool).split(/\r?\n/);

  it('are written for netsh', () => {
    expect(of([rule('inbound', 12000)], 'netsh')).toEqual([
      'REM To be read, changed where needed and run as an administrator.',
      '',
      'REM From 10.0.0.21 and fd00::22.',
      'netsh advfirewall firewall add rule name="OutSystems inbound TCP 5672, 12000 (R7, R8, M2)" dir=in action=allow protocol=TCP localport=5672,12000 remoteip=10.0.0.21,fd00::22',
      '',
    ]);
    expect(of([rule('outbound', 1433)], 'netsh')[3]).toContain(
      'dir=out action=allow protocol=TCP remoteport=1433',
    );
    expect(firewallCommands([rule('inbound', 12000)], 'netsh')).toMatch(/\r\n$/);
  });

  it('are written for PowerShell', () => {
    expect(of([rule('inbound', 12000)], 'powershell')[3]).toBe(
      "New-NetFirewallRule -DisplayName 'OutSystems inbound TCP 5672, 12000 (R7, R8, M2)' -Group 'Netready' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 5672, 12000 -RemoteAddress '10.0.0.21', 'fd00::22'",
    );
    expect(of([rule('outbound', 1433)], 'powershell')[3]).toContain(
      "-Direction Outbound -Action Allow -Protocol TCP -RemotePort 1433 -RemoteAddress '10.0.0.30'",
    );
  });

  it('are written for nft, one for each family of addresses', () => {
    expect(of([rule('inbound', 12000)], 'nft').slice(3)).toEqual([
      '# From 10.0.0.21 and fd00::22.',
      `nft 'insert rule inet filter input ip saddr { 10.0.0.21 } tcp dport { 5672, 12000 } accept comment "OutSystems inbound TCP 5672, 12000 (R7, R8, M2)"'`,
      `nft 'insert rule inet filter input ip6 saddr { fd00::22 } tcp dport { 5672, 12000 } accept comment "OutSystems inbound TCP 5672, 12000 (R7, R8, M2)"'`,
      '',
    ]);
    expect(of([rule('outbound', 1433)], 'nft')[4]).toContain(
      'filter output ip daddr { 10.0.0.30 } tcp dport 1433',
    );
  });

  it('say what is still to be narrowed, and when nothing is needed', () => {
    for (const tool of firewallTools) {
      expect(firewallCommands([rule('inbound', 443)], tool)).toContain(
        'Narrow the rule to their addresses: the profile gives none for lifetime.example.local.',
      );
      expect(firewallCommands([], tool)).toContain('No rule is needed.');
    }
    expect(of([rule('inbound', 443)], 'netsh')[3]).toContain('remoteip=any');
  });

  const evil = `x"; del *'$(touch pwned)\`id\` %PATH% ^& | > ’; Remove-Item \r\nnew line #`;
  const evilRule: HostRule = { ...rule('inbound', 443), others: [evil], unnamed: [evil] };

  it.each(firewallTools)('keep names that look like commands on one line of text: %s', (tool) => {
    const lines = of([evilRule], tool);
    const [comment = ''] = lines.filter((line) => line.includes('touch'));
    expect(comment).toMatch(tool === 'netsh' ? /^REM / : /^# /);
    expect(comment.slice(2)).not.toMatch(/["'`$%^&|>;*’#]/);
    expect(lines).toHaveLength(of([rule('inbound', 443)], tool).length);
  });

  it('reach nft as one argument each, and run nothing else in a shell', () => {
    const text = firewallCommands([evilRule, rule('inbound', 12000)], 'nft');
    const output = execFileSync('sh', ['-c', `nft() { printf '<%s>\\n' "$@"; }\n${text}`], {
      encoding: 'utf8',
    });
    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => /^<insert rule inet filter input .*"OutSystems [^"]*">$/.test(line))).toBe(
      true,
    );
  });
});
