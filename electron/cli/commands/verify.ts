import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type VerifyOutcome, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { maxReportBytes } from '../../../shared/run/limits.ts';
import { counted } from '../../../shared/words/phrases.ts';
import { codeOf } from '../../core/base/error-code.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import type { OpenedReport } from '../../core/verify/verify-report.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfVerification } from '../exit-codes.ts';
import { namedFiles } from '../named-files.ts';
import type { VerifyOptions } from '../options.ts';
import { verifyTable } from '../printers/verify-table.ts';
import { jsonText } from '../terminal/json-text.ts';

/** The most files that are verified in one go. */
const maxFiles = 5000;

/** @throws AppError `usage` */
function refuseTooMany(count: number, what: string): void {
  if (count > maxFiles)
    throw new AppError('usage', `${what} ${count} reports; at most ${maxFiles} are verified in one go.`);
}

/** Every PDF that lies directly in a folder, by name; also one that a link leads to, so that none is passed over. */
async function listFolder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('file-unreadable', `The folder ${folder} could not be read (${codeOf(cause)}).`, {
      cause,
    });
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && /\.pdf$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new AppError('file-unreadable', `The folder ${folder} holds no *.pdf file.`);
  refuseTooMany(names.length, `The folder ${folder} holds`);
  return names.map((name) => join(folder, name));
}

/** The files to verify, and whether they were named one by one. */
async function selectFiles(
  named: readonly string[],
  folder: string | undefined,
): Promise<{ readonly files: readonly string[]; readonly areNamed: boolean }> {
  if (folder === undefined) {
    if (named.length === 0) throw new AppError('usage', 'Name at least one report, or a folder with --dir.');
    const files = await namedFiles(named);
    refuseTooMany(files.length, 'The names stand for');
    return { files, areNamed: true };
  }
  if (named.length > 0) throw new AppError('usage', 'Name reports, or a folder with --dir, not both.');
  return { files: await listFolder(folder), areNamed: false };
}

/** A file with its answer, as it is printed. */
type Answer = { readonly file: string } & VerifyOutcome;

/** What became of a file: its answer, and the results inside that may be written out. */
type Verified = OpenedReport & { readonly unread: AppError | null };

const withoutResults = (outcome: VerifyOutcome, unread: AppError | null = null): Verified => ({
  outcome,
  attachment: null,
  unread,
});

/** Whether a file is larger than any report, so that it is not even read. */
const isTooLarge = (file: string): Promise<boolean> =>
  stat(file).then(
    (stats) => stats.isFile() && stats.size > maxReportBytes,
    () => false,
  );

/** Verifies one file. One that cannot be read has an answer as well. */
async function verifyFile(
  file: string,
  open: (bytes: Uint8Array) => Promise<OpenedReport>,
): Promise<Verified> {
  if (await isTooLarge(file)) return withoutResults(verifyOutcome('TOO_LARGE'));
  const bytes = await readLimited(file, maxReportBytes, 'file-unreadable').catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (bytes instanceof AppError)
    return withoutResults({ ...verifyOutcome('NOT_READ'), message: bytes.message }, bytes);
  return { ...(await open(bytes)), unread: null };
}

/** Writes the results of a report, and gives the path. */
async function extract(file: string, attachment: Uint8Array, folder: string): Promise<string> {
  const name = `${basename(file).replace(/\.pdf$/i, '')}.json`;
  const [path = ''] = await publishFiles(folder, [{ name, bytes: attachment }]);
  return path;
}

/** What was done until the end, or until something ended it early. */
type Done = {
  readonly answers: Answer[];
  readonly written: string[];
  readonly unread: AppError[];
  /** Why it ended before all files had their answers; null when they all have. */
  failure: unknown;
};

async function verifyAll(
  files: readonly string[],
  open: (bytes: Uint8Array) => Promise<OpenedReport>,
  folder: string | undefined,
): Promise<Done> {
  const done: Done = { answers: [], written: [], unread: [], failure: null };
  try {
    for (const file of files) {
      const { outcome, attachment, unread } = await verifyFile(file, open);
      done.answers.push({ file, ...outcome });
      if (unread !== null) done.unread.push(unread);
      if (folder !== undefined && attachment !== null)
        done.written.push(await extract(file, attachment, folder));
    }
  } catch (error) {
    done.failure = error;
  }
  return done;
}

function print({ answers, written }: Done, { format }: VerifyOptions, context: CliContext): void {
  const text =
    format === 'json'
      ? jsonText(answers, context.output)
      : `${verifyTable(answers, context.output).join('\n')}\n`;
  if (answers.length > 0) context.print(text);
  for (const path of written) context.explain(`Written: ${path}\n`);
}

/** Why the command fails although every answer was printed that there is; null when it does not. */
function failureOf({ answers, unread, failure }: Done, files: number, areNamed: boolean): unknown {
  if (failure instanceof AppError && failure.code === 'cancelled')
    return new AppError('cancelled', `${answers.length} of ${counted(files, 'file')} verified.`);
  if (failure !== null) return failure;
  return areNamed && unread.length > 0
    ? new AppError('file-unreadable', unread.map(({ message }) => message).join('\n'))
    : null;
}

/**
 * `netready verify`: for each file, whether it is as it was signed, whose key signed it and whether its pages are those of
 * its results, in the order given. Every file has an answer, also one that cannot be read; one that was named and cannot
 * be read is an error besides, told once all have their answers. What was answered is printed, whatever ends the rest.
 */
export async function runVerifyCommand(
  named: readonly string[],
  options: VerifyOptions,
  context: CliContext,
): Promise<void> {
  const { files, areNamed } = await selectFiles(named, options.dir);
  const trust =
    options.trust === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(options.trust);
  const verifier = context.openVerifier();
  const how = { trust, comparePages: !options.quick, signal: context.signal };
  const done = await verifyAll(files, (bytes) => verifier.open(bytes, how), options.extract);
  await verifier.close();
  print(done, options, context);
  const failure = failureOf(done, files.length, areNamed);
  if (failure !== null) throw failure;
  context.setExitCode(exitCodeOfVerification(done.answers.map(({ outcome }) => outcome)));
}
