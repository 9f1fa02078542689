import {
  type DrawingEdge,
  type DrawingNode,
  type EnvironmentDrawing,
  edgeLabelLine,
  edgeMark,
  type Point,
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

const markSize = points(edgeMark);
const nodeMark = points(12);
const inset = points(8);
const headLength = points(7);
const headHalf = points(3.5);

/** A line of text in one style, centred on `x` or set to one side of it. */
function drawText(
  sheet: Sheet,
  text: string,
  style: TextStyle,
  x: number,
  y: number,
  align: 'left' | 'centre' | 'right',
): void {
  const line = sheet.wrap(text, style, Number.POSITIVE_INFINITY)[0];
  if (line === undefined) return;
  const shift = align === 'left' ? 0 : align === 'centre' ? line.width / 2 : line.width;
  sheet.drawLines([line], style, x - shift, y);
}

function drawHead(sheet: Sheet, from: Point, to: Point, colour: string): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const base = { x: to.x - ux * headLength, y: to.y - uy * headLength };
  sheet.pdf
    .polygon(
      [to.x, to.y],
      [base.x - uy * headHalf, base.y + ux * headHalf],
      [base.x + uy * headHalf, base.y - ux * headHalf],
    )
    .fill(colour);
}

function drawLine(sheet: Sheet, edge: DrawingEdge, origin: Origin): void {
  const { pdf } = sheet;
  const colour = paper.hues[verdictLooks[edge.verdict].hue].mark;
  const path = edge.points.map((point) => place(point, origin));
  const [first, ...others] = path;
  const end = path.at(-1);
  const before = path.at(-2);
  if (first === undefined || end === undefined || before === undefined) return;
  pdf.moveTo(first.x, first.y);
  for (const point of others) pdf.lineTo(point.x, point.y);
  pdf.lineWidth(points(1.5)).stroke(colour);
  drawHead(sheet, before, end, colour);
}

function drawLabel(sheet: Sheet, edge: DrawingEdge, origin: Origin): void {
  const { pdf } = sheet;
  const mark = place(edge.mark, origin);
  const half = markSize / 2;
  const rim = points(2);
  pdf
    .rect(mark.x - half - rim, mark.y - half - rim, markSize + 2 * rim, markSize + 2 * rim)
    .fill(paper.surface);
  drawMark(pdf, edge.verdict, mark.x - half, mark.y - half, markSize);
  const style = styles.mono;
  const lineHeight = points(edgeLabelLine);
  const height = edge.labelLines.length * lineHeight;
  const distance = half + points(1);
  for (const [index, line] of edge.labelLines.entries()) {
    const dy = index * lineHeight;
    switch (edge.labelSide) {
      case 'above':
        drawText(sheet, line, style, mark.x, mark.y - distance - height + dy, 'centre');
        break;
      case 'below':
        drawText(sheet, line, style, mark.x, mark.y + distance + dy, 'centre');
        break;
      case 'left':
        drawText(sheet, line, style, mark.x - distance - rim, mark.y - height / 2 + dy, 'right');
        break;
      case 'right':
        drawText(sheet, line, style, mark.x + distance + rim, mark.y - height / 2 + dy, 'left');
        break;
    }
  }
}

function drawNode(sheet: Sheet, node: DrawingNode, origin: Origin): void {
  const { pdf } = sheet;
  const { x, y } = place(node.rect, origin);
  const width = points(node.rect.width);
  const height = points(node.rect.height);
  const [edge, fill, thickness] = node.isThisMachine
    ? [paper.accent, paper.accentTint, points(2)]
    : [paper.border, paper.surface, points(1)];
  pdf.roundedRect(x, y, width, height, points(radii.small)).lineWidth(thickness).fillAndStroke(fill, edge);
  const label = styles.strong;
  const lines = node.detail === '' ? 1 : 2;
  const top = y + (height - lines * label.leading) / 2;
  drawText(sheet, node.label, label, x + inset, top, 'left');
  if (node.detail !== '') drawText(sheet, node.detail, styles.mono, x + inset, top + label.leading, 'left');
  if (node.verdict !== null)
    drawMark(pdf, node.verdict, x + width - inset - nodeMark, top + (label.leading - nodeMark) / 2, nodeMark);
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
    for (const edge of drawing.edges) drawLine(sheet, edge, origin);
    for (const node of drawing.nodes) drawNode(sheet, node, origin);
    for (const edge of drawing.edges) drawLabel(sheet, edge, origin);
  });
  sheet.close(figure);
  sheet.moveDown(height);
}
