import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createChallenges } from '../../../../../electron/core/rehearsal/challenges.ts';
import { createHandshakeTurns } from '../../../../../electron/core/rehearsal/handshake-turns.ts';
import { usualLimits } from '../../../../../electron/core/rehearsal/listener.ts';
import { createUnproven } from '../../../../../electron/core/rehearsal/unproven.ts';
import { carriers, isOverTls } from '../../../../../shared/probe/carriers.ts';
import { carrierPorts, dial, ownLoopback, selfCalled, startListener } from '../../../../support/rehearsal.ts';
import { during } from '../probe-world.ts';

/** A connection, and what came over it until it ended. */
function connect(address: string, port: number, localAddress?: string) {
  const socket = net.connect({
    host: address,
    port,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const ended = new Promise<Buffer>((resolve) => {
    socket.once('close', () => resolve(Buffer.concat(chunks)));
  });
  return { socket, ended, opened: once(socket, 'connect') };
}

const plainCarriers = carriers.filter((carrier) => !isOverTls(carrier));

describe('a listener', () => {
  it.each(plainCarriers)('answers whoever has not the code over %s not one byte', async (carrier) => {
    const listener = await during(startListener());
    const { socket, ended } = connect(listener.address, carrierPorts[carrier]);
    socket.write(Buffer.alloc(5000, 'GET / HTTP/1.1\r\n'));
    expect(await ended).toHaveLength(0);
    expect(listener.strangers()).toEqual(new Map([['127.0.0.1', 1]]));
    expect((await dial(listener.address, carrier)).reached).toBe('answer');
  });

  it('closes a connection that says nothing, and one that does not come to its end', async () => {
    const limits = { ...usualLimits, knockMs: 20, wholeMs: 40 };
    const listener = await during(startListener({ limits }));
    const { ended } = connect(listener.address, carrierPorts.plain);
    expect(await ended).toHaveLength(0);
    const secure = connect(listener.address, carrierPorts.https);
    expect(await secure.ended).toHaveLength(0);
  });

  it('ends, however many handshakes were cut off before their end', async () => {
    const listener = await startListener({
      limits: { ...usualLimits, handshakes: 2, handshakesPerSecond: 500 },
    });
    const flood = Array.from({ length: 40 }, () => {
      const socket = tls.connect({
        host: listener.address,
        port: carrierPorts.https,
        rejectUnauthorized: false,
      });
      return new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
    });
    expect((await dial(listener.address, 'https')).code).toSatisfy(
      (code) => code === null || code === 'ECONNRESET' || code === 'HUNG_UP',
    );
    await listener.close();
    await Promise.all(flood);
  });

  it('cuts off the oldest connection of the address with most when there are too many, and lets others in', async () => {
    const listener = await during(startListener({ limits: { ...usualLimits, unproven: 4 } }));
    const flood = [];
    for (let count = 0; count < 6; count += 1) {
      const one = connect(listener.address, carrierPorts.plain, '127.0.0.9');
      await one.opened;
      flood.push(one);
    }
    await Promise.all(flood.slice(0, 2).map(({ ended }) => ended));
    expect((await dial(listener.address, 'plain')).reached).toBe('answer');
    expect(flood.slice(3).map(({ socket }) => socket.destroyed)).toEqual([false, false, false]);
  });

  it('answers nothing that was recorded: neither another knock on its own nor the rest of a conversation', async () => {
    const listener = await during(startListener());
    const sent: Buffer[] = [];
    const middle = net.createServer((client) => {
      const server = net.connect({ host: listener.address, port: carrierPorts.http });
      client.on('data', (chunk: Buffer) => sent.push(chunk)).on('error', () => undefined);
      server.on('error', () => undefined);
      client.pipe(server).pipe(client);
    });
    const address = ownLoopback();
    middle.listen({ host: address, port: carrierPorts.http });
    await once(middle, 'listening');
    onTestFinished(() => void middle.close());
    expect((await dial(address, 'http')).reached).toBe('answer');
    const [knock = Buffer.alloc(0), ...rest] = sent;
    const replayed = connect(listener.address, carrierPorts.http);
    replayed.socket.write(knock);
    await once(replayed.socket, 'data');
    replayed.socket.write(Buffer.concat(rest));
    await replayed.ended;
    const alone = connect(listener.address, carrierPorts.http);
    alone.socket.write(Buffer.concat(rest));
    expect(await alone.ended).toHaveLength(0);
    expect(listener.visits(carrierPorts.http)).toHaveLength(1);
  });

  it('keeps each run that came once, and none of its own', async () => {
    const self = selfCalled('ctl');
    const heard: string[] = [];
    const listener = await during(
      startListener({ self, onVisit: ({ checker }) => heard.push(checker.view.name) }),
    );
    const fe1 = selfCalled('fe1');
    for (const who of [fe1, fe1, selfCalled('fe2'), self]) await dial(listener.address, 'tds', { self: who });
    expect(listener.visits(carrierPorts.tds).map(({ checker }) => checker.view.name)).toEqual(['fe1', 'fe2']);
    expect(heard).toEqual(['fe1', 'fe1', 'fe2']);
  });

  it('proves 200 peers behind one address, over TLS as well', async () => {
    const listener = await during(startListener());
    const peers = Array.from({ length: 200 }, () => selfCalled('fe'));
    const answers = await Promise.all(
      peers.map((self) => dial(listener.address, 'http', { self, timeoutMs: 20_000 })),
    );
    expect(answers.filter(({ reached }) => reached === 'answer')).toHaveLength(200);
    const secure = await Promise.all(
      peers.slice(0, 40).map((self) => dial(listener.address, 'https', { self, timeoutMs: 20_000 })),
    );
    expect(secure.map(({ reached, code }) => [reached, code])).toEqual(Array(40).fill(['answer', null]));
  });

  it('says of a port that it gave back, or that another program has, that it is not there', async () => {
    const listener = await during(startListener({ inUse: [3389] }));
    await listener.disown(carrierPorts.plain);
    const { listener: theirs } = await dial(listener.address, 'http');
    expect(theirs?.view).toMatchObject({ inUse: [3389], notOpened: [carrierPorts.plain] });
    expect(theirs?.view.rehearsed).not.toContain(carrierPorts.plain);
    await expect(dial(listener.address, 'plain')).rejects.toThrow('ECONNREFUSED');
  });

  it('tells why it could not listen, and ends every connection when it is closed', async () => {
    const first = await startListener();
    const second = await during(startListener({}, first.address));
    expect(new Set(second.ends.map(({ code }) => code))).toEqual(new Set(['EADDRINUSE']));
    expect(second.stateOf(carrierPorts.http)).toBe('not-opened');
    const { ended, opened } = connect(first.address, carrierPorts.http);
    await opened;
    await first.close();
    await ended;
  });
});

describe('connections that have proven nothing', () => {
  const socketCalled = (cut: string[], name: string): Socket =>
    ({ destroy: () => cut.push(name) }) as unknown as Socket;

  it('give way from the address that has most, the oldest first', () => {
    const cut: string[] = [];
    const unproven = createUnproven(3);
    const a1 = socketCalled(cut, 'a1');
    for (const [socket, address] of [
      [socketCalled(cut, 'b1'), 'b'],
      [a1, 'a'],
      [socketCalled(cut, 'a2'), 'a'],
      [socketCalled(cut, 'c1'), 'c'],
    ] as const)
      unproven.add(socket, address);
    expect(cut).toEqual(['a1']);
    unproven.remove(a1);
    expect(unproven.count()).toBe(3);
  });
});

describe('the turns of handshakes', () => {
  const turnsOf = (perSecond: number) => {
    const begun: string[] = [];
    let now = 0;
    const turns = createHandshakeTurns(perSecond, () => now);
    onTestFinished(turns.close);
    const ask = (address: string) => turns.ask(address, () => begun.push(address));
    return { begun, ask, at: (ms: number) => (now = ms) };
  };

  it('hold one address up that asks too often, and no other', () => {
    const { begun, ask } = turnsOf(2);
    for (const address of ['a', 'a', 'a', 'a', 'b']) ask(address);
    expect(begun).toEqual(['a', 'a', 'b']);
  });

  it('come again with time, and pass over one that was taken back', () => {
    const { begun, ask, at } = turnsOf(2);
    for (const address of ['a', 'a']) ask(address);
    const [third] = [ask('a'), ask('a')];
    third();
    at(500);
    ask('b');
    expect(begun).toEqual(['a', 'a', 'a', 'b']);
  });

  it('come to whoever waits without being asked again', async () => {
    const turns = createHandshakeTurns(50, () => systemClock.monotonicMs());
    onTestFinished(turns.close);
    for (let count = 0; count < 50; count += 1) turns.ask('a', () => undefined);
    await new Promise<void>((resolve) => turns.ask('a', resolve));
  });
});

describe('challenges', () => {
  const challenged = { knock: Buffer.from('k'), challenge: Buffer.from('c'), port: 80 };

  it('are taken once, in time, on the port that gave them', () => {
    let now = 0;
    const challenges = createChallenges(100, 10, () => now);
    challenges.give(challenged);
    expect(challenges.take({ ...challenged, port: 81 })).toBe(false);
    challenges.give(challenged);
    expect([challenges.take(challenged), challenges.take(challenged)]).toEqual([true, false]);
    challenges.give(challenged);
    now = 100;
    expect(challenges.take(challenged)).toBe(false);
  });

  it('are not kept without end', () => {
    const challenges = createChallenges(1000, 2, () => 0);
    for (const name of ['a', 'b', 'c']) challenges.give({ ...challenged, knock: Buffer.from(name) });
    expect(
      ['a', 'b', 'c'].map((name) => challenges.take({ ...challenged, knock: Buffer.from(name) })),
    ).toEqual([false, true, true]);
  });
});
