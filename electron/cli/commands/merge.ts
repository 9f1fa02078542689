import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { environmentBaseName } from '../../../shared/report/file-names.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
import { most } from '../../../shared/words/lengths.ts';
import { indentedJsonParts } from '../../core/base/indented-json.ts';
import { sideBySide } from '../../core/base/side-by-side.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import {
  type MergedEnvironment,
  mergeEnvironment,
  signEnvironment,
} from '../../core/merge/environment-report.ts';
import { openMergeTray, type Settled } from '../../core/merge/merge-files.ts';
import { givenFile } from '../../core/merge/take-in.ts';
import { drawHere, writeNumbered } from '../../core/report/write-report.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfMerge } from '../exit-codes.ts';
import type { MergeOptions } from '../options/merge-options.ts';
import { mergeTable, refusedLines, sameLines } from '../printers/merge-table.ts';
import { selectReports, watchFiles } from '../report-files.ts';
import { jsonText } from '../terminal/json-text.ts';
import { keepAliasList, openReportFolder, paperSizes, selectSigner } from '../write-report.ts';

const manyReports = { most: most.inputs, done: 'are merged' };

/** How many files are read ahead for each that is verified, so that no thread has to wait for the disk. */
const aheadPerThread = 2;

/**
 * Verifies the files side by side and takes them in, in the order given.
 * @throws AppError `file-unreadable`, `cancelled`, or `internal` when this installation lacks a part of itself
 */
async function takeAll(
  files: readonly string[],
  { pages, trust: trustFile, confirmKey }: MergeOptions,
  context: CliContext,
): Promise<Settled> {
  const trust =
    trustFile === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(trustFile);
  const tray = openMergeTray(trust);
  const verifier = await context.openVerifier(pages);
  const watch = watchFiles(files.length, context);
  const how = { trust, comparePages: pages, signal: context.signal };
  const work = async (path: string) => {
    const bytes = await readLimited(path, maxEnvironmentBytes, 'file-unreadable');
    const opened = await verifier.open(bytes, how);
    watch.add();
    return { file: givenFile(basename(path), bytes), opened };
  };
  try {
    for await (const settled of sideBySide(files, aheadPerThread * verifier.width, work)) {
      if (!settled.ok) throw settled.error;
      const { file, opened } = settled.value;
      if (tray.sameAs(file) === null) tray.add(file, opened);
    }
  } finally {
    watch.end();
    await verifier.close();
  }
  return tray.settle(new Set(confirmKey));
}

/** What the files come to: null where none of them is left to merge. */
type Taken = { readonly merged: MergedEnvironment | null; readonly exitCode: number };

/** Takes the files in and merges them. What was read of each is not kept beyond, because much of it takes much room. */
async function mergeAll(
  files: readonly string[],
  options: MergeOptions,
  context: CliContext,
): Promise<Taken> {
  const settled = await takeAll(files, options, context);
  const { inputs, refused, same } = settled;
  for (const line of [...sameLines(same), ...refusedLines(refused)]) context.explain(`${line}\n`);
  if (inputs.length === 0) {
    if (refused.length === 0) throw new AppError('input-invalid', 'No report is left to merge.');
    context.explain('No report is left to merge, so nothing was written.\n');
    return { merged: null, exitCode: exitCodeOfMerge(settled, null) };
  }
  const by = { id: randomUUID(), at: context.world.clock.now().toISOString() };
  const merged = mergeEnvironment(inputs, refused, by, options.redact);
  return { merged, exitCode: exitCodeOfMerge(settled, merged.result) };
}

/** Writes the environment report and its data; both are whole, or neither is there. */
async function writeFiles(
  merged: MergedEnvironment,
  { out, pageSize }: MergeOptions,
  openIdentity: CliContext['openIdentity'],
  context: CliContext,
): Promise<void> {
  const pdf = await signEnvironment(merged, await openIdentity(), paperSizes[pageSize], drawHere);
  const { result, aliases } = merged;
  const baseName = environmentBaseName(result);
  const { paths } = await writeNumbered(out, baseName, (name) => [
    { name: `${name}.pdf`, bytes: pdf },
    { name: `${name}.json`, bytes: indentedJsonParts(result) },
  ]);
  for (const path of paths) context.explain(`Written: ${path}\n`);
  if (aliases !== null) await keepAliasList(result.id, aliases, context);
}

/**
 * `netready merge`: one signed environment report from the reports of several machines. Each is verified as `netready verify`
 * does, and nothing is drawn from one that is refused; the report carries the others, so that it is enough by itself.
 */
export async function runMergeCommand(
  named: readonly string[],
  options: MergeOptions,
  context: CliContext,
): Promise<void> {
  const { out, redact, format } = options;
  const { files } = await selectReports(named, options.dir, manyReports);
  const openSigner = await selectSigner(options, context);
  const openIdentity = redact ? context.openUnnamedIdentity : openSigner;
  await openReportFolder(out, context);
  const { merged, exitCode } = await mergeAll(files, options, context);
  if (merged === null) {
    context.setExitCode(exitCode);
    return;
  }
  const text =
    format === 'json'
      ? jsonText(merged.result, context.output)
      : `${mergeTable(merged.result, context.output).join('\n')}\n`;
  context.print(text);
  await writeFiles(merged, options, openIdentity, context);
  context.setExitCode(exitCode);
}
