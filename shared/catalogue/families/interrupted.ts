import type { Fact } from '../../probe/fact.ts';
import { brokenOffCode, runBudgetCode } from '../../probe/outcome.ts';
import type { PhaseRulings, Ruling } from '../check.ts';
import { param } from '../parameter.ts';

/**
 * Findings that every family shares: a person stopped the run, its time was used up, the program ended before it, a
 * probe broke, or a fact that should be there is not.
 */
export const interruptedFindings = [
  'cancelled',
  'out-of-time',
  'broken-off',
  'probe-failed',
  'no-evidence',
] as const;
export type InterruptedFinding = (typeof interruptedFindings)[number];

/** The same ruling in both phases. */
export const always = (ruling: Ruling): PhaseRulings => ({
  'before-install': ruling,
  'after-install': ruling,
});

/** Missing evidence never passes: each of these is `unknown`. `{code}` is the error code of the broken probe. */
export const interruptedRulings: Readonly<Record<InterruptedFinding, PhaseRulings>> = {
  cancelled: always({
    verdict: 'unknown',
    reason: 'The run was stopped before this was tested.',
    remedy: 'Run this check again.',
    owner: 'you',
  }),
  'out-of-time': always({
    verdict: 'unknown',
    reason: 'The time that the profile allows for a run was used up before this was tested.',
    remedy: 'Run this check again, or allow the whole run more time (limits.runBudgetMs in the profile).',
    owner: 'you',
    asks: ['limits.runBudgetMs'],
  }),
  'broken-off': always({
    verdict: 'unknown',
    reason: 'The run was broken off before this was tested: Netready, or this machine, was ended.',
    remedy: 'Run this check again.',
    owner: 'you',
  }),
  'probe-failed': always({
    verdict: 'unknown',
    reason: 'The test itself failed ({code}), so nothing is known.',
    remedy:
      'Run this check again; in the desktop program also by the command "netready check", which speaks TLS by another library. If it fails the same way, send the report to support.',
    owner: 'you',
  }),
  'no-evidence': always({
    verdict: 'unknown',
    reason: 'This system gave no answer that could be judged.',
    remedy: 'Run this check again. If it stays unknown, send the report to support.',
    owner: 'you',
  }),
};

/**
 * The headlines of these findings.
 * @param subject what is tested, as the beginning of a sentence: `Port {port}`
 */
export const interruptedHeadlines = (subject: string): Readonly<Record<InterruptedFinding, string>> => ({
  cancelled: `${subject} is not tested: the run was stopped`,
  'out-of-time': `${subject} is not tested: the time for the run was used up`,
  'broken-off': `${subject} is not tested: the run was broken off`,
  'probe-failed': `${subject} is not tested: the test itself fails ({code})`,
  'no-evidence': `${subject} is not tested: this system gives no answer`,
});

/** What ended a run early, by the code of the facts that it left. */
function earlyEnd(code: string | undefined): 'cancelled' | 'out-of-time' | 'broken-off' {
  if (code === runBudgetCode) return 'out-of-time';
  return code === brokenOffCode ? 'broken-off' : 'cancelled';
}

/**
 * The interruption that a list of facts shows, if any: cancelled before broken before absent.
 * @param needed whether a fact that the family cannot do without is there
 */
export function interruption(facts: readonly Fact[], needed: boolean) {
  const cancelled = facts.find((fact) => fact.outcome === 'cancelled');
  if (cancelled !== undefined) return { finding: earlyEnd(cancelled.code), parameters: {} } as const;
  const broken = facts.find((fact) => fact.outcome === 'probe-failed');
  if (broken !== undefined)
    return { finding: 'probe-failed', parameters: { code: param.code(broken.code) } } as const;
  return needed ? null : ({ finding: 'no-evidence', parameters: {} } as const);
}
