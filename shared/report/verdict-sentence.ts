import type { CheckResult, RunResult } from '../run/result.ts';
import { isBrokenOff, isLeftOut, isOutOfTime, isUntested } from '../run/untested.ts';
import { counted } from '../words/phrases.ts';
import type { Verdict } from '../words/verdict.ts';

/** Findings of a connection that somebody or something on the way does not let through. */
const blockedFindings = ['timeout', 'unreachable', 'reset', 'no-permission'];

type Judged = Pick<CheckResult, 'verdict' | 'severity' | 'finding' | 'direction'>;

function failedClause(failed: readonly Judged[]): string {
  const count = failed.length;
  if (failed.some((check) => check.direction !== 'outbound'))
    return `${counted(count, 'required check')} failed`;
  return failed.every((check) => blockedFindings.includes(check.finding))
    ? `${counted(count, 'required connection')} ${count === 1 ? 'is' : 'are'} blocked`
    : `${counted(count, 'required connection')} ${count === 1 ? 'does' : 'do'} not work`;
}

const countOf = (checks: readonly Judged[], ...verdicts: readonly Verdict[]): number =>
  checks.filter((check) => verdicts.includes(check.verdict)).length;

const later = (count: number): string =>
  `${counted(count, 'required check')} can only be confirmed after the installation`;

function passedClause(checks: readonly Judged[]): string {
  const passed = countOf(checks, 'pass');
  const all = passed === checks.length - countOf(checks, 'not-applicable');
  return all && passed > 2 ? `all ${passed} checks passed` : `${counted(passed, 'check')} passed`;
}

type Statement = { readonly lead: string; readonly clause: string };

function statement(verdict: Verdict, checks: readonly Judged[], partial: boolean): Statement {
  const required = checks.filter((check) => check.severity === 'required');
  const lead = (whole: string): string => (partial ? 'Partial run' : whole);
  switch (verdict) {
    case 'fail':
      return {
        lead: 'Not ready',
        clause: failedClause(required.filter((check) => check.verdict === 'fail')),
      };
    case 'warn': {
      const lesser = checks.filter((check) => check.severity !== 'required');
      const count = countOf(checks, 'warn') + countOf(lesser, 'fail', 'unknown');
      return {
        lead: lead('Ready with reservations'),
        clause: `${counted(count, 'check')} ${count === 1 ? 'needs' : 'need'} attention`,
      };
    }
    case 'not-yet':
      return { lead: lead('Ready so far'), clause: later(countOf(required, 'not-yet')) };
    case 'pass':
      return { lead: lead('Ready'), clause: passedClause(checks) };
    case 'unknown':
    case 'skipped':
    case 'waived':
    case 'not-applicable':
    case 'not-testable-here': {
      const count = countOf(required, 'unknown');
      return {
        lead: lead('Not proven'),
        clause:
          count > 0 ? `${counted(count, 'required check')} could not be judged` : 'no check gave a result',
      };
    }
  }
}

/** How a run that ended early is told: what of it leads the sentence, and what is said of the checks left untested. */
function earlyEnd(untested: readonly Judged[]): { readonly lead: string; readonly when: string } {
  if (untested.some(isBrokenOff)) return { lead: 'Broken off', when: 'before the run was broken off' };
  return untested.every(isOutOfTime)
    ? { lead: 'Time used up', when: 'in the time that the profile allows' }
    : { lead: 'Cancelled', when: 'before the run was cancelled' };
}

function qualifications(
  verdict: Verdict,
  checks: readonly Judged[],
  untested: readonly Judged[],
): readonly string[] {
  const { when } = earlyEnd(untested);
  const laterOn = verdict === 'warn' ? countOf(checks, 'not-yet') : 0;
  const elsewhere = countOf(checks, 'not-testable-here');
  const waived = countOf(checks, 'waived');
  const leftOut = checks.filter(isLeftOut).length;
  const parts: readonly (readonly [count: number, one: string, many: string])[] = [
    [verdict === 'fail' ? untested.length : 0, `was not tested ${when}`, `were not tested ${when}`],
    [laterOn, 'can only be confirmed after the installation', 'can only be confirmed after the installation'],
    [elsewhere, 'needs another machine', 'need another machine'],
    [waived, 'is waived', 'are waived'],
    [leftOut, 'was left out', 'were left out'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many], index) => {
      const subject = index === 0 ? counted(count, 'check') : String(count);
      return `${subject} ${count === 1 ? one : many}`;
    });
}

/**
 * The whole run in one sentence, without a full stop: the last line of the terminal, the band of the screen and the
 * head of the report. A run that ended early or that left checks out never reads as ready.
 */
export function verdictSentence(
  result: Pick<RunResult, 'verdict' | 'cancelled'> & { readonly checks: readonly Judged[] },
): string {
  const { checks, verdict, cancelled } = result;
  const untested = cancelled ? checks.filter(isUntested) : [];
  const { lead, clause } =
    untested.length > 0 && verdict !== 'fail'
      ? {
          lead: earlyEnd(untested).lead,
          clause: `${untested.length} of ${counted(checks.length, 'check')} ${untested.length === 1 ? 'was' : 'were'} not tested`,
        }
      : statement(verdict, checks, checks.some(isLeftOut));
  const tail = qualifications(verdict, checks, untested).join(', ');
  return `${lead}: ${clause}${tail === '' ? '' : `; ${tail}`}`;
}
