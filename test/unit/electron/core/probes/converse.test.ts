import { once } from 'node:events';
import { createConnection } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Conversation, converse } from '../../../../../electron/core/probes/converse.ts';
import type { LocalServer } from '../../../../support/servers/local-server.ts';
import { startAnsweringServer, startFloodingServer } from '../../../../support/servers/tcp-servers.ts';
import { during } from '../probe-world.ts';

const wait = { timeoutMs: 5000, signal: new AbortController().signal };

async function connectTo({ address, port }: LocalServer) {
  const socket = createConnection({ host: address, port });
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

/** Reads until an answer has come, however long it is. */
const untilLineEnd: Conversation<string> = {
  opening: Buffer.from('hello'),
  read: (bytes) => {
    const end = bytes.indexOf('\n');
    return end === -1 ? { kind: 'more' } : { kind: 'answer', value: bytes.toString('latin1', 0, end) };
  },
  maxBytes: 1000,
};

describe('a conversation', () => {
  it('gives the answer as soon as it is whole, and ends the connection in good order', async () => {
    const server = await during(startAnsweringServer('good day\nand more'));
    const socket = await connectTo(server);
    expect(await converse(socket, untilLineEnd, wait)).toBe('good day');
    expect(socket.writableFinished).toBe(true);
    socket.destroy();
    await server.idle();
    expect(server.connections().bytes).toBe(5);
  });

  it('reads no more than any answer has, whatever its reader wants', async () => {
    const server = await during(startFloodingServer(Buffer.from('a')));
    const socket = await connectTo(server);
    await expect(converse(socket, untilLineEnd, wait)).rejects.toMatchObject({ code: 'ANSWER_TOO_LONG' });
    expect(socket.bytesRead).toBeLessThan(1024 * 1024);
  });

  it('waits for nothing behind the last byte that any answer has', async () => {
    const server = await during(startAnsweringServer('a'.repeat(untilLineEnd.maxBytes)));
    const socket = await connectTo(server);
    await expect(converse(socket, untilLineEnd, wait)).rejects.toMatchObject({ code: 'ANSWER_TOO_LONG' });
  });

  it('sends the opening again at the wish of the server, but no more than twice', async () => {
    const stubborn: Conversation<string> = {
      ...untilLineEnd,
      read: (bytes) => (bytes.length === 0 ? { kind: 'more' } : { kind: 'again', used: 1 }),
    };
    const server = await during(startFloodingServer(Buffer.from('a')));
    const socket = await connectTo(server);
    await expect(converse(socket, stubborn, wait)).rejects.toMatchObject({ code: 'ANSWER_TOO_LONG' });
    expect(socket.bytesWritten).toBe(3 * untilLineEnd.opening.length);
  });

  it('says so when the connection is over before it began', async () => {
    const server = await during(startAnsweringServer(''));
    const socket = await connectTo(server);
    socket.on('error', () => undefined).destroy(Object.assign(new Error(), { code: 'ECONNRESET' }));
    await expect(converse(socket, untilLineEnd, wait)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('leaves no listener behind when it is given up', async () => {
    const server = await during(startAnsweringServer(''));
    const socket = await connectTo(server);
    const before = socket.eventNames().map((name) => [name, socket.listenerCount(name)]);
    const given = { timeoutMs: 5000, signal: AbortSignal.abort() };
    await expect(converse(socket, untilLineEnd, given)).rejects.toMatchObject({ code: 'CANCELLED' });
    const stop = new AbortController();
    const talking = converse(
      socket,
      { ...untilLineEnd, opening: Buffer.alloc(0) },
      { ...wait, signal: stop.signal },
    );
    stop.abort();
    await expect(talking).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(socket.eventNames().map((name) => [name, socket.listenerCount(name)])).toEqual(before);
  });
});
