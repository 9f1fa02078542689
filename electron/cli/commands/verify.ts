import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type VerifyOutcome, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
import { counted } from '../../../shared/words/phrases.ts';
import { sideBySide } from '../../core/base/side-by-side.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { closedReport, type OpenedReport } from '../../core/verify/opened-report.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import type { VerifyOptions as OpenHow } from '../../core/verify/verifier.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfVerification } from '../exit-codes.ts';
import type { VerifyOptions } from '../options/verify-options.ts';
import { openVerifyPrinter } from '../printers/verify-printer.ts';
import { selectReports, watchFiles } from '../report-files.ts';

const manyReports = { most: 20_000, done: 'are verified' };

/** What became of a file: its answer, and the results inside that may be written out. */
type Verified = OpenedReport & { readonly unread: AppError | null };

const withoutResults = (outcome: VerifyOutcome, unread: AppError | null = null): Verified => ({
  ...closedReport(outcome),
  unread,
});

/** Whether a file that could not be read is larger than any report. */
const isTooLarge = (file: string): Promise<boolean> =>
  stat(file).then(
    (stats) => stats.isFile() && stats.size > maxEnvironmentBytes,
    () => false,
  );

/** Verifies one file. One that cannot be read has an answer as well. */
async function verifyFile(
  file: string,
  open: (bytes: Uint8Array) => Promise<OpenedReport>,
): Promise<Verified> {
  const bytes = await readLimited(file, maxEnvironmentBytes, 'file-unreadable').catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (bytes instanceof AppError)
    return (await isTooLarge(file))
      ? withoutResults(verifyOutcome('TOO_LARGE'))
      : withoutResults({ ...verifyOutcome('NOT_READ'), message: bytes.message }, bytes);
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
  readonly outcomes: VerifyOutcome['outcome'][];
  readonly written: string[];
  readonly unread: AppError[];
  /** Why it ended before all files had their answers; null when they all have. */
  failure: unknown;
};

/** How many files are read ahead for each that is verified, so that no thread has to wait for the disk. */
const aheadPerThread = 2;

async function verifyAll(
  files: readonly string[],
  how: OpenHow,
  { format, extract: folder }: VerifyOptions,
  context: CliContext,
): Promise<Done> {
  const done: Done = { outcomes: [], written: [], unread: [], failure: null };
  const verifier = await context.openVerifier(how.comparePages);
  const watch = watchFiles(files.length, context);
  const printer = openVerifyPrinter(format, watch.print, context.output);
  const work = async (file: string) => {
    const verified = await verifyFile(file, (bytes) => verifier.open(bytes, how));
    watch.add();
    return { file, ...verified };
  };
  try {
    for await (const settled of sideBySide(files, aheadPerThread * verifier.width, work)) {
      if (!settled.ok) {
        done.failure ??= settled.error;
        continue;
      }
      const { file, outcome, attachment, unread } = settled.value;
      printer.add({ file, ...outcome });
      done.outcomes.push(outcome.outcome);
      if (unread !== null) done.unread.push(unread);
      if (folder !== undefined && attachment !== null && done.failure === null)
        done.written.push(await extract(file, attachment, folder));
    }
  } catch (error) {
    done.failure ??= error;
  } finally {
    watch.end();
    printer.end();
    await verifier.close();
  }
  return done;
}

/** Why the command fails although every answer was printed that there is; null when it does not. */
function failureOf({ outcomes, unread, failure }: Done, files: number, areNamed: boolean): unknown {
  if (failure instanceof AppError && failure.code === 'cancelled')
    return new AppError('cancelled', `${outcomes.length} of ${counted(files, 'file')} verified.`);
  if (failure !== null) return failure;
  return areNamed && unread.length > 0
    ? new AppError('file-unreadable', unread.map(({ message }) => message).join('\n'))
    : null;
}

/**
 * `netready verify`: for each file, whether it is as it was signed, whose key signed it and whether its pages are those of
 * its results. Files are verified side by side and printed in the order given, each as soon as those before it are. Every
 * file has an answer, also one that cannot be read; one that was named and cannot be read is an error besides, told once
 * all have their answers. What was answered is printed, whatever ends the rest.
 */
export async function runVerifyCommand(
  named: readonly string[],
  options: VerifyOptions,
  context: CliContext,
): Promise<void> {
  const { files, areNamed } = await selectReports(named, options.dir, manyReports);
  const trust =
    options.trust === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(options.trust);
  const outcomeOnly = options.extract === undefined;
  const how = { trust, comparePages: !options.quick, outcomeOnly, signal: context.signal };
  const done = await verifyAll(files, how, options, context);
  for (const path of done.written) context.explain(`Written: ${path}\n`);
  const failure = failureOf(done, files.length, areNamed);
  if (failure !== null) throw failure;
  context.setExitCode(exitCodeOfVerification(done.outcomes));
}
