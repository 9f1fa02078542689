import { catalogue, catalogueVersion } from '../catalogue/catalogue.ts';
import type { CheckDefinition } from '../catalogue/check.ts';
import { definitionOf } from '../catalogue/check-id.ts';
import type { CheckResult, RunResult } from './result.ts';
import { redrawSentences } from './sentences.ts';

const definitions: ReadonlyMap<string, CheckDefinition> = new Map(
  [
    ...catalogue.checks,
    ...catalogue.hostChecks,
    ...catalogue.overlays.flatMap((overlay) => overlay.checks),
  ].map((definition) => [definition.id, definition]),
);

function toldInWizard(check: CheckResult, { profile: { phase } }: RunResult): CheckResult {
  const definition = definitions.get(definitionOf(check.id));
  if (check.asks === undefined || check.remedy === null || definition === undefined) return check;
  const remedy = redrawSentences(definition, phase, check, 'wizard')?.remedy ?? check.remedy;
  return { ...check, remedy };
}

/**
 * A result as the wizard tells it: where a remedy sends somebody to the profile, its words are those of the questions to
 * which the wizard leads from there. Of another catalogue the sentences stay as they are.
 */
export const inWizard = (result: RunResult): RunResult =>
  result.tool.catalogue.version === catalogueVersion
    ? { ...result, checks: result.checks.map((check) => toldInWizard(check, result)) }
    : result;
