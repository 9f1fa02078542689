import { abortError } from './probe-error.ts';

/** A share of something that only a limited amount of is to be had at a time, for example connections to a host. */
export type Claim = { readonly key: string; readonly amount: number; readonly capacity: number };

/** Gives everything back that was claimed; further calls do nothing. */
export type Release = () => void;

/** A request that has to wait, in the queue of one thing that it lacks. */
type Waiting = { readonly claims: readonly Claim[]; readonly grant: () => void; queue: string };

/** Hands out shares. All claims of one request are granted together or not at all, so that nobody waits holding some. */
export type Limiter = {
  /**
   * Waits for all claims. Requests are served in order, except that one which has to wait holds up only those that
   * want what it lacks.
   * @throws the reason of the abort
   */
  readonly acquire: (claims: readonly Claim[], signal: AbortSignal) => Promise<Release>;
};

/**
 * A limiter for one run. Who waits stands in the queue of one thing that is short, and whoever is first there lacks that
 * very thing: what is given back wakes nobody else, however many wait.
 */
export function createLimiter(): Limiter {
  const used = new Map<string, number>();
  const queues = new Map<string, Set<Waiting>>();

  const change = (claims: readonly Claim[], sign: 1 | -1): void => {
    for (const { key, amount } of claims) {
      const left = (used.get(key) ?? 0) + sign * amount;
      if (left === 0) used.delete(key);
      else used.set(key, left);
    }
  };

  /** What is too short for a request, or has others waiting before it; for the first of a queue only the former counts there. */
  const lacking = (claims: readonly Claim[], firstIn: string | null): string | undefined =>
    claims.find(
      ({ key, amount, capacity }) =>
        (used.get(key) ?? 0) + amount > capacity || (key !== firstIn && queues.has(key)),
    )?.key;

  const stand = (waiting: Waiting, key: string): void => {
    waiting.queue = key;
    queues.set(key, (queues.get(key) ?? new Set()).add(waiting));
  };
  const leave = (waiting: Waiting): void => {
    const queue = queues.get(waiting.queue);
    queue?.delete(waiting);
    if (queue?.size === 0) queues.delete(waiting.queue);
  };

  /** Serves a queue until its first lacks what the queue is for. */
  const serve = (key: string): void => {
    for (const waiting of queues.get(key) ?? []) {
      const lack = lacking(waiting.claims, key);
      if (lack === key) return;
      leave(waiting);
      if (lack !== undefined) stand(waiting, lack);
      else {
        change(waiting.claims, 1);
        waiting.grant();
      }
    }
  };

  const releaseOf = (claims: readonly Claim[]): Release => {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      change(claims, -1);
      for (const { key } of claims) serve(key);
    };
  };

  const wait = (claims: readonly Claim[], lack: string, signal: AbortSignal): Promise<Release> =>
    new Promise((resolve, reject) => {
      const onAbort = () => {
        leave(waiting);
        reject(abortError(signal));
        serve(waiting.queue);
      };
      const waiting: Waiting = {
        claims,
        grant: () => {
          signal.removeEventListener('abort', onAbort);
          resolve(releaseOf(claims));
        },
        queue: lack,
      };
      signal.addEventListener('abort', onAbort, { once: true });
      stand(waiting, lack);
    });

  return {
    acquire: async (claims, signal) => {
      if (signal.aborted) throw abortError(signal);
      const lack = lacking(claims, null);
      if (lack !== undefined) return await wait(claims, lack, signal);
      change(claims, 1);
      return releaseOf(claims);
    },
  };
}
