import type { CheckResult } from './result.ts';

/** Whether a check was planned but not part of the run, because only some checks were asked for. */
export const isLeftOut = (check: Pick<CheckResult, 'finding'>): boolean => check.finding === 'left-out';

/** Whether the time that the profile allows for a run was used up before a check was tested. */
export const isOutOfTime = (check: Pick<CheckResult, 'finding'>): boolean => check.finding === 'out-of-time';

/** Whether the program ended before a check was tested: it was killed, or the machine went down. */
export const isBrokenOff = (check: Pick<CheckResult, 'finding'>): boolean => check.finding === 'broken-off';

/** Whether the run ended before a check was tested: a person stopped it, its time was used up, or it was broken off. */
export const isUntested = (check: Pick<CheckResult, 'finding'>): boolean =>
  check.finding === 'cancelled' || isOutOfTime(check) || isBrokenOff(check);
