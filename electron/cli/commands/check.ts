import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { ReportTime } from '../../../shared/report/report-time.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import { instantText } from '../../../shared/report/words.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import { redactResult } from '../../../shared/run/redact/redact.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { openFolder } from '../../core/files/publish-files.ts';
import { type Identity, identityOf } from '../../core/identity/identity-store.ts';
import { buildReportFiles, type Signers, writeReportFiles } from '../../core/report/write-report.ts';
import { isKnownCheck, prepareRun, runCheck } from '../../core/run-check.ts';
import { networkConfirmTime } from '../../core/timestamp/confirm-time.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfRun } from '../exit-codes.ts';
import { openNamedKeyFile } from '../key-password.ts';
import type { CheckOptions } from '../options.ts';
import { runShort, runTable, verdictLine } from '../printers/run-table.ts';
import { openProgress } from '../terminal/progress.ts';
import { safeText } from '../terminal/text.ts';
import { selectProfile } from './select-profile.ts';

/** How often the live line is drawn again while nothing happens, in ms, so that its seconds go on. */
const redrawMs = 250;

function watchRun(context: CliContext): {
  readonly onProgress: (progress: RunProgress) => void;
  readonly end: () => void;
} {
  const line = openProgress({ write: context.explain }, context.errorOutput);
  let state = { done: 0, total: 0 };
  let longest: Extract<RunProgress, { kind: 'waiting' }>['longest'] = null;
  const draw = (): void => {
    const waiting =
      longest === null ? null : { what: longest.what, sinceMs: Date.now() - Date.parse(longest.since) };
    line.show({ ...state, waiting });
  };
  const timer = context.errorOutput.live ? setInterval(draw, redrawMs) : undefined;
  return {
    onProgress: (progress) => {
      switch (progress.kind) {
        case 'planned':
          state = { done: 0, total: progress.total };
          break;
        case 'waiting':
          longest = progress.longest;
          break;
        case 'check':
          state = { done: progress.done, total: progress.total };
          break;
      }
      draw();
    },
    end: () => {
      clearInterval(timer);
      line.clear();
    },
  };
}

async function runWatched(
  profile: Profile,
  only: readonly string[],
  context: CliContext,
): Promise<RunResult> {
  const prepared = prepareRun(profile, await context.ports.platform.machine(), only);
  const watch = watchRun(context);
  try {
    return await runCheck(prepared, context.ports, {
      signal: context.signal,
      onProgress: watch.onProgress,
      newId: randomUUID,
    });
  } finally {
    watch.end();
  }
}

/**
 * Whose key signs: the one of this installation, or the one in a key file. That file is opened before the run, so that
 * a wrong password is known before anything is contacted.
 */
async function selectSigner(
  { key, passwordFile, out, redact }: CheckOptions,
  context: CliContext,
): Promise<() => Promise<Identity>> {
  if (key === undefined) {
    if (passwordFile !== undefined)
      throw new AppError('usage', '--password-file belongs to --key, which is missing.');
    return context.openIdentity;
  }
  if (out === undefined)
    throw new AppError('usage', '--key signs a report, and none is written without --out.');
  if (redact)
    throw new AppError(
      'usage',
      '--key names its owner, so it cannot sign a report with --redact. Leave one out.',
    );
  const identity = identityOf(await openNamedKeyFile(key, passwordFile, context));
  return async () => identity;
}

const paperSizes = { a4: 'A4', letter: 'LETTER' } as const;

/** What is said of the time of a report: nothing where the profile asks for nothing. */
function explainTime(time: ReportTime, context: CliContext): void {
  if (time.kind === 'confirmed')
    context.explain(
      `Time confirmed: signed by ${instantText(time.time)}, says ${safeText(time.authority)}.\n`,
    );
  else if (time.why !== null) context.explain(`${time.why}\n`);
}

async function writeFiles(
  result: RunResult,
  { out, redact, pageSize }: CheckOptions,
  signers: Signers,
  context: CliContext,
): Promise<readonly string[]> {
  if (out === undefined) return [];
  const confirmTime = networkConfirmTime(context.ports, context.identityPorts.randomBytes);
  const options = { redact, pageSize: paperSizes[pageSize] };
  const files = await buildReportFiles(result, signers, options, (profile, signature) =>
    confirmTime(profile, signature, context.signal),
  );
  const paths = await writeReportFiles(out, files);
  explainTime(files.time, context);
  return paths;
}

function demandUseOfRedact({ redact, out, format }: CheckOptions): void {
  if (redact && out === undefined && format !== 'json')
    throw new AppError('usage', '--redact changes what is written, so it needs --out or --format json.');
}

function refuseUnknownWaivers(profile: Profile, { waive }: CheckOptions): void {
  const stranger = waive.find(({ check }) => !isKnownCheck(profile, check));
  if (stranger !== undefined)
    throw new AppError(
      'usage',
      `--waive: "${stranger.check}" is no check of the catalogue. Allowed: an id that netready plan lists.`,
    );
}

function printResult(
  result: RunResult,
  paths: readonly string[],
  { format, out, redact }: CheckOptions,
  context: CliContext,
): void {
  const print = (lines: readonly string[]): void => context.print(`${lines.join('\n')}\n`);
  switch (format) {
    case 'json':
      context.print(`${JSON.stringify(redact ? redactResult(result).result : result, null, 2)}\n`);
      break;
    case 'short':
      print(runShort(result, context.output));
      break;
    case 'table': {
      const written = paths.map((path) => `Written: ${path}`);
      const hint = out === undefined ? ['No report was written; add --out FOLDER for the signed PDF.'] : [];
      print([
        ...runTable(result, context.output),
        ...written,
        ...hint,
        '',
        verdictLine(result, context.output),
      ]);
    }
  }
  if (format !== 'table') for (const path of paths) context.explain(`Written: ${path}\n`);
  if (format === 'json') context.explain(`${verdictSentence(result)}\n`);
}

/**
 * `netready check`: runs the plan of a profile, prints the result and writes the signed report. Cancelled with
 * Ctrl+C it still does both, for what was done until then. A folder that cannot be written to is known before
 * anything is contacted.
 */
export async function runCheckCommand(options: CheckOptions, context: CliContext): Promise<void> {
  demandUseOfRedact(options);
  const selected = await selectProfile(options);
  refuseUnknownWaivers(selected, options);
  const openIdentity = await selectSigner(options, context);
  if (options.out !== undefined) await openFolder(options.out);
  const profile = { ...selected, waivers: [...selected.waivers, ...options.waive] };
  if (options.profile === undefined)
    context.explain(
      'No profile given: the built-in default, everything on this machine, before the installation.\n',
    );
  const result = await runWatched(profile, options.only, context);
  const { openUnnamedIdentity } = context;
  const paths = await writeFiles(result, options, { openIdentity, openUnnamedIdentity }, context);
  printResult(result, paths, options, context);
  context.setExitCode(exitCodeOfRun(result, options.strict));
}
