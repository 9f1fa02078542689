import type { Verification } from '../../../../shared/report/model/types.ts';
import { radii } from '../../../../shared/theme/tokens.ts';
import { drawFields, type FieldBox, fieldsHeight } from './fields.ts';
import { type Listed, openSection } from './headings.ts';
import type { Element, Sheet } from './layout.ts';
import { drawList, listHeight } from './list.ts';
import { drawQr } from './qr.ts';
import { paper, points, space, styles } from './styles.ts';

type Points = { readonly heading: string; readonly items: readonly string[] };

const pointsHeight = (sheet: Sheet, text: Points): number =>
  space(2) + styles.block.leading + listHeight(sheet, text.items);

function drawPoints(sheet: Sheet, parent: Element, text: Points): void {
  sheet.moveDown(space(1.5));
  sheet.paragraph(parent, 'H3', text.heading, styles.block);
  sheet.moveDown(space(0.5));
  drawList(sheet, parent, text.items, () => '–');
}

const qrSize = points(152);

/** The fingerprint in two lines of eight groups, as it is read out. */
function drawFingerprint(sheet: Sheet, parent: Element, text: Verification, x: number): void {
  const width = sheet.frame.left + sheet.frame.width - x;
  sheet.paragraph(parent, 'P', text.fingerprintLabel, styles.label, { x, width });
  sheet.moveDown(space(0.5));
  const half = Math.ceil(text.fingerprint.length / 2);
  for (const groups of [text.fingerprint.slice(0, half), text.fingerprint.slice(half)])
    sheet.paragraph(parent, 'P', groups.join(' '), styles.fingerprint, { x, width });
}

function drawKey(sheet: Sheet, parent: Element, text: Verification): void {
  const top = sheet.y();
  const { left } = sheet.frame;
  const x = left + qrSize + space(2);
  drawQr(sheet, parent, text.qr, { x: left, y: top, size: qrSize });
  sheet.moveTo(top + space(1.5));
  drawFingerprint(sheet, parent, text, x);
  sheet.moveDown(space(1.5));
  sheet.paragraph(parent, 'P', text.commandLabel, styles.label, { x });
  const command = sheet.open(parent, 'P');
  sheet.paragraph(command, 'Code', text.command, styles.mono, { x });
  sheet.close(command);
  sheet.moveTo(Math.max(top + qrSize, sheet.y()));
}

const padding = space(2);

const panelFields = ({ frame }: Sheet): FieldBox => ({
  x: frame.left + padding,
  width: frame.width - 2 * padding,
  label: space(12),
});

const panelHeight = (sheet: Sheet, text: Verification): number =>
  2 * padding + styles.block.leading + space(0.5) + fieldsHeight(sheet, text.panel.lines, panelFields(sheet));

/** The panel that the signature field covers: ordinary content, so that it prints and is read out. */
function drawPanel(sheet: Sheet, parent: Element, text: Verification): void {
  const { frame, pdf } = sheet;
  const fields = panelFields(sheet);
  const box = { x: frame.left, y: sheet.y(), width: frame.width, height: panelHeight(sheet, text) };
  sheet.artifact(() =>
    pdf
      .roundedRect(box.x, box.y, box.width, box.height, points(radii.medium))
      .lineWidth(points(1.5))
      .fillAndStroke(paper.accentTint, paper.accent),
  );
  sheet.moveDown(padding);
  sheet.paragraph(parent, 'H3', text.panel.heading, styles.block, { x: fields.x, width: fields.width });
  sheet.moveDown(space(0.5));
  drawFields(sheet, parent, text.panel.lines, fields);
  sheet.document.placeSignature(box, parent.raw);
  sheet.moveTo(box.y + box.height);
}

/** How to check the report: the last part, on one page, with the fingerprint and the signature field. */
export function drawVerification(sheet: Sheet, text: Verification): Listed {
  const height =
    listHeight(sheet, text.steps) +
    space(1) +
    qrSize +
    pointsHeight(sheet, text.proves) +
    pointsHeight(sheet, text.leavesOpen) +
    space(2) +
    panelHeight(sheet, text);
  const { section, listed } = openSection(sheet, text, height);
  drawList(sheet, section, text.steps, (index) => `${index + 1}.`);
  sheet.moveDown(space(1));
  drawKey(sheet, section, text);
  drawPoints(sheet, section, text.proves);
  drawPoints(sheet, section, text.leavesOpen);
  sheet.moveDown(space(2));
  drawPanel(sheet, section, text);
  sheet.close(section);
  return listed;
}
