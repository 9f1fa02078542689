import type { Socket } from 'node:net';
import { isLoopback } from '../../../shared/profile/host.ts';
import { merged } from '../../../shared/words/merged.ts';
import type { Attempt, ConnectTarget } from '../base/world.ts';
import { connectToFirst, type Service, targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { ends, type FactCommon, factCommon, type ProbeContext } from './probe.ts';

/** A connection that came about. Whoever gets it ends or destroys it. */
export type OpenConnection = {
  readonly socket: Socket;
  /** When the connection began, and how long it took until it was open. */
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly ends: Pick<FactCommon, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>;
  /** Whether the other end is a loopback address. */
  readonly isLocal: boolean;
};

/** A connection, or what the fact says that tells of the one that did not come about. */
export type Opened = { readonly connection: OpenConnection } | { readonly failed: FactCommon };

/** An attempt that succeeded, as an open connection. */
export const connectionOf = (
  target: ConnectTarget,
  { startedAt, durationMs, value }: Attempt<Socket> & { readonly ok: true },
): OpenConnection => ({
  socket: value,
  startedAt,
  durationMs,
  ends: ends(localEnd(value), target),
  isLocal: isLoopback(target.address),
});

/** Connects to the first address of a service that accepts. Null when it has no address, which other facts say. */
export async function openConnection(service: Service, context: ProbeContext): Promise<Opened | null> {
  const tried = await connectToFirst(await targetsOf(service, context), context);
  if (tried === null) return null;
  const { target, attempt } = tried;
  if (attempt.ok) return { connection: connectionOf(target, attempt) };
  const common = factCommon(outcomeOfError(attempt.code, 'connect'), attempt, attempt.code);
  return { failed: merged(common, ends(attempt.local, target)) };
}
