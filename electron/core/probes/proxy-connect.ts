import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Fact } from '../../../shared/probe/fact.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { proxyText } from '../../../shared/profile/proxy.ts';
import { longest } from '../../../shared/words/lengths.ts';
import type { Wait } from '../base/world.ts';
import { connectToFirst, maxAddresses } from './addresses.ts';
import { attempt } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { headOf } from './http-head.ts';
import { connectionOf, type OpenConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { askOverTls } from './over-tls.ts';
import { plainText } from './plain-text.ts';
import { answerWait, ends, type FactCommon, factCommon, type Probe, type ProbeContext } from './probe.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';
import { asciiName, shakeHands } from './tls-handshake.ts';

/** The largest head of a proxy's answer that is read, in bytes. */
const maxHeadBytes = 16 * 1024;

type Request = RequestOf<'proxy-connect'>;

/** What a proxy answered to CONNECT. `socket` is the tunnel when `status` is 2xx. */
type ProxyAnswer = { readonly status: number; readonly server: string | null; readonly socket: Socket };

/**
 * Asks for a tunnel over an open connection (RFC 9110 section 9.3.6). No login is sent: there is none to send.
 * Whatever the status is, Node hands the connection over with the answer's head.
 */
export function askForTunnel(
  socket: Socket,
  { host, port }: Pick<Request, 'host' | 'port'>,
  wait: Wait,
): Promise<ProxyAnswer> {
  const authority = hostAndPort(asciiName(host), port);
  return boundedWait(wait, (resolve, reject) => {
    const request = httpRequest({
      method: 'CONNECT',
      path: authority,
      createConnection: () => socket,
      setHost: false,
      headers: { Host: authority, 'User-Agent': 'Netready' },
      maxHeaderSize: maxHeadBytes,
      insecureHTTPParser: false,
    });
    request.on('error', reject);
    request.once('connect', (response, tunnel, early) => {
      const { status, server } = headOf(response);
      if (early.length > 0) tunnel.unshift(early);
      tunnel.on('error', () => undefined);
      resolve({ status, server, socket });
    });
    request.end();
    return () => request.off('error', reject).on('error', () => undefined);
  });
}

/**
 * Statuses with which proxies say that they did not get to a host (RFC 9110, sections 15.6.3 to 15.6.5). Tinyproxy says
 * 500 for it.
 */
const notThrough: readonly number[] = [500, 502, 503, 504];

/** What a status means that is no tunnel (RFC 9110 section 15.5.8 for 407). */
function refusal(status: number): Outcome {
  if (status === 407) return 'proxy-auth';
  return notThrough.includes(status) ? 'proxy-failed' : 'proxy-denied';
}

/** Whether a proxy has made a tunnel (RFC 9110, section 9.3.6). */
export const isTunnel = (status: number): boolean => status >= 200 && status < 300;

const factOf = (request: Request, common: FactCommon): Fact & { readonly kind: 'proxy-connect' } => ({
  kind: 'proxy-connect',
  ...common,
  host: request.host,
  port: request.port,
  proxy: proxyText(request.proxy),
  source: request.source,
});

/**
 * Anything that keeps this machine from the proxy makes it unreachable, whatever else the code would mean; but a
 * certificate that cannot be judged keeps only this program from it.
 */
function unreachable(code: string, activity: 'lookup' | 'connect' | 'tls'): Outcome {
  const outcome = outcomeOfError(code, activity);
  const isOwn = outcome === 'cancelled' || outcome === 'probe-failed' || outcome === 'tls-unverified';
  return isOwn ? outcome : 'proxy-unreachable';
}

/** The connection to the proxy: its name looked up, its port open, and TLS where the proxy wants it. */
async function connectToProxy(
  request: Request,
  context: ProbeContext,
): Promise<{ readonly way: OpenConnection } | { readonly fact: Fact }> {
  const { proxy } = request;
  const found = await context.resolve(proxy.host);
  if (!found.ok) {
    const common = factCommon(unreachable(found.code, 'lookup'), found, found.code);
    return { fact: factOf(request, { ...common, remotePort: proxy.port }) };
  }
  const targets = found.value
    .slice(0, maxAddresses)
    .map((address) => ({ host: proxy.host, address, port: proxy.port }));
  const tried = await connectToFirst(targets, context);
  if (tried === null) throw new ProbeError('ENODATA');
  const { target, attempt: connected } = tried;
  if (!connected.ok) {
    const common = factCommon(unreachable(connected.code, 'connect'), connected, connected.code);
    return { fact: factOf(request, { ...common, ...ends(connected.local, target) }) };
  }
  return { way: connectionOf(target, connected) };
}

/**
 * A proxy that is spoken to over TLS must show a certificate that this machine accepts, as it must to any program.
 * @throws ProbeError with the code of the fault
 */
async function secured(socket: Socket, request: Request, context: ProbeContext): Promise<Socket> {
  if (!request.proxy.secure) return socket;
  const secure = await shakeHands(socket, request.proxy.host, context, answerWait(context));
  if (secure.seen.code === null) return secure.socket;
  secure.socket.destroy();
  const unread: OwnCode = 'ISSUER_UNREAD';
  throw new ProbeError(secure.seen.outcome === 'tls-unverified' ? unread : secure.seen.code);
}

async function observe(request: Request, context: ProbeContext): Promise<readonly Fact[]> {
  const { clock } = context;
  const connected = await connectToProxy(request, context);
  if ('fact' in connected) return [connected.fact];
  const { way } = connected;
  const { startedAt } = way;
  const made = await attempt(clock, () => secured(way.socket, request, context));
  const untilSecure = { startedAt, durationMs: way.durationMs + made.durationMs };
  if (!made.ok) {
    way.socket.destroy();
    const common = factCommon(unreachable(made.code, 'tls'), untilSecure, made.code);
    return [factOf(request, { ...common, ...way.ends })];
  }
  const asked = await attempt(clock, () => askForTunnel(made.value, request, answerWait(context)));
  const untilAnswer = { startedAt, durationMs: untilSecure.durationMs + asked.durationMs };
  if (!asked.ok) {
    made.value.destroy();
    way.socket.destroy();
    const common = factCommon(outcomeOfError(asked.code, 'http'), untilAnswer, asked.code);
    return [factOf(request, { ...common, ...way.ends })];
  }
  const { status, server, socket } = asked.value;
  const shown = { status, ...(server === null ? {} : { server: plainText(server, longest.name) }) };
  if (!isTunnel(status)) {
    socket.destroy();
    way.socket.destroy();
    const common = factCommon(refusal(status), untilAnswer, `HTTP_${status}`);
    return [{ ...factOf(request, { ...common, ...way.ends }), ...shown }];
  }
  const beyond = await askOverTls(
    {
      ...way,
      socket,
      durationMs: 0,
      startedAt: clock.now(),
      proxy: proxyText(request.proxy),
      isLocal: false,
    },
    request,
    context,
  );
  way.socket.destroy();
  return [{ ...factOf(request, { ...factCommon('open', untilAnswer), ...way.ends }), ...shown }, ...beyond];
}

/**
 * The way to a host through a proxy: a `proxy-connect` fact, and what the host showed through the tunnel as a `tls` and
 * an `http` fact. The host's name goes to the proxy as it is, for the proxy to look it up.
 */
export const proxyConnect: Probe<'proxy-connect'> = {
  observe,
  unobserved: (request, common) => factOf(request, { ...common, remotePort: request.proxy.port }),
};
