import { AppError } from '../../../shared/errors/app-error.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { reportBaseName } from '../../../shared/report/file-names.ts';
import { firewallCsv } from '../../../shared/report/firewall-csv.ts';
import { firewallRequest } from '../../../shared/report/firewall-request.ts';
import type { ReportTime } from '../../../shared/report/report-time.ts';
import { claimedTimeWords } from '../../../shared/report/timestamp-words.ts';
import type { Alias } from '../../../shared/run/redact/alias.ts';
import { redactResult } from '../../../shared/run/redact/redact.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type NewFile, publishFiles } from '../files/publish-files.ts';
import type { Identity } from '../identity/identity-store.ts';
import type { Confirmation } from '../timestamp/confirm-time.ts';
import type { PageSize } from './pages/layout.ts';
import { renderResult } from './render-result.ts';
import { signReport, signTimestampedReport } from './sign-report.ts';

/** What a run is written as for others: the signed PDF, the same result as JSON, and the firewall change request. */
export const reportFormats = ['pdf', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export type ReportFiles = {
  /** The name of all files without their endings. */
  readonly baseName: string;
  readonly bytes: Readonly<Record<ReportFormat, Uint8Array>>;
  /** What names and addresses were, for whoever owns the machine; null when none were replaced. */
  readonly aliases: Uint8Array | null;
  readonly signer: Pick<Identity, 'name' | 'fingerprint'>;
  readonly time: ReportTime;
};

/** Who can sign: the identity of this installation, and for redacted reports one that names nobody. */
export type Signers = {
  readonly openIdentity: () => Promise<Identity>;
  readonly openUnnamedIdentity: () => Promise<Identity>;
};

/** Asks an authority to confirm the time of a signature, as long as anybody waits for it. */
export type Confirm = (profile: Profile, signature: Uint8Array) => Promise<Confirmation>;

export type ReportOptions = {
  /** Whether names and addresses are replaced before the report is made and signed. */
  readonly redact: boolean;
  readonly pageSize: PageSize;
};

const endings: Readonly<Record<ReportFormat, string>> = {
  pdf: '.pdf',
  json: '.json',
  csv: '-firewall.csv',
};

/** The ending of the file that tells what names and addresses were: it says itself that it is not for others. */
const aliasEnding = '-aliases-DO-NOT-SEND.json';

/**
 * The files of some formats, with their names; the aliases of a redacted report go with any of them. `number` tells
 * runs apart that ended within one second.
 */
export function namedFiles(
  files: ReportFiles,
  formats: readonly ReportFormat[],
  number = 1,
): readonly NewFile[] {
  const baseName = number === 1 ? files.baseName : `${files.baseName}-${number}`;
  const chosen = formats.map((format) => ({
    name: `${baseName}${endings[format]}`,
    bytes: files.bytes[format],
  }));
  const aliases = files.aliases === null ? [] : [{ name: `${baseName}${aliasEnding}`, bytes: files.aliases }];
  return [...chosen, ...aliases];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const indented = (data: unknown): Uint8Array => utf8(`${JSON.stringify(data, null, 2)}\n`);

/** The schema id of the file with the aliases of a redacted report. */
export const aliasesSchemaId = 'netready.aliases/1';

function aliasFile(report: string, aliases: readonly Alias[]): Uint8Array {
  const note =
    'Keep this file. It tells what the names and addresses of the redacted report stand for, and undoes the redaction for whoever has it.';
  return indented({ schema: aliasesSchemaId, report, note, aliases });
}

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
  confirm: Confirm | null,
): Promise<Signed> {
  const attachment = canonicalJson(result);
  const draw = (timestamped: boolean): Promise<Uint8Array> =>
    renderResult(result, attachment, identity, { pageSize, timestamped });
  const claimed = async (why: string | null): Promise<Signed> => ({
    pdf: await signReport(await draw(false), identity.signer),
    time: { kind: 'claimed', why },
  });
  if (result.profile.timestamp === null) return claimed(null);
  if (confirm === null) return claimed(notAsked(result.redacted === true));
  const answers: Confirmation[] = [];
  const pdf = await signTimestampedReport(await draw(true), identity.signer, async (signature) => {
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
 * Makes the files of a run. The result inside the report is checked against its own schema first, so that a report
 * that this program could not read again is never signed. Names and addresses are replaced before anything else
 * happens, so that nothing of the report has ever seen them.
 * @param confirm asks the authority that the profile names; null asks nobody
 */
export async function buildReportFiles(
  result: RunResult,
  { openIdentity, openUnnamedIdentity }: Signers,
  { redact, pageSize }: ReportOptions,
  confirm: Confirm | null = null,
): Promise<ReportFiles> {
  const redaction = redact ? redactResult(result) : null;
  const checked = runResultSchema.parse(redaction?.result ?? result);
  const identity = await (redact ? openUnnamedIdentity() : openIdentity());
  const { pdf, time } = await signResult(checked, identity, pageSize, redact ? null : confirm);
  return {
    baseName: reportBaseName(checked),
    bytes: {
      pdf,
      json: indented(checked),
      csv: utf8(firewallCsv(firewallRequest(checked), { redacted: redact })),
    },
    aliases: redaction === null ? null : aliasFile(checked.id, redaction.aliases),
    signer: { name: identity.name, fingerprint: identity.fingerprint },
    time,
  };
}

/** How many runs of one machine may end within one second. */
const maxTwins = 20;

/**
 * Writes all files of a report into a folder. Files of another run that ended within the same second are left alone:
 * these get a number.
 * @returns the paths written
 * @throws AppError `output-unwritable` or `file-exists`; nothing is left half-written
 */
export async function writeReportFiles(
  folder: string,
  files: ReportFiles,
  number = 1,
): Promise<readonly string[]> {
  try {
    return await publishFiles(folder, namedFiles(files, reportFormats, number));
  } catch (error) {
    const isTaken = error instanceof AppError && error.code === 'file-exists';
    if (!isTaken || number === maxTwins) throw error;
    return writeReportFiles(folder, files, number + 1);
  }
}
