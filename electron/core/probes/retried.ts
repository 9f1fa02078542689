import type { Fact } from '../../../shared/probe/fact.ts';
import { maxAttempts } from '../../../shared/probe/limits.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import type { ProbeKind } from '../../../shared/probe/probe-request.ts';
import type { Probe } from './probe.ts';

/** What one lost packet or one connection that was cut off can look like. Anything else would only come again. */
const passing: readonly Outcome[] = ['timeout', 'reset'];

/**
 * Observes once more, of two times at most, when an outcome may have been a passing one. Both attempts are reported, each with its own times.
 * @param signal no second attempt is made once it is aborted
 */
export async function withSecondAttempt<F extends Fact>(
  observe: () => Promise<readonly F[]>,
  signal: AbortSignal,
): Promise<readonly F[]> {
  const first = await observe();
  if (signal.aborted || !first.some(({ outcome }) => passing.includes(outcome))) return first;
  const second = await observe();
  return [...first, ...second.map((fact) => ({ ...fact, attempt: maxAttempts }))];
}

/** A probe that makes a second attempt as a whole: for one that asks a single address. */
export const retried = <K extends ProbeKind>(probe: Probe<K>): Probe<K> => ({
  ...probe,
  observe: (request, context) => withSecondAttempt(() => probe.observe(request, context), context.signal),
});
