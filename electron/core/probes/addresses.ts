import type { Socket } from 'node:net';
import type { ServicePort } from '../../../shared/probe/probe-request.ts';
import type { Attempt, ConnectTarget } from '../base/world.ts';
import { isCancelCode, outcomeOfError } from './outcome-of-error.ts';
import { connectWait, type ProbeContext } from './probe.ts';
import { ProbeError } from './probe-error.ts';

/** The most addresses of one name that are tried. It bounds what a name of somebody else's DNS can make us do. */
export const maxAddresses = 16;

/** A host and port of a request. */
export type Service = Pick<ConnectTarget, 'host' | 'yieldsTurn'> & { readonly port: ServicePort };

/** The port of a service; null when SQL Server Browser should have told it and did not. */
async function portOf({ host, port }: Service, context: ProbeContext): Promise<number | null> {
  if (typeof port === 'number') return port;
  const { browserPort, instance } = port;
  const answers = await context.browse({ kind: 'sql-browser', host, port: browserPort, instance });
  return answers.find(({ outcome }) => outcome === 'open')?.tcpPort ?? null;
}

/**
 * Every address of a service. Empty when the name has none, or when nobody tells the port: other facts say so already.
 * @throws ProbeError when the resolution was cancelled, refused or broke
 */
export async function targetsOf(service: Service, context: ProbeContext): Promise<readonly ConnectTarget[]> {
  const { host, yieldsTurn = false } = service;
  const found = await context.resolve(host);
  if (found.ok) {
    const port = await portOf(service, context);
    return port === null
      ? []
      : found.value.slice(0, maxAddresses).map((address) => ({ host, address, port, yieldsTurn }));
  }
  const outcome = outcomeOfError(found.code, 'lookup');
  if (outcome === 'dns-not-found' || outcome === 'dns-timeout' || outcome === 'dns-error') return [];
  throw new ProbeError(found.code);
}

/** One connection attempt and where it went. */
export type Tried = { readonly target: ConnectTarget; readonly attempt: Attempt<Socket> };

const isStopped = ({ attempt }: Tried): boolean => !attempt.ok && isCancelCode(attempt.code);

const isUnreachable = ({ attempt }: Tried): boolean =>
  !attempt.ok && outcomeOfError(attempt.code, 'connect') === 'unreachable';

/**
 * Connects to the first address that accepts, one after the other in the resolver's order, as most programs do.
 * When none does, the failure that says most: one that came back from the network rather than from a missing route.
 * Null when there is no address at all.
 */
export async function connectToFirst(
  targets: readonly ConnectTarget[],
  context: Pick<ProbeContext, 'network' | 'limits' | 'signal'>,
): Promise<Tried | null> {
  const failures: Tried[] = [];
  for (const target of targets) {
    const tried = { target, attempt: await context.network.connect(target, connectWait(context)) };
    if (tried.attempt.ok || isStopped(tried)) return tried;
    failures.push(tried);
  }
  return failures.find((tried) => !isUnreachable(tried)) ?? failures[0] ?? null;
}
