import { listedPorts } from '../../../shared/rehearsal/differences.ts';
import type { SocketAddress } from '../base/world.ts';
import { answerWait } from '../probes/probe.ts';
import type { RehearsalParty } from '../probes/rehearsal-party.ts';
import { dialListener } from './dial.ts';
import type { RehearsalKeys } from './keys.ts';
import type { Listener } from './listener.ts';
import { newSessionKey } from './session-key.ts';
import { endOf, type Self } from './views.ts';

/** What of a run's part in a rehearsal is known before the run has an id. */
export type PartyPlan = {
  readonly keys: RehearsalKeys;
  readonly about: Omit<Self, 'run' | 'key'>;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The listener of this machine, where this run tells who came to it; it has the key then that the listener signs with. */
  readonly listening?: { readonly listener: Pick<Listener, 'stateOf' | 'visits'>; readonly self: Self };
};

/** The part of a run in a rehearsal, from its id on. */
export function rehearsalParty(
  { keys, about, randomBytes, listening }: PartyPlan,
  run: string,
): RehearsalParty {
  const self: Self = { ...about, run, key: listening?.self.key ?? newSessionKey() };
  const listed = new Set<string>();
  const keyOf = ({ address, port }: SocketAddress): string => `${address} ${port}`;
  return {
    tag: keys.tag,
    sessionKey: self.key.id,
    dial: async ({ socket, connectMs, dialled }, target, context) => {
      const line = { socket, connectMs, dialled: endOf(dialled.address, dialled.port) };
      const answer = await dialListener(
        line,
        {
          ...target,
          reconnect: async () => {
            const again = await target.reconnect();
            return { ...again, dialled: endOf(again.dialled.address, again.dialled.port) };
          },
        },
        { self, keys, randomBytes, clock: context.clock, judges: context, wait: answerWait(context) },
      );
      for (const port of listedPorts(answer)) listed.add(keyOf({ address: dialled.address, port }));
      return answer;
    },
    isListed: (end) => listed.has(keyOf(end)),
    heard: (port) =>
      listening === undefined
        ? null
        : { state: listening.listener.stateOf(port), visits: listening.listener.visits(port) },
  };
}
