import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import net from 'node:net';
import { systemClock } from '../../electron/core/engine/system-clock.ts';
import { publicAuthorities } from '../../electron/core/probes/public-authorities.ts';
import { trustedAuthorities } from '../../electron/core/probes/trusted-authorities.ts';
import { type DialledConnection, dialListener } from '../../electron/core/rehearsal/dial.ts';
import { type RehearsalKeys, rehearsalKeys } from '../../electron/core/rehearsal/keys.ts';
import { type Listening, openListener } from '../../electron/core/rehearsal/listener.ts';
import { makeListenerCertificate } from '../../electron/core/rehearsal/listener-certificate.ts';
import { newSessionKey } from '../../electron/core/rehearsal/session-key.ts';
import type { Self } from '../../electron/core/rehearsal/views.ts';
import type { Carrier } from '../../shared/probe/carriers.ts';
import { defaultProfile } from '../../shared/profile/profile.ts';
import { listen } from './servers/local-server.ts';

/** A loopback address that no other test has, so that ports can be named by their numbers (Linux: all of 127.0.0.0/8). */
export const ownLoopback = (): string => `127.${randomInt(1, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;

/** Ports from which a test has every carrier. */
export const carrierPorts: Readonly<Record<Carrier, number>> = {
  plain: 12_000,
  http: 8080,
  https: 8443,
  amqp: 5672,
  amqps: 5671,
  tds: 1433,
  tns: 1521,
};

export const testCode = Buffer.alloc(15, 7);

export const selfCalled = (name: string, parts: Partial<Self> = {}): Self => ({
  run: randomUUID(),
  reportKey: 'ab'.repeat(32),
  key: newSessionKey(),
  name,
  roles: ['front-end'],
  profile: defaultProfile,
  ...parts,
});

const random = (count: number): Uint8Array => randomBytes(count);

export type TestListener = Partial<
  Pick<Listening, 'self' | 'keys' | 'meant' | 'limits' | 'inUse' | 'onVisit'>
>;

/** A listener of every carrier on a loopback address of its own. */
export async function startListener(parts: TestListener = {}, address = ownLoopback()) {
  const ports = (Object.keys(carrierPorts) as Carrier[]).map((carrier) => ({
    carrier,
    port: carrierPorts[carrier],
  }));
  const self = parts.self ?? selfCalled('ctl');
  const listener = await openListener(ports, [address], {
    self,
    keys: rehearsalKeys(testCode),
    clock: systemClock,
    randomBytes: random,
    certificate: makeListenerCertificate(new Date(), random),
    meant: () => 'this',
    inUse: [],
    ...parts,
  });
  return { ...listener, address, self };
}

/** Passes each connection on to the next of several addresses, at the same port, as a virtual address does. */
export function startVirtualAddress(addresses: readonly string[], port: number) {
  let count = 0;
  return listen(
    net.createServer((client) => {
      const server = net.connect({ host: addresses[count % addresses.length] ?? '', port });
      count += 1;
      server.on('error', () => client.destroy());
      client.on('close', () => server.destroy());
      client.pipe(server).pipe(client);
    }),
    { address: ownLoopback(), port },
  );
}

/** One connection from this machine. */
export function connectTo(address: string, port: number, localAddress?: string): Promise<DialledConnection> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const socket = net.connect({
      host: address,
      port,
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject).on('error', () => undefined);
      resolve({ socket, connectMs: performance.now() - start, dialled: { address, port } });
    });
  });
}

export type TestDial = {
  readonly keys?: RehearsalKeys;
  readonly self?: Self;
  readonly host?: string;
  readonly port?: number;
  readonly timeoutMs?: number;
  readonly localAddress?: string;
  /** Where it connects, where that is not the port that it means. */
  readonly dialledPort?: number;
};

/** Made once: it takes longer than a conversation. */
const judges = { trust: trustedAuthorities([]), leadsToPublicAuthority: publicAuthorities() };

/** One conversation with what listens at an address, as a checker has it. */
export async function dial(address: string, carrier: Carrier, options: TestDial = {}) {
  const { port = carrierPorts[carrier], host = 'ctl', timeoutMs = 5000, localAddress } = options;
  const { dialledPort = port } = options;
  const reconnect = () => connectTo(address, dialledPort, localAddress);
  return await dialListener(
    await reconnect(),
    { carrier, host, port, reconnect },
    {
      self: options.self ?? selfCalled('fe1'),
      keys: options.keys ?? rehearsalKeys(testCode),
      randomBytes: random,
      clock: systemClock,
      judges,
      wait: { timeoutMs, signal: new AbortController().signal },
    },
  );
}
