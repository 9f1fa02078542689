import { describe, expect, it } from 'vitest';
import type { ProbeContext } from '../../../../../electron/core/probes/probe.ts';
import { withSecondAttempt } from '../../../../../electron/core/probes/retried.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import type { ProbeLimits, Transport } from '../../../../../shared/probe/limits.ts';
import { type Outcome, outcomes } from '../../../../../shared/probe/outcome.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith, observe, shortLimits } from '../probe-world.ts';

const fact = (outcome: Outcome): Fact => ({
  kind: 'tcp',
  outcome,
  startedAt: '2026-03-01T10:00:00.000Z',
  durationMs: 1,
  host: 'db',
  remoteAddress: '10.0.0.9',
  remotePort: 1433,
});

/** Runs a probe that comes to these outcomes, one attempt after the other. */
async function attempts(...list: readonly Outcome[]) {
  return await attemptsOf('tcp', shortLimits, list);
}

/** The same over a transport, with other limits, or to an end that is known. */
async function attemptsOf(
  transport: Transport,
  limits: ProbeLimits,
  list: readonly Outcome[],
  isSilent: ProbeContext['isSilent'] = () => false,
) {
  const left = [...list];
  const { signal } = new AbortController();
  const observeNext = async () => {
    const outcome = left.shift();
    return outcome === undefined ? [] : [fact(outcome)];
  };
  const facts = await withSecondAttempt(observeNext, { signal, limits, isSilent }, transport);
  return facts.map(({ outcome, attempt }) => [outcome, attempt]);
}

describe('a connection whose first packet had to be sent again', () => {
  const connections = async (...list: readonly number[]) => {
    const left = [...list];
    const facts = await withSecondAttempt(
      async () => left.splice(0, 1).map((durationMs) => ({ ...fact('open'), durationMs })),
      { signal: new AbortController().signal, limits: shortLimits, isSilent: () => false },
      'tcp',
    );
    return facts.map(({ durationMs }) => durationMs);
  };

  it('is tried once more, and one that took its time otherwise is not', async () => {
    expect(await connections(1003, 3)).toEqual([1003, 3]);
    expect(await connections(1003, 1004, 1005)).toEqual([1003, 1004]);
    expect(await connections(999, 3)).toEqual([999]);
  });
});

describe('a second attempt', () => {
  it('is made after a timeout, a reset and a connection that was closed, once, and is marked', async () => {
    expect(await attempts('closed', 'open')).toEqual([
      ['closed', undefined],
      ['open', 2],
    ]);
    expect(await attempts('timeout', 'open')).toEqual([
      ['timeout', undefined],
      ['open', 2],
    ]);
    expect(await attempts('reset', 'timeout', 'open')).toEqual([
      ['reset', undefined],
      ['timeout', 2],
    ]);
  });

  it.each(outcomes.filter((outcome) => !['timeout', 'reset', 'closed'].includes(outcome)))(
    'is not made after %s',
    async (outcome) => {
      expect(await attempts(outcome, 'open')).toEqual([[outcome, undefined]]);
    },
  );

  it('is not made where nothing was observed, nor once the run was stopped', async () => {
    expect(await attempts()).toEqual([]);
    let observed = 0;
    const context = { signal: AbortSignal.abort(), limits: shortLimits, isSilent: () => false };
    const observeOnce = async () => {
      observed += 1;
      return [fact('timeout')];
    };
    await withSecondAttempt(observeOnce, context, 'tcp');
    expect(observed).toBe(1);
  });

  it('is not made once an attempt has used the patience that it had', async () => {
    const observed = async (durationMs: number) =>
      (
        await withSecondAttempt(
          async () => [{ ...fact('timeout'), durationMs }],
          { signal: new AbortController().signal, limits: shortLimits, isSilent: () => false },
          'tcp',
          20_000,
        )
      ).length;
    expect(await observed(20_000)).toBe(2);
    expect(await observed(30_000)).toBe(1);
  });

  it('is not made after silence to TCP where the system has asked twice itself, and always over UDP', async () => {
    const timeouts = (connectTimeoutMs: number, transport: Transport) =>
      attemptsOf(transport, { ...shortLimits, connectTimeoutMs }, ['timeout', 'timeout']);
    expect(await timeouts(3499, 'tcp')).toHaveLength(2);
    expect(await timeouts(3500, 'tcp')).toHaveLength(1);
    expect(await timeouts(60_000, 'udp')).toHaveLength(2);
    const resets = attemptsOf('tcp', { ...shortLimits, connectTimeoutMs: 60_000 }, ['reset', 'open']);
    expect(await resets).toHaveLength(2);
  });

  it('is not made to an end that is known to be silent, and such an end says nothing about UDP', async () => {
    const isSilent: ProbeContext['isSilent'] = ({ address, port }) => address === '10.0.0.9' && port === 1433;
    const asked = (transport: Transport) => attemptsOf(transport, shortLimits, ['timeout', 'open'], isSilent);
    expect(await asked('tcp')).toHaveLength(1);
    expect(await asked('udp')).toHaveLength(2);
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
