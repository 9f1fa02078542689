import { abortError } from './probe-error.ts';

/** A share of something that only a limited amount of is to be had at a time, for example connections to a host. */
export type Claim = { readonly key: string; readonly amount: number; readonly capacity: number };

/** Gives everything back that was claimed; further calls do nothing. */
export type Release = () => void;

type Waiting = { readonly claims: readonly Claim[]; readonly grant: () => void };

/** Hands out shares. All claims of one request are granted together or not at all, so that nobody waits holding some. */
export type Limiter = {
  /**
   * Waits for all claims. Requests are served in order, except that one which has to wait holds up only those that
   * want what it lacks.
   * @throws the reason of the abort
   */
  readonly acquire: (claims: readonly Claim[], signal: AbortSignal) => Promise<Release>;
};

/** A limiter for one run. Waiting requests are looked at together, once for each turn of events. */
export function createLimiter(): Limiter {
  const used = new Map<string, number>();
  const queue = new Set<Waiting>();
  let isServing = false;

  const inUse = (key: string): number => used.get(key) ?? 0;
  const change = (claims: readonly Claim[], sign: 1 | -1): void => {
    for (const { key, amount } of claims) used.set(key, inUse(key) + sign * amount);
  };

  const serve = (): void => {
    isServing = false;
    const lacking = new Set<string>();
    for (const waiting of queue) {
      const short = waiting.claims.filter(
        ({ key, amount, capacity }) => lacking.has(key) || inUse(key) + amount > capacity,
      );
      for (const { key } of short) lacking.add(key);
      if (short.length > 0) continue;
      queue.delete(waiting);
      change(waiting.claims, 1);
      waiting.grant();
    }
  };

  const serveSoon = (): void => {
    if (isServing) return;
    isServing = true;
    queueMicrotask(serve);
  };

  const releaseOf = (claims: readonly Claim[]): Release => {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      change(claims, -1);
      serveSoon();
    };
  };

  const enqueue = (claims: readonly Claim[], signal: AbortSignal): Promise<Release> =>
    new Promise((resolve, reject) => {
      const onAbort = () => {
        queue.delete(request);
        reject(abortError(signal));
        serveSoon();
      };
      const request: Waiting = {
        claims,
        grant: () => {
          signal.removeEventListener('abort', onAbort);
          resolve(releaseOf(claims));
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      queue.add(request);
      serveSoon();
    });

  return {
    acquire: (claims, signal) =>
      signal.aborted ? Promise.reject(abortError(signal)) : enqueue(claims, signal),
  };
}
