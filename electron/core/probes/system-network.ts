import dgram from 'node:dgram';
import dns from 'node:dns/promises';
import net, { type Socket } from 'node:net';
import { codeOf } from '../base/error-code.ts';
import type {
  Attempt,
  Clock,
  DnsQuestion,
  Network,
  SocketAddress,
  SqlInstance,
  Wait,
} from '../base/world.ts';
import { attempt, failedAttempt, localEnd } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { createLimiter } from './limiter.ts';
import { ProbeError } from './probe-error.ts';
import { decodeInstanceAnswer, encodeInstanceQuestion } from './sql-browser-message.ts';

const dnsPort = 53;

/**
 * A server as Node lists it: an address, or an address with a port (`127.0.0.1:5353`, `[::1]:5353`). Null when it
 * is neither.
 */
export function parseDnsServer(text: string): SocketAddress | null {
  const bracketed = /^\[(?<address>[^\]]+)\](?::(?<port>\d{1,5}))?$/.exec(text)?.groups;
  const dotted = /^(?<address>[^:]+):(?<port>\d{1,5})$/.exec(text)?.groups;
  const { address = text, port } = bracketed ?? dotted ?? {};
  const isServer = net.isIP(address) !== 0 && Number(port ?? dnsPort) <= 65_535;
  return isServer ? { address, port: port === undefined ? dnsPort : Number(port) } : null;
}

const dnsServerText = ({ address, port }: SocketAddress): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/**
 * Whether a socket is its own peer: a connection to a free local port can be given that very port as its own
 * (RFC 9293 section 3.5, simultaneous open), and then looks as if somebody listened.
 */
export function isSelfConnected(
  socket: Pick<Socket, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>,
): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

/** The end from which a connection is being tried, so that a failure can say it too. */
function endInProgress(socket: Socket): SocketAddress | null {
  const bound = socket.address();
  return 'address' in bound ? localEnd({ localAddress: bound.address, localPort: bound.port }) : null;
}

/**
 * What Node gives every socket. It writes them into a copy of the options, and V8 11 (Node 20) makes four shapes for each copy
 * in which they are not there already.
 */
const usualOptions = { allowHalfOpen: false, emitClose: false, autoDestroy: true, decodeStrings: false };

const heard = (): void => undefined;

function connect({ address, port }: SocketAddress, wait: Wait): Promise<Socket> {
  const socket = net.connect({ host: address, port, autoSelectFamily: false, ...usualOptions });
  socket.on('error', heard);
  let local: SocketAddress | null = null;
  process.nextTick(() => {
    local = endInProgress(socket);
  });
  return boundedWait<Socket>(wait, (resolve, reject) => {
    const onConnect = () =>
      isSelfConnected(socket) ? reject(new ProbeError('SELF_CONNECT')) : resolve(socket);
    socket.once('connect', onConnect).once('error', reject);
    return () => socket.off('connect', onConnect).off('error', reject);
  }).catch((error) => {
    socket.destroy();
    throw new ProbeError(codeOf(error), local);
  });
}

/** The resolver's own limit is beyond ours, so that a silent server is reported in one way whichever clock is ahead. */
async function queryDns({ server, name, recordType }: DnsQuestion, wait: Wait): Promise<readonly string[]> {
  const resolver = new dns.Resolver({ timeout: 2 * wait.timeoutMs, tries: 1 });
  resolver.setServers([dnsServerText(server)]);
  return await boundedWait<readonly string[]>(wait, (resolve, reject) => {
    const answer = recordType === 'A' ? resolver.resolve4(name) : resolver.resolve6(name);
    answer.then(resolve, reject);
    return () => resolver.cancel();
  });
}

/**
 * The socket is connected, so that only an answer of the end that was asked counts, and a refusal (ICMP, RFC 1122
 * section 4.1.3.3) arrives as an error.
 */
async function askSqlBrowser(
  { address, port }: SocketAddress,
  instance: string,
  wait: Wait,
): Promise<SqlInstance> {
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4');
  return await boundedWait<SqlInstance>(wait, (resolve, reject) => {
    socket.on('error', reject);
    socket.once('message', (message) => {
      try {
        resolve(decodeInstanceAnswer(message, instance));
      } catch (error) {
        reject(error);
      }
    });
    socket.once('connect', () => socket.send(encodeInstanceQuestion(instance)));
    socket.connect(port, address);
    return () => socket.close();
  });
}

/** The callback of `listen` stays, so that a wait which was given up still gives the port back. */
async function bind({ address, port }: SocketAddress, wait: Wait): Promise<null> {
  const server = net.createServer((socket) => socket.destroy());
  return await boundedWait<null>(wait, (resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(null)));
    return () => undefined;
  });
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const found = await dns.lookup(host, { all: true, order: 'verbatim' });
  return [...new Set(found.map(({ address }) => address))];
}

/**
 * How many names are looked up at a time. Node gives the resolver half of the threads of its pool; a name that
 * had to queue there would seem to be answered late.
 * @param poolSize the environment's UV_THREADPOOL_SIZE, 4 when it is not set
 */
export function lookupsAtOnce(poolSize: string | undefined): number {
  const threads = Number.parseInt(poolSize ?? '4', 10);
  return threads > 0 ? Math.ceil(threads / 2) : 2;
}

/** The network of this machine, directly: no proxy, no cache, no second address on its own initiative. */
export function createSystemNetwork(options: {
  readonly clock: Clock;
  /** DNS servers to use instead of the configured ones, as `address` or `address:port`. */
  readonly dnsServers?: readonly string[];
}): Network {
  const { clock } = options;
  const limiter = createLimiter();
  const capacity = lookupsAtOnce(process.env['UV_THREADPOOL_SIZE']);

  /** The system's resolver cannot be stopped: its thread counts as taken until it really answers. */
  async function lookup(host: string, wait: Wait): Promise<Attempt<readonly string[]>> {
    const release = await limiter.acquire([{ key: 'lookup', amount: 1, capacity }], wait.signal);
    const answer = addressesOf(host);
    answer.then(release, release);
    return await attempt(clock, () =>
      boundedWait<readonly string[]>(wait, (resolve, reject) => {
        answer.then(resolve, reject);
        return () => undefined;
      }),
    );
  }

  return {
    lookup: (host, wait) => lookup(host, wait).catch((error) => failedAttempt(clock, codeOf(error))),
    connect: (target, wait) => attempt(clock, () => connect(target, wait)),
    askSqlBrowser: (target, instance, wait) => attempt(clock, () => askSqlBrowser(target, instance, wait)),
    queryDns: (question, wait) => attempt(clock, () => queryDns(question, wait)),
    dnsServers: () => (options.dnsServers ?? dns.getServers()).flatMap((text) => parseDnsServer(text) ?? []),
    bind: (local, wait) => attempt(clock, () => bind(local, wait)),
  };
}
