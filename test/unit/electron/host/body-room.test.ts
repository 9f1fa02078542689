import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createBodyRoom } from '../../../../electron/host/body-room.ts';
import type { HostLimits } from '../../../../electron/host/start-host.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import { ask, type HostUnderTest, withHost } from '../../../support/host-under-test.ts';

const never = new AbortController().signal;

/** What a promise has come to by now. */
async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([promise, Promise.resolve('waits')]);
}

describe('room for bodies', () => {
  it('is given in the order of asking, and given back once', async () => {
    const room = createBodyRoom(10);
    const first = await room.take(6, never);
    const second = room.take(6, never);
    const third = room.take(1, never);
    expect([await stateOf(second), await stateOf(third)]).toEqual(['waits', 'waits']);
    first?.();
    first?.();
    expect(typeof (await second)).toBe('function');
    expect(typeof (await third)).toBe('function');
    expect(await stateOf(room.take(4, never))).toBe('waits');
  });

  it('is all of it for whoever wants more, so that nobody waits for ever', async () => {
    const room = createBodyRoom(10);
    const all = await room.take(1000, never);
    const next = room.take(1, never);
    expect(await stateOf(next)).toBe('waits');
    all?.();
    expect(typeof (await next)).toBe('function');
  });

  it('is not kept for who has gone, and whoever stood behind moves up', async () => {
    const room = createBodyRoom(10);
    await room.take(6, never);
    const leaving = new AbortController();
    const large = room.take(10, leaving.signal);
    const small = room.take(4, never);
    expect(await stateOf(small)).toBe('waits');
    leaving.abort();
    expect(await large).toBeNull();
    expect(typeof (await small)).toBe('function');
    expect(await room.take(1, leaving.signal)).toBeNull();
  });
});

const bodyBytes = 100_000;

/** Calls that are carried out until a test ends them, one by one. */
type Held = HostUnderTest & {
  /** Settles when so many calls have begun since the start. */
  readonly begun: (count: number) => Promise<void>;
  readonly beginnings: () => number;
  /** Ends the call that began first. */
  readonly end: () => void;
};

function holding(limits: Partial<HostLimits>, test: (started: Held) => Promise<void>): Promise<void> {
  const ends: (() => void)[] = [];
  const watching = new Set<() => void>();
  let beginnings = 0;
  const hold = async () => {
    beginnings += 1;
    for (const look of watching) look();
    await new Promise<void>((resolve) => ends.push(resolve));
    return { outcomes: [] };
  };
  const begun = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (beginnings >= count) resolve();
      };
      watching.add(look);
      look();
    });
  const handlers = fakeHandlers({ 'verify.reports': hold, 'session.clear': async () => ({}) });
  return withHost({ makeHandlers: () => handlers, limits }, (started) =>
    test({ ...started, begun, beginnings: () => beginnings, end: () => ends.shift()?.() }),
  );
}

const report = { files: [{ name: 'a.pdf', pdf: 'A'.repeat(bodyBytes) }] };
const reportText = JSON.stringify(report);
const limits = { bodyRoomBytes: reportText.length * 2 + 10, smallBodyBytes: 1000 };

/** Begins to send a report, or something else; nothing of it is sent before it is told to. */
function sender(
  { host, page }: HostUnderTest,
  id: string,
  operation = 'verify.reports',
  bytes = reportText.length,
): ClientRequest {
  const sent = request({
    host: '127.0.0.1',
    port: host.port,
    path: `/op/${operation}`,
    method: 'POST',
    headers: {
      ...page,
      'Content-Type': 'application/json',
      'Netready-Call': id,
      'Content-Length': bytes,
    },
  });
  sent.on('error', () => undefined);
  return sent;
}

const statusOf = async (sent: ClientRequest): Promise<number> => {
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
};

describe('bodies that are more than there is room for', () => {
  const roomForOne = { ...limits, bodyRoomBytes: reportText.length };

  it('wait, and are all answered', () =>
    holding(limits, async (started) => {
      const answers = ['a', 'b', 'c', 'd', 'e'].map((id) => {
        const sent = sender(started, id);
        sent.end(reportText);
        return statusOf(sent);
      });
      for (let ended = 0; ended < 5; ended += 1) {
        await started.begun(ended + 1);
        await started.call('session.clear', {});
        expect(started.beginnings() - ended).toBeLessThanOrEqual(2);
        started.end();
      }
      expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200]);
    }));

  it('do not keep small ones waiting behind them', () =>
    holding({ bodyRoomBytes: reportText.length }, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const second = sender(started, 'second');
      second.end(reportText);
      const answer = statusOf(second);
      expect((await started.call('session.clear', {})).status).toBe(200);
      expect(started.beginnings()).toBe(1);
      started.end();
      await started.begun(2);
      started.end();
      expect(await answer).toBe(200);
    }));

  it('are not read while they wait: the sender has to wait too', () =>
    holding({ ...roomForOne, bodyLimits: () => 40 * 1024 * 1024 }, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const head = [
        'POST /op/verify.reports HTTP/1.1',
        `Host: 127.0.0.1:${started.host.port}`,
        ...Object.entries(started.page).map(([name, value]) => `${name}: ${value}`),
        'Content-Type: application/json',
        'Netready-Call: waiting',
        `Content-Length: ${40 * 1024 * 1024}`,
      ];
      const socket = createConnection({ host: '127.0.0.1', port: started.host.port });
      socket.on('error', () => undefined);
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      const megabyte = Buffer.alloc(1024 * 1024, 'x');
      for (let count = 0; count < 40; count += 1) socket.write(megabyte);
      await started.call('session.clear', {});
      await started.call('session.clear', {});
      expect(socket.writableLength).toBeGreaterThan(20 * 1024 * 1024);
      socket.destroy();
      started.end();
    }));

  it('of a browser that has gone leave the queue', () =>
    holding(roomForOne, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const gone = sender(started, 'gone');
      gone.flushHeaders();
      const last = sender(started, 'last');
      last.end(reportText);
      const answer = statusOf(last);
      await started.call('session.clear', {});
      gone.destroy();
      started.end();
      await started.begun(2);
      started.end();
      expect([await answer, started.beginnings()]).toEqual([200, 2]);
    }));

  it('leave the queue with their browser, also where the operation would outlive its page', () =>
    holding(limits, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const gone = sender(started, 'gone', 'run.start', 2 * reportText.length);
      gone.flushHeaders();
      await started.call('session.clear', {});
      const last = sender(started, 'last');
      last.end(reportText);
      const answer = statusOf(last);
      await started.call('session.clear', {});
      expect(started.beginnings()).toBe(1);
      gone.destroy();
      await started.begun(2);
      started.end();
      started.end();
      expect(await answer).toBe(200);
    }));

  it('are those larger than what is read at once, and none that has just this size', () =>
    holding({ bodyRoomBytes: 1, smallBodyBytes: reportText.length }, async (started) => {
      const answers = ['first', 'second'].map((id) => {
        const sent = sender(started, id);
        sent.end(reportText);
        return statusOf(sent);
      });
      await started.begun(2);
      started.end();
      started.end();
      expect(await Promise.all(answers)).toEqual([200, 200]);
    }));

  it('of a call that is cancelled are answered so', () =>
    holding(roomForOne, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const second = sender(started, 'second');
      second.flushHeaders();
      const post = { method: 'POST', headers: started.page };
      const cancel = () => ask(started.host.port, '/cancel/second', post);
      while ((await cancel()).status === 404);
      const [response] = await once(second, 'response');
      let text = '';
      for await (const chunk of response) text += chunk;
      expect(JSON.parse(text)).toMatchObject({ reply: { ok: false, error: { code: 'cancelled' } } });
      started.end();
    }));

  it('do not keep the host from ending', () =>
    holding({ ...roomForOne, graceMs: 10 }, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      sender(started, 'second').write(reportText.slice(0, -1));
      await started.call('session.clear', {});
      await started.host.stop();
      expect(await started.host.stopped).toBe('ended');
    }));

  it('that say nothing of their length take as much room as they could need', () =>
    holding({ ...roomForOne, bodyLimits: () => reportText.length }, async (started) => {
      sender(started, 'first').end(reportText);
      await started.begun(1);
      const headers = { 'Transfer-Encoding': 'chunked' };
      const chunked = started.call('session.clear', {}, headers);
      await started.call('session.clear', {});
      expect(await stateOf(chunked)).toBe('waits');
      started.end();
      expect((await chunked).status).toBe(200);
    }));
});
