import type { Socket } from 'node:net';
import type { Wait } from '../base/world.ts';
import type { Service } from './addresses.ts';
import { attempt } from './attempt.ts';
import { openConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { answerWait, type FactCommon, factCommon, type ProbeContext } from './probe.ts';

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
  const opened = await openConnection(service, context);
  if (opened === null) return null;
  if ('failed' in opened) return { common: opened.failed, answer: null };
  const { socket, startedAt, ...connected } = opened.connection;
  const asked = await attempt(context.clock, () => ask(socket, answerWait(context)));
  socket.destroy();
  const timing = { startedAt, durationMs: connected.durationMs + asked.durationMs };
  const common = asked.ok
    ? factCommon('open', timing)
    : factCommon(outcomeOfError(asked.code, 'service'), timing, asked.code);
  return { common: { ...common, ...connected.ends }, answer: asked.ok ? asked.value : null };
}
