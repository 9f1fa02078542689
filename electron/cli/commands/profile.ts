import { basename, dirname } from 'node:path';
import { defaultProfile } from '../../../shared/profile/profile.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { readProfile } from '../../core/profile/read-profile.ts';
import type { CliContext } from '../context.ts';
import type { ProfileNewOptions } from '../options.ts';

/** `netready profile new`: the default profile with every field, to be filled in. */
export async function runProfileNewCommand({ out }: ProfileNewOptions, context: CliContext): Promise<void> {
  const text = `${JSON.stringify(defaultProfile, null, 2)}\n`;
  if (out === undefined) {
    context.print(text);
    return;
  }
  await publishFiles(dirname(out), [{ name: basename(out), bytes: new TextEncoder().encode(text) }]);
  context.print(`${out} was written. Fill it in, then run: netready plan --profile ${out}\n`);
}

/** `netready profile validate FILE`: every problem by name, or one line that says it is valid. */
export async function runProfileValidateCommand(file: string, context: CliContext): Promise<void> {
  const profile = await readProfile(file);
  context.print(
    `${file} is valid: roles ${profile.machine.roles.join(', ')}; ${profile.phase}; ` +
      `${profile.frontEnds.length} front-ends, ${profile.databases.length} databases.\n`,
  );
}
