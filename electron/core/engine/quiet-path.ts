import type { Network } from '../base/world.ts';

/**
 * After how long a connection that nobody has answered counts as waiting and no longer as under way, in ms: the system
 * then sends a packet for it every few seconds (RFC 6298 section 2.1).
 */
const waitingAfterMs = 1000;

/** Tells when nothing of a run is under way any more but waiting for ends that do not answer. */
export type QuietPath = {
  /** Counts something as under way. */
  readonly begin: () => void;
  /** Counts it as over. */
  readonly end: () => void;
  /** A network whose connections, used by what is under way, do not count while they wait. */
  readonly heeding: (network: Network) => Network;
  /** Resolves when the path is quiet; at once where nothing is under way. */
  readonly quiet: () => Promise<void>;
};

/** What tells when the path is quiet, for one run. */
export function createQuietPath(): QuietPath {
  const listeners = new Set<() => void>();
  let underWay = 0;
  const change = (by: 1 | -1): void => {
    underWay += by;
    if (underWay === 0)
      setImmediate(() => {
        if (underWay === 0) for (const listener of listeners) listener();
      });
  };
  return {
    begin: () => change(1),
    end: () => change(-1),
    heeding: (network) => ({
      ...network,
      connect: (target, wait) => {
        let isWaiting = false;
        const timer = setTimeout(() => {
          isWaiting = true;
          change(-1);
        }, waitingAfterMs);
        return network.connect(target, wait).then((connected) => {
          clearTimeout(timer);
          if (isWaiting) change(1);
          return connected;
        });
      },
    }),
    quiet: () =>
      underWay === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const listener = () => {
              listeners.delete(listener);
              resolve();
            };
            listeners.add(listener);
          }),
  };
}
