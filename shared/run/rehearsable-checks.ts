import { carrierOf, isForListedOnly, isRehearsable } from '../catalogue/rehearsed.ts';
import { factsOf } from '../probe/facts-of.ts';
import type { Verdict } from '../words/verdict.ts';
import type { CheckResult, RunResult } from './result.ts';

/** The verdicts of a connection that nobody has proven yet, and nobody has disproven. */
const unproven: readonly Verdict[] = ['not-testable-here', 'not-yet'];

const isUnproven = ({ verdict }: CheckResult): boolean => unproven.includes(verdict);

/** Whether a listener can stand in for the service at the end of a check, here or over there. */
function canBeRehearsed({ direction, destination, facts }: CheckResult, result: RunResult): boolean {
  const { profile, machine } = result;
  const carrier = destination === null ? null : carrierOf(destination, profile);
  if (destination === null || carrier === null) return false;
  if (direction === 'inbound') return true;
  const isAsked = direction === 'outbound' && factsOf(facts, 'tcp').length > 0;
  return isAsked && isRehearsable(destination, machine) && !isForListedOnly(carrier, profile);
}

/**
 * The checks of a run that are still open and that a rehearsal can settle: connections to this machine that others must
 * try, and ways out to services that are not there yet.
 */
export const rehearsableChecks = (result: RunResult): readonly CheckResult[] =>
  result.checks.filter((check) => isUnproven(check) && canBeRehearsed(check, result));

/** Those of them that come to this machine, where listening settles them. */
export const listenableChecks = (result: RunResult): readonly CheckResult[] =>
  rehearsableChecks(result).filter(({ direction }) => direction === 'inbound');
