import { AppError } from '../../../shared/errors/app-error.ts';
import { reportBaseName } from '../../../shared/report/file-names.ts';
import { firewallCsv } from '../../../shared/report/firewall-csv.ts';
import { firewallRequest } from '../../../shared/report/firewall-request.ts';
import { buildReportModel } from '../../../shared/report/model.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type NewFile, publishFiles } from '../files/publish-files.ts';
import type { Identity } from '../identity/identity-store.ts';
import { renderReport } from './render-report.ts';
import { loadReportFonts, type ReportFonts } from './report-fonts.ts';
import { signReport } from './sign-report.ts';

/** What a run is written as for others: the signed PDF, the same result as JSON, and the firewall change request. */
export const reportFormats = ['pdf', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export type ReportFiles = {
  /** The name of all files without their endings. */
  readonly baseName: string;
  readonly bytes: Readonly<Record<ReportFormat, Uint8Array>>;
};

const endings: Readonly<Record<ReportFormat, string>> = {
  pdf: '.pdf',
  json: '.json',
  csv: '-firewall.csv',
};

/** The files of some formats, with their names. `number` tells runs apart that ended within one second. */
export function namedFiles(
  files: ReportFiles,
  formats: readonly ReportFormat[],
  number = 1,
): readonly NewFile[] {
  const baseName = number === 1 ? files.baseName : `${files.baseName}-${number}`;
  return formats.map((format) => ({ name: `${baseName}${endings[format]}`, bytes: files.bytes[format] }));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

let parsedFonts: Promise<ReportFonts> | undefined;

/** Parsing the fonts takes longer than a page: once for all reports of a process. */
function reportFonts(): Promise<ReportFonts> {
  parsedFonts ??= loadReportFonts();
  return parsedFonts;
}

/**
 * Makes the files of a run. The result inside the report is checked against its own schema first, so that a report
 * that this program could not read again is never signed.
 */
export async function buildReportFiles(result: RunResult, identity: Identity): Promise<ReportFiles> {
  const checked = runResultSchema.parse(result);
  const model = buildReportModel(checked, { fingerprint: identity.fingerprint, signerName: identity.name });
  const unsigned = await renderReport(model, canonicalJson(checked), {
    createdAt: new Date(checked.finishedAt),
    pageSize: 'A4',
    fonts: await reportFonts(),
  });
  return {
    baseName: reportBaseName(checked),
    bytes: {
      pdf: await signReport(unsigned, identity.signer),
      json: utf8(`${JSON.stringify(checked, null, 2)}\n`),
      csv: utf8(firewallCsv(firewallRequest(checked))),
    },
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
