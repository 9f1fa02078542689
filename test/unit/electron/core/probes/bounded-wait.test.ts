import { getEventListeners } from 'node:events';
import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { boundedWait } from '../../../../../electron/core/probes/bounded-wait.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';

type Start = Parameters<typeof boundedWait<string>>[1];

/** Waits with a fresh signal and says how it ended, how often the operation was ended, and what was left behind. */
async function outcomeOf(start: Start, timeoutMs = 5000, stop = new AbortController()) {
  let ends = 0;
  const waiting = boundedWait<string>({ timeoutMs, signal: stop.signal }, (resolve, reject) => {
    const end = start(resolve, reject);
    return () => {
      ends += 1;
      end();
    };
  });
  const settled = await waiting.catch((error: unknown) => error);
  const listeners = getEventListeners(stop.signal, 'abort').length;
  return { settled, ends, listeners };
}

const nothing = () => undefined;

describe('a bounded wait', () => {
  it('gives the first answer and forgets the rest', async () => {
    const result = await outcomeOf((resolve, reject) => {
      resolve('first');
      resolve('second');
      reject(new Error('third'));
      return nothing;
    });
    expect(result).toEqual({ settled: 'first', ends: 1, listeners: 0 });
  });

  it('passes a failure on', async () => {
    const failure = new ProbeError('ECONNREFUSED');
    const result = await outcomeOf((_, reject) => {
      setImmediate(() => reject(failure));
      return nothing;
    });
    expect(result).toEqual({ settled: failure, ends: 1, listeners: 0 });
  });

  it('ends at its deadline', async () => {
    const result = await outcomeOf(() => nothing, 1);
    expect(result).toMatchObject({ settled: { code: 'DEADLINE' }, ends: 1, listeners: 0 });
  });

  it('counts an answer that arrived while this process stood still', async () => {
    const server = await startSilentServer();
    await new Promise(setImmediate);
    const socket = createConnection({ host: server.address, port: server.port });
    const result = await outcomeOf((resolve) => {
      socket.once('connect', () => resolve('connected'));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      return () => socket.destroy();
    }, 1);
    await server.close();
    expect(result).toMatchObject({ settled: 'connected', ends: 1 });
  });

  it('ends when it is aborted, with the code of the reason', async () => {
    const stop = new AbortController();
    const waiting = outcomeOf(() => nothing, 5000, stop);
    stop.abort(new ProbeError('RUN_BUDGET'));
    expect(await waiting).toMatchObject({ settled: { code: 'RUN_BUDGET' }, ends: 1, listeners: 0 });
  });

  it('starts nothing when it was aborted before', async () => {
    const stop = new AbortController();
    stop.abort();
    const started: string[] = [];
    const result = await outcomeOf(
      () => {
        started.push('started');
        return nothing;
      },
      5000,
      stop,
    );
    expect(result).toMatchObject({ settled: { code: 'CANCELLED' }, ends: 0, listeners: 0 });
    expect(started).toEqual([]);
  });

  it('leaves nothing behind when the start itself throws', async () => {
    const failure = new TypeError('no');
    const result = await outcomeOf(() => {
      throw failure;
    });
    expect(result).toEqual({ settled: failure, ends: 0, listeners: 0 });
  });
});
