import { type RequirementKey, requirementKeys, requirements } from '../catalogue/requirements.ts';
import { clip } from '../words/clip.ts';
import { longest } from '../words/lengths.ts';
import {
  bestVerdict,
  countedVerdict,
  overallVerdict,
  type Verdict,
  verdicts,
  worstVerdict,
} from '../words/verdict.ts';
import type { CheckResult, Counts, CoverageEntry, RunResult } from './result.ts';

/** What follows from the checks of a result and nothing else. */
type Summary = Pick<RunResult, 'coverage' | 'verdict' | 'counts'>;

/** How many checks have each verdict. */
export function countVerdicts(checks: readonly { readonly verdict: Verdict }[]): Counts {
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Counts;
}

/** What the checks of a requirement say about it. One of lesser severity than the requirement cannot make it fail. */
function coverageOf(
  key: RequirementKey,
  checks: readonly CheckResult[],
  reason: string | null,
): CoverageEntry {
  const covering = checks.filter((check) => check.requirements.includes(key));
  const { severity, satisfiedBy } = requirements[key];
  const list = covering.map((check) => countedVerdict(check, severity));
  const verdict = satisfiedBy === 'any' ? bestVerdict(list) : worstVerdict(list);
  const shown = reason === null ? null : clip(reason, longest.sentence);
  return { requirement: key, verdict, checks: covering.map(({ id }) => id), reason: shown };
}

/**
 * Adds the checks of a run up. The one place that does, so that a re-run or a waiver counts exactly as a fresh run.
 * @param uncovered why nothing was planned for a requirement; those that are covered have no entry
 */
export function summarise(
  checks: readonly CheckResult[],
  uncovered: readonly { readonly requirement: RequirementKey; readonly reason: string | null }[],
): Summary {
  const reasons = new Map(uncovered.map(({ requirement, reason }) => [requirement, reason]));
  return {
    coverage: requirementKeys.map((key) => coverageOf(key, checks, reasons.get(key) ?? null)),
    verdict: overallVerdict(checks),
    counts: countVerdicts(checks),
  };
}

/** The same result with other verdicts on the same checks: everything that follows from them is added up again. */
export function withChecks(result: RunResult, checks: readonly CheckResult[]): RunResult {
  return { ...result, checks: [...checks], ...summarise(checks, result.coverage) };
}

const isSameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((item, index) => item === right[index]);

function isSameCoverage(left: CoverageEntry, right: CoverageEntry | undefined): boolean {
  return (
    left.requirement === right?.requirement &&
    left.verdict === right.verdict &&
    left.reason === right.reason &&
    isSameList(left.checks, right.checks)
  );
}

/**
 * Whether everything in a result that follows from its checks does follow from them, so that nobody can write "passed"
 * over checks that failed.
 */
export function isSummedUp(result: RunResult): boolean {
  const { checks, coverage, verdict, counts, phase, profile } = result;
  const summary = summarise(checks, coverage);
  return (
    verdict === summary.verdict &&
    verdicts.every((name) => counts[name] === summary.counts[name]) &&
    coverage.length === summary.coverage.length &&
    summary.coverage.every((entry, index) => isSameCoverage(entry, coverage[index])) &&
    coverage.every(({ reason, checks: covering }) => reason === null || covering.length === 0) &&
    checks.every((check) => (check.verdict === 'waived') === (check.waiver !== null)) &&
    phase === profile.phase
  );
}
