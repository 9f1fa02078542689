import { definitionOf } from '../../catalogue/check-id.ts';
import { matchesCheck } from '../../plan/build-plan.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../run/result.ts';
import { verdictLooks } from '../../theme/verdicts.ts';
import { manyText, partedByMany } from '../many-checks.ts';
import { limitedTo, moreText, pageLimits } from '../page-limits.ts';
import type { WaiverRow, WaiversSection } from './types.ts';

/** One check that was waived, or many of one kind that came to the same. */
function waivedRow(checks: readonly CheckResult[]): readonly WaiverRow[] {
  const [first, ...others] = checks;
  if (first === undefined || first.waiver === null) return [];
  const row = { instead: verdictLooks[first.waiver.verdict].word, reason: first.waiver.reason };
  if (others.length === 0) return [{ ...row, check: first.id, headline: headlineOf(first), places: [] }];
  const { id, headline, places } = manyText(checks);
  return [{ ...row, check: id, headline, places }];
}

/** Verdicts that were set aside. */
export function waivers(result: RunResult): WaiversSection {
  const checks = result.checks.filter(({ waiver }) => waiver !== null);
  const { few, many } = partedByMany(checks);
  const place = ([first]: readonly CheckResult[]): number => checks.findIndex(({ id }) => id === first?.id);
  const waived = [...few.map((check) => [check]), ...many]
    .sort((left, right) => place(left) - place(right))
    .flatMap(waivedRow);
  const taken = result.checks
    .filter((check) => check.waiver !== null)
    .map(({ id }) => ({ id, definition: definitionOf(id) }));
  const took = (wanted: string): boolean => taken.some((check) => matchesCheck(check, wanted));
  const idle = result.profile.waivers
    .filter((waiver) => !took(waiver.check))
    .map((waiver) => ({
      check: waiver.check,
      headline: 'No such check needed a waiver in this run.',
      places: [],
      instead: 'No effect',
      reason: waiver.reason,
    }));
  const { shown, left } = limitedTo([...waived, ...idle], pageLimits.waivers, ({ check }) =>
    definitionOf(check),
  );
  return {
    heading: 'Waivers',
    intro: 'Verdicts that the administrator set aside, with the reason stated. The facts stay in the report.',
    columns: ['Without the waiver', 'Check', 'Reason stated'],
    rows: shown,
    more: moreText(left.length, 'waiver'),
  };
}
