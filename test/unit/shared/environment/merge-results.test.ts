import { describe, expect, it } from 'vitest';
import { buildEnvironmentModel } from '../../../../shared/environment/environment-model.ts';
import {
  type Connection,
  type EnvironmentResult,
  environmentResultSchema,
} from '../../../../shared/environment/environment-result.ts';
import { bandTexts } from '../../../../shared/environment/environment-sentences.ts';
import type { MergeInput } from '../../../../shared/environment/merge-input.ts';
import { mergeResults } from '../../../../shared/environment/merge-results.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import type { Phase } from '../../../../shared/words/verdict.ts';
import { environmentResults, farmOf, type Server } from '../../../support/environment-results.ts';
import {
  digitsOf,
  inputOf,
  listenerOf,
  mergedOf,
  merging,
  provenBy,
} from '../../../support/merged-environments.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const domain = 'example.local';
const names = (merged: EnvironmentResult): readonly string[] =>
  merged.machines.map(({ name }) => name.replace(`.${domain}`, ''));

/** A connection by its ends, as `fe1 > ctrl:12000`. */
function connection(merged: EnvironmentResult, text: string): Connection {
  const [from = '', rest = ''] = text.split(' > ');
  const [to = '', port = ''] = rest.split(':');
  const all = names(merged);
  const found = merged.connections.find(
    (one) => all[one.from] === from && all[one.to] === to && String(one.port) === port,
  );
  if (found === undefined) throw new Error(`there is no connection ${text}`);
  return found;
}

const verdictOf = (merged: EnvironmentResult, text: string): string => connection(merged, text).verdict;

const lifetime: Server = { name: 'lt', addresses: ['10.1.8.10'], roles: ['lifetime'] };

const farm = (fault: Parameters<typeof farmOf>[1] = {}): readonly RunResult[] =>
  environmentResults(farmOf(3, fault));

const at = (results: readonly RunResult[], name: string): RunResult => {
  const found = results.find(({ machine }) => machine.hostname === name);
  if (found === undefined) throw new Error(`there is no report of ${name}`);
  return found;
};

const later = (result: RunResult, days: number): RunResult => {
  const moved = (instant: string): string => new Date(Date.parse(instant) + days * 86_400_000).toISOString();
  return { ...result, startedAt: moved(result.startedAt), finishedAt: moved(result.finishedAt) };
};

const remarksOf = (merged: EnvironmentResult, hostname: string) =>
  merged.inputs.filter((input) => input.hostname === hostname).flatMap(({ remarks }) => remarks);

describe('the reports of an environment', () => {
  it('have one verdict for each connection, with what both ends say', () => {
    const merged = mergedOf(farm());
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({
      requirements: ['R8', 'M2'],
      severity: 'required',
      verdict: 'pass',
      decision: 'both',
      basis: 'service',
      source: { finding: 'open', address: '10.1.1.10', from: '10.1.2.11' },
      destination: { says: 'listens' },
    });
    expect(connection(merged, 'fe1 > fe2:12001')).toMatchObject({
      requirements: ['M3'],
      severity: 'monitoring',
    });
    expect(connection(merged, 'ctrl > fe2:12001')).toMatchObject({
      requirements: ['R10', 'M6'],
      severity: 'required',
    });
    expect(() => environmentResultSchema.parse(merged)).not.toThrow();
  });

  it('give the same whatever the order of the files, and when one comes twice', () => {
    const results = [
      ...farm({
        fault: ({ from, host, port }) =>
          port !== null && (from.name === 'fe3' || host.startsWith('db')) ? 'timeout' : null,
      }),
    ];
    const inputs = [...results, later(at(results, 'fe2'), 3)].map((result) => inputOf(result));
    const expected = mergeResults(inputs, merging);
    const random = seededRandom(7);
    for (let round = 0; round < 6; round += 1) {
      const mixed = inputs
        .map((input) => ({ input, rank: random.below(1000) }))
        .sort((left, right) => left.rank - right.rank)
        .map(({ input }) => input);
      expect(mergeResults([...mixed, ...mixed.slice(0, round)], merging)).toEqual(expected);
    }
  });

  it('name the machines of the profile that made none, with what they leave undecided', () => {
    const merged = mergedOf(farm().filter(({ machine }) => machine.hostname !== 'fe3'));
    const missing = merged.machines[names(merged).indexOf('fe3')];
    expect(missing).toMatchObject({ expects: 'report', inputs: [] });
    const open = merged.connections.filter(
      ({ from, verdict }) => names(merged)[from] === 'fe3' && verdict === 'not-testable-here',
    );
    expect(missing?.undecided).toBe(open.length);
    expect(open.length).toBeGreaterThan(5);
    expect(verdictOf(merged, 'ctrl > fe3:12001')).toBe('pass');
    const needs = (key: string) =>
      merged.requirements
        .find(({ requirement }) => requirement === key)
        ?.needs.map((machine) => names(merged)[machine]);
    expect(needs('R8')).toEqual(['fe3']);
    expect(needs('R2')).toEqual(['fe3', 'End users']);
    expect(needs('R11')).toEqual([]);
    expect(merged.verdict).toBe('unknown');
  });

  it('decide or name every requirement of the edition', () => {
    const merged = mergedOf(farm());
    for (const { requirement, verdict, needs } of merged.requirements)
      if (verdict === 'not-testable-here') expect(needs, requirement).not.toEqual([]);
  });
});

describe('what many connections have in common', () => {
  it('is kept once: what a destination says of a port, and the rows that ask for it', () => {
    const { connections } = mergedOf(environmentResults(farmOf(8)));
    const said = connections.flatMap(({ destination }) => destination ?? []);
    expect(said.length).toBeGreaterThan(100);
    expect(new Set(said).size).toBe(new Set(said.map((one) => JSON.stringify(one))).size);
    expect(new Set(said).size).toBeLessThan(said.length / 2);
    expect(new Set(connections.map(({ requirements }) => requirements)).size).toBeLessThan(40);
  });
});

describe('a failed connection', () => {
  const faults: readonly [string, Parameters<typeof farmOf>[1]][] = [
    [
      'a dead database',
      { fault: ({ host, port }) => (host.startsWith('db') && port !== null ? 'timeout' : null) },
    ],
    [
      'a stopped service',
      { fault: ({ host, port }) => (host.startsWith('fe2') && port === 12_001 ? 'refused' : null) },
    ],
    [
      'a server without names',
      { fault: ({ from, port }) => (from.name === 'fe1' && port === null ? 'dns-timeout' : null) },
    ],
    [
      'a cut network',
      {
        fault: ({ from, address }) =>
          from.name === 'fe3' && address?.startsWith('10.1.1.') === true ? 'unreachable' : null,
      },
    ],
  ];

  it.each(faults)('has exactly one cause: %s', (_, changes) => {
    const merged = mergedOf(farm(changes));
    const failed = merged.connections.filter(({ verdict }) => verdict === 'fail');
    expect(failed.length).toBeGreaterThan(0);
    for (const one of failed) expect(merged.causes[one.cause ?? -1]).toBeDefined();
    const sum = merged.causes.reduce((total, { explains }) => total + explains, 0);
    expect(sum).toBe(failed.length + merged.own.filter(({ cause }) => cause !== undefined).length);
    for (const one of merged.connections) if (one.verdict !== 'fail') expect(one.cause).toBeUndefined();
  });

  it('shares its cause with the others of all reports', () => {
    const merged = mergedOf(farm(faults[0]?.[1]));
    expect(merged.causes[0]).toMatchObject({
      kind: 'common',
      layer: 'path',
      destination: { kind: 'port', host: `db01.${domain}`, port: 1433 },
      explains: 4,
      required: 4,
      owner: 'network-team',
    });
    expect(merged.verdict).toBe('fail');
  });

  it.each([11, 12, 13, 14, 15, 16])('has exactly one cause, whatever fails (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const outcomes = ['timeout', 'refused', 'reset', 'unreachable', 'tls-untrusted'] as const;
    const merged = mergedOf(
      farm({
        fault: ({ port }) =>
          port !== null && random.below(3) === 0 ? (outcomes[random.below(5)] ?? null) : null,
      }),
    );
    const failed = merged.connections.filter(({ verdict }) => verdict === 'fail');
    expect(failed.every(({ cause }) => cause !== undefined && cause < merged.causes.length)).toBe(true);
    const shares = merged.causes.map((_, index) => failed.filter(({ cause }) => cause === index).length);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(failed.length);
  });
});

describe('a rehearsal before the installation', () => {
  const phase: Phase = 'before-install';
  const results = farm({
    phase,
    fault: ({ port }) => (port === 12_000 || port === 12_001 ? 'refused' : null),
  });
  const fe1 = at(results, 'fe1');
  const ctrl = at(results, 'ctrl');
  const host = `ctrl.${domain}`;

  it('is seen from both ends', () => {
    const listener = listenerOf(ctrl, [{ port: 12_000, from: fe1 }]);
    const merged = mergedOf([provenBy(fe1, listener, host, 12_000), listener]);
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({
      verdict: 'pass',
      decision: 'both',
      basis: 'rehearsal',
      destination: { says: 'came', from: '10.1.2.11' },
    });
    expect(merged.inputs.map(({ kind, hostname }) => `${hostname} ${kind}`)).toEqual([
      'ctrl listener',
      'fe1 check',
    ]);
  });

  it('is seen by the listener alone where the source made no report', () => {
    const merged = mergedOf([listenerOf(ctrl, [{ port: 12_000, from: fe1 }])]);
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({
      verdict: 'pass',
      decision: 'destination',
      basis: 'rehearsal',
    });
    expect(verdictOf(merged, 'fe2 > ctrl:12000')).toBe('not-testable-here');
  });

  it('is heard by a machine too that asked others while it listened', () => {
    const heard = listenerOf(ctrl, [{ port: 12_000, from: fe1 }]);
    const visits = new Map(heard.checks.map(({ id, facts }) => [id, facts]));
    const both = {
      ...ctrl,
      checks: ctrl.checks.map((check) =>
        check.direction === 'inbound' ? { ...check, facts: visits.get(check.id) ?? [] } : check,
      ),
    };
    const merged = mergedOf([both]);
    expect(merged.inputs.map(({ kind }) => kind)).toEqual(['check']);
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({
      verdict: 'pass',
      decision: 'destination',
      destination: { says: 'came' },
    });
  });

  it('is told of a machine that calls itself otherwise, by the address that it came from', () => {
    const unnamed = { ...fe1, machine: { ...fe1.machine, hostname: 'WIN-7Q2F' } };
    const fe2 = at(results, 'fe2');
    const merged = mergedOf([fe2, listenerOf(ctrl, [{ port: 12_000, from: unnamed }])]);
    expect(connection(merged, 'fe1 > ctrl:12000').decision).toBe('destination');
    expect(connection(merged, 'fe3 > ctrl:12000').decision).toBe('none');
  });

  it('makes a refusal a blocked way, when the listener was up', () => {
    const merged = mergedOf([fe1, listenerOf(ctrl, [])]);
    const blocked = connection(merged, 'fe1 > ctrl:12000');
    expect(blocked).toMatchObject({
      verdict: 'fail',
      decision: 'rejected',
      destination: { says: 'nobody-came' },
    });
    expect(merged.causes[blocked.cause ?? -1]).toMatchObject({ layer: 'path', owner: 'network-team' });
  });

  it('leaves a refusal open, when the listener was not up at that time', () => {
    const merged = mergedOf([fe1, later(listenerOf(ctrl, []), 1)]);
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({ verdict: 'not-yet', decision: 'source' });
  });

  it('finds who answers in the place of a machine that nobody came to', () => {
    const open = environmentResults(farmOf(3, { phase }));
    const merged = mergedOf([at(open, 'fe1'), listenerOf(at(open, 'ctrl'), [])]);
    const astray = connection(merged, 'fe1 > ctrl:12000');
    expect(astray).toMatchObject({ verdict: 'fail', decision: 'nobody-came' });
    expect(merged.causes[astray.cause ?? -1]?.symptoms[0]?.finding).toBe('accepted-for-it');
  });

  it('finds an answer that was signed with a key that the report of that machine does not have', () => {
    const listener = listenerOf(ctrl, []);
    const other = {
      ...listener,
      id: fe1.id.replace('0f3c9a52', '9f3c9a52'),
      rehearsal: { tag: '7K2M', sessionKey: 'Z'.repeat(44) },
    };
    const merged = mergedOf([provenBy(fe1, other, host, 12_000), listener]);
    expect(connection(merged, 'fe1 > ctrl:12000')).toMatchObject({
      verdict: 'fail',
      decision: 'other-answered',
    });
  });

  it('does not fit, when the named run has another key', () => {
    const listener = listenerOf(ctrl, [{ port: 12_000, from: fe1 }]);
    const forged = { ...listener, rehearsal: { tag: '7K2M', sessionKey: 'Z'.repeat(44) } };
    const merged = mergedOf([provenBy(fe1, forged, host, 12_000), listener]);
    expect(remarksOf(merged, 'fe1')).toContainEqual({ kind: 'views-differ', count: 1 });
  });

  it('shows clocks that are ten minutes apart', () => {
    const slow = (minutes: number) => {
      const listener = listenerOf(ctrl, [{ port: 12_000, from: fe1 }]);
      const proven = provenBy(fe1, listener, host, 12_000);
      const moved = JSON.parse(
        JSON.stringify(proven).replaceAll(
          `"clock":"${fe1.startedAt}"`,
          `"clock":"${new Date(Date.parse(fe1.startedAt) + minutes * 60_000).toISOString()}"`,
        ),
      ) as RunResult;
      return mergedOf([moved, listener]);
    };
    expect(remarksOf(slow(10), 'fe1')).toContainEqual({ kind: 'clock', seconds: -600 });
    expect(remarksOf(slow(9), 'fe1')).toEqual([]);
  });
});

describe('a clock that is wrong', () => {
  it('is that of the machine with which the others do not agree, and not that of those it has talked with', () => {
    const results = farm({
      phase: 'before-install',
      fault: ({ port }) => (port === 12_000 ? 'refused' : null),
    });
    const [ctrl, fe1, fe2] = ['ctrl', 'fe1', 'fe2'].map((name) => at(results, name));
    if (ctrl === undefined || fe1 === undefined || fe2 === undefined) throw new Error('three reports');
    const host = `ctrl.${domain}`;
    const listener = listenerOf(ctrl, [
      { port: 12_000, from: fe1 },
      { port: 12_000, from: fe2 },
    ]);
    const late = JSON.parse(
      JSON.stringify(provenBy(fe2, listener, host, 12_000)).replaceAll(
        `"clock":"${fe2.startedAt}"`,
        `"clock":"${new Date(Date.parse(fe2.startedAt) + 660_000).toISOString()}"`,
      ),
    ) as RunResult;
    const merged = mergedOf([provenBy(fe1, listener, host, 12_000), late, listener]);
    const clocks = merged.inputs.flatMap(({ hostname, remarks }) =>
      remarks.flatMap((remark) => (remark.kind === 'clock' ? [`${hostname} ${remark.seconds}`] : [])),
    );
    expect(clocks).toEqual(['fe2 -660']);
  });
});

describe('two ends that say different things', () => {
  /** A farm whose controller finds its port as a machine does on which nothing, or another program, listens. */
  const disputed = (owner: string | null): readonly RunResult[] =>
    farm({
      around: (server, world) => (request) => {
        if (server.name !== 'ctrl' || !('port' in request) || request.port !== 12_000) return world(request);
        if (request.kind === 'port-owner')
          return [
            {
              kind: 'port-owner',
              outcome: 'read',
              port: request.port,
              owners: owner === null ? [] : [{ address: '0.0.0.0', pid: 4711, process: owner }],
            },
          ];
        return request.kind === 'bind' && owner === null
          ? [{ kind: 'bind', outcome: 'free', address: request.address, port: request.port }]
          : world(request);
      },
    });
  /** The results, with that of one machine and all that it saw some days later. */
  const moved = (results: readonly RunResult[], name: string, days: number): readonly RunResult[] =>
    results.map((result) =>
      result.machine.hostname === name
        ? (JSON.parse(
            JSON.stringify(result).replaceAll(/"startedAt":"([^"]+)"/g, (_, instant: string) => {
              const moment = new Date(Date.parse(instant) + days * 86_400_000).toISOString();
              return `"startedAt":"${moment}"`;
            }),
          ) as RunResult)
        : result,
    );
  const way = 'fe1 > ctrl:12000';

  it('do not pass: something answers where nothing listens', () => {
    const merged = mergedOf(disputed(null));
    const found = connection(merged, way);
    expect(found).toMatchObject({
      verdict: 'fail',
      decision: 'service-absent',
      source: { verdict: 'pass' },
      destination: { says: 'listens-not', check: 'loc-port-12000', looked: 'meanwhile' },
    });
    expect(merged.causes[found.cause ?? -1]?.symptoms[0]?.finding).toBe('accepted-for-it');
    expect(bandTexts(merged).detail).toContain('Of 3 connections the two ends say different things.');
    const { pairs } = buildEnvironmentModel(merged, {
      fingerprint: 'ab12cd34'.repeat(8),
      signerName: 'Netready on support-04',
    });
    expect(pairs.rows[0]).toMatchObject({
      to: 'ctrl',
      ports: '12000',
      source: 'open',
      destination: 'nothing listens',
      so: expect.stringContaining('Something else answers in its place'),
    });
  });

  it('do not pass either, where another program has the port', () => {
    expect(connection(mergedOf(disputed('nginx')), way)).toMatchObject({
      verdict: 'fail',
      destination: { says: 'held-by-other' },
    });
  });

  it('leave open what the times allow: the service may have started since, and its machine would tell', () => {
    const merged = mergedOf(moved(disputed(null), 'fe1', 1));
    const found = connection(merged, way);
    expect(found).toMatchObject({ verdict: 'unknown', destination: { looked: 'before' } });
    const needs = merged.requirements.find(({ requirement }) => requirement === 'R8')?.needs ?? [];
    expect(needs.map((machine) => names(merged)[machine])).toContain('ctrl');
    const stopped = mergedOf(moved(disputed(null), 'ctrl', 1));
    const since = connection(stopped, way);
    expect(since).toMatchObject({ verdict: 'fail', destination: { looked: 'after' } });
    expect(stopped.causes[since.cause ?? -1]).toMatchObject({
      layer: 'listen',
      destination: { port: 12_000 },
    });
  });

  it('say nothing of the order of times, when the clock of either is wrong', () => {
    const [ctrl] = disputed(null);
    if (ctrl === undefined) throw new Error('there is no report of ctrl');
    const ahead = { ...ctrl, finishedAt: '2026-12-01T09:00:00.000Z' };
    const merged = mergedOf([ahead, ...disputed(null).slice(1)]);
    expect(remarksOf(merged, 'ctrl').map(({ kind }) => kind)).toContain('clock');
    const found = connection(merged, way);
    expect(found).toMatchObject({ verdict: 'unknown', decision: 'service-absent' });
    expect(found.destination?.looked).toBeUndefined();
  });
});

describe('T0', () => {
  const managed = {
    profile: {
      lifetime: { host: `lt.${domain}` },
      managedServers: ['ctrl', 'fe1', 'fe2', 'fe3'].map((name) => ({
        host: `${name}.${domain}`,
        roles: name === 'ctrl' ? ['controller'] : ['front-end'],
      })),
    },
  };
  const both = (
    fault: NonNullable<Parameters<typeof farmOf>[1]>['fault'] = () => null,
  ): readonly RunResult[] => {
    const plain = farmOf(3, managed);
    return environmentResults({
      ...plain,
      servers: [...plain.servers, lifetime],
      fault: fault ?? (() => null),
    });
  };
  const t0 = (results: readonly RunResult[]) =>
    mergedOf(results).requirements.find(({ requirement }) => requirement === 'T0');

  it('passes when both directions do', () => {
    expect(t0(both())?.verdict).toBe('pass');
  });

  it('is not decided by one direction', () => {
    const merged = mergedOf(both().filter(({ machine }) => machine.hostname !== 'lt'));
    const found = merged.requirements.find(({ requirement }) => requirement === 'T0');
    expect(found?.verdict).toBe('not-testable-here');
    expect(found?.needs.map((machine) => names(merged)[machine])).toEqual(['lt']);
    expect(t0(both().filter(({ machine }) => machine.hostname === 'lt'))?.verdict).toBe('not-testable-here');
  });

  it('fails when one direction does', () => {
    expect(
      t0(
        both(({ from, host, port }) =>
          from.name === 'fe2' && host.startsWith('lt') && port !== null ? 'timeout' : null,
        ),
      )?.verdict,
    ).toBe('fail');
  });
});

describe('a report that does not fit', () => {
  const results = farm();
  const fe1 = at(results, 'fe1');
  const others = results.filter((result) => result !== fe1);
  const useOf = (merged: EnvironmentResult, hostname: string) =>
    merged.inputs.filter((input) => input.hostname === hostname).map(({ use }) => use);

  it('is replaced by a newer one of the same machine, and that is said', () => {
    const merged = mergedOf([...results, later(fe1, 1)]);
    const [newer, older] = merged.inputs.filter(({ hostname }) => hostname === 'fe1');
    expect([newer?.use, older?.use]).toEqual(['used', 'replaced']);
    expect(merged.inputs[older?.replacedBy ?? -1]).toEqual(newer);
  });

  it('of another phase decides nothing', () => {
    const before = environmentResults(farmOf(3, { phase: 'before-install' }));
    const merged = mergedOf([...others, at(before, 'fe1')]);
    expect(useOf(merged, 'fe1')).toEqual(['other-phase']);
    expect(verdictOf(merged, 'fe1 > ctrl:12000')).toBe('not-testable-here');
  });

  it('of another edition decides nothing', () => {
    const newer = environmentResults(farmOf(3, { profile: { ...farmOf(3).profile, edition: '2025' } }));
    const merged = mergedOf([...others, at(newer, 'fe1')]);
    expect(useOf(merged, 'fe1')).toEqual(['other-edition']);
  });

  it('of another profile is used, and the fields are named', () => {
    const changed = environmentResults(
      farmOf(3, { profile: { ...farmOf(3).profile, features: { mobileApps: false } } }),
    );
    const merged = mergedOf([...others, at(changed, 'fe1')]);
    expect(useOf(merged, 'fe1')).toEqual(['used']);
    expect(remarksOf(merged, 'fe1')).toContainEqual({
      kind: 'other-profile',
      fields: ['features.mobileApps'],
    });
  });

  it('of another catalogue is flagged', () => {
    const other = {
      ...fe1,
      tool: { ...fe1.tool, catalogue: { ...fe1.tool.catalogue, version: '2026.1.1' } },
    };
    expect(remarksOf(mergedOf([...others, other]), 'fe1')).toEqual([
      { kind: 'other-catalogue', version: '2026.1.1' },
    ]);
  });

  it('of a machine that is none of the profile is only named', () => {
    const stranger = { ...fe1, machine: { ...fe1.machine, hostname: 'other', addresses: ['10.9.9.9'] } };
    const merged = mergedOf([...others, stranger]);
    expect(useOf(merged, 'other')).toEqual(['not-of-environment']);
  });

  it('that is old is flagged, with its days', () => {
    const merged = mergedOf([fe1, ...others.map((result) => later(result, 19))]);
    expect(remarksOf(merged, 'fe1')).toEqual([{ kind: 'out-of-date', days: 19 }]);
  });

  it('of a machine that lies about its address is flagged', () => {
    const liar = { ...fe1, machine: { ...fe1.machine, addresses: ['10.9.9.9'] } };
    expect(remarksOf(mergedOf([...others, liar]), 'fe1')).toEqual([
      { kind: 'other-address', claimed: ['10.9.9.9'], seen: ['10.1.2.11'] },
    ]);
    const thief = { ...fe1, machine: { ...fe1.machine, addresses: [...fe1.machine.addresses, '10.1.2.12'] } };
    const merged = mergedOf([...others, thief]);
    const fe2 = names(merged).indexOf('fe2');
    expect(remarksOf(merged, 'fe1')).toEqual([
      { kind: 'shared-address', address: '10.1.2.12', machine: fe2 },
    ]);
  });

  it('of an unknown key, or of two keys for one machine, is flagged', () => {
    const signer = { fingerprint: digitsOf('another'), name: null, isKnown: false };
    const merged = mergeResults(
      [...results.map((result) => inputOf(result)), inputOf(later(fe1, 1), { signer })],
      merging,
    );
    const own = inputOf(fe1).signer.fingerprint;
    expect(remarksOf(merged, 'fe1')).toEqual([
      { kind: 'other-key', fingerprint: own },
      { kind: 'unknown-signer' },
      { kind: 'other-key', fingerprint: signer.fingerprint },
    ]);
  });

  it('that was redacted is matched by the key of its machine alone', () => {
    const redacted = later(redactResult(fe1).result, 2);
    const known = inputOf(redacted, { signer: inputOf(fe1).signer });
    const all = (input: MergeInput) =>
      mergeResults([...results.map((result) => inputOf(result)), input], merging);
    const merged = all(known);
    expect(useOf(merged, redacted.machine.hostname)).toEqual(['used']);
    expect(connection(merged, 'fe1 > ctrl:12000').source?.input).toBe(
      merged.inputs.findIndex(
        ({ use, hostname }) => use === 'used' && hostname === redacted.machine.hostname,
      ),
    );
    expect(verdictOf(merged, 'fe1 > fe2:12001')).toBe('not-testable-here');
    const strange = all(inputOf(redacted, { signer: { ...known.signer, fingerprint: digitsOf('strange') } }));
    expect(useOf(strange, redacted.machine.hostname)).toEqual(['unmatched']);
    expect(verdictOf(strange, 'fe1 > fe2:12001')).toBe('pass');
  });

  it('is refused where there is nothing to merge', () => {
    expect(() => mergeResults([], merging)).toThrow('There is no report to merge');
  });
});

describe('the whole of an environment', () => {
  it('is the largest set in which every required connection passes', () => {
    const merged = mergedOf(
      farm({
        fault: ({ from, host, port }) =>
          from.name === 'fe3' && host.startsWith('db') && port !== null ? 'timeout' : null,
      }),
    );
    const all = names(merged);
    expect(merged.whole.isExact).toBe(true);
    expect(merged.whole.machines.map((machine) => all[machine])).toEqual(['ctrl', 'fe1', 'fe2', 'db01']);
    expect(merged.whole.outside).toEqual([{ machine: all.indexOf('fe3'), causes: [0] }]);
    for (const { from, to, severity, verdict } of merged.connections)
      if (
        severity === 'required' &&
        merged.whole.machines.includes(from) &&
        merged.whole.machines.includes(to)
      )
        expect(verdict).toBe('pass');
  });

  it('falls apart into islands where nothing passes between them', () => {
    const merged = mergedOf(
      environmentResults(
        farmOf(6, {
          fault: ({ fromAddress, address }) => {
            const far = (text: string): boolean => text.startsWith('10.1.3.');
            return address !== null && far(fromAddress) !== far(address) ? 'timeout' : null;
          },
        }),
      ),
    );
    const all = names(merged);
    expect(merged.islands.map((island) => island.map((machine) => all[machine]))).toEqual([
      ['ctrl', 'fe1', 'fe2', 'fe3'],
      ['fe4', 'fe5', 'fe6'],
    ]);
  });
});
