import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import net, { type Socket } from 'node:net';
import type { Step } from '../../../electron/core/rehearsal/framing.ts';
import { framings } from '../../../electron/core/rehearsal/framings.ts';
import { rehearsalKeys } from '../../../electron/core/rehearsal/keys.ts';
import type { Carrier } from '../../../shared/probe/carriers.ts';
import { parseCode } from '../../../shared/rehearsal/code.ts';
import { dial } from '../../support/rehearsal.ts';

/**
 * A device that tampers with conversations of a rehearsal, and whoever holds them through it: `tamper.mjs relay HOW HOST PORT
 * CARRIER` says at which port it listens and goes on; `tamper.mjs dial FILE END CARRIER HOW PORT` says how far each
 * conversation came. HOW is `flip` (a bit of one message, taken out of its clothes and put into them again), `raw` (a bit of
 * the bytes of either direction), `reflect` (every message goes back to where it came from) or `replay` (what was recorded once).
 */

/** The name by which the listener is called, for the clothes that name it. */
const host = 'ctl';

type Flip = { readonly step: Step; readonly at: number };

/** Every byte of the short messages, and of the long ones every 24th with the last ones, which are the tag of the cipher. */
const shortOnes = (step: Step): readonly Flip[] => Array.from({ length: 32 }, (_, at) => ({ step, at }));
const longOnes = (step: Step, length: number): readonly Flip[] =>
  Array.from({ length }, (_, at) => at)
    .filter((at) => at % 24 === 0 || at >= length - 4)
    .map((at) => ({ step, at }));

const flipsFor = (carrier: Carrier): readonly Flip[] => [
  ...shortOnes('knock'),
  ...shortOnes('challenge'),
  ...longOnes('checker', carrier === 'http' ? 1088 : 1024),
  ...longOnes('listener', 1024),
];

/** Offsets into the bytes of one direction; what is later than these is never sent in some conversations. */
const rawOffsets: readonly number[] = Array.from({ length: 60 }, (_, index) => index * 20);

/** How many conversations are held for a way of tampering. */
function countFor(how: string, carrier: Carrier): number {
  switch (how) {
    case 'flip':
      return flipsFor(carrier).length;
    case 'raw':
      return 2 * rawOffsets.length;
    default:
      return 5;
  }
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

/** The payloads of a connection, one after the other. */
function reader(socket: Socket, carrier: Carrier) {
  let bytes: Buffer = Buffer.alloc(0);
  let wake = (): void => undefined;
  let isOver = false;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    wake();
  });
  socket
    .on('error', () => undefined)
    .once('close', () => {
      isOver = true;
      wake();
    });
  const until = async <T>(find: () => T | null): Promise<T | null> => {
    for (;;) {
      const found = find();
      if (found !== null || isOver) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    /** That what the protocol begins with has come; it is read with the knock. */
    opening: () => until(() => (bytes.length < (framings[carrier].opening?.length ?? 0) ? null : true)),
    payload: (step: Step) =>
      until(() => {
        const framed = framings[carrier].read(step, bytes);
        if (framed === null) return null;
        bytes = bytes.subarray(framed.used);
        return Buffer.from(framed.payload);
      }),
    left: () => bytes.length,
  };
}

async function relay(how: string, to: string, port: number, carrier: Carrier): Promise<void> {
  const framing = framings[carrier];
  const addressed = { host, port };
  const counts = { connections: 0, flipped: 0, leaked: 0 };
  const recorded = new Map<Step, Buffer>();
  const write = (socket: Socket, step: Step, payload: Buffer): void =>
    void socket.write(framing.write(step, payload, addressed));
  const connect = (): Socket => net.connect({ host: to, port }).on('error', () => undefined);

  /** Passes messages on, changed by `change`. */
  const passOn = async (client: Socket, change: (step: Step, payload: Buffer) => Buffer): Promise<void> => {
    const server = connect();
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
    const [from, back] = [reader(client, carrier), reader(server, carrier)];
    if ((await from.opening()) === null) return;
    if (framing.opening !== null) server.write(framing.opening);
    for (const step of ['knock', 'challenge', 'checker', 'listener'] as const) {
      const isClients = step === 'knock' || step === 'checker';
      const payload = await (isClients ? from : back).payload(step);
      if (payload === null) return;
      write(isClients ? server : client, step, change(step, payload));
    }
  };
  const passRawOn = (client: Socket, index: number): void => {
    const server = connect();
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
    const offset = rawOffsets[Math.floor(index / 2)] ?? 0;
    const pump = (from: Socket, into: Socket, isTampered: boolean): void => {
      let seen = 0;
      from.on('data', (chunk: Buffer) => {
        const at = offset - seen;
        const isHit = isTampered && at >= 0 && at < chunk.length;
        if (isHit) counts.flipped += 1;
        into.write(isHit ? flipped(chunk, at) : chunk);
        seen += chunk.length;
      });
    };
    pump(client, server, index % 2 === 0);
    pump(server, client, index % 2 === 1);
  };
  const reflect = async (client: Socket): Promise<void> => {
    const from = reader(client, carrier);
    if ((await from.opening()) === null) return;
    const knock = await from.payload('knock');
    if (knock === null) return;
    write(client, 'challenge', knock);
    const checker = await from.payload('checker');
    if (checker !== null) write(client, 'listener', checker);
  };
  /** What was recorded, sent to the listener once more: everything that comes back behind its challenge. */
  const resend = async (): Promise<void> => {
    const server = connect();
    const back = reader(server, carrier);
    if (framing.opening !== null) server.write(framing.opening);
    write(server, 'knock', recorded.get('knock') ?? Buffer.alloc(32));
    if ((await back.payload('challenge')) === null) return;
    write(server, 'checker', recorded.get('checker') ?? Buffer.alloc(1024));
    await once(server, 'close');
    counts.leaked += back.left();
  };
  const replay = async (client: Socket): Promise<void> => {
    const from = reader(client, carrier);
    if ((await from.opening()) === null || (await from.payload('knock')) === null) return;
    write(client, 'challenge', recorded.get('challenge') ?? Buffer.alloc(32));
    await resend();
    if ((await from.payload('checker')) !== null)
      write(client, 'listener', recorded.get('listener') ?? Buffer.alloc(1024));
  };
  const tamper = async (client: Socket, index: number): Promise<void> => {
    if (how === 'raw') return passRawOn(client, index);
    if (how === 'reflect') return await reflect(client);
    if (how === 'replay' && index > 0) return await replay(client);
    const flip = how === 'flip' ? flipsFor(carrier)[index] : undefined;
    await passOn(client, (step, payload) => {
      if (how === 'replay') recorded.set(step, payload);
      if (flip?.step !== step || flip.at >= payload.length) return payload;
      counts.flipped += 1;
      return flipped(payload, flip.at);
    });
  };
  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    const index = counts.connections;
    counts.connections += 1;
    void tamper(client, index).catch(() => client.destroy());
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const bound = server.address();
  process.stdout.write(`listens ${typeof bound === 'object' ? bound?.port : ''}\n`);
  process.once('SIGTERM', () => process.stdout.write(`${JSON.stringify(counts)}\n`, () => process.exit(0)));
}

/** How many conversations are held at a time. */
const atOnce = 6;

async function dialThrough(
  file: string,
  end: string,
  carrier: Carrier,
  how: string,
  port: number,
): Promise<void> {
  const parsed = parseCode((await readFile(file, 'utf8')).trim());
  if (!parsed.ok) throw new Error('The file holds no code.');
  const keys = rehearsalKeys(parsed.bytes);
  const [address = '', relayPort = ''] = end.split(':');
  const reached: Record<string, number> = {};
  let left = countFor(how, carrier);
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await dial(address, carrier, {
        keys,
        port,
        dialledPort: Number(relayPort),
        timeoutMs: 3000,
      });
      reached[answer.reached] = (reached[answer.reached] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: how === 'flip' || how === 'raw' ? atOnce : 1 }, one));
  process.stdout.write(JSON.stringify(reached));
}

const [part, ...words] = process.argv.slice(2);
const [first = '', second = '', third = '', fourth = '', fifth = ''] = words;
if (part === 'relay') await relay(first, second, Number(third), fourth as Carrier);
else await dialThrough(first, second, third as Carrier, fourth, Number(fifth));
