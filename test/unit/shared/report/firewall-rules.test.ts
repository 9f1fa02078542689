import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../shared/profile/roles.ts';
import { firewallRequestOfEnvironment, serversOf } from '../../../../shared/report/environment-firewall.ts';
import {
  type FirewallRow,
  firewallEndText,
  firewallRequest,
} from '../../../../shared/report/firewall-request.ts';
import {
  type FirewallRules,
  firewallRules,
  type ObjectGroup,
  standingOf,
} from '../../../../shared/report/firewall-rules.ts';
import { anyProfile } from '../../../support/any-profile.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import { farmResult, sampleProfile } from '../../../support/sample-results.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const row = (
  source: string,
  destination: string,
  port: number,
  changes: Partial<FirewallRow> = {},
): FirewallRow => ({
  source: { place: 'front-end', host: source },
  destination: { place: 'front-end', host: destination },
  port,
  protocol: 'TCP',
  direction: 'outbound',
  requirements: ['R8'],
  why: 'So that applications are deployed.',
  severity: 'required',
  observed: 'not tested',
  outcome: 'not tested',
  state: 'not tested',
  verdict: 'skipped',
  checks: ['out-deploy'],
  obstacles: [],
  ...changes,
});

const keyOf = (source: string, destination: string, port: number, protocol: string): string =>
  [source, destination, port, protocol].join(' ');
const asked = (rows: readonly FirewallRow[]): ReadonlySet<string> =>
  new Set(
    rows.map(({ source, destination, port, protocol }) =>
      keyOf(firewallEndText(source), destination.host, port, protocol),
    ),
  );

const namesIn = ({ members, place }: ObjectGroup): readonly string[] =>
  members.length > 0 ? members : [firewallEndText({ place, host: null })];

/** Every connection that rules allow, spelled out; those of a machine with itself cross no firewall. */
function allowed({ rules }: FirewallRules): ReadonlySet<string> {
  const keys = rules.flatMap(({ from, to, services }) =>
    from.flatMap(namesIn).flatMap((source) =>
      to
        .flatMap(namesIn)
        .filter((destination) => destination !== source)
        .flatMap((destination) =>
          services.map(({ port, protocol }) => keyOf(source, destination, port, protocol)),
        ),
    ),
  );
  return new Set(keys);
}

const behind = ({ rules }: FirewallRules): readonly FirewallRow[] =>
  rules.flatMap(({ connections }) => Object.values(connections).flat());

/** No more, no less; each connection behind one rule; each host in one group of its place. */
function demandExact(rows: readonly FirewallRow[]): FirewallRules {
  const made = firewallRules(rows);
  expect([...allowed(made)].sort()).toEqual([...asked(rows)].sort());
  expect(new Set(behind(made))).toEqual(new Set(rows));
  expect(behind(made)).toHaveLength(rows.length);
  const members = made.groups.flatMap(namesIn);
  expect(new Set(members).size).toBe(members.length);
  expect(new Set(made.groups.map(({ id }) => id)).size).toBe(made.groups.length);
  return made;
}

const summary = ({ rules }: FirewallRules): readonly string[] =>
  rules.map(
    ({ from, to, services }) =>
      `${from.map(({ id }) => id).join(' ')} > ${to.map(({ id }) => id).join(' ')}: ${services.map(({ port }) => port).join(' ')}`,
  );

describe('few rules', () => {
  it('allow what many connections need, no more and no less, whatever these are', () => {
    const random = seededRandom(20_261_129);
    for (let round = 0; round < 300; round += 1) {
      const hosts = Array.from({ length: 1 + random.below(6) }, (_, index) => `h${index}`);
      const density = 1 + random.below(9);
      const rows = hosts.flatMap((source) =>
        hosts
          .filter((destination) => destination !== source)
          .flatMap((destination) =>
            [80, 443, 12001]
              .filter(() => random.below(10) < density)
              .map((port) =>
                row(source, destination, port, { protocol: random.below(2) === 0 ? 'TCP' : 'UDP' }),
              ),
          ),
      );
      const made = demandExact(rows);
      expect(made.rules.length).toBeLessThanOrEqual(rows.length);
    }
  });

  it('allow what any environment needs', () => {
    const random = seededRandom(7);
    let rules = 0;
    for (let round = 0; round < 60; round += 1) {
      const rows = firewallRequestOfEnvironment({ ...anyProfile(random), overlays: [] });
      rules += demandExact(rows.filter(({ source, destination }) => source.host !== destination.host)).rules
        .length;
    }
    expect(rules).toBeGreaterThan(60);
  });

  it('are the same whatever the order of the connections', () => {
    const rows = firewallRequest(farmResult());
    expect(firewallRules([...rows].reverse())).toEqual(firewallRules(rows));
  });

  it('take no more of them for more servers', () => {
    const countOf = (count: number): number =>
      demandExact(
        firewallRequestOfEnvironment(
          sampleProfile({
            controller: { host: 'ctl.example.local' },
            frontEnds: Array.from({ length: count }, (_, index) => ({ host: `fe${index}.example.local` })),
            databases: [{ purpose: 'platform', host: 'db.example.local' }],
            lifetime: { host: 'lt.example.local' },
          }),
        ),
      ).rules.length;
    expect(countOf(12)).toBe(countOf(2));
    expect(countOf(2)).toBeLessThan(20);
  });

  it('treat a farm in which everybody reaches everybody as one group', () => {
    const hosts = ['fe1', 'fe2', 'fe10'];
    const rows = hosts.flatMap((source) =>
      hosts
        .filter((host) => host !== source)
        .flatMap((host) => [row(source, host, 443), row(source, host, 80)]),
    );
    const made = demandExact(rows);
    expect(summary(made)).toEqual(['FE > FE: 80 443']);
    expect(made.groups).toEqual([{ id: 'FE', place: 'front-end', members: ['fe1', 'fe2', 'fe10'] }]);
  });

  it('split a place where its servers need different things, the larger group first', () => {
    const rows = [row('a', 'db', 1433), row('b', 'db', 1433), row('c', 'db', 1433), row('c', 'db', 1434)].map(
      (entry) => ({
        ...entry,
        destination: { place: 'database' as const, host: 'db' },
      }),
    );
    const made = demandExact(rows);
    expect(made.groups.map(({ id, members }) => `${id}: ${members.join(' ')}`)).toEqual([
      'FE1: a b',
      'FE2: c',
      'DB: db',
    ]);
    expect([...summary(made)].sort()).toEqual(['FE1 FE2 > DB: 1433', 'FE2 > DB: 1434']);
  });

  it('do not make a server a source because it is a destination', () => {
    const made = demandExact([row('a', 'b', 80), row('a', 'c', 80)]);
    expect(made.rules[0]?.from.flatMap(({ members }) => members)).toEqual(['a']);
  });

  it('leave out what a machine says to itself', () => {
    expect(firewallRules([row('a', 'a', 80)])).toEqual({ groups: [], rules: [] });
    expect(firewallRules([row('a', 'a', 80), row('a', 'b', 80)]).rules[0]?.to.flatMap(namesIn)).toEqual([
      'b',
    ]);
  });

  it('name a place where no host is known', () => {
    const end = (place: Place) => ({ place, host: null });
    const made = demandExact([
      row('a', 'b', 80, { source: end('end-user') }),
      row('a', 'b', 22, { source: end('sysops') }),
    ]);
    expect(made.groups.map(({ id, members }) => [id, members.length])).toEqual([
      ['FE', 1],
      ['USERS', 0],
      ['OPS', 0],
    ]);
  });

  it('say how their connections stand, and put first what is blocked', () => {
    const blocked = { state: 'needed', verdict: 'fail' } as const;
    const open = { state: 'open', verdict: 'pass' } as const;
    const made = demandExact([
      row('a', 'x', 80, open),
      row('a', 'y', 443),
      row('b', 'z', 1433, blocked),
      row('c', 'z', 1433, open),
      row('d', 'z', 1433, { state: 'needed', verdict: 'not-yet' }),
    ]);
    const counts = made.rules.map(({ connections: { blocked: no, unknown, open: yes } }) => [
      no.length,
      unknown.length,
      yes.length,
    ]);
    expect(counts).toEqual([
      [1, 1, 1],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(standingOf({ state: 'needed', verdict: 'warn' })).toBe('blocked');
  });

  it('have the requirements of all that they stand for, in the order of the source document', () => {
    const made = demandExact([
      row('a', 'x', 80, { requirements: ['M2'] }),
      row('b', 'x', 80, { requirements: ['R8'] }),
    ]);
    expect(made.rules[0]?.requirements).toEqual(['R8', 'M2']);
  });

  it('are made of a farm of hundreds', () => {
    const rows = firewallRequest(largeFarm(300));
    expect(rows.length).toBeGreaterThan(1000);
    expect(demandExact(rows).rules.length).toBeLessThan(60);
  }, 30_000);
});

describe('an environment', () => {
  it('has each of its servers once, with all its roles', () => {
    expect(
      serversOf(
        sampleProfile({
          controller: { host: 'CTL.example.local' },
          frontEnds: [{ host: 'ctl.example.local' }, { host: 'fe1.example.local' }],
        }),
      ),
    ).toEqual([
      { host: 'ctl.example.local', roles: ['controller', 'front-end'] },
      { host: 'fe1.example.local', roles: ['front-end'] },
    ]);
  });

  it('asks for each connection once, of whichever end it is a requirement', () => {
    const rows = firewallRequestOfEnvironment(
      sampleProfile({
        controller: { host: 'ctl.example.local' },
        frontEnds: [{ host: 'fe1.example.local' }, { host: 'fe2.example.local' }],
      }),
    );
    expect(asked(rows).size).toBe(rows.length);
    for (const [source, port] of [
      ['fe1.example.local', 12000],
      ['fe2.example.local', 12000],
    ] as const)
      expect(asked(rows)).toContain(keyOf(source, 'ctl.example.local', port, 'TCP'));
    expect(asked(rows)).toContain(keyOf('ctl.example.local', 'fe1.example.local', 12001, 'TCP'));
    expect(rows.some(({ source, destination }) => source.host === destination.host)).toBe(false);
  });
});
