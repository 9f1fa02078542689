import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  holdClosedPort,
  startClosingServer,
  startDroppingServer,
  startGreetingServer,
  startResettingServer,
  startSilentServer,
} from '../../../../support/servers/tcp-servers.ts';
import { again, during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

const hasIpv6 = await startSilentServer('::1').then(
  (server) => server.close().then(() => true),
  () => false,
);

/** How long a silent connection is watched where what comes of it is known, in ms. */
const watchMs = 200;

describe('the tcp probe', () => {
  it('reports an open port with both ends of the connection', async () => {
    const server = await during(startSilentServer());
    const fact = only(await observe({ kind: 'tcp', host: '127.0.0.1', port: server.port }, { watchMs }));
    expect(fact).toMatchObject({
      outcome: 'open',
      host: '127.0.0.1',
      remoteAddress: '127.0.0.1',
      remotePort: server.port,
      localAddress: '127.0.0.1',
    });
    expect(fact.localPort).toBeGreaterThan(0);
    expect(fact.code).toBeUndefined();
    expect(Date.now() - Date.parse(fact.startedAt)).toBeLessThan(10_000);
  });

  it('reports a closed port as refused, with the end from which it was tried', async () => {
    const closed = await during(holdClosedPort());
    const fact = only(await observe({ kind: 'tcp', host: '127.0.0.1', port: closed.port }));
    expect(fact).toMatchObject({ outcome: 'refused', remotePort: closed.port, localAddress: '127.0.0.1' });
    expect(fact.code).toMatch(/^(ECONNREFUSED|SELF_CONNECT)$/);
  });

  it.skipIf(process.platform !== 'linux')(
    'reports a port that drops as a timeout (only Linux drops when a queue is full)',
    async () => {
      const dropping = await during(startDroppingServer());
      const fact = again(
        await observe({ kind: 'tcp', host: '127.0.0.1', port: dropping.port }, { limits: shortLimits }),
      );
      expect(fact).toMatchObject({ outcome: 'timeout', code: 'DEADLINE', localAddress: '127.0.0.1' });
      expect(fact.durationMs).toBeGreaterThanOrEqual(shortLimits.connectTimeoutMs - 5);
    },
  );

  it('reports a peer that resets at once as a reset, not as open', async () => {
    const server = await during(startResettingServer());
    const fact = again(await observe({ kind: 'tcp', host: '127.0.0.1', port: server.port }));
    expect(fact).toMatchObject({ outcome: 'reset', code: 'ECONNRESET' });
  });

  it('reports a peer that accepts and resets a moment later as a reset too', async () => {
    const server = await during(startSilentServer());
    const network = networkWith({});
    const resetting: typeof network = {
      ...network,
      connect: async (target, wait) => {
        const connected = await network.connect(target, wait);
        await server.reached(1);
        setImmediate(server.reset);
        return connected;
      },
    };
    const request = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const;
    const fact = again(await observe(request, { network: resetting }));
    expect(fact).toMatchObject({ outcome: 'reset', code: 'ECONNRESET', localAddress: '127.0.0.1' });
  });

  it.each([0, 150, 600])('reports a peer that closes after %i ms as closed, not as open', async (afterMs) => {
    const server = await during(startClosingServer(afterMs));
    const fact = again(await observe({ kind: 'tcp', host: '127.0.0.1', port: server.port }));
    expect(fact).toMatchObject({ outcome: 'closed', code: 'PEER_CLOSED', remotePort: server.port });
    expect(fact.durationMs).toBeLessThan(150);
  });

  it('watches a silent peer no longer than a connection may take', async () => {
    const server = await during(startClosingServer(5000));
    const request = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const;
    const start = performance.now();
    expect(only(await observe(request, { limits: shortLimits }))).toMatchObject({ outcome: 'open' });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it.each([
    ['a line', Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'), 'SSH-2.0-OpenSSH_9.2p1 Debian-2'],
    ['the first of several lines', Buffer.from('220-mail.lab ESMTP\r\n220 ready\r\n'), '220-mail.lab ESMTP'],
    ['a line without its end', Buffer.from('220 ftp'), '220 ftp'],
    ['control characters', Buffer.from('\u001b[31mred\u202e\u0007 alert\n'), '[31mred alert'],
    ['bytes', Buffer.from([0, 1, 2, 0xff, 0xfe]), 'bytes that are not text'],
    ['a long line', Buffer.from('x'.repeat(5000)), `${'x'.repeat(199)}…`],
  ])('reports what a peer says first: %s', async (_name, bytes, greeting) => {
    const server = await during(startGreetingServer(bytes));
    const fact = only(await observe({ kind: 'tcp', host: '127.0.0.1', port: server.port }));
    expect(fact).toMatchObject({ outcome: 'open', greeting });
  });

  it('sends nothing and leaves no connection behind', async () => {
    const server = await during(startSilentServer());
    const { signal } = new AbortController();
    await observe({ kind: 'tcp', host: '127.0.0.1', port: server.port }, { signal, watchMs });
    expect(server.connections().total).toBe(1);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    await server.idle();
    expect(server.connections().bytes).toBe(0);
  });

  it.skipIf(!hasIpv6)('tries every address of a name, each for itself (needs ::1)', async () => {
    const server = await during(startSilentServer('::1'));
    const world = { watchMs, network: networkWith({ 'both.test': ['::1', '127.0.0.1'] }) };
    const facts = await observe({ kind: 'tcp', host: 'both.test', port: server.port }, world);
    expect(facts.map(({ remoteAddress, outcome }) => [remoteAddress, outcome])).toEqual([
      ['::1', 'open'],
      ['127.0.0.1', 'refused'],
    ]);
  });

  it('tries no more than sixteen addresses of a name', async () => {
    const closed = await during(holdClosedPort());
    const addresses = Array.from({ length: 20 }, (_, index) => `127.0.0.${index + 1}`);
    const world = { network: networkWith({ 'many.test': addresses }) };
    expect(await observe({ kind: 'tcp', host: 'many.test', port: closed.port }, world)).toHaveLength(16);
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'reports nothing for a name that does not resolve (%s)',
    async (code) => {
      const world = { network: networkWith({ 'no.test': { code } }) };
      expect(await observe({ kind: 'tcp', host: 'no.test', port: 80 }, world)).toEqual([]);
    },
  );

  it('breaks with the code when the resolver itself broke', async () => {
    const world = { network: networkWith({ 'no.test': { code: 'EAI_MEMORY' } }) };
    await expect(observe({ kind: 'tcp', host: 'no.test', port: 80 }, world)).rejects.toMatchObject({
      code: 'EAI_MEMORY',
    });
  });

  it.skipIf(process.platform !== 'linux')(
    'stops at once when it is cancelled, and lets go of the signal',
    async () => {
      const dropping = await during(startDroppingServer());
      const stop = new AbortController();
      const observing = observe(
        { kind: 'tcp', host: '127.0.0.1', port: dropping.port },
        { signal: stop.signal },
      );
      await new Promise((resolve) => setImmediate(resolve));
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
      stop.abort();
      expect(only(await observing)).toMatchObject({ outcome: 'cancelled', code: 'CANCELLED' });
      expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    },
  );
});
