import { AppError } from '../../shared/errors/app-error.ts';
import type { ReportFormat } from '../../shared/report/report-formats.ts';
import type { ReportTime } from '../../shared/report/report-time.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { instantText } from '../../shared/words/phrases.ts';
import { openFolder } from '../core/files/publish-files.ts';
import { sweepTemporary } from '../core/files/temporary.ts';
import { type Identity, identityOf } from '../core/identity/identity-store.ts';
import {
  isDataFormat,
  type ReportData,
  reportData,
  type Signers,
  signedPdf,
  writeReportData,
  writeReportPdf,
} from '../core/report/write-report.ts';
import { networkConfirmTime } from '../core/timestamp/confirm-time.ts';
import type { CliContext } from './context.ts';
import { openNamedKeyFile } from './key-password.ts';
import type { CheckOptions } from './options.ts';
import { safeText } from './terminal/text.ts';

/**
 * Whose key signs: the one of this installation, or the one in a key file. That file is opened before the run, so that
 * a wrong password is known before anything is contacted.
 */
export async function selectSigner(
  { key, passwordFile, out, redact }: Pick<CheckOptions, 'key' | 'passwordFile' | 'out' | 'redact'>,
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

/**
 * Makes the folder that a report is to be written into, and removes from it what killed processes have left there.
 * @throws AppError `output-unwritable`
 */
export async function openReportFolder(folder: string, { world }: CliContext): Promise<void> {
  await openFolder(folder);
  await sweepTemporary(folder, world.clock.now());
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

/** What is to be written of a run, and where. */
export type Wanted = Pick<CheckOptions, 'redact' | 'pageSize'> & {
  readonly out: string;
  readonly formats: readonly ReportFormat[];
};

/** How writing is told, and whether the run can be written again later. */
export type Telling = {
  readonly tellWritten: (text: string) => void;
  readonly isKept: boolean;
  readonly context: CliContext;
};

/** Why there is no report, with the way to it where there is one. What was written before it stays. */
function withoutReport(error: unknown, result: RunResult, isKept: boolean): AppError {
  const own = error instanceof AppError ? error : null;
  const what = own?.message ?? (error instanceof Error ? `${error.name}: ${error.message}.` : `${error}.`);
  const way = isKept ? ` The run is kept: netready run save ${result.id} --out FOLDER` : '';
  return new AppError(own?.code ?? 'internal', `The signed report was not written: ${what}${way}`, {
    cause: error,
  });
}

async function writePdf(
  data: ReportData,
  { out, pageSize }: Wanted,
  number: number,
  signers: Signers,
  context: CliContext,
): Promise<readonly string[]> {
  const confirmTime = networkConfirmTime(context.world, context.identityWorld.randomBytes);
  const { pdf, time } = await signedPdf(data, signers, paperSizes[pageSize], (profile, signature) =>
    confirmTime(profile, signature, context.signal),
  );
  const paths = await writeReportPdf(out, data, pdf, number);
  explainTime(time, context);
  return paths;
}

/**
 * Writes the files of a run: first its data, which only the disk can refuse, then the report, which has to be drawn,
 * signed and perhaps confirmed.
 * @throws AppError what kept a file from being written; those before it are there
 */
export async function writeReport(
  result: RunResult,
  wanted: Wanted,
  signers: Signers,
  { tellWritten, isKept, context }: Telling,
): Promise<void> {
  const tell = (paths: readonly string[]): void => {
    for (const path of paths) tellWritten(`Written: ${path}\n`);
  };
  try {
    const data = reportData(result, wanted.redact);
    const written = await writeReportData(wanted.out, data, wanted.formats.filter(isDataFormat));
    tell(written.paths);
    if (wanted.formats.includes('pdf')) tell(await writePdf(data, wanted, written.number, signers, context));
  } catch (error) {
    throw withoutReport(error, result, isKept);
  }
}
