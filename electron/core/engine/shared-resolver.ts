import { isAddress } from '../../../shared/profile/host.ts';
import type { Attempt, Clock, Network, Wait } from '../base/world.ts';

/** Looks a host up through the network that the asking probe has. */
export type SharedResolver = (
  host: string,
  network: Network,
  wait: Wait,
) => Promise<Attempt<readonly string[]>>;

/**
 * A resolver that asks for each name once in a run, however many probes need it, so that all of them are judged by
 * the same answer. An address is its own answer.
 */
export function createSharedResolver(clock: Clock): SharedResolver {
  const answers = new Map<string, Promise<Attempt<readonly string[]>>>();
  return (host, network, wait) => {
    const known = answers.get(host);
    if (known !== undefined) return known;
    const answer: Promise<Attempt<readonly string[]>> = isAddress(host)
      ? Promise.resolve({ startedAt: clock.now(), durationMs: 0, ok: true, value: [host] })
      : network.lookup(host, wait);
    answers.set(host, answer);
    return answer;
  };
}
