import { definitionOf } from '../../catalogue/check-id.ts';
import { matchesCheck } from '../../plan/build-plan.ts';
import { headlineOf, type RunResult } from '../../run/result.ts';
import { verdictLooks } from '../../theme/verdicts.ts';
import { limitedTo, moreText, pageLimits } from '../page-limits.ts';
import type { WaiversSection } from './types.ts';

/** Verdicts that were set aside. */
export function waivers(result: RunResult): WaiversSection {
  const waived = result.checks.flatMap((check) =>
    check.waiver === null
      ? []
      : [
          {
            check: check.id,
            headline: headlineOf(check),
            instead: verdictLooks[check.waiver.verdict].word,
            reason: check.waiver.reason,
          },
        ],
  );
  const taken = result.checks
    .filter((check) => check.waiver !== null)
    .map(({ id }) => ({ id, definition: definitionOf(id) }));
  const took = (wanted: string): boolean => taken.some((check) => matchesCheck(check, wanted));
  const idle = result.profile.waivers
    .filter((waiver) => !took(waiver.check))
    .map((waiver) => ({
      check: waiver.check,
      headline: 'No such check needed a waiver in this run.',
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
