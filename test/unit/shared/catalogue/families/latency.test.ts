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

const host = 'db.example.local';
const subject: Subject = {
  source: null,
  destination: null,
  probes: [],
  parameters: { target: param.host('db.example.local:1433'), host: param.host(host) },
  hints: { limitMs: '10', ownAddresses: '10.0.0.5' },
};
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
  [
    'late',
    'a sample whose first packet was sent again',
    [name, latencyFact([1, 1003])],
    { late: '1', samples: '2' },
  ],
  ['over-limit', 'a slow way', [name, latencyFact([999])]],
  ['lost', 'a sample without an answer', [name, latencyFact([1, null, 30])], { lost: '1', samples: '3' }],
  [
    'turned-away',
    'samples that were refused or reset',
    [
      name,
      {
        ...latencyFact([1, null, null, null, 30]),
        failures: [
          { outcome: 'refused', count: 1 },
          { outcome: 'reset', count: 1 },
          { outcome: 'timeout', count: 1 },
        ],
      } as Fact,
    ],
    { turnedAway: '2', samples: '5', failures: '1 refused, 1 connection reset, 1 no answer' },
  ],
  [
    'lost',
    'samples that nobody answered',
    [name, { ...latencyFact([1, null]), failures: [{ outcome: 'timeout', count: 1 }] } as Fact],
  ],
  [
    'leads-here',
    'samples of this machine itself',
    [name, { ...latencyFact([1, 2]), remoteAddress: '10.0.0.5' }],
    { host },
  ],
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

  const at = (address: string, samplesMs: readonly (number | null)[]): Fact => ({
    ...latencyFact(samplesMs),
    remoteAddress: address,
  });

  it('tells the slowest of several addresses', () => {
    const [quick, slow] = [at('10.0.0.30', [1, 2]), at('10.0.0.31', [5, 6])];
    for (const facts of [
      [name, quick, slow],
      [name, slow, quick],
    ])
      expect(drawnFinding(latency.find(facts, subject))).toMatchObject({
        finding: 'measured',
        parameters: { max: '6.0 ms', slowestNote: ' at 10.0.0.31, the slowest of its 2 addresses' },
      });
    expect(drawn(latency.find([name, quick], subject).parameters)).toMatchObject({ slowestNote: '' });
  });

  it('says at which address something is lost, even where another one is slower', () => {
    const facts = [name, at('10.0.0.30', [100, 200]), at('10.0.0.31', [1, null])];
    expect(drawnFinding(latency.find(facts, subject))).toMatchObject({
      finding: 'lost',
      parameters: {
        median: '1.0 ms',
        addressNote: `; of the addresses of ${host} this holds for 10.0.0.31, not for 10.0.0.30`,
      },
    });
  });

  it('judges nothing when no limit is set', () => {
    const { hints: _hints, ...unlimited } = subject;
    const found = drawnFinding(latency.find([name, latencyFact([900])], unlimited));
    expect(found).toMatchObject({ finding: 'measured', parameters: { limit: 'none' } });
  });
});
