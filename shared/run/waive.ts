import { definitionOf } from '../catalogue/check-id.ts';
import { AppError } from '../errors/app-error.ts';
import { matchesCheck } from '../plan/build-plan.ts';
import { maxWaivers, type Profile } from '../profile/profile.ts';
import type { Verdict } from '../words/verdict.ts';
import type { CheckResult, RunResult } from './result.ts';
import { withChecks } from './summary.ts';

type Waiver = Profile['waivers'][number];

const waivable: readonly Verdict[] = ['fail', 'warn', 'unknown', 'not-yet'];

/** Whether a verdict needs attention, so that an administrator may set it aside. A pass never is. */
export const isWaivable = (verdict: Verdict): boolean => waivable.includes(verdict);

const appliesTo = (waiver: Waiver, id: string): boolean =>
  matchesCheck({ id, definition: definitionOf(id) }, waiver.check);

/** A check as the facts alone judge it. */
const withoutWaiver = (check: CheckResult): CheckResult =>
  check.waiver === null ? check : { ...check, verdict: check.waiver.verdict, waiver: null };

/**
 * A check under the waivers of a profile: the first that names it replaces a verdict that needs attention, and what
 * the facts alone said is kept beside it. Whatever waiver the check had before does not count.
 */
export function withWaivers(check: CheckResult, waivers: readonly Waiver[]): CheckResult {
  const bare = withoutWaiver(check);
  const waiver = isWaivable(bare.verdict) ? waivers.find((entry) => appliesTo(entry, bare.id)) : undefined;
  if (waiver === undefined) return bare;
  return { ...bare, verdict: 'waived', waiver: { verdict: bare.verdict, reason: waiver.reason } };
}

/** The waivers that stay when some checks are not to be waived. One that names a whole definition goes on for the others. */
function waiversWithout({ profile, checks }: RunResult, ids: ReadonlySet<string>): readonly Waiver[] {
  const taken = checks.filter(({ id }) => ids.has(id));
  return profile.waivers.flatMap((waiver) => {
    if (!taken.some(({ id }) => appliesTo(waiver, id))) return [waiver];
    return checks
      .filter((check) => !ids.has(check.id) && check.waiver !== null && appliesTo(waiver, check.id))
      .map((check) => ({ check: check.id, reason: waiver.reason }));
  });
}

function demandWaiver({ id, waiver }: CheckResult): void {
  if (waiver === null) throw new AppError('input-invalid', `${id} is not waived.`);
}

function demandWaivable(check: CheckResult): void {
  if (!isWaivable(withoutWaiver(check).verdict))
    throw new AppError(
      'input-invalid',
      `${check.id} cannot be waived, because its verdict is ${check.verdict}. Allowed: ${waivable.join(', ')}.`,
    );
}

function newWaivers(
  result: RunResult,
  checks: readonly CheckResult[],
  reason: string | null,
): readonly Waiver[] {
  if (reason === null) {
    checks.forEach(demandWaiver);
    return waiversWithout(result, new Set(checks.map(({ id }) => id)));
  }
  checks.forEach(demandWaivable);
  const named = new Set(checks.map(({ id }) => id.toLowerCase()));
  const others = result.profile.waivers.filter((waiver) => !named.has(waiver.check.toLowerCase()));
  return [...checks.map(({ id }) => ({ check: id, reason })), ...others];
}

/**
 * Sets the verdict on some checks of a run aside, or takes that back: all of them or none. The facts stay, and the profile
 * of the result remembers the waivers, so that a later run of it counts the same way.
 * @param checkIds each once
 * @param reason what the administrator states; null takes the waivers back
 * @throws AppError `not-found` when the run has no such check; `input-invalid` when the verdict of one needs no waiver, when
 *   there is no waiver to take back, or when the profile holds as many waivers as it may
 */
export function waiveChecks(
  result: RunResult,
  checkIds: readonly string[],
  reason: string | null,
): RunResult {
  const byId = new Map(result.checks.map((check) => [check.id, check]));
  const ids = new Set(checkIds);
  const meant = [...ids].map((id) => {
    const check = byId.get(id);
    if (check === undefined) throw new AppError('not-found', `This run has no check ${id}.`);
    return check;
  });
  const waivers = newWaivers(result, meant, reason);
  if (waivers.length > maxWaivers)
    throw new AppError(
      'input-invalid',
      `${meant.length === 1 ? `${meant[0]?.id}` : `${meant.length} checks`} cannot be waived: at most ${maxWaivers} waivers are kept.`,
    );
  const profile = { ...result.profile, waivers: [...waivers] };
  const checks = result.checks.map((entry) => (ids.has(entry.id) ? withWaivers(entry, waivers) : entry));
  return withChecks({ ...result, profile }, checks);
}
