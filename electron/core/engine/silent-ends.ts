import type { Attempt, Network, SocketAddress } from '../base/world.ts';
import { outcomeOfError } from '../probes/outcome-of-error.ts';

/** Whether an end that failed with a code would not answer another connection in any other way. */
const isTold = (code: string): boolean =>
  ['timeout', 'refused', 'unreachable'].includes(outcomeOfError(code, 'connect'));

/** The ends that did not take a connection, with the attempt that showed it. */
export type SilentEnds = {
  /** A network whose connections tell which ends are silent. */
  readonly learning: (network: Network) => Network;
  /** A network that does not connect to an end that is known to be silent, but gives the attempt that showed it. */
  readonly knowing: (network: Network) => Network;
  readonly has: (end: SocketAddress) => boolean;
};

/**
 * What the connections of a run have found closed, so that whoever asks more of the same end does not wait for it again,
 * and is told the same.
 */
export function createSilentEnds(): SilentEnds {
  const attempts = new Map<string, Attempt<never>>();
  const keyOf = ({ address, port }: SocketAddress): string => `${address} ${port}`;
  return {
    learning: (network) => ({
      ...network,
      connect: (target, wait) =>
        network.connect(target, wait).then((tried) => {
          if (tried.ok) attempts.delete(keyOf(target));
          else if (isTold(tried.code)) attempts.set(keyOf(target), tried);
          return tried;
        }),
    }),
    knowing: (network) => ({
      ...network,
      connect: async (target, wait) => attempts.get(keyOf(target)) ?? (await network.connect(target, wait)),
    }),
    has: (end) => attempts.has(keyOf(end)),
  };
}
