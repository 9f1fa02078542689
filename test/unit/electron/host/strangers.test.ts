import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import {
  ask,
  findPage,
  type HostUnderTest,
  partsOf,
  withClosedHost,
  withHost,
} from '../../../support/host-under-test.ts';

const makeHandlers = () => fakeHandlers({ 'session.clear': async () => ({}) });

/** A connection that says nothing, or only what it is told to. */
async function connect(port: number, text = ''): Promise<Socket> {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

/** Settles when a connection has ended, in whatever way. */
const ended = (socket: Socket | undefined): Promise<void> =>
  new Promise((resolve) => socket?.once('close', () => resolve()));

/** Asks over a connection that is kept, and gives the status. */
async function askKept(agent: Agent, { host, page }: HostUnderTest, path: string): Promise<number> {
  const headers = { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'kept' };
  const sent = request({ host: '127.0.0.1', port: host.port, path, method: 'POST', headers, agent });
  sent.end('{}');
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

describe('connections that have shown nothing', () => {
  it('push out the oldest of them when there is one more than allowed', () =>
    withHost({ makeHandlers, limits: { maxStrangers: 2 } }, async ({ host }) => {
      const first = await connect(host.port);
      const second = await connect(host.port);
      const end = ended(first);
      const third = await connect(host.port);
      await end;
      expect([first.destroyed, second.destroyed, third.destroyed]).toEqual([true, false, false]);
      for (const socket of [second, third]) socket.destroy();
    }));

  it('lock nobody out: hundreds that say nothing, or never come to an end', () =>
    withHost({ makeHandlers }, async (started) => {
      const { host, root, call } = started;
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      expect(await askKept(agent, started, '/op/session.clear')).toBe(200);
      const heads = ['', 'GET / HTTP/1.1\r\nHost: ', 'POST /session HTTP/1.1\r\nContent-Length: 9\r\n'];
      const many: Socket[] = [];
      for (let count = 0; count < 300; count += 1)
        many.push(await connect(host.port, heads[count % heads.length]));
      expect(await askKept(agent, started, '/op/session.clear')).toBe(200);
      expect((await call('session.clear', {})).status).toBe(200);
      expect((await ask(host.port, root)).status).toBe(200);
      expect(many.filter(({ destroyed }) => !destroyed).length).toBeLessThan(300);
      for (const socket of many) socket.destroy();
      agent.destroy();
    }));

  it('do not count once they have shown the key, or come from the page', () =>
    withHost({ makeHandlers, limits: { maxStrangers: 1 } }, async (started) => {
      const { host, root } = started;
      const agents = [1, 2, 3].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
      for (const agent of agents) expect(await askKept(agent, started, '/op/session.clear')).toBe(200);
      const page = await connect(host.port, `GET ${root} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`);
      await once(page, 'data');
      const others = [await connect(host.port), await connect(host.port)];
      await ended(others[0]);
      expect(page.destroyed).toBe(false);
      for (const agent of agents) expect(await askKept(agent, started, '/op/session.clear')).toBe(200);
      for (const socket of [page, ...others]) socket.destroy();
      for (const agent of agents) agent.destroy();
    }));

  it('do not count once they came through the door, or showed the code behind it', () =>
    withClosedHost({ makeHandlers, limits: { maxStrangers: 1 } }, async ({ host }) => {
      const { door, code } = partsOf(host.url());
      const own = `127.0.0.1:${host.port}`;
      const say = async (text: string): Promise<Socket> => {
        const socket = await connect(host.port, text);
        await once(socket, 'data');
        return socket;
      };
      const body = JSON.stringify({ code, page: await findPage(host), attempt: 'a'.repeat(48) });
      const atDoor = await say(`GET ${door} HTTP/1.1\r\nHost: ${own}\r\n\r\n`);
      const entering = await say(
        [
          'POST /session HTTP/1.1',
          `Host: ${own}`,
          `Origin: http://${own}`,
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          '',
          body,
        ].join('\r\n'),
      );
      const others = [await connect(host.port), await connect(host.port)];
      await ended(others[0]);
      expect([atDoor, entering].map(({ destroyed }) => destroyed)).toEqual([false, false]);
      for (const socket of [atDoor, entering, ...others]) socket.destroy();
    }));

  it('still count when they have shown a wrong key, or asked for a page that is none', () =>
    withHost({ makeHandlers, limits: { maxStrangers: 1 } }, async ({ host }) => {
      const head = `GET /file/x HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nNetready-Session: x\r\n\r\n`;
      const guessing = await connect(host.port, head);
      await once(guessing, 'data');
      const end = ended(guessing);
      const next = await connect(host.port);
      await end;
      next.destroy();
    }));
});

describe('what is no use', () => {
  it('does not keep the host from ending by itself', () =>
    withHost({ makeHandlers, idleMs: 300 }, async ({ host }) => {
      let isOver = false;
      void host.stopped.then(() => {
        isOver = true;
      });
      while (!isOver) await ask(host.port, '/').catch(() => undefined);
      expect(await host.stopped).toBe('idle');
    }));
});
