import { markBox, shapePaths, verdictLooks } from '../../../../shared/theme/verdicts.ts';
import type { Verdict } from '../../../../shared/words/verdict.ts';
import { paper } from './styles.ts';

/** Draws the shape of a verdict in its colour. `size` is its side in points. To be called inside content or artifact. */
export function drawMark(
  pdf: PDFKit.PDFDocument,
  verdict: Verdict,
  x: number,
  y: number,
  size: number,
): void {
  const { shape, hue } = verdictLooks[verdict];
  pdf
    .save()
    .translate(x, y)
    .scale(size / markBox)
    .path(shapePaths[shape])
    .fill(paper.hues[hue].mark, 'even-odd')
    .restore();
}
