import type { PageSize } from '../../../../../../electron/core/report/pages/layout.ts';
import {
  createReportDocument,
  type ReportDocument,
} from '../../../../../../electron/core/report/pdf-document.ts';
import { drawReport } from '../../../../../../electron/core/report/render-report.ts';
import type { ReportFonts } from '../../../../../../electron/core/report/report-fonts.ts';
import type { ReportModel } from '../../../../../../shared/report/model.ts';
import { sampleOptions } from '../../../../../support/sample-report.ts';

/** A text as it was drawn; lengths in points from the top left, `y` is the base line. */
export type DrawnText = {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
};

export type Drawing = {
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DrawnText[];
  /** Corners and end points of rectangles and lines; shapes are drawn in a box of their own and left out. */
  readonly corners: readonly { readonly page: number; readonly x: number; readonly y: number }[];
  /** The types of the structure elements in the order in which they were made. */
  readonly tags: readonly string[];
  readonly bookmarks: readonly string[];
};

type Size = { _fontSize: number };

/** Draws a report on a real document whose drawing calls are written down on their way. */
export function recordDrawing(model: ReportModel, fonts: ReportFonts, pageSize: PageSize = 'A4'): Drawing {
  const document: ReportDocument = createReportDocument({ ...sampleOptions, pageSize }, fonts);
  const { pdf } = document;
  const texts: DrawnText[] = [];
  const corners: { page: number; x: number; y: number }[] = [];
  const tags: string[] = [];
  const bookmarks: string[] = [];
  let page = -1;
  let isShape = false;

  const text = pdf.text.bind(pdf);
  pdf.text = (content: string, x?: unknown, y?: unknown, options?: PDFKit.Mixins.TextOptions) => {
    if (typeof x !== 'number' || typeof y !== 'number') throw new Error('text is drawn without a place');
    const size = (pdf as unknown as Size)._fontSize;
    texts.push({ page, text: content, x, y, width: pdf.widthOfString(content.trimEnd()), size });
    return text(content, x, y, options);
  };
  for (const name of ['moveTo', 'lineTo'] as const) {
    const draw = pdf[name].bind(pdf);
    pdf[name] = (x, y) => {
      if (!isShape) corners.push({ page, x, y });
      return draw(x, y);
    };
  }
  for (const name of ['rect', 'roundedRect'] as const) {
    const draw = pdf[name].bind(pdf);
    pdf[name] = (x: number, y: number, width: number, height: number, radius?: number) => {
      corners.push({ page, x, y }, { page, x: x + width, y: y + height });
      return draw(x, y, width, height, radius);
    };
  }
  const path = pdf.path.bind(pdf);
  pdf.path = (data) => {
    isShape = true;
    const result = path(data);
    isShape = false;
    return result;
  };
  const addPage = pdf.addPage.bind(pdf);
  pdf.addPage = (options) => {
    page = pdf.bufferedPageRange().count;
    return addPage(options);
  };
  const switchToPage = pdf.switchToPage.bind(pdf);
  pdf.switchToPage = (number) => {
    page = number ?? page;
    return switchToPage(number);
  };
  const struct = pdf.struct.bind(pdf);
  pdf.struct = (tag, options, children) => {
    tags.push(tag);
    return struct(tag, options, children);
  };
  const addItem = pdf.outline.addItem.bind(pdf.outline);
  pdf.outline.addItem = (title, options) => {
    bookmarks.push(title);
    return addItem(title, options);
  };

  drawReport(document, model);
  const { width, height } = pdf.page;
  return { pages: pdf.bufferedPageRange().count, width, height, texts, corners, tags, bookmarks };
}
