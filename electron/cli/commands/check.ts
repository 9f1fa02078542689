import { randomUUID } from 'node:crypto';
import type { Profile } from '../../../shared/profile/profile.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { buildReportFiles, writeReportFiles } from '../../core/report/write-report.ts';
import { prepareRun, runCheck } from '../../core/run-check.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfRun } from '../exit-codes.ts';
import type { CheckOptions } from '../options.ts';
import { runShort, runTable, verdictLine } from '../printers/run-table.ts';
import { openProgress } from '../terminal/progress.ts';
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

async function writeFiles(
  result: RunResult,
  folder: string | undefined,
  context: CliContext,
): Promise<readonly string[]> {
  if (folder === undefined) return [];
  const files = await buildReportFiles(result, await context.openIdentity());
  return writeReportFiles(folder, files);
}

function printResult(
  result: RunResult,
  paths: readonly string[],
  { format, out }: CheckOptions,
  context: CliContext,
): void {
  const print = (lines: readonly string[]): void => context.print(`${lines.join('\n')}\n`);
  switch (format) {
    case 'json':
      context.print(`${JSON.stringify(result, null, 2)}\n`);
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
 * Ctrl+C it still does both, for what was done until then.
 */
export async function runCheckCommand(options: CheckOptions, context: CliContext): Promise<void> {
  const selected = await selectProfile(options);
  const profile = { ...selected, waivers: [...selected.waivers, ...options.waive] };
  if (options.profile === undefined)
    context.explain(
      'No profile given: the built-in default, everything on this machine, before the installation.\n',
    );
  const result = await runWatched(profile, options.only, context);
  const paths = await writeFiles(result, options.out, context);
  printResult(result, paths, options, context);
  context.setExitCode(exitCodeOfRun(result, options.strict));
}
