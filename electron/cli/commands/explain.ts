import { createReadStream } from 'node:fs';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { type ExplainContext, explain } from '../../../shared/symptoms/explain.ts';
import { mostRead } from '../../../shared/symptoms/words.ts';
import { codeOf } from '../../core/base/error-code.ts';
import { prepareRun } from '../../core/engine/prepare-run.ts';
import { readProfile } from '../../core/profile/read-profile.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { openKeptRuns } from '../kept-runs.ts';
import type { ExplainOptions } from '../options/explain-options.ts';
import { explanationTable } from '../printers/explanation-table.ts';
import { jsonText } from '../terminal/json-text.ts';
import { readTextFrom } from '../terminal/standard-input.ts';
import { findRun } from './run.ts';

/** A character takes up to four bytes. */
const mostBytes = 4 * mostRead;

/** The beginning of a file, of whatever size it is. */
async function fileText(file: string): Promise<string> {
  try {
    return await readTextFrom(createReadStream(file), mostBytes);
  } catch (cause) {
    throw new AppError('file-unreadable', `${file} could not be read (${codeOf(cause)}).`, { cause });
  }
}

async function givenText(
  words: readonly string[],
  file: string | undefined,
  { readInput }: CliContext,
): Promise<string> {
  if (file !== undefined) {
    if (words.length > 0) throw new AppError('usage', 'Give either a line or --file, not both.');
    return fileText(file);
  }
  const [only] = words;
  if (words.length === 1 && only === '-') return readInput(mostBytes);
  const text = words.join(' ');
  if (text.trim() === '')
    throw new AppError(
      'usage',
      'Give the line in quotation marks, a file with --file, or - to read standard input.',
    );
  return text;
}

/** The environment and the checks that answers lead to: those of a kept run, those of a plan, or none. */
async function knownOf({ profile: file, run }: ExplainOptions, context: CliContext): Promise<ExplainContext> {
  if (run !== undefined) {
    const runs = await openKeptRuns(context);
    const { profile, checks } = await runs.read(await findRun(run, runs));
    return { profile, checks };
  }
  if (file === undefined) return { profile: null, checks: [] };
  const profile: Profile = await readProfile(file);
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  return { profile, checks: plan.checks };
}

/**
 * `netready explain TEXT`: what lines of logs and dialogs mean, which checks show it, and what to do next. Everything is in the
 * program: nothing is sent anywhere, and what was pasted is kept nowhere.
 */
export async function runExplainCommand(
  words: readonly string[],
  options: ExplainOptions,
  context: CliContext,
): Promise<void> {
  const text = await givenText(words, options.file, context);
  const explanation = explain(text, await knownOf(options, context));
  context.print(
    options.format === 'json'
      ? jsonText(explanation, context.output)
      : `${explanationTable(explanation, context.output).join('\n')}\n`,
  );
  context.setExitCode(explanation.answers.length === 0 ? exitCodes.doubtful : exitCodes.ok);
}
