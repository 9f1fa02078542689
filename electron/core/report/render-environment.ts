import type { EnvironmentModel, EnvironmentPart } from '../../../shared/environment/environment-model.ts';
import { buildEnvironmentModel } from '../../../shared/environment/environment-model.ts';
import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import { dataNames } from '../../../shared/report/data-names.ts';
import type { CarriedFile } from '../pdf/attached-files.ts';
import { openReportDocument, type RenderOptions } from './open-document.ts';
import { drawEnvironmentCover } from './pages/environment-cover.ts';
import {
  drawEnvironmentCauses,
  drawInputs,
  drawOwnChecks,
  drawPairs,
  drawRequirements,
} from './pages/environment-sections.ts';
import { drawFirewall } from './pages/firewall.ts';
import { drawFeet, openSheet, type Sheet } from './pages/layout.ts';
import { drawVerification } from './pages/verification.ts';
import type { ReportDocument } from './pdf-document.ts';
import type { ReportForm, ReportSignerFacts } from './render-result.ts';
import { createFontShelf } from './report-fonts.ts';

/** Draws what is said of one environment: its first page, and everything behind it. */
function drawPart(sheet: Sheet, part: EnvironmentPart): void {
  const { page } = sheet.here();
  drawEnvironmentCover(sheet, part);
  if (sheet.here().page === page) sheet.breakPage();
  drawEnvironmentCauses(sheet, part.causes);
  drawPairs(sheet, part.pairs);
  drawOwnChecks(sheet, part.own);
  drawFirewall(sheet, part.firewall);
  drawRequirements(sheet, part.requirements);
}

/** Draws every page of an environment report on an open document, in reading order. */
export function drawEnvironmentReport(document: ReportDocument, model: EnvironmentModel): void {
  const sheet = openSheet(document);
  drawPart(sheet, model);
  for (const other of model.others) {
    sheet.breakPage();
    drawPart(sheet, other);
  }
  drawInputs(sheet, model.inputs);
  drawVerification(sheet, model.verification);
  sheet.close(sheet.root);
  drawFeet(sheet, model.foot.report, model.foot.key);
}

/**
 * The unsigned environment report as bytes, with room for the signature, its data attached, and what it carries of its
 * inputs. The same model, attachment, options and fonts give the same bytes. Throws AppError `internal` when the document cannot be ended.
 */
export async function renderEnvironmentReport(
  model: EnvironmentModel,
  attachment: Uint8Array,
  carried: readonly CarriedFile[],
  options: RenderOptions,
): Promise<Uint8Array> {
  const document = openReportDocument(
    model,
    { name: dataNames.environment, bytes: attachment, carried },
    options,
  );
  drawEnvironmentReport(document, model);
  return document.finish();
}

const fontsFor = createFontShelf();

/**
 * The unsigned report of an environment. Result, attachments, signer and form decide every byte, so whoever verifies it can
 * make it again from what is inside and compare.
 * @param attachment what is attached: the result as canonical JSON
 */
export async function renderEnvironment(
  result: EnvironmentResult,
  attachment: Uint8Array,
  { fingerprint, name }: ReportSignerFacts,
  { pageSize, timestamped, isCompared = false }: ReportForm,
  carried: readonly CarriedFile[] = [],
): Promise<Uint8Array> {
  const model = buildEnvironmentModel(result, { fingerprint, signerName: name, timestamped });
  const fonts = await fontsFor(JSON.stringify(model));
  return renderEnvironmentReport(model, attachment, carried, {
    createdAt: new Date(result.mergedAt),
    pageSize,
    fonts,
    isCompared,
  });
}
