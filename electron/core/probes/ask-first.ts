import type { Socket } from 'node:net';
import type { Wait } from '../base/world.ts';
import { connectToFirst, type Service, targetsOf } from './addresses.ts';
import { attempt, localEnd } from './attempt.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { answerWait, ends, type FactCommon, factCommon, type ProbeContext } from './probe.ts';

/** What came of a question: the part of the fact that every kind shares, and the answer; null when there was none. */
export type Asked<T> = { readonly common: FactCommon; readonly answer: T | null };

/**
 * Connects to the first address of a service that accepts and puts a question to it. Its time counts from the
 * connection to the answer. Null when the service has no address, which other facts say.
 * @param ask speaks over the connection; whatever it throws becomes an outcome. The connection is destroyed afterwards.
 */
export async function askFirst<T>(
  service: Service,
  context: ProbeContext,
  ask: (socket: Socket, wait: Wait) => Promise<T>,
): Promise<Asked<T> | null> {
  const tried = await connectToFirst(await targetsOf(service, context), context);
  if (tried === null) return null;
  const { target, attempt: connected } = tried;
  if (!connected.ok) {
    const common = factCommon(outcomeOfError(connected.code, 'connect'), connected, connected.code);
    return { common: { ...common, ...ends(connected.local, target) }, answer: null };
  }
  const socket = connected.value;
  const localAndRemote = ends(localEnd(socket), target);
  const asked = await attempt(context.clock, () => ask(socket, answerWait(context)));
  socket.destroy();
  const timing = { startedAt: connected.startedAt, durationMs: connected.durationMs + asked.durationMs };
  const common = asked.ok
    ? factCommon('open', timing)
    : factCommon(outcomeOfError(asked.code, 'service'), timing, asked.code);
  return { common: { ...common, ...localAndRemote }, answer: asked.ok ? asked.value : null };
}
