import type { ReportModel } from '../../../shared/report/model.ts';
import { openReportDocument, type RenderOptions } from './open-document.ts';
import { drawChecks } from './pages/checks.ts';
import { drawAnswers, drawContacts, drawLegend, drawWaivers } from './pages/contacts.ts';
import { drawCover } from './pages/cover.ts';
import { drawCoverage } from './pages/coverage.ts';
import { drawEvidence } from './pages/evidence.ts';
import { drawAttention, drawFailures } from './pages/failures.ts';
import { drawFirewall } from './pages/firewall.ts';
import { drawLatency } from './pages/latency.ts';
import { drawFeet, openSheet } from './pages/layout.ts';
import { drawVerification } from './pages/verification.ts';
import type { ReportDocument } from './pdf-document.ts';

/** Draws every page of a report on an open document, in reading order. */
export function drawReport(document: ReportDocument, model: ReportModel): void {
  const sheet = openSheet(document);
  const sections = [
    () => drawFailures(sheet, model.failures),
    () => drawAttention(sheet, model.attention),
    () => drawFirewall(sheet, model.firewall),
    () => drawChecks(sheet, model.checks),
    () => drawCoverage(sheet, model.coverage),
    () => drawWaivers(sheet, model.waivers),
    () => drawContacts(sheet, model.contacts),
    () => drawAnswers(sheet, model.answers),
    () => (model.legend === null ? null : drawLegend(sheet, model.legend)),
    () => drawEvidence(sheet, model.evidence),
    () => drawLatency(sheet, model.latency),
    () => drawVerification(sheet, model.verification),
  ];
  const completeCover = drawCover(sheet, model.cover, sections.length);
  sheet.breakPage();
  const listed = sections.map((draw) => draw());
  completeCover(listed.filter((section) => section !== null));
  sheet.close(sheet.root);
  drawFeet(sheet, model.foot.report, model.foot.key);
}

/**
 * The unsigned report as bytes, with room for the signature and the result attached as `report.json`. The same model,
 * attachment, options and fonts give the same bytes. Throws AppError `internal` when the document cannot be ended.
 */
export async function renderReport(
  model: ReportModel,
  attachment: Uint8Array,
  options: RenderOptions,
): Promise<Uint8Array> {
  const document = openReportDocument(model, { name: 'report.json', bytes: attachment }, options);
  drawReport(document, model);
  return document.finish();
}
