import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import {
  changeNote,
  compareResults,
  comparisonSentence,
  removedNote,
} from '../../../../shared/report/comparison.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { richResult } from '../../../support/rich-result.ts';
import { farmResult, sampleResult } from '../../../support/sample-results.ts';

const rowsOf = (old: RunResult, next: RunResult) =>
  compareResults(old, next).others.flatMap(({ title, rows }) =>
    rows.map(
      ({ label, old: before, next: now }) => `${title} | ${label}: ${before.join('; ')} > ${now.join('; ')}`,
    ),
  );

const onMachine = (result: RunResult, machine: Partial<RunResult['machine']>): RunResult => ({
  ...result,
  machine: { ...result.machine, ...machine },
});

/** A result in which every fact of a kind is another. */
function withFacts<K extends Fact['kind']>(
  result: RunResult,
  kind: K,
  change: (fact: Extract<Fact, { kind: K }>) => Fact,
) {
  const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind;
  return {
    ...result,
    checks: result.checks.map((check) => ({
      ...check,
      facts: check.facts.map((fact) => (isOfKind(fact) ? change(fact) : fact)),
    })),
  };
}

describe('two results', () => {
  it('that are the same differ in nothing, however rich they are', () => {
    for (const result of [richResult(), farmResult(), sampleResult()]) {
      const comparison = compareResults(result, result);
      expect(comparison).toMatchObject({ machines: 'one', gotWorse: false, others: [] });
      expect(comparisonSentence(comparison)).toBe(`Nothing differs in ${result.checks.length} checks`);
    }
  });

  it('of one machine are told by its name, in capitals or not', () => {
    const result = farmResult();
    const machinesAt = (hostname: string) => compareResults(result, onMachine(result, { hostname })).machines;
    expect(machinesAt(result.machine.hostname.toUpperCase())).toBe('one');
    expect(machinesAt('another')).toBe('two');
    expect(compareResults(result, { ...result, redacted: true }).machines).toBe('aliases');
  });

  it('show what changed of the machine, whatever the order of its addresses', () => {
    const result = onMachine(farmResult(), { addresses: ['10.1.2.24', '10.1.2.25'] });
    expect(rowsOf(result, onMachine(result, { addresses: ['10.1.2.25', '10.1.2.24'] }))).toEqual([]);
    expect(
      rowsOf(
        result,
        onMachine(result, {
          addresses: ['10.1.2.25', '10.1.2.34'],
          os: 'Windows Server 2025',
          installation: { version: '11.28.1.44071', services: [] },
        }),
      ),
    ).toEqual([
      'Machine | Addresses: 10.1.2.24; 10.1.2.25 > 10.1.2.25; 10.1.2.34',
      `Machine | System: ${result.machine.os} > Windows Server 2025`,
      'Machine | Platform Server:  > 11.28.1.44071',
    ]);
  });

  it('show which answers, requirements and version are others', () => {
    const old = sampleResult();
    const next: RunResult = {
      ...old,
      phase: 'after-install',
      profile: { ...old.profile, controller: { ...old.profile.controller, host: 'ctrl2.example.local' } },
      tool: {
        ...old.tool,
        version: '9.9.9',
        catalogue: { ...old.tool.catalogue, version: '2099.1.1', edition: '2025', overlays: ['later-ports'] },
      },
    };
    const rows = rowsOf(old, next);
    expect(rows.filter((row) => row.startsWith('Answers'))).toEqual([
      'Answers | Deployment Controller: localhost > ctrl2.example.local',
      'Answers | Cache Invalidation Service: localhost:5672 > ctrl2.example.local:5672',
    ]);
    for (const row of [
      'Phase, requirements and program | Phase: Before the installation > After the installation',
      `Phase, requirements and program | Netready: ${old.tool.version} > 9.9.9`,
      `Phase, requirements and program | Catalogue: ${old.tool.catalogue.version} > 2099.1.1`,
      'Phase, requirements and program | Overlays: none > later-ports',
    ])
      expect(rows).toContain(row);
  });

  it('show another certificate, proxy, address and program behind a port, and no other number of a process', () => {
    const result = richResult();
    const seen = (next: RunResult) => rowsOf(result, next).join('\n');
    expect(
      seen(
        withFacts(result, 'port-owner', (fact) => ({
          ...fact,
          owners: fact.owners.map((owner) => ({ ...owner, pid: 4711 })),
        })),
      ),
    ).toBe('');
    expect(
      seen(
        withFacts(result, 'port-owner', (fact) => ({
          ...fact,
          owners: [{ address: '0.0.0.0', process: 'nginx' }],
        })),
      ),
    ).toMatch(/Seen by the checks \| Listens on port \d+: .* > 0\.0\.0\.0: nginx/);
    expect(
      seen(
        withFacts(result, 'tls', (fact) => ({
          ...fact,
          chain: fact.chain.map((certificate) => ({ ...certificate, sha256: 'cd'.repeat(32) })),
        })),
      ),
    ).toMatch(/Certificate of .*SHA-256 (?!cd)\w+ > .*SHA-256 cdcd/);
    const setting = {
      source: 'system',
      name: 'Internet Options',
      scheme: 'http',
      proxy: 'http://p:3128',
      bypass: [],
    };
    expect(
      seen(
        withFacts(result, 'proxy-settings', (fact) => ({
          ...fact,
          settings: [setting] as typeof fact.settings,
        })),
      ),
    ).toMatch(/Proxies: .*> Internet Options for http: http:\/\/p:3128, no exceptions/);
    expect(seen(withFacts(result, 'resolve', (fact) => ({ ...fact, addresses: ['10.9.9.9'] })))).toMatch(
      /Addresses of .* > 10\.9\.9\.9/,
    );
  });

  it('show nothing that rests on aliases, which stand for something else in each', () => {
    const result = richResult();
    const other = onMachine(
      { ...result, redacted: true },
      { hostname: 'machine-2', addresses: ['192.0.2.77'] },
    );
    const changed = withFacts(other, 'resolve', (fact) => ({ ...fact, addresses: ['192.0.2.78'] }));
    expect(rowsOf(result, { ...changed, profile: farmResult().profile })).toEqual([]);
  });

  it('are summed up in one sentence', () => {
    const farm = farmResult();
    const [first, second, ...others] = farm.checks.filter(({ verdict }) => verdict === 'pass');
    const failed = {
      ...farm,
      checks: farm.checks.map((check) => (check === first ? { ...check, verdict: 'fail' as const } : check)),
    };
    const without = { ...failed, checks: failed.checks.filter((check) => check !== second) };
    expect(others.length).toBeGreaterThan(0);
    expect(comparisonSentence(compareResults(farm, without))).toBe(
      `1 worse, 1 no longer asked and ${farm.checks.length - 2} the same`,
    );
  });

  it('say what could be overlooked: another server, a waiver, a failure that nobody asks about any more', () => {
    const { checks } = farmResult();
    const old = checks.find(({ destination }) => destination !== null);
    if (old?.destination == null) throw new RangeError('no check of a server');
    const moved = { ...old, destination: { ...old.destination, host: 'moved.example.local' } };
    const waived = { ...old, waiver: { verdict: 'fail' as const, reason: 'Opens on Monday.' } };
    expect(changeNote({ old, next: old })).toBe(null);
    expect(changeNote({ old: moved, next: old })).toMatch(/^asked of moved\.example\.local:\d+ before$/);
    expect(changeNote({ old, next: waived })).toBe('waived: Opens on Monday.');
    expect(changeNote({ old: waived, next: old })).toBe('no longer waived');
    expect(removedNote({ ...old, verdict: 'fail' })).toBe('not repaired, no longer asked');
    expect(removedNote({ ...old, verdict: 'pass' })).toBe(null);
  });
});
