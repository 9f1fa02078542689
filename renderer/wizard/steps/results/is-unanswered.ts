import { factsOf } from '../../../../shared/probe/facts-of.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import type { CheckResult } from '../../../../shared/run/result.ts';

/** Outcomes of a connection to which nothing at the other end has answered. A refusal is an answer. */
const silent: ReadonlySet<Outcome> = new Set([
  'timeout',
  'unreachable',
  'dns-not-found',
  'dns-timeout',
] as const);

/** Whether a run tried to reach several hosts and heard of none: one cause is then likelier than many. */
export function isUnanswered(checks: readonly Pick<CheckResult, 'direction' | 'facts'>[]): boolean {
  const tried = checks
    .filter(({ direction }) => direction === 'outbound')
    .flatMap(({ facts }) => factsOf(facts, 'tcp'))
    .filter(({ outcome }) => outcome !== 'cancelled');
  return new Set(tried.map(({ host }) => host)).size > 1 && tried.every(({ outcome }) => silent.has(outcome));
}
