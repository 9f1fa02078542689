import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { checkObservation, observationText } from '../../../../shared/report/observation.ts';
import { decisiveFact } from '../../../../shared/run/decisive-fact.ts';
import type { Verdict } from '../../../../shared/words/verdict.ts';

const common = { startedAt: '2026-03-02T14:05:09.000Z', durationMs: 1.44 };
const resolved: Fact = {
  ...common,
  kind: 'resolve',
  outcome: 'resolved',
  host: 'db',
  addresses: ['10.0.0.5'],
};
const open: Fact = { ...common, kind: 'tcp', outcome: 'open', host: 'db' };
const timeout: Fact = { ...common, kind: 'tcp', outcome: 'timeout', host: 'db', durationMs: 5000.4 };
const inUse: Fact = { ...common, kind: 'bind', outcome: 'in-use', address: '0.0.0.0', port: 80 };
const owner: Fact = { ...common, kind: 'port-owner', outcome: 'read', port: 80, owners: [] };
const latency: Fact = {
  ...common,
  kind: 'latency',
  outcome: 'measured',
  host: 'db',
  samplesMs: [1, null, 3, 2],
};

const seen = (finding: string, verdict: Verdict, facts: readonly Fact[]): string =>
  observationText(checkObservation({ finding, verdict, facts: [...facts] }));

describe('what was observed', () => {
  it('is the outcome that the finding names, with its duration', () => {
    expect(seen('timeout', 'fail', [resolved, timeout])).toBe('no answer, 5000 ms');
    expect(seen('open', 'pass', [resolved, open])).toBe('open, 1.4 ms');
  });

  it('is the trouble when the finding has a name of its own', () => {
    expect(seen('open-in-part', 'warn', [resolved, open, timeout])).toBe('no answer, 5000 ms');
    expect(decisiveFact({ finding: 'open-in-part', verdict: 'warn', facts: [open, timeout] })).toBe(timeout);
  });

  it('is that of the later of two attempts', () => {
    const second: Fact = { ...timeout, outcome: 'refused', attempt: 2, durationMs: 1 };
    expect(seen('refused', 'fail', [resolved, timeout, second])).toBe('refused, 1.0 ms');
    expect(seen('service-refused', 'warn', [timeout, { ...open, attempt: 2 }])).toBe('open, 1.4 ms');
  });

  it('is the proxy’s answer when the way leads through it', () => {
    const tunnel: Fact = {
      ...common,
      kind: 'proxy-connect',
      outcome: 'open',
      host: 'db',
      port: 443,
      proxy: 'http://p:1',
      source: 'x',
    };
    expect(seen('open-through-proxy', 'pass', [resolved, timeout, tunnel])).toBe('open, 1.4 ms');
    expect(seen('proxy-denied', 'fail', [resolved, timeout, { ...tunnel, outcome: 'proxy-denied' }])).toBe(
      'denied by the proxy, 1.4 ms',
    );
  });

  it('is the most telling fact when nothing is wrong', () => {
    expect(seen('in-use-by-expected', 'pass', [owner, inUse])).toBe('in use');
  });

  it('is the median of a latency measurement, lost samples left out', () => {
    expect(seen('measured', 'pass', [resolved, latency])).toBe('median, 2.0 ms');
    expect(seen('not-connected', 'skipped', [{ ...latency, samplesMs: [null, null] }])).toBe(
      'measured, 1.4 ms',
    );
  });

  it('says without facts whether the profile answered', () => {
    expect(seen('as-required', 'pass', [])).toBe('as answered');
    expect(seen('not-as-required', 'waived', [])).toBe('as answered');
    expect(seen('not-stated', 'unknown', [])).toBe('not answered');
    expect(seen('needs-other-machine', 'not-testable-here', [])).toBe('not tested');
    expect(seen('somewhere-else', 'unknown', [])).toBe('not tested');
  });

  it('is not what was read on this machine where only another one, or an answer, can tell', () => {
    const firewall: Fact = {
      ...common,
      kind: 'inbound-firewall',
      outcome: 'read',
      port: 80,
      networks: [],
    };
    expect(seen('needs-other-machine', 'not-testable-here', [firewall])).toBe('not tested');
    expect(seen('blocked-by-rule', 'fail', [firewall])).toBe('blocked by this machine');
    expect(seen('closed-by-default', 'warn', [firewall])).toBe('no rule on this machine');
    const installation: Fact = {
      ...common,
      kind: 'installation',
      outcome: 'unavailable',
      version: null,
      services: [],
    };
    expect(seen('as-required', 'pass', [installation])).toBe('as answered');
    expect(seen('other-version', 'warn', [{ ...installation, outcome: 'read' }])).toBe('read');
  });
});
