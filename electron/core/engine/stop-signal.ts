import { setMaxListeners } from 'node:events';
import { runBudgetCode } from '../../../shared/probe/outcome.ts';
import { ProbeError } from '../probes/probe-error.ts';

/** What stops a run: the person (`CANCELLED`) or its budget (`RUN_BUDGET`), whichever is first. */
export type StopSignal = { readonly signal: AbortSignal; readonly dispose: () => void };

/**
 * Joins the two reasons to stop into one signal, whose reason carries the code. Every probe of a run listens to it, so
 * the number of its listeners says nothing about a leak.
 * @param budgetMs the longest time that the run may take; undefined for no limit
 */
export function stopSignal(person: AbortSignal, budgetMs: number | undefined): StopSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const onAbort = () => controller.abort(new ProbeError('CANCELLED'));
  const timer =
    budgetMs === undefined
      ? undefined
      : setTimeout(() => controller.abort(new ProbeError(runBudgetCode)), budgetMs);
  if (person.aborted) onAbort();
  else person.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    dispose: () => {
      clearTimeout(timer);
      person.removeEventListener('abort', onAbort);
    },
  };
}
