import { groups, groupWords } from '../../catalogue/check.ts';
import type { CheckResult, RunResult } from '../../run/result.ts';
import { worstFirst } from '../../words/verdict.ts';
import { groupAlike } from '../alike-checks.ts';
import { causeTexts } from '../cause-texts.ts';
import { checkText } from '../check-texts.ts';
import { manyText, partedByMany, type ToldHosts } from '../many-checks.ts';
import { limitedTo, listedChecks, moreText, pageLimits } from '../page-limits.ts';
import { openChecks } from './attention.ts';
import { verdictCount } from './common.ts';
import { failedChecks } from './failures.ts';
import type { ChecksRow, ChecksSection } from './types.ts';

/** What was told before this list, among what failed or needs attention. */
const toldChecks = (result: RunResult): ReadonlySet<CheckResult> =>
  new Set([...failedChecks(result), ...openChecks(result).shown]);

/** Where the hosts of checks were named before this list. */
const toldWhere = (result: RunResult): ReadonlyMap<CheckResult, string> =>
  new Map([
    ...limitedTo(causeTexts(result), pageLimits.causes).shown.flatMap(({ number, checks }) =>
      checks.map((check): [CheckResult, string] => [check, `Where cause ${number} says`]),
    ),
    ...openChecks(result).shown.map((check): [CheckResult, string] => [check, 'Where it says above']),
  ]);

function rowOf(checks: readonly CheckResult[], told: ReadonlySet<CheckResult>): readonly ChecksRow[] {
  const [first] = checks;
  if (first === undefined) return [];
  const { verdict, reason } = first;
  const isTold = checks.every((check) => told.has(check));
  return [{ verdict, checks: checks.map(checkText), reason: isTold ? null : reason, many: null }];
}

/** What earlier parts of the report have said: checks with what names the part, and the hosts of earlier rows. */
type Told = { readonly where: ReadonlyMap<CheckResult, string>; readonly hosts: ToldHosts };

/** Where the hosts of all these checks were named before; null where they were not. */
function placeOfAll(checks: readonly CheckResult[], { where }: Told): string | null {
  const [only, ...others] = new Set(checks.map((check) => where.get(check)));
  return only !== undefined && others.length === 0 ? only : null;
}

/** Many checks of one kind that came to the same, as one row. */
function manyRow(checks: readonly CheckResult[], told: Told): readonly ChecksRow[] {
  const [first] = checks;
  if (first === undefined) return [];
  const earlier = placeOfAll(checks, told);
  const text = manyText(checks, earlier === null ? told.hosts : new Map());
  const many = earlier === null ? text : { ...text, places: [earlier], isToldBefore: true };
  return [{ verdict: first.verdict, checks: checks.map(checkText), reason: null, many }];
}

/** The rows of a group: stories, and in the place of the first of many alike one row for all of them. */
function rowsOf(
  checks: readonly CheckResult[],
  toldBefore: ReadonlySet<CheckResult>,
  told: Told,
): readonly ChecksRow[] {
  const { few, many } = partedByMany(checks);
  const place = (row: ChecksRow): number => checks.findIndex(({ id }) => id === row.checks[0]?.id);
  return [
    ...groupAlike(few).flatMap((alike) => rowOf(alike, toldBefore)),
    ...many.flatMap((alike) => manyRow(alike, told)),
  ].sort((left, right) => place(left) - place(right));
}

/** How many checks have each verdict, the worst first: `3 failed, 12 passed`. */
const countsText = (checks: readonly CheckResult[]): string =>
  worstFirst
    .map((verdict) => ({ verdict, count: checks.filter((check) => check.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => verdictCount(verdict, count))
    .join(', ');

/** What is said of the checks that a group leaves out. */
function moreOf(left: readonly CheckResult[]): string | null {
  const text = moreText(left.length, 'check');
  return text === null ? null : `${text} Of these: ${countsText(left)}.`;
}

/** Every check, exactly once, as far as the pages go. */
export function checks(result: RunResult): ChecksSection {
  const toldBefore = toldChecks(result);
  const told: Told = { where: toldWhere(result), hosts: new Map() };
  const { shown, left } = listedChecks(result.checks);
  return {
    heading: 'All checks',
    intro: 'In the order of the catalogue. What is told above of a check is not told again here.',
    columns: ['Verdict', 'Check', 'Destination and observation'],
    groups: groups
      .map((group) => ({
        heading: groupWords[group],
        rows: rowsOf(
          shown.filter((check) => check.group === group),
          toldBefore,
          told,
        ),
        more: moreOf(left.filter((check) => check.group === group)),
      }))
      .filter(({ rows, more }) => rows.length > 0 || more !== null),
  };
}
