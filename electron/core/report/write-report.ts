import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { formatPath } from '../../../shared/profile/problems.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { Alias } from '../../../shared/redact/alias.ts';
import { type Redaction, redactResult } from '../../../shared/redact/redact.ts';
import { reportBaseName } from '../../../shared/report/file-names.ts';
import { firewallCsv } from '../../../shared/report/firewall-csv.ts';
import { firewallRequest } from '../../../shared/report/firewall-request.ts';
import { firewallRules } from '../../../shared/report/firewall-rules.ts';
import type { ReportFormat } from '../../../shared/report/report-formats.ts';
import type { ReportTime } from '../../../shared/report/report-time.ts';
import { claimedTimeWords } from '../../../shared/report/timestamp-words.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { indentedJson, indentedJsonParts } from '../base/indented-json.ts';
import { type FileBytes, wholeOf } from '../files/file-bytes.ts';
import { type NewFile, publishFiles } from '../files/publish-files.ts';
import type { Identity } from '../identity/identity-store.ts';
import type { Confirmation } from '../timestamp/confirm-time.ts';
import type { DrawReport } from './drawing.ts';
import type { PageSize } from './pages/layout.ts';
import { signReport, signTimestampedReport } from './sign-report.ts';

/** What is written without drawing or signing anything. */
export type DataFormat = Exclude<ReportFormat, 'pdf'>;
export const isDataFormat = (format: ReportFormat): format is DataFormat => format !== 'pdf';

/** What is written of a run without drawing or signing anything. */
export type ReportData = {
  /** The result as it goes into the report: with aliases where names are replaced. */
  readonly result: RunResult;
  /** The name of all files without their endings. */
  readonly baseName: string;
  readonly bytes: Readonly<Record<DataFormat, FileBytes>>;
  /** What names and addresses were, for whoever owns the machine; null when none were replaced. */
  readonly aliases: Uint8Array | null;
};

/** The signed report of a run, whose key has signed it, and whose word its time is. */
export type SignedPdf = {
  readonly pdf: Uint8Array;
  readonly signer: Pick<Identity, 'name' | 'fingerprint'>;
  readonly time: ReportTime;
};

export type ReportFiles = Pick<ReportData, 'baseName' | 'aliases'> &
  Pick<SignedPdf, 'signer' | 'time'> & { readonly bytes: Readonly<Record<ReportFormat, Uint8Array>> };

/** Who can sign: the identity of this installation, and for redacted reports one that names nobody. */
export type Signers = {
  readonly openIdentity: () => Promise<Identity>;
  readonly openUnnamedIdentity: () => Promise<Identity>;
};

/** Asks an authority to confirm the time of a signature, as long as anybody waits for it. */
export type Confirm = (profile: Profile, signature: Uint8Array) => Promise<Confirmation>;

/** Draws a report in this thread. What draws is loaded with the first of them. */
export const drawHere: DrawReport = async (...order) =>
  (await import('./render-document.ts')).renderDocument(...order);

/** Who has a part in a report beside its signer. */
export type ReportHelp = {
  /** Asks the authority that the profile names; null asks nobody, as does leaving it out. */
  readonly confirm?: Confirm | null;
  /** Draws the report; this thread unless given. */
  readonly draw?: DrawReport;
};

export type ReportOptions = {
  /** Whether names and addresses are replaced before the report is made and signed. */
  readonly redact: boolean;
  /** Texts that may say anything and are kept in a redacted report; none when left out. */
  readonly keep?: readonly string[];
  readonly pageSize: PageSize;
};

const endings: Readonly<Record<ReportFormat, string>> = {
  pdf: '.pdf',
  json: '.json',
  csv: '-firewall.csv',
};

const numberedName = (baseName: string, number: number): string =>
  number === 1 ? baseName : `${baseName}-${number}`;

/** What is to be written in some formats: for data alone no report has to be there. */
type Writable<F extends ReportFormat, B extends FileBytes> = Pick<ReportFiles, 'baseName'> & {
  readonly bytes: Readonly<Record<F, B>>;
};

/**
 * The files of some formats, with their names. The aliases of a redacted report are not among them: what lies beside a
 * report is sent with it. `number` tells runs apart that ended within one second.
 */
export function namedFiles<F extends ReportFormat, B extends FileBytes>(
  files: Writable<F, B>,
  formats: readonly F[],
  number = 1,
): readonly NewFile<B>[] {
  const baseName = numberedName(files.baseName, number);
  return formats.map((format) => ({
    name: `${baseName}${endings[format]}`,
    bytes: files.bytes[format],
  }));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The schema id of the file with the aliases of a redacted report. */
export const aliasesSchemaId = 'netready.aliases/1';

/** The file that tells what a redacted report stands for, for whoever made it. */
export function aliasFile(report: string, aliases: readonly Alias[]): Uint8Array {
  const note =
    'Keep this file and do not send it. It tells what the names, addresses and texts of the redacted report stand for, and undoes the redaction for whoever has it.';
  return indentedJson({ schema: aliasesSchemaId, report, note, aliases });
}

const aliasesOf = ({ aliases: names, texts }: Redaction): readonly Alias[] => {
  const removed = texts.map(({ text, marker }): Alias => ({ kind: 'text', original: text, alias: marker }));
  return [...names, ...removed];
};

/** A signed report, and whose word its time is. */
type Signed = { readonly pdf: Uint8Array; readonly time: ReportTime };

/** Why a report has no timestamp although the profile names an authority and nobody was asked. */
const notAsked = (redacted: boolean): string =>
  `No timestamp: ${
    redacted
      ? 'a redacted report carries none, because a timestamp names its authority.'
      : 'nobody was asked.'
  } ${claimedTimeWords}`;

/**
 * Signs the report of a checked result. An authority that does not answer costs the timestamp and never the report:
 * the pages are then drawn again, so that they claim no more than is there.
 */
async function signResult(
  result: RunResult,
  identity: Identity,
  pageSize: PageSize,
  { confirm = null, draw = drawHere }: ReportHelp,
): Promise<Signed> {
  const drawn = (timestamped: boolean): Promise<Uint8Array> =>
    draw(result, canonicalJson(result), identity, { pageSize, timestamped });
  const claimed = async (why: string | null): Promise<Signed> => ({
    pdf: await signReport(await drawn(false), identity.signer),
    time: { kind: 'claimed', why },
  });
  if (result.profile.timestamp === null) return claimed(null);
  if (confirm === null) return claimed(notAsked(result.redacted === true));
  const answers: Confirmation[] = [];
  const pdf = await signTimestampedReport(await drawn(true), identity.signer, async (signature) => {
    const answer = await confirm(result.profile, signature);
    answers.push(answer);
    return answer.ok ? answer.token : null;
  });
  const [answer] = answers;
  if (pdf === null || answer?.ok !== true)
    return claimed(answer?.ok === false ? answer.why : notAsked(false));
  return { pdf, time: { kind: 'confirmed', authority: answer.authority, time: answer.time } };
}

/**
 * What is written of a run beside its report. Names and addresses are replaced before anything else happens, so that
 * nothing of what is written has ever seen them. Nothing can fail here that depends on fonts, keys or others.
 */
export function reportData(result: RunResult, { redact, keep }: Omit<ReportOptions, 'pageSize'>): ReportData {
  const redaction = redact ? redactResult(result, keep) : null;
  const told = redaction?.result ?? result;
  return {
    result: told,
    baseName: reportBaseName(told),
    bytes: {
      json: indentedJsonParts(told),
      csv: utf8(firewallCsv(firewallRules(firewallRequest(told)), { redacted: redact })),
    },
    aliases: redaction === null ? null : aliasFile(told.id, aliasesOf(redaction)),
  };
}

/**
 * A result as its schema has it, which refuses what it does not know and changes nothing but the spelling of a profile: the copy
 * that it makes of all else, of thousands of checks, is let go of before anything is drawn.
 */
function heldResult(result: RunResult): RunResult {
  const { data, error } = runResultSchema.safeParse(result);
  if (data !== undefined) return { ...result, profile: data.profile };
  const where = formatPath(error.issues[0]?.path ?? [], 'all of it');
  throw new AppError('internal', `The result is not one that a report may hold (${where}).`, {
    cause: error,
  });
}

/**
 * Draws and signs the report of a run. The result inside it is checked against its own schema first, so that a report
 * that this program could not read again is never signed.
 * @throws AppError when the key cannot be used, or `internal` when there is no report that the verifier would accept
 */
export async function signedPdf(
  { result }: Pick<ReportData, 'result'>,
  { openIdentity, openUnnamedIdentity }: Signers,
  pageSize: PageSize,
  { confirm = null, draw = drawHere }: ReportHelp = {},
): Promise<SignedPdf> {
  const isRedacted = result.redacted === true;
  const held = heldResult(result);
  const identity = await (isRedacted ? openUnnamedIdentity() : openIdentity());
  const { name, fingerprint } = identity;
  const signed = await signResult(held, identity, pageSize, {
    confirm: isRedacted ? null : confirm,
    draw,
  });
  return { ...signed, signer: { name, fingerprint } };
}

/** All files of a run at once. */
export async function buildReportFiles(
  result: RunResult,
  signers: Signers,
  { pageSize, ...redaction }: ReportOptions,
  help: ReportHelp = {},
): Promise<ReportFiles> {
  const { baseName, bytes, aliases, ...data } = reportData(result, redaction);
  const { pdf, signer, time } = await signedPdf(data, signers, pageSize, help);
  const { json, csv } = bytes;
  return { baseName, bytes: { pdf, json: wholeOf(json), csv: wholeOf(csv) }, aliases, signer, time };
}

/** How many runs of one machine may end within one second. */
const maxTwins = 20;

/** Files that were written, and the number that tells their run from others of the same second. */
export type WrittenFiles = { readonly paths: readonly string[]; readonly number: number };

const isTaken = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Writes the first files of a run, under the first number that is free for them and for the report. */
async function writeFirst(
  folder: string,
  baseName: string,
  filesOf: (number: number) => readonly NewFile<FileBytes>[],
  number = 1,
): Promise<WrittenFiles> {
  const report = join(folder, `${numberedName(baseName, number)}${endings.pdf}`);
  try {
    if (await isTaken(report)) throw new AppError('file-exists', `${report} exists already.`);
    return { paths: await publishFiles(folder, filesOf(number)), number };
  } catch (error) {
    const isNamed = error instanceof AppError && error.code === 'file-exists';
    if (!isNamed || number === maxTwins) throw error;
    return writeFirst(folder, baseName, filesOf, number + 1);
  }
}

/**
 * Writes files that belong together under a name of their own, into a folder: under the first number that is free for all of
 * them, so that nothing is overwritten.
 * @param filesOf the files, the report first, for a name without an ending
 * @throws AppError `output-unwritable` or `file-exists`; nothing is left half-written
 */
export const writeNumbered = (
  folder: string,
  baseName: string,
  filesOf: (name: string) => readonly NewFile<FileBytes>[],
): Promise<WrittenFiles> => writeFirst(folder, baseName, (number) => filesOf(numberedName(baseName, number)));

/**
 * Writes the chosen data of a run into a folder. Files of another run that ended within the same second are left alone:
 * these get a number, which is free for the report too.
 * @throws AppError `output-unwritable` or `file-exists`; nothing is left half-written
 */
export const writeReportData = (
  folder: string,
  data: ReportData,
  formats: readonly DataFormat[],
): Promise<WrittenFiles> => writeFirst(folder, data.baseName, (number) => namedFiles(data, formats, number));

/**
 * Writes the report of a run: beside its data, or with its aliases where none were written.
 * @throws AppError `output-unwritable` or `file-exists`; nothing is left half-written
 */
export function writeReportPdf(
  folder: string,
  { baseName, aliases }: Pick<ReportData, 'baseName' | 'aliases'>,
  pdf: Uint8Array,
  data: WrittenFiles | null,
): Promise<WrittenFiles> {
  const files = { baseName, aliases: data === null ? aliases : null, bytes: { pdf } };
  const filesOf = (number: number): readonly NewFile[] => namedFiles(files, ['pdf'], number);
  if (data === null) return writeFirst(folder, baseName, filesOf);
  const { number } = data;
  return publishFiles(folder, filesOf(number)).then((paths) => ({ paths, number }));
}
