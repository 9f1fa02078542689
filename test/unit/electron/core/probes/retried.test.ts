import { describe, expect, it } from 'vitest';
import { withSecondAttempt } from '../../../../../electron/core/probes/retried.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { type Outcome, outcomes } from '../../../../../shared/probe/outcome.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith, observe, shortLimits } from '../probe-world.ts';

const fact = (outcome: Outcome): Fact => ({
  kind: 'tcp',
  outcome,
  startedAt: '2026-03-01T10:00:00.000Z',
  durationMs: 1,
  host: 'db',
});

/** Runs a probe that comes to these outcomes, one attempt after the other. */
async function attempts(...list: readonly Outcome[]) {
  const left = [...list];
  const facts = await withSecondAttempt(async () => {
    const outcome = left.shift();
    return outcome === undefined ? [] : [fact(outcome)];
  }, new AbortController().signal);
  return facts.map(({ outcome, attempt }) => [outcome, attempt]);
}

describe('a second attempt', () => {
  it('is made after a timeout and after a reset, once, and is marked', async () => {
    expect(await attempts('timeout', 'open')).toEqual([
      ['timeout', undefined],
      ['open', 2],
    ]);
    expect(await attempts('reset', 'timeout', 'open')).toEqual([
      ['reset', undefined],
      ['timeout', 2],
    ]);
  });

  it.each(outcomes.filter((outcome) => outcome !== 'timeout' && outcome !== 'reset'))(
    'is not made after %s',
    async (outcome) => {
      expect(await attempts(outcome, 'open')).toEqual([[outcome, undefined]]);
    },
  );

  it('is not made where nothing was observed, nor once the run was stopped', async () => {
    expect(await attempts()).toEqual([]);
    let observed = 0;
    await withSecondAttempt(async () => {
      observed += 1;
      return [fact('timeout')];
    }, AbortSignal.abort());
    expect(observed).toBe(1);
  });

  it('opens a connection of its own, for each address that needs it', async () => {
    const server = await during(startSilentServer());
    const network = networkWith({ 'two.test': ['127.0.0.1', '127.0.0.2'] });
    const lossy: typeof network = {
      ...network,
      connect: async (target, wait) => {
        const isFirst = lost.size === 0;
        lost.add(target.address);
        if (!isFirst || target.address !== '127.0.0.1') return await network.connect(target, wait);
        return { startedAt: new Date(), durationMs: 300, ok: false, code: 'ETIMEDOUT', local: null };
      },
    };
    const lost = new Set<string>();
    const request = { kind: 'tcp', host: 'two.test', port: server.port } as const;
    const facts = await observe(request, { network: lossy, limits: shortLimits });
    expect(facts.map(({ remoteAddress, outcome, attempt }) => [remoteAddress, outcome, attempt])).toEqual([
      ['127.0.0.1', 'timeout', undefined],
      ['127.0.0.1', 'open', 2],
      ['127.0.0.2', 'refused', undefined],
    ]);
    expect(server.connections().total).toBe(1);
  });
});
