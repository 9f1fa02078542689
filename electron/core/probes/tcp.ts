import type { Socket } from 'node:net';
import type { Fact } from '../../../shared/probe/fact.ts';
import { codeOf } from '../base/error-code.ts';
import type { ConnectTarget } from '../base/world.ts';
import { targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, fixedPort, type Probe, type ProbeContext } from './probe.ts';
import { withSecondAttempt } from './retried.ts';

/**
 * How long a connection is watched before it counts as open, in ms. A device that accepts for a server which it
 * cannot reach resets one round trip later.
 * @param connectMs how long the connection took, which is one round trip
 */
export function watchMs(connectMs: number): number {
  return Math.min(1000, Math.max(150, 2 * connectMs));
}

/** The code with which a peer cut off a connection that it had just accepted; null when it keeps it or speaks. */
async function cutOffCode(socket: Socket, timeoutMs: number, signal: AbortSignal): Promise<string | null> {
  try {
    return await boundedWait<string | null>({ timeoutMs, signal }, (resolve) => {
      const keeps = () => resolve(null);
      const cutsOff = (error: unknown) => resolve(codeOf(error));
      if (socket.errored) cutsOff(socket.errored);
      socket.once('data', keeps).once('end', keeps).once('error', cutsOff);
      return () => socket.off('data', keeps).off('end', keeps).off('error', cutsOff);
    });
  } catch (error) {
    const code = codeOf(error);
    return code === 'DEADLINE' ? null : code;
  }
}

async function connectTo(target: ConnectTarget, context: ProbeContext): Promise<Fact> {
  const { host } = target;
  const connected = await context.network.connect(target, connectWait(context));
  if (!connected.ok) {
    const outcome = outcomeOfError(connected.code, 'connect');
    const common = factCommon(outcome, connected, connected.code);
    return { kind: 'tcp', ...common, ...ends(connected.local, target), host };
  }
  const socket = connected.value;
  const local = localEnd(socket);
  const code = await cutOffCode(socket, watchMs(connected.durationMs), context.signal);
  socket.destroy();
  const outcome = code === null ? 'open' : outcomeOfError(code, 'connect');
  return { kind: 'tcp', ...factCommon(outcome, connected, code), ...ends(local, target), host };
}

/** One connection to every address of a host, or two where the first got no answer or was cut off. Nothing is sent. */
export const tcp: Probe<'tcp'> = {
  observe: async (request, context) => {
    const targets = await targetsOf(request, context);
    const facts = await Promise.all(
      targets.map((target) =>
        withSecondAttempt(async () => [await connectTo(target, context)], context.signal),
      ),
    );
    return facts.flat();
  },
  unobserved: ({ host, port }, common) => ({ kind: 'tcp', ...common, ...fixedPort(port), host }),
};
