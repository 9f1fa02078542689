import { buildReportModel } from '../../../shared/report/model.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { PageSize } from './pages/layout.ts';
import { renderReport } from './render-report.ts';
import { createFontShelf } from './report-fonts.ts';

/** Parsing the fonts takes longer than a page: once for all reports of a process. */
const fontsFor = createFontShelf();

/** Whose certificate goes with a report: what the pages say of it. */
export type ReportSignerFacts = { readonly fingerprint: string; readonly name: string };

/** What decides the form of a report beside its result. */
export type ReportForm = {
  readonly pageSize: PageSize;
  /** Whether the pages say that an authority has confirmed the time, and room is kept for its word. */
  readonly timestamped: boolean;
  /** Whether it is drawn to be compared with another one, and its streams need not be small; false when left out. */
  readonly isCompared?: boolean;
};

/**
 * The unsigned report of a result. Result, attachment, signer and form decide every byte, so whoever verifies a report
 * can make it again from what is inside and compare.
 * @param attachment what is attached as report.json: the result as canonical JSON
 */
export async function renderResult(
  result: RunResult,
  attachment: Uint8Array,
  { fingerprint, name }: ReportSignerFacts,
  { pageSize, timestamped, isCompared = false }: ReportForm,
): Promise<Uint8Array> {
  const model = buildReportModel(result, { fingerprint, signerName: name, timestamped });
  const createdAt = new Date(result.finishedAt);
  const fonts = await fontsFor(JSON.stringify(model));
  return renderReport(model, attachment, { createdAt, pageSize, fonts, isCompared });
}
