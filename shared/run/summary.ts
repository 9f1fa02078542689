import { coveredKeys, requirementIn } from '../catalogue/editions.ts';
import type { RequirementKey } from '../catalogue/requirements.ts';
import { defaultProfile, type Profile } from '../profile/profile.ts';
import { clip } from '../words/clip.ts';
import { longest } from '../words/lengths.ts';
import {
  bestVerdict,
  countedVerdict,
  overallVerdict,
  type Severity,
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

/**
 * The verdict on a requirement that any one of its checks satisfies, for each server by itself: a way into one server is
 * none into another.
 */
function verdictPerServer(checks: readonly CheckResult[], severity: Severity): Verdict {
  const servers = [...new Set(checks.map(({ destination }) => destination?.host ?? null))];
  return worstVerdict(
    servers.map((host) =>
      bestVerdict(
        checks
          .filter(({ destination }) => (destination?.host ?? null) === host)
          .map((check) => countedVerdict(check, severity)),
      ),
    ),
  );
}

/** What the checks of a requirement say about it. One of lesser severity than the requirement cannot make it fail. */
function coverageOf(
  key: RequirementKey,
  checks: readonly CheckResult[],
  reason: string | null,
  profile: Profile,
): CoverageEntry {
  const covering = checks.filter((check) => check.requirements.includes(key));
  const { severity, satisfiedBy } = requirementIn(profile, key);
  const verdict =
    satisfiedBy === 'any'
      ? verdictPerServer(covering, severity)
      : worstVerdict(covering.map((check) => countedVerdict(check, severity)));
  const shown = reason === null ? null : clip(reason, longest.sentence);
  return { requirement: key, verdict, checks: covering.map(({ id }) => id), reason: shown };
}

/**
 * Adds the checks of a run up. The one place that does, so that a re-run or a waiver counts exactly as a fresh run.
 * @param profile whose edition says which rows there are
 * @param uncovered why nothing was planned for a requirement; those that are covered have no entry
 */
export function summarise(
  checks: readonly CheckResult[],
  uncovered: readonly { readonly requirement: RequirementKey; readonly reason: string | null }[],
  profile: Profile = defaultProfile,
): Summary {
  const named = uncovered.map(({ requirement }) => requirement);
  const keys = coveredKeys(profile, [...checks, { requirements: named }]);
  const reasons = new Map(uncovered.map(({ requirement, reason }) => [requirement, reason]));
  return {
    coverage: keys.map((key) => coverageOf(key, checks, reasons.get(key) ?? null, profile)),
    verdict: overallVerdict(checks),
    counts: countVerdicts(checks),
  };
}

/** The same result with other verdicts on the same checks: everything that follows from them is added up again. */
export function withChecks(result: RunResult, checks: readonly CheckResult[]): RunResult {
  return { ...result, checks: [...checks], ...summarise(checks, result.coverage, result.profile) };
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
  const summary = summarise(checks, coverage, profile);
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
