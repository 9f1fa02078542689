import type { Handlers } from '../../shared/contract/dispatch.ts';
import { operationNames } from '../../shared/contract/operations.ts';

/** What is loaded where no session is kept. */
export const noSession = { session: null, revision: null, changedAt: null, problem: null, aside: [] };

/** Handlers of which only some do something; every other operation fails when it is called. */
export function fakeHandlers(some: Partial<Handlers<AbortSignal>> = {}): Handlers<AbortSignal> {
  const others = operationNames.map((name) => [
    name,
    () => Promise.reject(new Error(`${name} is not part of this test`)),
  ]);
  return { ...(Object.fromEntries(others) as Handlers<AbortSignal>), ...some };
}
