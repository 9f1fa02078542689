import { codeOf } from '../base/error-code.ts';
import type { Attempt, Clock, SocketAddress } from '../base/world.ts';
import { ProbeError } from './probe-error.ts';

const elapsedSince = (start: number, clock: Clock): number => Math.max(0, clock.monotonicMs() - start);

/** Runs one action against the clock and turns whatever it throws into a failed attempt with its code. */
export async function attempt<T>(clock: Clock, act: () => Promise<T>): Promise<Attempt<T>> {
  const startedAt = clock.now();
  const start = clock.monotonicMs();
  try {
    const value = await act();
    return { startedAt, durationMs: elapsedSince(start, clock), ok: true, value };
  } catch (error) {
    const local = error instanceof ProbeError ? error.local : null;
    return { startedAt, durationMs: elapsedSince(start, clock), ok: false, code: codeOf(error), local };
  }
}

/** An attempt that was refused or given up before it touched anything. */
export function failedAttempt(clock: Clock, code: string): Attempt<never> {
  return { startedAt: clock.now(), durationMs: 0, ok: false, code, local: null };
}

/** The local end of a socket; null while it has none. */
export function localEnd(socket: {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}): SocketAddress | null {
  const { localAddress, localPort } = socket;
  return localAddress === undefined || localPort === undefined || localPort === 0
    ? null
    : { address: localAddress, port: localPort };
}
