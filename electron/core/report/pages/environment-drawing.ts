import type { DrawnStyle, DrawnText } from '../../../../shared/report/drawn-text.ts';
import type {
  DrawnLane,
  DrawnMark,
  EnvironmentDrawing,
  Point,
  Rect,
} from '../../../../shared/report/environment-drawing.ts';
import { radii } from '../../../../shared/theme/tokens.ts';
import { verdictLooks } from '../../../../shared/theme/verdicts.ts';
import { visibleText } from '../report-fonts.ts';
import type { Element, Sheet } from './layout.ts';
import { drawMark } from './marks.ts';
import { paper, points, styles, type TextStyle } from './styles.ts';

type Origin = { readonly x: number; readonly y: number };

const place = ({ x, y }: Point, origin: Origin): Point => ({
  x: origin.x + points(x),
  y: origin.y + points(y),
});

const headLength = points(8);
const headHalf = points(4);
const lineWidth = points(1.5);

const styleOf: Readonly<Record<DrawnStyle, TextStyle>> = {
  name: styles.block,
  label: styles.strong,
  text: styles.body,
  muted: styles.muted,
  mono: styles.mono,
  'mono-muted': styles.monoMuted,
  cause: styles.strong,
};

/** The base line of the first line of a text that begins at a height. */
const ascent = ({ leading, size }: TextStyle): number => leading / 2 + size * 0.364;

/** A text on its base line, as much of it as has room: what a font lacks is written longer. */
function drawText(sheet: Sheet, text: DrawnText, origin: Origin, ink?: string): void {
  const style = styleOf[text.style];
  const { x, y } = place(text, origin);
  const piece = sheet.piece(text.text, style);
  const coloured = text.style === 'cause' && ink !== undefined ? { ...piece, colour: ink } : piece;
  const [line] = sheet.wrap([coloured], style, points(text.room));
  if (line !== undefined) sheet.drawLines([line], style, x, y - ascent(style));
}

const hueOf = ({ mark }: { readonly mark: DrawnMark | null }) =>
  mark === null ? null : paper.hues[verdictLooks[mark.verdict].hue];

function drawMarkAt(sheet: Sheet, { x, y, side, verdict }: DrawnMark, origin: Origin): void {
  const centre = place({ x, y }, origin);
  const size = points(side);
  drawMark(sheet.pdf, verdict, centre.x - size / 2, centre.y - size / 2, size);
}

/** The head of an arrow to the right: hollow where nothing gets through. */
function drawHead(sheet: Sheet, to: Point, colour: string, isHollow: boolean): void {
  const head = sheet.pdf.polygon(
    [to.x, to.y],
    [to.x - headLength, to.y - headHalf],
    [to.x - headLength, to.y + headHalf],
  );
  if (isHollow) head.lineWidth(points(1)).fillAndStroke(paper.surface, colour);
  else head.fill(colour);
}

/** A wire with its mark: whole where a connection comes about, dotted beyond the mark where it does not. */
function drawWire(sheet: Sheet, lane: DrawnLane, origin: Origin): void {
  const { pdf } = sheet;
  const colour = hueOf(lane)?.mark ?? paper.border;
  const from = place(lane.from, origin);
  const to = place(lane.to, origin);
  const isFailed = lane.mark !== null && lane.verdict === 'fail';
  const end = to.x - headLength;
  const line = (left: number, right: number): void => {
    pdf.moveTo(left, from.y).lineTo(right, from.y).lineWidth(lineWidth).stroke(colour);
  };
  if (lane.mark === null) line(from.x, end);
  else {
    const half = points(lane.mark.side / 2 + 4);
    const number = lane.texts.find(({ style }) => style === 'cause');
    const numberEnd = number === undefined ? 0 : place({ x: number.x + number.room, y: 0 }, origin).x;
    const centre = place(lane.mark, origin).x;
    line(from.x, centre - half);
    const after = Math.max(centre + half, numberEnd);
    if (isFailed) pdf.dash(points(1.5), { space: points(3) });
    if (after < end) line(after, end);
    if (isFailed) pdf.undash();
  }
  drawHead(sheet, to, colour, isFailed);
  if (lane.mark !== null) drawMarkAt(sheet, lane.mark, origin);
}

function drawBox(
  sheet: Sheet,
  rect: Rect,
  origin: Origin,
  colours: { readonly fill: string; readonly edge: string; readonly width: number },
): void {
  const { x, y } = place(rect, origin);
  sheet.pdf
    .roundedRect(x, y, points(rect.width), points(rect.height), points(radii.small))
    .lineWidth(points(colours.width))
    .fillAndStroke(colours.fill, colours.edge);
}

function drawLane(sheet: Sheet, lane: DrawnLane, origin: Origin): void {
  if (lane.stack !== null)
    drawBox(sheet, lane.stack, origin, { fill: paper.raised, edge: paper.border, width: 1 });
  drawBox(sheet, lane.box, origin, { fill: paper.surface, edge: paper.border, width: 1 });
  drawWire(sheet, lane, origin);
  for (const text of lane.texts) drawText(sheet, text, origin, hueOf(lane)?.ink);
}

/** Height of a drawing on paper, in points. */
export const drawingHeight = (drawing: EnvironmentDrawing): number => points(drawing.height);

/** Draws the environment as one figure at the place, centred, and moves below it. */
export function drawEnvironment(sheet: Sheet, parent: Element, drawing: EnvironmentDrawing): void {
  const { frame } = sheet;
  const width = points(drawing.width);
  const height = drawingHeight(drawing);
  const origin = { x: frame.left + (frame.width - width) / 2, y: sheet.y() };
  const figure = sheet.open(parent, 'Figure', {
    alt: visibleText(drawing.description),
    bbox: [origin.x, origin.y, origin.x + width, origin.y + height],
  });
  sheet.content(figure, () => {
    const { machine } = drawing;
    drawBox(sheet, machine.rect, origin, { fill: paper.accentTint, edge: paper.accent, width: 2 });
    for (const text of [...drawing.texts, ...machine.texts])
      drawText(sheet, text, origin, paper.hues[verdictLooks.fail.hue].ink);
    for (const mark of machine.marks) drawMarkAt(sheet, mark, origin);
    for (const lane of drawing.lanes) drawLane(sheet, lane, origin);
  });
  sheet.close(figure);
  sheet.moveDown(height);
}
