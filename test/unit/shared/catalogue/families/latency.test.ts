import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LatencyFinding,
  latency,
  latencyFindings,
} from '../../../../../shared/catalogue/families/latency.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { brokenOff, drawn, drawnFinding, latencyFact, outOfTime, resolveFact } from '../facts.ts';

const subject: Subject = {
  source: null,
  destination: null,
  probes: [],
  parameters: { target: param.host('db.example.local:1433') },
  hints: { limitMs: '10' },
};
const host = 'db.example.local';
const name = resolveFact(host, ['10.0.0.30']);

const cases: readonly (readonly [LatencyFinding, string, readonly Fact[], object?])[] = [
  [
    'measured',
    'samples below the limit',
    [name, latencyFact([1, 2, 3, 4])],
    { median: '2.0 ms', p95: '4.0 ms', max: '4.0 ms', samples: '4', lost: '0', limit: '10 ms' },
  ],
  ['measured', 'samples on the limit', [name, latencyFact([10, 10])]],
  ['over-limit', 'samples above the limit', [name, latencyFact([1, 12.4])], { p95: '12 ms' }],
  ['lost', 'a sample without an answer', [name, latencyFact([1, null, 30])], { lost: '1', samples: '3' }],
  ['not-connected', 'no sample with an answer', [name, latencyFact([null, null], 'timeout')]],
  ['not-connected', 'a name without an address', [resolveFact(host, [])]],
  ['cancelled', 'a cancelled measurement', [name, latencyFact([1], 'cancelled')]],
  ['out-of-time', 'no time for a measurement', [name, outOfTime(latencyFact([]))]],
  ['broken-off', 'broken off before a measurement', [name, brokenOff(latencyFact([]))]],
  ['probe-failed', 'a broken measurement', [name, latencyFact([], 'probe-failed')]],
  ['no-evidence', 'no measurement', [name]],
];

describe('the family latency', () => {
  it.each(cases.map(([finding, name, facts, parameters]) => ({ finding, name, facts, parameters })))(
    'comes to $finding: $name',
    ({ finding, facts, parameters = {} }) => {
      const found = latency.find(facts, subject);
      expect(found.finding).toBe(finding);
      expect(drawn(found.parameters)).toMatchObject({ target: 'db.example.local:1433', ...parameters });
    },
  );

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(latencyFindings));
  });

  it('judges nothing when no limit is set', () => {
    const { hints: _hints, ...unlimited } = subject;
    const found = drawnFinding(latency.find([name, latencyFact([9000])], unlimited));
    expect(found).toMatchObject({ finding: 'measured', parameters: { limit: 'none' } });
  });
});
