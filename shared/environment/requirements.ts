import { coveredKeys, requirementIn } from '../catalogue/editions.ts';
import type { RequirementKey } from '../catalogue/requirements.ts';
import type { Profile } from '../profile/profile.ts';
import { countVerdicts } from '../run/summary.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { bestVerdict, countedVerdict, type Severity, type Verdict, worstVerdict } from '../words/verdict.ts';
import { isPassing, isUndecided } from './connection-verdict.ts';
import type { Connection, EnvironmentRequirement } from './environment-result.ts';

/** What one machine, or one connection, says about some requirements. */
export type Answer = {
  readonly requirements: readonly RequirementKey[];
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** The machines whose reports would decide it; none where it is decided. */
  readonly needs: readonly number[];
  /** The ends of a connection; null for what a machine says about itself. */
  readonly ends: { readonly from: number; readonly to: number } | null;
};

type Judged = Pick<Answer, 'verdict' | 'needs'>;

/** Answers of one pair of machines, of which any one is enough. */
function anyOf(answers: readonly Judged[]): Judged {
  const verdict = bestVerdict(answers.map((answer) => answer.verdict));
  return { verdict, needs: isPassing(verdict) ? [] : answers.flatMap(({ needs }) => needs) };
}

/** Answers that all count. What is undecided is so whatever its reason. */
function allOf(answers: readonly Judged[]): Judged {
  return {
    verdict: worstVerdict(answers.map(({ verdict }) => verdict)),
    needs: answers.flatMap(({ needs }) => needs),
  };
}

const pairKey = ({ ends }: Answer): string => (ends === null ? '' : `${ends.from} ${ends.to}`);

/** The keys that say how LifeTime and a server reach each other, each in one direction. */
const oneWayKeys: readonly RequirementKey[] = ['T0', 'T0h', 'T1', 'T2', 'T3', 'T4'];

/**
 * T0 wants both directions: each pair of LifeTime and a server is decided when both are, and works when both do. One
 * direction that nobody has tried leaves it open, whatever the other one says, unless that failed.
 */
function bothDirections(
  answers: readonly Answer[],
  isLifetime: (machine: number) => boolean,
): readonly Judged[] {
  const ways = answers.filter(
    ({ ends, requirements }) =>
      ends !== null &&
      isLifetime(ends.from) !== isLifetime(ends.to) &&
      requirements.some((key) => oneWayKeys.includes(key)),
  );
  const pairs = groupsByKey(ways, ({ ends }) =>
    ends === null ? '' : [ends.from, ends.to].sort((left, right) => left - right).join(' '),
  );
  return [...pairs.values()].map((pair) => {
    const there = pair.filter(({ ends }) => ends !== null && isLifetime(ends.from));
    const back = pair.filter(({ ends }) => ends !== null && !isLifetime(ends.from));
    const [out, home] = [allOf(there), allOf(back)];
    if (out.verdict === 'fail' || home.verdict === 'fail') return { verdict: 'fail', needs: [] };
    const isWhole = there.length > 0 && back.length > 0;
    const both = allOf([out, home]);
    return isWhole ? both : { verdict: 'not-testable-here', needs: both.needs };
  });
}

/** What the answers about one requirement come to, the least of it that counts by itself. */
function judgedFor(key: RequirementKey, answers: readonly Answer[], profile: Profile): readonly Judged[] {
  const { severity, satisfiedBy } = requirementIn(profile, key);
  const own = answers.map((answer) => ({ ...answer, verdict: countedVerdict(answer, severity) }));
  return satisfiedBy === 'any' ? [...groupsByKey(own, pairKey).values()].map(anyOf) : own;
}

/**
 * Every requirement of the edition in force, each with one verdict and with the machines whose reports would decide what is
 * open. Missing evidence never passes: what nobody decided is not testable here.
 */
export function requirementsOf(
  answers: readonly Answer[],
  profile: Profile,
  isLifetime: (machine: number) => boolean,
): readonly EnvironmentRequirement[] {
  const byKey = new Map<RequirementKey, Answer[]>();
  for (const answer of answers)
    for (const key of answer.requirements) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [answer]);
      else known.push(answer);
    }
  const ofLifetime = bothDirections(answers, isLifetime);
  return coveredKeys(profile, [{ requirements: [...byKey.keys()] }]).map((key) => {
    const judged =
      key === 'T0' && ofLifetime.length > 0 ? ofLifetime : judgedFor(key, byKey.get(key) ?? [], profile);
    const needs = judged.filter(({ verdict }) => isUndecided(verdict)).flatMap((one) => one.needs);
    return {
      requirement: key,
      verdict: worstVerdict(judged.map(({ verdict }) => verdict)),
      counts: countVerdicts(judged),
      needs: [...new Set(needs)].sort((left, right) => left - right),
    };
  });
}

const nobody: readonly number[] = [];

/** The machines whose reports would decide a connection. */
export function needsOf(
  { from, to, verdict, decision }: Pick<Connection, 'from' | 'to' | 'verdict' | 'decision'>,
  canReport: (machine: number) => boolean,
): readonly number[] {
  if (!isUndecided(verdict)) return nobody;
  const wanted = verdict === 'not-yet' || decision === 'service-absent' ? [to, from] : [from, to];
  return wanted.filter(canReport).slice(0, 1);
}
