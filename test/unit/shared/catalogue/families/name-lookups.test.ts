import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type NameLookupFinding,
  nameLookupFindings,
  nameLookups,
} from '../../../../../shared/catalogue/families/name-lookups.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { brokenOff, dnsFact, drawn, outOfTime, resolveFact } from '../facts.ts';

const subject: Subject = { source: null, destination: null, probes: [], parameters: {} };
const found = (durationMs: number, host = 'db.example.local') =>
  resolveFact(host, ['10.0.0.30'], { durationMs });
const missing = resolveFact('gone.example.local', [], { durationMs: 9000 });

const cases: readonly (readonly [NameLookupFinding, string, readonly Fact[]])[] = [
  ['prompt', 'a name in no time', [found(2)]],
  ['prompt', 'a name in less than a second', [found(999), missing]],
  ['slow', 'a name after a second', [found(2, 'a.example.local'), found(1000)]],
  ['none-found', 'no name', [missing]],
  ['cancelled', 'a look-up that was stopped', [found(2), resolveFact('x', [], { outcome: 'cancelled' })]],
  ['out-of-time', 'no time for a look-up', [outOfTime(missing)]],
  ['broken-off', 'broken off before a look-up', [brokenOff(missing)]],
  ['probe-failed', 'a look-up that broke', [resolveFact('x', [], { outcome: 'probe-failed' })]],
  ['no-evidence', 'nothing', []],
];

describe('the family name-lookups', () => {
  it.each(cases)('comes to %s: %s', (finding, _name, facts) => {
    expect(nameLookups.find(facts, subject).finding).toBe(finding);
  });

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(nameLookupFindings));
  });

  it.each([
    [
      'nobody is silent',
      [dnsFact([]), dnsFact(['10.0.0.30'])],
      'each name server that is asked by itself answers',
    ],
    [
      'a server is silent',
      [dnsFact([], 'dns-timeout'), { ...dnsFact([], 'dns-timeout'), recordType: 'AAAA' as const }],
      'the name server 10.0.0.2 does not answer',
    ],
    [
      'questions for IPv6 addresses are dropped',
      [dnsFact(['10.0.0.30']), { ...dnsFact([], 'dns-timeout'), recordType: 'AAAA' as const }],
      'the name server 10.0.0.2 does not answer questions for AAAA',
    ],
  ])('says how long it took, and why: %s', (_name, answers, servers) => {
    const { parameters } = nameLookups.find([found(3010), found(4, 'a.example.local'), ...answers], subject);
    expect(drawn(parameters)).toMatchObject({
      slowest: 'db.example.local',
      slow: '1',
      names: '2',
      seconds: '3 s',
      servers,
    });
  });
});
