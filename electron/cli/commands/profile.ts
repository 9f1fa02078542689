import { basename, dirname } from 'node:path';
import type { Plan } from '../../../shared/plan/plan.ts';
import { defaultProfile, type Profile, unnamedPurposes } from '../../../shared/profile/profile.ts';
import { viewPlan } from '../../../shared/run/view-plan.ts';
import { counted } from '../../../shared/words/phrases.ts';
import { prepareRun } from '../../core/engine/prepare-run.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { importProfileFile } from '../../core/profile/import-profile.ts';
import { readProfile } from '../../core/profile/read-profile.ts';
import type { CliContext } from '../context.ts';
import type { ProfileOutOptions } from '../options/profile-options.ts';

/** Writes a profile to a new file and says what to do next, or prints it where no file is named. */
async function give(
  profile: Profile,
  { out }: ProfileOutOptions,
  next: string,
  context: CliContext,
): Promise<void> {
  const text = `${JSON.stringify(profile, null, 2)}\n`;
  if (out === undefined) {
    context.print(text);
    return;
  }
  await publishFiles(dirname(out), [{ name: basename(out), bytes: new TextEncoder().encode(text) }]);
  context.print(`${out} was written. ${next}, then run: netready plan --profile ${out}\n`);
}

/** `netready profile new`: the default profile with every field, to be filled in. */
export async function runProfileNewCommand(options: ProfileOutOptions, context: CliContext): Promise<void> {
  await give(defaultProfile, options, 'Fill it in', context);
}

/** `netready profile import FILE`: a profile from the configuration of an installed Platform Server. */
export async function runProfileImportCommand(
  file: string,
  options: ProfileOutOptions,
  context: CliContext,
): Promise<void> {
  const { profile, notes } = await importProfileFile(file);
  if (notes.length > 0) context.explain(`${notes.join('\n')}\n`);
  const unnamed = unnamedPurposes(profile);
  const next =
    unnamed.length === 0 ? 'Complete it' : `Put the servers of its databases into it (${unnamed.join(', ')})`;
  await give(profile, options, next, context);
}

/** The answers that checks of this machine lack, each once: what is missing, and the next step. */
function missingLines(plan: Plan): readonly string[] {
  const lines = viewPlan(plan, []).checks.flatMap(({ missing }) =>
    missing === null ? [] : [`Not answered yet: ${missing.reason} ${missing.remedy}`],
  );
  return [...new Set(lines)];
}

/**
 * `netready profile validate FILE`: every problem by name, or one line that says it is valid, as `plan` and `check`
 * would find it.
 */
export async function runProfileValidateCommand(file: string, context: CliContext): Promise<void> {
  const profile = await readProfile(file);
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  context.print(
    `${file} is valid: roles ${profile.machine.roles.join(', ')}; ${profile.phase}; ` +
      `${counted(profile.frontEnds.length, 'front-end')}, ${counted(profile.databases.length, 'database')}.\n`,
  );
  for (const line of missingLines(plan)) context.print(`${line}\n`);
}
