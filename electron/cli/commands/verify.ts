import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';

import { type VerifyOutcome, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { codeOf } from '../../core/error-code.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { checkPages } from '../../core/report/check-pages.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import { type OpenedReport, openReport } from '../../core/verify/verify-report.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfVerification } from '../exit-codes.ts';
import type { VerifyOptions } from '../options.ts';
import { verifyTable } from '../printers/verify-table.ts';

/** More than the verifier accepts, so that it is the verifier who refuses a file that is too large. */
const maxReadBytes = 64 * 1024 * 1024;

/** The most files of a folder that are verified in one go. */
const maxFiles = 5000;

/** Every PDF that lies directly in a folder, by name. */
async function listFolder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('file-unreadable', `The folder ${folder} could not be read (${codeOf(cause)}).`, {
      cause,
    });
  });
  const names = entries
    .filter((entry) => entry.isFile() && /\.pdf$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new AppError('file-unreadable', `The folder ${folder} holds no *.pdf file.`);
  if (names.length > maxFiles)
    throw new AppError(
      'usage',
      `The folder ${folder} holds ${names.length} reports; at most ${maxFiles} are verified in one go.`,
    );
  return names.map((name) => join(folder, name));
}

/** The files to verify, and whether they were named one by one. */
async function selectFiles(
  named: readonly string[],
  folder: string | undefined,
): Promise<{ readonly files: readonly string[]; readonly areNamed: boolean }> {
  if (folder === undefined) {
    if (named.length === 0) throw new AppError('usage', 'Name at least one report, or a folder with --dir.');
    return { files: named, areNamed: true };
  }
  if (named.length > 0) throw new AppError('usage', 'Name reports, or a folder with --dir, not both.');
  return { files: await listFolder(folder), areNamed: false };
}

async function extract(
  file: string,
  report: OpenedReport,
  folder: string,
  context: CliContext,
): Promise<void> {
  if (report.attachment === null) return;
  const name = `${basename(file).replace(/\.pdf$/i, '')}.json`;
  const [path] = await publishFiles(folder, [{ name, bytes: report.attachment }]);
  context.explain(`Written: ${path}\n`);
}

/** The bytes of a file, or why it cannot be read. */
async function readReport(file: string): Promise<Uint8Array | AppError> {
  try {
    return await readLimited(file, maxReadBytes, 'file-unreadable');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * `netready verify`: for each file, whether it is intact, whose key signed it and whether its pages say what its
 * results say, in the order given. A file of a folder that cannot be read is one answer among others; a file that was
 * named is an error, told once the others have their answers.
 */
export async function runVerifyCommand(
  named: readonly string[],
  options: VerifyOptions,
  context: CliContext,
): Promise<void> {
  const { files, areNamed } = await selectFiles(named, options.dir);
  const trust =
    options.trust === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(options.trust);
  const outcomes: ({ readonly file: string } & VerifyOutcome)[] = [];
  const extracts: (() => Promise<void>)[] = [];
  const unread: AppError[] = [];
  for (const file of files) {
    const bytes = await readReport(file);
    if (bytes instanceof AppError && areNamed) {
      unread.push(bytes);
      continue;
    }
    const report: OpenedReport =
      bytes instanceof AppError
        ? { outcome: verifyOutcome('UNREADABLE'), attachment: null }
        : await openReport(bytes, trust, options.quick ? undefined : checkPages);
    outcomes.push({ file, ...report.outcome });
    const { extract: folder } = options;
    if (folder !== undefined) extracts.push(() => extract(file, report, folder, context));
  }
  const text =
    options.format === 'json'
      ? JSON.stringify(outcomes, null, 2)
      : verifyTable(outcomes, context.output).join('\n');
  if (outcomes.length > 0) context.print(`${text}\n`);
  for (const write of extracts) await write();
  if (unread.length > 0)
    throw new AppError('file-unreadable', unread.map(({ message }) => message).join('\n'));
  context.setExitCode(exitCodeOfVerification(outcomes.map(({ outcome }) => outcome)));
}
