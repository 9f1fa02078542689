import {
  lineHeights,
  palettes,
  pointsPerPixel,
  spacing,
  type TypeSize,
  typeSizes,
} from '../../../../shared/theme/tokens.ts';
import type { FontName } from '../report-fonts.ts';

/** Paper is always light. */
export const paper = palettes.light;

/** Steps of the 8-pixel grid in points. */
export const space = (steps: number): number => spacing(steps) * pointsPerPixel;

/** CSS pixels in points. */
export const points = (pixels: number): number => pixels * pointsPerPixel;

/** How a paragraph is set. `size` and `leading` (the distance of its lines) are in points. */
export type TextStyle = {
  readonly font: FontName;
  readonly size: number;
  readonly leading: number;
  readonly colour: string;
};

const style = (size: TypeSize, font: FontName, colour: string): TextStyle => ({
  font,
  size: points(typeSizes[size]),
  leading: points(typeSizes[size]) * lineHeights[size],
  colour,
});

/** The type of the matrix: 7 points, the least that is read on paper. */
const cellStyle = (font: FontName, colour: string): TextStyle => ({ font, size: 7, leading: 9, colour });

/** The styles of the report: none beside these. */
export const styles = {
  title: style('title', 'text-strong', paper.text),
  eyebrow: style('body', 'text-strong', paper.accent),
  sentence: style('heading', 'text-strong', paper.text),
  section: style('heading', 'text-strong', paper.text),
  group: style('lead', 'text-strong', paper.text),
  block: style('body', 'text-strong', paper.text),
  label: style('small', 'text', paper.muted),
  head: style('small', 'text-strong', paper.muted),
  strong: style('small', 'text-strong', paper.text),
  body: style('small', 'text', paper.text),
  muted: style('small', 'text', paper.muted),
  mono: style('small', 'mono', paper.text),
  monoMuted: style('small', 'mono', paper.muted),
  cell: cellStyle('text', paper.text),
  cellStrong: cellStyle('text-strong', paper.text),
  cellMuted: cellStyle('text', paper.muted),
  cellMono: cellStyle('mono', paper.text),
  cellMonoMuted: cellStyle('mono', paper.muted),
  fingerprint: style('lead', 'mono', paper.text),
} as const satisfies Readonly<Record<string, TextStyle>>;
