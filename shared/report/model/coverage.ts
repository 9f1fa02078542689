import { definitionOf } from '../../catalogue/check-id.ts';
import { editionOf } from '../../catalogue/editions.ts';
import { requirementOf } from '../../catalogue/requirements.ts';
import type { CoverageEntry, RunResult } from '../../run/result.ts';
import { grouped } from '../alike-checks.ts';
import type { CoverageSection, RequirementText } from './types.ts';

const requirementText = ({ requirement: key }: CoverageEntry): RequirementText => ({
  key,
  text: requirementOf(key).text,
  where: requirementOf(key).where,
});

const basisOf = ({ checks }: CoverageEntry): string =>
  grouped(checks, definitionOf)
    .map((ids) => `${definitionOf(ids[0] ?? '')}${ids.length === 1 ? '' : ` (${ids.length})`}`)
    .join(', ');

const reasonOf = ({ reason }: CoverageEntry): string => reason ?? 'Nothing was checked.';

/** Every requirement of the source document exactly once: with its checks, or with the reason why there is none. */
export function coverage(result: RunResult): CoverageSection {
  const covered = result.coverage.filter(({ checks }) => checks.length > 0);
  const others = result.coverage.filter(({ checks }) => checks.length === 0);
  return {
    heading: 'Coverage of the requirements',
    intro: `All ${result.coverage.length} of the OutSystems 11 network requirements in force: ${editionOf(result.profile).reference}. A number in brackets counts the checks of one kind.`,
    columns: ['Key', 'Requirement', 'Verdict', 'Checks'],
    rows: covered.map((entry) => ({
      ...requirementText(entry),
      verdict: entry.verdict,
      basis: basisOf(entry),
    })),
    empty: 'No requirement applies to this machine.',
    others: {
      heading: `Requirements that do not apply: ${others.length}`,
      columns: ['Why', 'Requirements'],
      rows: grouped(others, reasonOf).map((entries) => ({
        reason: entries.map(reasonOf)[0] ?? '',
        requirements: entries.map(({ requirement: key }) => ({ key, text: requirementOf(key).text })),
      })),
    },
  };
}
