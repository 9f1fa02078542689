import { AppError } from '../../../shared/errors/app-error.ts';
import { type Comparison, compareResults } from '../../../shared/report/comparison.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { maxReportBytes } from '../../../shared/run/limits.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { resultOfReport } from '../../core/verify/result-of-report.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import type { Verifier } from '../../core/verify/verifier.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { DiffOptions } from '../options/diff-options.ts';
import { type ComparedFile, comparisonTable } from '../printers/comparison-table.ts';
import { jsonText } from '../terminal/json-text.ts';

type Opening = {
  readonly verifier: Verifier;
  readonly trust: TrustFile;
  readonly quick: boolean;
  readonly context: CliContext;
};

/** What became of a file: its results, or the sentence with which it is not compared. */
type Opened = ComparedFile | { readonly file: string; readonly refusal: string };

/**
 * Verifies a file and takes the results out of it.
 * @throws AppError `file-unreadable`, `usage` when another version is needed to read them, `cancelled`
 */
async function openFile(file: string, { verifier, trust, quick, context }: Opening): Promise<Opened> {
  const bytes = await readLimited(file, maxReportBytes, 'file-unreadable');
  const opened = await verifier.open(bytes, { trust, comparePages: !quick, signal: context.signal });
  const { code, message, signer } = opened.outcome;
  const found = resultOfReport(opened);
  switch (found.kind) {
    case 'refused':
      return { file, refusal: `${file} is not compared: ${message} (${code})` };
    case 'environment':
      throw new AppError(
        'usage',
        `${file} is the report of a whole environment. Compare two reports of machines; netready merge takes it apart.`,
      );
    case 'other-version':
      throw new AppError(
        'usage',
        `${file} was made by ${found.madeWith === null ? 'another version' : `version ${found.madeWith}`}, whose results this version cannot read. Compare it with that version or a newer one.`,
      );
    case 'result':
      if (signer?.standing !== 'known') context.explain(`${file}: the key of its signer is not known.\n`);
      return { file, result: found.result };
  }
}

/** A comparison for programs: which files, then everything that differs. */
const asJson = (old: ComparedFile, next: ComparedFile, { diff, machines, gotWorse, others }: Comparison) => ({
  old: { file: old.file, id: old.result.id },
  next: { file: next.file, id: next.result.id },
  machines,
  gotWorse,
  checks: {
    worse: diff.worse,
    better: diff.better,
    changed: diff.changed,
    added: diff.added,
    removed: diff.removed,
    unchanged: diff.unchanged.map(({ id }) => id),
    notCompared: diff.leftOut,
  },
  others,
});

/**
 * `netready diff OLD NEW`: what got better, worse, new and gone between two reports, and what else is not the same.
 * Nothing is drawn from a file that verification refuses.
 */
export async function runDiffCommand(
  oldFile: string,
  nextFile: string,
  options: DiffOptions,
  context: CliContext,
): Promise<void> {
  const trust =
    options.trust === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(options.trust);
  const verifier = await context.openVerifier(!options.quick);
  const opening: Opening = { verifier, trust, quick: options.quick, context };
  try {
    const old = await openFile(oldFile, opening);
    const next = await openFile(nextFile, opening);
    if ('refusal' in old || 'refusal' in next) {
      for (const opened of [old, next]) if ('refusal' in opened) context.explain(`${opened.refusal}\n`);
      context.setExitCode(exitCodes.notIntact);
      return;
    }
    const comparison = compareResults(old.result, next.result);
    const text =
      options.format === 'json'
        ? jsonText(asJson(old, next, comparison), context.output)
        : `${comparisonTable(comparison, old, next, context.output).join('\n')}\n`;
    context.print(text);
    context.setExitCode(comparison.gotWorse ? exitCodes.failed : exitCodes.ok);
  } finally {
    await verifier.close();
  }
}
