import { describe, expect, it } from 'vitest';
import { type Fact, factSchema } from '../../../../shared/probe/fact.ts';
import { lastAttempts } from '../../../../shared/probe/last-attempts.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';

const common = { startedAt: '2026-03-01T10:00:00.000Z', durationMs: 1 };

const tcp = (outcome: Outcome, fields: Partial<Fact> = {}): Fact =>
  factSchema.parse({
    kind: 'tcp',
    ...common,
    outcome,
    host: 'db',
    remoteAddress: '10.0.0.7',
    remotePort: 1433,
    ...fields,
  });

const http = (outcome: Outcome, hostHeader: string, fields: Partial<Fact> = {}): Fact =>
  factSchema.parse({ kind: 'http', ...common, outcome, host: '127.0.0.1', hostHeader, path: '/', ...fields });

describe('of two attempts', () => {
  it('the later one counts, in the place of the first', () => {
    const lost = tcp('timeout');
    const open = tcp('open', { attempt: 2 });
    const other = tcp('refused', { remoteAddress: '10.0.0.8' });
    expect(lastAttempts([lost, open, other])).toEqual([open, other]);
    expect(lastAttempts([lost, other, open])).toEqual([open, other]);
  });

  it('a second one that was cancelled takes nothing away from the first', () => {
    const lost = tcp('timeout');
    expect(lastAttempts([lost, tcp('cancelled', { attempt: 2 })])).toEqual([lost]);
  });

  it('each counts against the first attempt at the same thing', () => {
    const lost = [
      tcp('timeout'),
      tcp('timeout', { remoteAddress: '10.0.0.8' }),
      tcp('timeout', { remotePort: 80 }),
    ];
    const again = lost.map((fact) => ({ ...fact, outcome: 'refused', attempt: 2 }) as const);
    expect(lastAttempts([...lost, ...again])).toEqual(again);
    const byName = http('timeout', 'localhost');
    const byAddress = http('reset', '127.0.0.1');
    const second = { ...byName, outcome: 'open', attempt: 2 } as const;
    expect(lastAttempts([byName, byAddress, second])).toEqual([second, byAddress]);
  });

  it('of a way through a proxy, which is asked as a whole, the later one counts wherever it went', () => {
    const proxy = 'http://proxy.example.local:3128';
    const lost = http('timeout', 'localhost', { remoteAddress: '10.0.0.7', proxy });
    const second = http('open', 'localhost', { remoteAddress: '10.0.0.8', proxy, attempt: 2 });
    expect(lastAttempts([lost, second])).toEqual([second]);
  });

  it('of a service that is asked at each address, an answer of one is none of another', () => {
    const lost = http('timeout', 'localhost', { remoteAddress: '10.0.0.7' });
    const second = http('open', 'localhost', { remoteAddress: '10.0.0.8', attempt: 2 });
    expect(lastAttempts([lost, second])).toEqual([lost, second]);
  });

  it('a second one without a first counts for itself', () => {
    const answer = http('open', 'localhost', { attempt: 2 });
    expect(lastAttempts([tcp('timeout'), answer])).toEqual([tcp('timeout'), answer]);
  });
});
