import { describe, expect, it } from 'vitest';
import { holdClosedPort, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { contextOf, during, networkWith, observe, only } from '../probe-world.ts';

const latency = (port: number, samples: number, host = '127.0.0.1') =>
  ({ kind: 'latency', host, port, samples }) as const;

describe('the latency probe', () => {
  it('takes as many samples as asked, one connection at a time', async () => {
    const server = await during(startSilentServer());
    const fact = only(await observe(latency(server.port, 5)));
    expect(fact).toMatchObject({ outcome: 'measured', remoteAddress: '127.0.0.1', remotePort: server.port });
    expect(fact.samplesMs).toHaveLength(5);
    expect(fact.samplesMs.every((sample) => sample !== null && sample >= 0 && sample < 5000)).toBe(true);
    expect(server.connections().total).toBe(5);
    expect(fact.durationMs).toBeCloseTo(
      fact.samplesMs.reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
      2,
    );
  });

  it('measures the first address that accepts', async () => {
    const server = await during(startSilentServer());
    const network = networkWith({ 'db.test': ['127.0.0.2', '127.0.0.1'] });
    const fact = only(await observe(latency(server.port, 3, 'db.test'), { network }));
    expect(fact).toMatchObject({ outcome: 'measured', remoteAddress: '127.0.0.1' });
    expect(fact.samplesMs).toHaveLength(3);
  });

  it('measures each address that accepts, and none of them again', async () => {
    const one = await during(startSilentServer());
    const two = await during(startSilentServer({ address: '127.0.0.2', port: one.port }));
    const network = networkWith({ 'db.test': ['127.0.0.1', '127.0.0.2', '127.0.0.3'] });
    const facts = await observe(latency(one.port, 3, 'db.test'), { network });
    expect(facts.map(({ remoteAddress, samplesMs }) => [remoteAddress, samplesMs.length])).toEqual([
      ['127.0.0.1', 3],
      ['127.0.0.2', 3],
    ]);
    expect([one.connections().total, two.connections().total]).toEqual([3, 3]);
  });

  it('gives up when already the first connection fails', async () => {
    const closed = await during(holdClosedPort());
    const fact = only(await observe(latency(closed.port, 5)));
    expect(fact).toMatchObject({ outcome: 'refused', samplesMs: [null], remotePort: closed.port });
  });

  it('keeps a lost sample as null when others succeeded', async () => {
    const server = await during(startSilentServer());
    const closed = await during(holdClosedPort());
    const { network } = contextOf();
    let attempts = 0;
    const flaky: typeof network = {
      ...network,
      connect: (target, wait) => {
        attempts += 1;
        return network.connect(attempts === 2 ? { ...target, port: closed.port } : target, wait);
      },
    };
    const fact = only(await observe(latency(server.port, 3), { network: flaky }));
    expect(fact.outcome).toBe('measured');
    expect(fact.samplesMs.map((sample) => sample === null)).toEqual([false, true, false]);
    expect(fact.failures).toEqual([{ outcome: 'refused', count: 1 }]);
  });

  it('stops at once when it is cancelled, with the samples so far', async () => {
    const server = await during(startSilentServer());
    const stop = new AbortController();
    const { network } = contextOf();
    let attempts = 0;
    const stopping: typeof network = {
      ...network,
      connect: (target, wait) => {
        attempts += 1;
        if (attempts === 3) stop.abort();
        return network.connect(target, wait);
      },
    };
    const world = { network: stopping, signal: stop.signal };
    const fact = only(await observe(latency(server.port, 10), world));
    expect(fact.outcome).toBe('cancelled');
    expect(fact.samplesMs).toHaveLength(2);
    expect(fact.failures).toBeUndefined();
  });

  it('reports nothing for a name that does not resolve', async () => {
    expect(await observe(latency(80, 3, 'no.test'), { network: networkWith({}) })).toEqual([]);
  });
});
