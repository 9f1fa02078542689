import type { Socket } from 'node:net';
import { type TimestampRoute, timestampContact } from '../../../shared/plan/timestamp-route.ts';
import type { ProbeLimits } from '../../../shared/probe/limits.ts';
import { hostAndPort, isAddress } from '../../../shared/profile/host.ts';
import type { TimestampFailure } from '../../../shared/report/timestamp-words.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import type { ConnectTarget, World } from '../base/world.ts';
import { guardNetwork } from '../engine/guard-network.ts';
import { readCaFile } from '../engine/read-ca-file.ts';
import { stopSignal } from '../engine/stop-signal.ts';
import { connectToFirst, maxAddresses } from '../probes/addresses.ts';
import { outcomeOfError } from '../probes/outcome-of-error.ts';
import { answerWait, type ProbeContext } from '../probes/probe.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { askForTunnel, isTunnel } from '../probes/proxy-connect.ts';
import { publicAuthorities } from '../probes/public-authorities.ts';
import { asciiName, shakeHands } from '../probes/tls-handshake.ts';
import { trustedAuthorities } from '../probes/trusted-authorities.ts';
import { checkTimestamp, type Timestamp } from './check-timestamp.ts';
import { postQuery } from './post-query.ts';
import { TimestampError, timestampError } from './timestamp-error.ts';
import { nonceBytes, timestampQuery } from './timestamp-query.ts';
import { readTimestampResponse } from './timestamp-response.ts';
import { maxTokenBytes, normalToken } from './timestamp-token.ts';
import { TokenError } from './token-error.ts';

/** Everything impure that asking for a timestamp needs. */
export type TimestampWorld = Pick<World, 'clock' | 'network'> & {
  readonly randomBytes: (count: number) => Uint8Array;
};

/** Whom to ask, and how long that may take. */
export type TimestampOrder = {
  readonly route: TimestampRoute;
  readonly limits: ProbeLimits;
  /** The profile's file of additional authorities, for an address with https; null for none. */
  readonly caFile: string | null;
};

/** A token in the form that a report keeps, checked, or why there is none. */
export type TimestampAnswer =
  | { readonly ok: true; readonly token: Uint8Array; readonly timestamp: Timestamp }
  | { readonly ok: false; readonly failure: TimestampFailure };

/** How long all steps together may take, in ms: somebody waits for the report. */
const totalMs = ({ answerTimeoutMs }: ProbeLimits): number => 2 * answerTimeoutMs;

type Context = Pick<ProbeContext, 'network' | 'limits' | 'signal' | 'trust' | 'leadsToPublicAuthority'>;

/** The way to the authority can be broken at the proxy as well, and then that is what somebody has to look at. */
const brokenWay = ({ proxy }: TimestampRoute): 'proxy' | 'unreachable' =>
  proxy === null ? 'unreachable' : 'proxy';

async function addressesOf(
  host: string,
  { route, limits }: TimestampOrder,
  { network, signal }: Context,
): Promise<readonly string[]> {
  if (isAddress(host)) return [host];
  const found = await network.lookup(host, { timeoutMs: limits.lookupTimeoutMs, signal });
  if (found.ok) return found.value.slice(0, maxAddresses);
  const isMissing = outcomeOfError(found.code, 'lookup') === 'dns-not-found' && route.proxy === null;
  throw timestampError(new ProbeError(found.code), isMissing ? 'name-not-found' : brokenWay(route));
}

/** An open connection to the one host and port that the plan lists. */
async function connect(order: TimestampOrder, context: Context): Promise<Socket> {
  const { host, port } = timestampContact(order.route);
  const addresses = await addressesOf(host, order, context);
  const targets = addresses.map((address): ConnectTarget => ({ host, address, port }));
  const tried = await connectToFirst(targets, context);
  if (tried === null) throw new TimestampError('name-not-found');
  if (tried.attempt.ok) return tried.attempt.value;
  throw timestampError(new ProbeError(tried.attempt.code), brokenWay(order.route));
}

/** The same connection over TLS. Its other end must show a certificate that this machine accepts. */
async function secured(
  socket: Socket,
  host: string,
  context: Context,
  refused: 'tls-refused' | 'proxy',
): Promise<Socket> {
  const { socket: secure, seen } = await shakeHands(socket, host, context, answerWait(context)).catch(
    (error: unknown) => {
      throw timestampError(error, refused === 'proxy' ? 'proxy' : 'interrupted');
    },
  );
  if (seen.outcome === 'tls-unverified') throw new TimestampError('tls-unverified', seen.code);
  if (seen.code !== null) throw new TimestampError(refused, seen.code);
  return secure;
}

/** The connection as far as the authority: through the proxy's tunnel and over TLS where the address wants it. */
async function reach(raw: Socket, { route }: TimestampOrder, context: Context): Promise<Socket> {
  const { authority, proxy } = route;
  const toProxy = proxy?.secure === true ? await secured(raw, proxy.host, context, 'proxy') : raw;
  if (!authority.secure) return toProxy;
  if (proxy === null) return secured(toProxy, authority.host, context, 'tls-refused');
  const { status, socket } = await askForTunnel(toProxy, authority, answerWait(context)).catch(
    (error: unknown) => {
      throw timestampError(error, 'proxy');
    },
  );
  if (!isTunnel(status)) throw new TimestampError('proxy', `HTTP ${status}`);
  return secured(socket, authority.host, context, 'tls-refused');
}

/** How the authority is called in the request: without the port that its scheme has anyway (RFC 9110, section 7.2). */
function hostHeader({ host, port, secure }: TimestampRoute['authority']): string {
  const named = hostAndPort(asciiName(host), port);
  return port === (secure ? 443 : 80) ? named.replace(/:\d+$/, '') : named;
}

async function exchange(query: Uint8Array, order: TimestampOrder, context: Context): Promise<Uint8Array> {
  const { authority, proxy } = order.route;
  const named = hostHeader(authority);
  const isForProxy = proxy !== null && !authority.secure;
  const raw = await connect(order, context);
  try {
    const socket = await reach(raw, order, context);
    const target = isForProxy ? `http://${named}${authority.path}` : authority.path;
    return await postQuery(socket, { target, hostHeader: named, query }, answerWait(context));
  } catch (error) {
    throw timestampError(error, 'interrupted');
  } finally {
    raw.destroy();
  }
}

/** The token of an answer in the form that a report keeps. */
function tokenOf(answer: Uint8Array): Uint8Array {
  const response = readTimestampResponse(answer);
  switch (response.kind) {
    case 'unreadable':
      throw new TimestampError('unreadable');
    case 'rejected':
      throw new TimestampError('rejected', response.status);
    case 'granted': {
      const token = normalToken(response.token);
      if (token.length > maxTokenBytes) throw new TimestampError('too-large');
      return token;
    }
  }
}

async function contextFor(
  order: TimestampOrder,
  world: TimestampWorld,
  signal: AbortSignal,
): Promise<Context> {
  const { host, port } = timestampContact(order.route);
  const contacts = [{ host, port, protocol: 'TCP' as const, checks: [] }];
  const names = isAddress(host) ? [] : [host];
  const needsTrust = order.route.authority.secure || order.route.proxy?.secure === true;
  const extraCas =
    order.caFile === null || !needsTrust
      ? []
      : await readCaFile(order.caFile).catch(() => {
          throw new TimestampError('authorities-unreadable');
        });
  return {
    network: guardNetwork({ contacts, names, probes: [] }, world.network, world.clock),
    limits: order.limits,
    signal,
    trust: trustedAuthorities(extraCas),
    leadsToPublicAuthority: publicAuthorities(),
  };
}

/**
 * Asks an authority to confirm that a signature exists (RFC 3161 over HTTP, section 3.4), and checks what it answers.
 * Contacts the one host and port of the route and no other. Never rejects: a report without a timestamp is better than
 * none.
 * @param signature the value of the signature
 */
export async function askForTimestamp(
  signature: Uint8Array,
  order: TimestampOrder,
  world: TimestampWorld,
  signal: AbortSignal,
): Promise<TimestampAnswer> {
  const stop = stopSignal(signal, totalMs(order.limits));
  try {
    const context = await contextFor(order, world, stop.signal);
    const query = timestampQuery(signature, world.randomBytes(nonceBytes));
    const token = tokenOf(await exchange(query.der, order, context));
    const checked = checkTimestamp(token, signature);
    if (!checked.ok) throw new TimestampError(checked.fault);
    const { timestamp } = checked;
    const isAnswer = timestamp.nonce !== null && equalBytes(timestamp.nonce, query.nonce);
    if (!isAnswer) throw new TimestampError('nonce');
    return { ok: true, token, timestamp };
  } catch (error) {
    if (error instanceof TokenError) return { ok: false, failure: { code: error.fault, detail: null } };
    return { ok: false, failure: timestampError(error, 'unreadable').failure };
  } finally {
    stop.dispose();
  }
}
