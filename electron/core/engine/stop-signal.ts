import { setMaxListeners } from 'node:events';
import { runBudgetCode } from '../../../shared/probe/outcome.ts';
import { ProbeError } from '../probes/probe-error.ts';

/** A signal for one part of what is to be stopped, which `dispose` lets go of when the part is done. */
export type PartSignal = { readonly signal: AbortSignal; readonly dispose: () => void };

/** What stops a run: the person (`CANCELLED`) or its budget (`RUN_BUDGET`), whichever is first. */
export type StopSignal = {
  readonly signal: AbortSignal;
  /**
   * A signal of its own for one part of the run. Looking after the listeners of one signal takes the longer the more
   * there are, and a run has thousands.
   */
  readonly part: () => PartSignal;
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
  const parts = new Set<AbortController>();
  const stop = (reason: ProbeError): void => {
    for (const controller of [whole, ...parts]) controller.abort(reason);
  };
  const onAbort = () => stop(new ProbeError('CANCELLED'));
  const timer =
    budgetMs === undefined ? undefined : setTimeout(() => stop(new ProbeError(runBudgetCode)), budgetMs);
  if (person.aborted) onAbort();
  else person.addEventListener('abort', onAbort, { once: true });
  return {
    signal: whole.signal,
    part: () => {
      if (whole.signal.aborted) return { signal: whole.signal, dispose: () => undefined };
      const controller = heard();
      parts.add(controller);
      return { signal: controller.signal, dispose: () => parts.delete(controller) };
    },
    dispose: () => {
      clearTimeout(timer);
      person.removeEventListener('abort', onAbort);
    },
  };
}
