import { setMaxListeners } from 'node:events';
import { runBudgetCode } from '../../../shared/probe/outcome.ts';
import { ProbeError } from '../probes/probe-error.ts';

/** How many parts of what is to be stopped share a signal. */
const partsOfSignal = 16;

/** What stops a run: the person (`CANCELLED`) or its budget (`RUN_BUDGET`), whichever is first. */
export type StopSignal = {
  readonly signal: AbortSignal;
  /**
   * A signal for one part of the run, which it shares with a few others. Looking after the listeners of one signal takes
   * the longer the more there are, a signal takes as much memory as many listeners, and a run has thousands of parts.
   */
  readonly part: () => AbortSignal;
  readonly dispose: () => void;
};

/**
 * Joins the two reasons to stop into one signal, whose reason carries the code. A probe may wait at every address of a
 * host at once, so the number of listeners says nothing about a leak.
 * @param budgetMs the longest time that the run may take; undefined for no limit
 */
export function stopSignal(person: AbortSignal, budgetMs: number | undefined): StopSignal {
  const heard = (): AbortController => {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    return controller;
  };
  const whole = heard();
  const shared: AbortController[] = [];
  let parts = 0;
  const stop = (reason: ProbeError): void => {
    for (const controller of [whole, ...shared]) controller.abort(reason);
  };
  const onAbort = () => stop(new ProbeError('CANCELLED'));
  const timer =
    budgetMs === undefined ? undefined : setTimeout(() => stop(new ProbeError(runBudgetCode)), budgetMs);
  if (person.aborted) onAbort();
  else person.addEventListener('abort', onAbort, { once: true });
  return {
    signal: whole.signal,
    part: () => {
      if (whole.signal.aborted) return whole.signal;
      const last = shared.at(-1);
      const isFull = parts % partsOfSignal === 0;
      parts += 1;
      if (last !== undefined && !isFull) return last.signal;
      const controller = heard();
      shared.push(controller);
      return controller.signal;
    },
    dispose: () => {
      clearTimeout(timer);
      person.removeEventListener('abort', onAbort);
    },
  };
}
