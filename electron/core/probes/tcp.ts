import type { Socket } from 'node:net';
import type { Fact } from '../../../shared/probe/fact.ts';
import { longest } from '../../../shared/words/lengths.ts';
import { codeOf } from '../base/error-code.ts';
import type { ConnectTarget } from '../base/world.ts';
import { targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { connectWait, ends, factCommon, fixedPort, type Probe, type ProbeContext } from './probe.ts';
import type { OwnCode } from './probe-error.ts';
import { withSecondAttempt } from './retried.ts';

/** What the other end does with a connection over which nothing is sent. */
type Reaction = { readonly code: string } | { readonly greeting: string } | 'waits';

/** What stands for a first line in which there is nothing to read. */
const unreadable = 'bytes that are not text';

/** The first line of what somebody says, of printable ASCII alone, and no longer than a fact holds. */
function firstLine(bytes: Buffer): string {
  const [line = ''] = bytes.toString('latin1').split(/[\r\n]/);
  const readable = line.replaceAll(/[^\x20-\x7e]/g, '').trim();
  return readable === '' ? unreadable : plainText(readable, longest.name);
}

const peerClosed: OwnCode = 'PEER_CLOSED';

/** Watches a connection until the other end speaks, ends it or cuts it off, or the time is over. */
async function reactionOf(socket: Socket, timeoutMs: number, signal: AbortSignal): Promise<Reaction> {
  try {
    return await boundedWait<Reaction>({ timeoutMs, signal }, (resolve) => {
      const speaks = (bytes: Buffer) => resolve({ greeting: firstLine(bytes) });
      const ends = () => resolve({ code: peerClosed });
      const cutsOff = (error: unknown) => resolve({ code: codeOf(error) });
      if (socket.errored) cutsOff(socket.errored);
      socket.once('data', speaks).once('end', ends).once('error', cutsOff);
      return () => socket.off('data', speaks).off('end', ends).off('error', cutsOff);
    });
  } catch (error) {
    const code = codeOf(error);
    return code === 'DEADLINE' ? 'waits' : { code };
  }
}

async function connectTo(target: ConnectTarget, context: ProbeContext): Promise<readonly Fact[]> {
  const { host } = target;
  const connected = await context.network.connect(target, connectWait(context));
  if (!connected.ok) {
    const outcome = outcomeOfError(connected.code, 'connect');
    const common = factCommon(outcome, connected, connected.code);
    return [{ kind: 'tcp', ...common, ...ends(connected.local, target), host }];
  }
  const socket = connected.value;
  const local = localEnd(socket);
  const timeoutMs = Math.min(context.watchMs, context.limits.connectTimeoutMs);
  const reaction = await reactionOf(socket, timeoutMs, context.signal);
  socket.destroy();
  const common = ends(local, target);
  if (reaction === 'waits') return [{ kind: 'tcp', ...factCommon('open', connected), ...common, host }];
  if ('greeting' in reaction)
    return [{ kind: 'tcp', ...factCommon('open', connected), ...common, host, greeting: reaction.greeting }];
  const outcome = outcomeOfError(reaction.code, 'connect');
  return [{ kind: 'tcp', ...factCommon(outcome, connected, reaction.code), ...common, host }];
}

/** One connection to every address of a host, or two where the first got no answer or was cut off. Nothing is sent. */
export const tcp: Probe<'tcp'> = {
  observe: async (request, context) => {
    const targets = await targetsOf(request, context);
    const facts = await Promise.all(
      targets.map((target) => withSecondAttempt(() => connectTo(target, context), context, 'tcp')),
    );
    return facts.flat();
  },
  unobserved: ({ host, port }, common) => ({ kind: 'tcp', ...common, ...fixedPort(port), host }),
};
