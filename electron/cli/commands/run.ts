import { AppError } from '../../../shared/errors/app-error.ts';
import { reportFormats } from '../../../shared/report/report-formats.ts';
import type { RunStore } from '../../core/runs/run-store.ts';
import type { CliContext } from '../context.ts';
import { openKeptRuns } from '../kept-runs.ts';
import type { RunListOptions, RunSaveOptions } from '../options/run-options.ts';
import { runList } from '../printers/run-list.ts';
import { jsonText } from '../terminal/json-text.ts';
import { demandRedact, openReportFolder, selectSigner, writeReport } from '../write-report.ts';

/** `netready run list`: the runs that this installation keeps, newest first. */
export async function runListCommand({ format }: RunListOptions, context: CliContext): Promise<void> {
  const { runs, notes } = await (await openKeptRuns(context)).list();
  for (const note of notes) context.explain(`${note}\n`);
  context.print(
    format === 'json' ? jsonText(runs, context.output) : `${runList(runs, context.output).join('\n')}\n`,
  );
}

/** The id of the one kept run that begins with what was typed. @throws AppError `usage` for none and for several */
export async function findRun(typed: string, runs: RunStore): Promise<string> {
  const ids = (await runs.ids()).filter((id) => id.startsWith(typed.toLowerCase()));
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  const what = id === undefined ? 'no run that is kept' : `the beginning of ${ids.length} runs`;
  throw new AppError('usage', `"${typed}" is ${what}. Allowed: an id that netready run list shows.`);
}

/** `netready run save ID`: the files of a kept run, as `check` writes them. */
export async function runSaveCommand(
  typed: string,
  options: RunSaveOptions,
  context: CliContext,
): Promise<void> {
  const { out, redact, keepText, pageSize, format } = options;
  demandRedact(options);
  const runs = await openKeptRuns(context);
  const result = await runs.read(await findRun(typed, runs));
  const openIdentity = await selectSigner(options, context);
  await openReportFolder(out, context);
  const { openUnnamedIdentity, print } = context;
  await writeReport(
    result,
    { out, redact, keepText, pageSize, formats: format.length === 0 ? reportFormats : format },
    { openIdentity, openUnnamedIdentity },
    { tellWritten: print, isKept: true, context },
  );
}
