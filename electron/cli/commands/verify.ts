import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { emptyTrust, type TrustFile } from '../../../shared/report/trust-file.ts';
import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { publishFiles } from '../../core/files/publish-files.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { readTrustFile } from '../../core/verify/trust.ts';
import { type OpenedReport, openReport } from '../../core/verify/verify-report.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfVerification } from '../exit-codes.ts';
import type { VerifyOptions } from '../options.ts';
import { verifyTable } from '../printers/verify-table.ts';

/** One more byte than the verifier accepts, so that it is the verifier who refuses a file that is too large. */
const maxReadBytes = 64 * 1024 * 1024;

/** The trust file named, or the one in the data folder when there is one, or nobody. */
async function selectTrust(file: string | undefined, context: CliContext): Promise<TrustFile> {
  if (file !== undefined) return readTrustFile(file);
  const own = join(context.dataFolder, 'trust.json');
  const isThere = await access(own).then(
    () => true,
    () => false,
  );
  return isThere ? readTrustFile(own) : emptyTrust;
}

async function extractAll(
  opened: readonly { readonly file: string; readonly report: OpenedReport }[],
  folder: string,
  context: CliContext,
): Promise<void> {
  for (const { file, report } of opened) {
    if (report.attachment === null) continue;
    const name = `${basename(file).replace(/\.pdf$/i, '')}.json`;
    const [path] = await publishFiles(folder, [{ name, bytes: report.attachment }]);
    context.explain(`Written: ${path}\n`);
  }
}

/** `netready verify`: for each file, whether it is intact and whose key signed it, in the order given. */
export async function runVerifyCommand(
  files: readonly string[],
  options: VerifyOptions,
  context: CliContext,
): Promise<void> {
  const trust = await selectTrust(options.trust, context);
  const opened: { file: string; report: OpenedReport }[] = [];
  for (const file of files) {
    const bytes = await readLimited(file, maxReadBytes, 'file-unreadable');
    opened.push({ file, report: await openReport(bytes, trust) });
  }
  const outcomes: readonly ({ readonly file: string } & VerifyOutcome)[] = opened.map(({ file, report }) => ({
    file,
    ...report.outcome,
  }));
  const text =
    options.format === 'json'
      ? JSON.stringify(outcomes, null, 2)
      : verifyTable(outcomes, context.output).join('\n');
  context.print(`${text}\n`);
  if (options.extract !== undefined) await extractAll(opened, options.extract, context);
  context.setExitCode(exitCodeOfVerification(outcomes.map(({ outcome }) => outcome)));
}
