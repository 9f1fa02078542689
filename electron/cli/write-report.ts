import { basename } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { legendOf } from '../../shared/redact/legend.ts';
import { keptTexts } from '../../shared/redact/redact.ts';
import type { ReportFormat } from '../../shared/report/report-formats.ts';
import type { ReportTime } from '../../shared/report/report-time.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { instantText } from '../../shared/words/phrases.ts';
import { openFolder } from '../core/files/publish-files.ts';
import { sweepTemporary } from '../core/files/temporary.ts';
import { type Identity, identityOf } from '../core/identity/identity-store.ts';
import {
  type Confirm,
  isDataFormat,
  type ReportData,
  reportData,
  type Signers,
  signedPdf,
  type WrittenFiles,
  writeReportData,
  writeReportPdf,
} from '../core/report/write-report.ts';
import { createAliasLists } from '../core/runs/alias-lists.ts';
import { networkConfirmTime } from '../core/timestamp/confirm-time.ts';
import type { CliContext } from './context.ts';
import { openNamedKeyFile } from './key-password.ts';
import type { CheckOptions } from './options/check-options.ts';
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

/** Sizes of paper by the words of the command line. */
export const paperSizes = { a4: 'A4', letter: 'LETTER' } as const;

/** What is said of the time of a report: nothing where the profile asks for nothing. */
function explainTime(time: ReportTime, context: CliContext): void {
  if (time.kind === 'confirmed')
    context.explain(
      `Time confirmed: signed by ${instantText(time.time)}, says ${safeText(time.authority)}.\n`,
    );
  else if (time.why !== null) context.explain(`${time.why}\n`);
}

/** What is to be written of a run, and where. */
export type Wanted = Pick<CheckOptions, 'redact' | 'keepText' | 'pageSize'> & {
  readonly out: string;
  readonly formats: readonly ReportFormat[];
};

/** How writing is told, and whether the run can be written again later. */
export type Telling = {
  readonly tellWritten: (text: string) => void;
  readonly isKept: boolean;
  readonly context: CliContext;
};

/** A part of what is wanted of a run, written whole or not at all; null for a part that nobody wants. */
type Stage = { readonly what: string; readonly write: () => Promise<WrittenFiles> } | null;

/** What became of a stage. */
type Ended =
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'written'; readonly files: WrittenFiles }
  | { readonly kind: 'failed'; readonly what: string; readonly error: unknown };

type Failed = Extract<Ended, { kind: 'failed' }>;

async function endOf(stage: Stage): Promise<Ended> {
  if (stage === null) return { kind: 'unwanted' };
  try {
    return { kind: 'written', files: await stage.write() };
  } catch (error) {
    return { kind: 'failed', what: stage.what, error };
  }
}

function whyOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}.` : `${error}.`;
}

/** What was not written and why, what was, and the way to the rest where there is one. */
function notAllWritten(
  [first, ...others]: readonly [Failed, ...Failed[]],
  written: readonly string[],
  way: string | null,
): AppError {
  const told = [
    ...[first, ...others].map(({ what, error }) => `${what} not written: ${whyOf(error)}`),
    ...(written.length === 0 ? [] : [`Written: ${written.map((path) => basename(path)).join(', ')}.`]),
    ...(way === null ? [] : [way]),
  ];
  const code = first.error instanceof AppError ? first.error.code : 'internal';
  return new AppError(code, told.join(' '), { cause: first.error });
}

function preparedData(result: RunResult, { redact, keepText }: Wanted, way: string | null): ReportData {
  try {
    return reportData(result, { redact, keep: keptTexts(result, keepText) });
  } catch (error) {
    throw notAllWritten([{ kind: 'failed', what: 'The files of the run were', error }], [], way);
  }
}

/** The data of a run: no font, key or authority can keep them from being written, only the disk. */
function dataStage(data: ReportData, { out, formats }: Wanted): Stage {
  const chosen = formats.filter(isDataFormat);
  if (chosen.length === 0) return null;
  const names = chosen.map((format) => format.toUpperCase()).join(' and ');
  return {
    what: `${names} ${chosen.length === 1 ? 'was' : 'were'}`,
    write: () => writeReportData(out, data, chosen),
  };
}

/** The report of a run, which has to be drawn, signed and perhaps confirmed before it can be written. */
function reportStage(
  data: Omit<ReportData, 'bytes'>,
  { out, formats, pageSize }: Wanted,
  signers: Signers,
  written: WrittenFiles | null,
  context: CliContext,
): Stage {
  if (!formats.includes('pdf')) return null;
  const confirmTime = networkConfirmTime(context.world, context.identityWorld.randomBytes);
  const confirm: Confirm = (profile, signature) => confirmTime(profile, signature, context.signal);
  return {
    what: 'The signed report was',
    write: async () => {
      const { pdf, time } = await signedPdf(data, signers, paperSizes[pageSize], { confirm });
      const files = await writeReportPdf(out, data, pdf, written);
      explainTime(time, context);
      return files;
    },
  };
}

/** Keeps a list of aliases on this machine, and says where. */
export async function keepAliasList(
  id: string,
  list: Uint8Array,
  { explain, dataFolder }: CliContext,
): Promise<void> {
  try {
    const path = await createAliasLists(dataFolder).keep(id, list);
    explain(`What stands for what is kept on this machine, and not to be sent: ${path}\n`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    explain(`What stands for what could not be kept: ${error.message}\n`);
  }
}

/** Keeps the list of a redacted report's aliases on this machine, and says what the aliases mean and where the list is. */
async function keepAliases(
  { result }: Pick<ReportData, 'result'>,
  list: Uint8Array,
  context: CliContext,
): Promise<void> {
  const { explain } = context;
  explain('Redacted. In the report stands\n');
  for (const { alias, meaning } of legendOf(result)) explain(`  ${alias}: ${safeText(meaning)}\n`);
  await keepAliasList(result.id, list, context);
}

/** @throws AppError `usage` when texts are to be kept that nothing removes */
export function demandRedact({ redact, keepText }: Pick<CheckOptions, 'redact' | 'keepText'>): void {
  if (keepText.length > 0 && !redact)
    throw new AppError('usage', '--keep-text keeps what --redact removes, which is missing.');
}

/**
 * Writes the files of a run in two stages: its data, whose bytes are let go of before anything is drawn, then the report. Each
 * is told when it is on disk, and one that fails keeps the other from nothing: a report is smaller than its data, which are
 * inside it.
 * @throws AppError what was not written and why, with the code of the first failure; the rest is there
 */
export async function writeReport(
  result: RunResult,
  wanted: Wanted,
  signers: Signers,
  { tellWritten, isKept, context }: Telling,
): Promise<void> {
  const way = isKept ? `The run is kept: netready run save ${result.id} --out FOLDER` : null;
  const prepared = preparedData(result, wanted, way);
  const { bytes: _, ...data } = prepared;
  const written: string[] = [];
  const failed: Failed[] = [];
  const pass = async (stage: Stage): Promise<WrittenFiles | null> => {
    const ended = await endOf(stage);
    if (ended.kind === 'failed') failed.push(ended);
    if (ended.kind !== 'written') return null;
    written.push(...ended.files.paths);
    for (const path of ended.files.paths) tellWritten(`Written: ${path}\n`);
    return ended.files;
  };
  const files = await pass(dataStage(prepared, wanted));
  await pass(reportStage(data, wanted, signers, files, context));
  if (data.aliases !== null && written.length > 0) await keepAliases(data, data.aliases, context);
  const [first, ...others] = failed;
  if (first !== undefined) throw notAllWritten([first, ...others], written, way);
}
