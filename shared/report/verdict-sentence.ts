import type { CheckResult, RunResult } from '../run/result.ts';
import { isBrokenOff, isLeftOut, isOutOfTime, isUntested } from '../run/untested.ts';
import { capitalised, counted, listed } from '../words/phrases.ts';
import type { Verdict } from '../words/verdict.ts';
import { failedOf, severityCounts } from './severity-split.ts';

type Judged = Pick<CheckResult, 'verdict' | 'severity' | 'finding'>;

const countOf = (checks: readonly Judged[], ...verdicts: readonly Verdict[]): number =>
  checks.filter((check) => verdicts.includes(check.verdict)).length;

/** How many checks failed, by how much they weigh: `5 required and 12 monitoring checks`. Empty where none did. */
function failedChecks(checks: readonly Judged[]): string {
  const counts = severityCounts(failedOf(checks));
  const last = counts.at(-1)?.count ?? 0;
  const parts = counts.map(({ severity, count }) => `${count} ${severity}`);
  return parts.length === 0 ? '' : `${listed(parts)} ${last === 1 ? 'check' : 'checks'}`;
}

/** What keeps a run in which nothing required failed from being all well: how many of each, as they are counted. */
function lesserClause(checks: readonly Judged[]): string {
  const lesser = failedChecks(checks);
  const warned = countOf(checks, 'warn');
  const unknown = countOf(checks, 'unknown');
  const parts = [
    ...(lesser === '' ? [] : [`${lesser} did`]),
    ...(warned === 0 ? [] : [`${counted(warned, 'check')} gave a warning`]),
    ...(unknown === 0 ? [] : [`${counted(unknown, 'check')} could not be judged`]),
  ];
  return `no required check failed; ${listed(parts)}`;
}

/** What is open where nothing is known to be wrong. */
const openClause = (checks: readonly Judged[]): string =>
  `nothing failed; ${countOf(checks, 'not-yet', 'not-testable-here')} of ${counted(checks.length, 'check')} cannot be decided yet`;

function passedClause(checks: readonly Judged[]): string {
  const passed = countOf(checks, 'pass');
  const all = passed === checks.length - countOf(checks, 'not-applicable');
  return all && passed > 2 ? `all ${passed} checks passed` : `${counted(passed, 'check')} passed`;
}

/** What is said of a run before anything else. `lead` is empty where the clause is a sentence of its own. */
type Statement = { readonly lead: string; readonly clause: string };

function statement(verdict: Verdict, checks: readonly Judged[], partial: boolean): Statement {
  const required = checks.filter((check) => check.severity === 'required');
  const lead = (whole: string): string => (partial ? 'Partial run' : whole);
  switch (verdict) {
    case 'fail':
      return { lead: 'Not ready', clause: `${failedChecks(checks)} failed` };
    case 'warn':
      return { lead: lead(''), clause: lesserClause(checks) };
    case 'not-yet':
      return { lead: lead(''), clause: openClause(checks) };
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
  const isTold = verdict === 'fail' || (verdict === 'warn' && untested.length === 0);
  const lesser = isTold ? '' : failedChecks(checks);
  const laterOn = verdict === 'warn' || verdict === 'not-yet' ? countOf(checks, 'not-yet') : 0;
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
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many], index) => {
      const subject = index === 0 ? counted(count, 'check') : String(count);
      return `${subject} ${count === 1 ? one : many}`;
    });
  return lesser === '' ? told : [`${lesser} failed`, ...told];
}

type Told = Pick<RunResult, 'verdict' | 'cancelled'> & { readonly checks: readonly Judged[] };

/**
 * The whole run in one sentence and what is added to it, both without a full stop. A run that ended early or that left
 * checks out never reads as ready, and none reads so in which something failed. `added` is empty where there is nothing.
 */
export function verdictWords(result: Told): { readonly sentence: string; readonly added: string } {
  const { checks, verdict, cancelled } = result;
  const untested = cancelled ? checks.filter(isUntested) : [];
  const { lead, clause } =
    untested.length > 0 && verdict !== 'fail'
      ? {
          lead: earlyEnd(untested).lead,
          clause: `${untested.length} of ${counted(checks.length, 'check')} ${untested.length === 1 ? 'was' : 'were'} not tested`,
        }
      : statement(verdict, checks, checks.some(isLeftOut));
  return {
    sentence: lead === '' ? capitalised(clause) : `${lead}: ${clause}`,
    added: qualifications(verdict, checks, untested).join(', '),
  };
}

/** The same in one: the last line of the terminal, the head of the report and the list of runs. */
export function verdictSentence(result: Told): string {
  const { sentence, added } = verdictWords(result);
  return added === '' ? sentence : `${sentence}; ${added}`;
}
