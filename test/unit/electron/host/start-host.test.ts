import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { HostServices } from '../../../../electron/core/operations/deps.ts';
import type { Schedule } from '../../../../electron/host/idle-watch.ts';
import type { PageAssets } from '../../../../electron/host/page-assets.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import { ask, linesOf, withHost } from '../../../support/host-under-test.ts';
import { cancelledResult } from '../../../support/sample-results.ts';

const aborted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort');

/** Timers that go off when a test says so. */
type HandSchedule = {
  readonly schedule: Schedule;
  /** The times of the timers that are set, in ms. */
  readonly pending: () => readonly number[];
  /** Settles when a timer of this time is set. */
  readonly set: (ms: number) => Promise<void>;
  readonly fire: () => void;
};

function handSchedule(): HandSchedule {
  const waiting = new Map<object, { readonly ms: number; readonly act: () => void }>();
  const listeners = new Set<() => void>();
  const pending = () => [...waiting.values()].map(({ ms }) => ms);
  return {
    pending,
    schedule: (ms, act) => {
      const key = {};
      waiting.set(key, { ms, act });
      for (const listener of listeners) listener();
      return () => waiting.delete(key);
    },
    set: (ms) =>
      new Promise((resolve) => {
        const look = () => {
          if (pending().includes(ms)) resolve();
        };
        listeners.add(look);
        look();
      }),
    fire: () => {
      for (const [key, { act }] of [...waiting]) {
        waiting.delete(key);
        act();
      }
    },
  };
}

describe('a host that nobody uses', () => {
  it('stops by itself', async () => {
    const { schedule, set, fire } = handSchedule();
    const makeHandlers = () => fakeHandlers({ 'session.clear': async () => ({}) });
    await withHost({ makeHandlers, idleMs: 4321, schedule }, async ({ host, call }) => {
      await call('session.clear', {});
      await set(4321);
      fire();
      expect(await host.stopped).toBe('idle');
      await expect(ask(host.port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });

  it('stops by itself also while a page that nobody looks at asks whether it is there', async () => {
    const { schedule, pending, set, fire } = handSchedule();
    const meanwhile: (readonly number[])[] = [];
    const makeHandlers = () =>
      fakeHandlers({
        'session.clear': async () => ({}),
        'session.revision': async () => {
          meanwhile.push(pending());
          return { revision: null };
        },
      });
    await withHost({ makeHandlers, idleMs: 4321, schedule }, async ({ host, call }) => {
      await call('session.clear', {});
      await set(4321);
      expect(linesOf(await call('session.revision', {}))).toMatchObject([{ reply: { ok: true } }]);
      expect(meanwhile).toEqual([[4321]]);
      fire();
      expect(await host.stopped).toBe('idle');
    });
  });

  it('stops by itself in real time', () =>
    withHost({ makeHandlers: () => fakeHandlers(), idleMs: 100 }, async ({ host }) => {
      expect(await host.stopped).toBe('idle');
    }));

  it('does not count the time of a call, even when its browser has gone', async () => {
    const { schedule, pending, set } = handSchedule();
    let finish: () => void = () => undefined;
    const mayEnd = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const makeHandlers = () =>
      fakeHandlers({
        'run.start': async (_input, { emit }) => {
          emit({ kind: 'waiting', longest: null });
          await mayEnd;
          return cancelledResult();
        },
      });
    await withHost({ makeHandlers, idleMs: 4321, schedule }, async ({ host, page, root }) => {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.start',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.on('error', () => undefined);
      sent.end(JSON.stringify({ profile: { schemaVersion: 1 }, base: null }));
      await once(sent, 'response');
      expect(pending()).toEqual([]);
      sent.destroy();
      await ask(host.port, root, { headers: page });
      expect(pending()).toEqual([]);
      finish();
      await set(4321);
    });
  });
});

describe('the end of a host', () => {
  it('is asked for by the page, which still gets its answer', async () => {
    const makeHandlers = (host: HostServices) =>
      fakeHandlers({
        'app.quit': async () => {
          host.quit();
          return {};
        },
      });
    await withHost({ makeHandlers }, async ({ host, call }) => {
      expect(linesOf(await call('app.quit', {}))).toEqual([{ reply: { ok: true, value: {} } }]);
      expect(await host.stopped).toBe('quit');
    });
  });

  it('aborts what is under way, and lets it answer', async () => {
    const makeHandlers = () =>
      fakeHandlers({
        'run.start': async (_input, { emit, signal }) => {
          emit({ kind: 'waiting', longest: null });
          await aborted(signal);
          return cancelledResult();
        },
      });
    await withHost({ makeHandlers }, async ({ host, page }) => {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.start',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.end(JSON.stringify({ profile: { schemaVersion: 1 }, base: null }));
      const [response] = await once(sent, 'response');
      const stopping = host.stop();
      let text = '';
      for await (const chunk of response) text += chunk;
      await stopping;
      expect(text).toContain('"cancelled":true');
      expect(await host.stopped).toBe('ended');
    });
  });

  it('does not wait for a call that does not end, nor for a connection that says nothing', async () => {
    const { schedule, pending, fire } = handSchedule();
    const makeHandlers = () =>
      fakeHandlers({
        'run.start': (_input, { emit }) => {
          emit({ kind: 'waiting', longest: null });
          return new Promise(() => undefined);
        },
      });
    const limits = { graceMs: 77 };
    await withHost({ makeHandlers, schedule, limits }, async ({ host, page }) => {
      const silent = createConnection({ host: '127.0.0.1', port: host.port });
      await once(silent, 'connect');
      const silentEnd = once(silent, 'close');
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.start',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.end(JSON.stringify({ profile: { schemaVersion: 1 }, base: null }));
      const [response] = await once(sent, 'response');
      const cutOff = once(response, 'error');
      const stopping = host.stop();
      expect(pending()).toEqual([77]);
      fire();
      await stopping;
      expect(await cutOff).toMatchObject([{ code: 'ECONNRESET' }]);
      await silentEnd;
    });
  });

  it('comes once, however often it is asked for', () =>
    withHost({ makeHandlers: () => fakeHandlers() }, async ({ host }) => {
      await Promise.all([host.stop(), host.stop()]);
      await host.stop();
      expect(await host.stopped).toBe('ended');
    }));

  it('leaves no timer behind that would keep the program', async () => {
    const { schedule, pending } = handSchedule();
    await withHost({ makeHandlers: () => fakeHandlers(), schedule }, async ({ host }) => {
      await host.stop();
      expect(pending()).toEqual([]);
    });
  });
});

describe('a port that is taken', () => {
  it('is named', async () => {
    const other = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = withHost({ makeHandlers: () => fakeHandlers(), port }, async () => undefined);
    await expect(started).rejects.toMatchObject({
      code: 'usage',
      message: `Port ${port} of 127.0.0.1 cannot be used: another program uses it (EADDRINUSE).`,
    });
    other.close();
  });
});

describe('an answer that breaks', () => {
  it('is told to whoever started the host, and to the browser only that it broke', async () => {
    const assets: PageAssets = Object.assign(new Map(), {
      get: () => {
        throw new RangeError('secret');
      },
    });
    await withHost({ makeHandlers: () => fakeHandlers(), assets }, async ({ host, notices, root }) => {
      const answer = await ask(host.port, `${root}assets/index.js`);
      expect([answer.status, answer.text]).toEqual([500, 'Netready could not answer this.\n']);
      expect(notices).toEqual(['A request could not be answered (RangeError).']);
    });
  });
});

describe('connections', () => {
  it('are bounded in number', () =>
    withHost({ makeHandlers: () => fakeHandlers(), limits: { maxConnections: 2 } }, async ({ host }) => {
      const connect = async () => {
        const socket = createConnection({ host: '127.0.0.1', port: host.port });
        await once(socket, 'connect');
        return socket;
      };
      const held = [await connect(), await connect()];
      const third = await connect();
      third.on('error', () => undefined);
      await once(third, 'close');
      for (const socket of held) socket.destroy();
    }));
});
