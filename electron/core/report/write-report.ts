import { AppError } from '../../../shared/errors/app-error.ts';
import { reportBaseName } from '../../../shared/report/file-names.ts';
import { buildReportModel } from '../../../shared/report/model.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type NewFile, publishFiles } from '../files/publish-files.ts';
import type { Identity } from '../identity/identity-store.ts';
import { renderReport } from './render-report.ts';
import { loadReportFonts } from './report-fonts.ts';
import { signReport } from './sign-report.ts';

/** A run as files for others: the signed PDF, and the same result beside it as JSON. */
export type ReportFiles = { readonly pdf: NewFile; readonly json: NewFile };

/** A reader's version of the result: the same value as the canonical bytes, with line breaks. */
function readableJson(result: RunResult): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(result, null, 2)}\n`);
}

/**
 * Makes the signed report of a run. The result inside it is checked against its own schema first, so that a report
 * that this program could not read again is never signed.
 */
export async function buildReportFiles(result: RunResult, identity: Identity): Promise<ReportFiles> {
  const checked = runResultSchema.parse(result);
  const model = buildReportModel(checked, { fingerprint: identity.fingerprint, signerName: identity.name });
  const unsigned = await renderReport(model, canonicalJson(checked), {
    createdAt: new Date(checked.finishedAt),
    pageSize: 'A4',
    fonts: await loadReportFonts(),
  });
  const name = reportBaseName(checked);
  return {
    pdf: { name: `${name}.pdf`, bytes: await signReport(unsigned, identity.signer) },
    json: { name: `${name}.json`, bytes: readableJson(checked) },
  };
}

const numbered = (name: string, number: number): string =>
  number === 1 ? name : name.replace(/(\.[a-z]+)$/, `-${number}$1`);

/** How many runs of one machine may end within one second. */
const maxTwins = 20;

/**
 * Writes the files of a report into a folder. Files of another run that ended within the same second are left alone:
 * these get a number.
 * @returns the paths written
 * @throws AppError `output-unwritable`; nothing is left half-written
 */
export async function writeReportFiles(
  folder: string,
  files: readonly NewFile[],
): Promise<readonly string[]> {
  for (let number = 1; number <= maxTwins; number += 1) {
    try {
      return await publishFiles(
        folder,
        files.map(({ name, bytes }) => ({ name: numbered(name, number), bytes })),
      );
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'file-exists';
      if (!isTaken || number === maxTwins) throw error;
    }
  }
  throw new AppError('file-exists', `${folder} holds too many reports of this second.`);
}
