import { factsOf } from '../probe/facts-of.ts';
import type { CheckResult } from './result.ts';

/**
 * Whether evidence of a check comes from a rehearsal: a listener of Netready answered in the place of the service, stated
 * through another port that it is up, or was come to here. It proves the way, and nothing of the service.
 */
export const isRehearsed = ({ facts }: Pick<CheckResult, 'facts'>): boolean =>
  factsOf(facts, 'rehearsal').some(
    ({ listener, vouched }) => listener !== undefined || vouched !== undefined,
  ) || factsOf(facts, 'visits').some(({ visits }) => visits.length > 0);
