import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import { decisiveFact } from '../../../../shared/run/decisive-fact.ts';

const common = { startedAt: '2026-11-22T10:00:00.000Z', durationMs: 1 } as const;
const host = 'db01.example.local';
const resolved: Fact = { ...common, kind: 'resolve', outcome: 'resolved', host, addresses: ['10.0.0.9'] };
const tcp = (outcome: Outcome, remotePort = 1433): Fact => ({
  ...common,
  kind: 'tcp',
  outcome,
  host,
  remoteAddress: '10.0.0.9',
  remotePort,
});

describe('the fact that a verdict rests on', () => {
  it('is the one whose outcome is the finding', () => {
    const facts = [resolved, tcp('refused', 1), tcp('timeout', 2)];
    expect(decisiveFact({ finding: 'timeout', verdict: 'fail', facts })).toBe(facts[2]);
  });

  it('is the one of the kind that the finding rests on, whatever the others say', () => {
    const facts = [tcp('open'), resolved];
    expect(decisiveFact({ finding: 'ipv6-first', verdict: 'warn', facts })).toBe(resolved);
  });

  it('is the first that is not harmless, unless the check passed', () => {
    const facts = [resolved, tcp('open', 1), tcp('refused', 2)];
    expect(decisiveFact({ finding: 'slow', verdict: 'warn', facts })).toBe(facts[2]);
    expect(decisiveFact({ finding: 'slow', verdict: 'pass', facts })).toBe(facts[1]);
  });

  it('is the most telling one where all are harmless, and none where there are none', () => {
    const facts = [resolved, tcp('open')];
    expect(decisiveFact({ finding: 'slow', verdict: 'warn', facts })).toBe(facts[1]);
    expect(decisiveFact({ finding: 'slow', verdict: 'warn', facts: [resolved] })).toBe(resolved);
    expect(decisiveFact({ finding: 'slow', verdict: 'warn', facts: [] })).toBeNull();
  });
});
