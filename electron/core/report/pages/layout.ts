import type { Font } from 'fontkit';
import { pageMarginMm } from '../../../../shared/theme/tokens.ts';
import { createKept, type Kept, type KeptOf } from '../kept.ts';
import type { ReportDocument } from '../pdf-document.ts';
import { plainLine } from '../quick-document.ts';
import { actualText, type DrawnFont, type FontName, type ReportFonts, visualParts } from '../report-fonts.ts';
import { points, space, styles, type TextStyle } from './styles.ts';
import { type Line, type Measure, type Piece, wrap } from './wrap.ts';

/** The part of a page that content may stand in, in points from the top left. */
export type Frame = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly bottom: number;
};

/** Types of structure elements that the report uses (ISO 32000-1, 14.8.4). */
export type Tag =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'TOC'
  | 'TOCI'
  | 'Link'
  | 'Code'
  | 'Figure';

/** A structure element that is open for children and content. */
export type Element = { readonly tag: Tag; readonly raw: PDFKit.PDFStructureElement };

/**
 * `bbox` is left, top, right, bottom in points from the top left of the page; a figure needs it and `alt`. `actual` is what
 * stands there in words where marks are drawn (ISO 32000-1, 14.9.4).
 */
export type ElementOptions = {
  readonly alt?: string;
  readonly actual?: string;
  readonly scope?: 'Column' | 'Row';
  readonly bbox?: [number, number, number, number];
};

/** A piece of text in one of the report's own fonts, before the characters that it lacks have got others. */
export type OwnPiece = Piece & { readonly font: FontName };

/** Text in one style, or pieces in several fonts that share the style's size. */
export type Content = string | readonly OwnPiece[];

/** Where a section begins, for the contents on page 1. `page` counts from 0, `y` is in points from the top. */
export type Place = { readonly page: number; readonly y: number };

/**
 * A report in the making: a place that moves down the page, text that is measured before it is drawn, and a structure
 * element or an artifact for everything that is drawn. Lengths are points from the top left.
 */
export type Sheet = {
  readonly document: ReportDocument;
  readonly pdf: PDFKit.PDFDocument;
  readonly frame: Frame;
  /** The element that holds everything. */
  readonly root: Element;
  readonly y: () => number;
  readonly moveTo: (y: number) => void;
  readonly moveDown: (distance: number) => void;
  /** Leaves space before what follows, unless the page begins here. */
  readonly gap: (distance: number) => void;
  /** What is left of the page. */
  readonly room: () => number;
  readonly breakPage: () => void;
  /**
   * Starts a new page unless a height is still free, or unless the page is empty anyway. What is higher than a page
   * must be broken in any case and begins where a third of a page is free.
   */
  readonly ensure: (height: number) => void;
  readonly here: () => Place;
  readonly piece: (text: string, style: TextStyle) => OwnPiece;
  readonly wrap: (content: Content, style: TextStyle, width: number) => readonly Line[];
  readonly open: (parent: Element, tag: Tag, options?: ElementOptions) => Element;
  readonly close: (element: Element) => void;
  /** Draws as content of an element; may be called again after a page break. */
  readonly content: (element: Element, draw: () => void) => void;
  /** Draws what carries no meaning. */
  readonly artifact: (draw: () => void) => void;
  /** Draws lines without any tag, to be called inside `content` or `artifact`. Gives the y below them. */
  readonly drawLines: (lines: readonly Line[], style: TextStyle, x: number, y: number) => number;
  /** One element with text that may run over pages, at the place; moves down. */
  readonly paragraph: (
    parent: Element,
    tag: Tag,
    content: Content,
    style: TextStyle,
    at?: Partial<At>,
  ) => void;
  readonly bookmark: (title: string) => void;
};

type At = { readonly x: number; readonly width: number };

/** A4 and Letter are the sizes that are printed on in offices. */
export type PageSize = 'A4' | 'LETTER';

/** From the frame's edge to the base line of the running foot. */
const footDistance = points(28);

/** Capital letters are centred between two base lines when the base line lies this share of the size below the middle. */
const halfCapital = 0.364;

const openPage = (pdf: PDFKit.PDFDocument): void => {
  pdf.addPage();
  // Without a lower margin the library never starts a page by itself; every break is decided here.
  pdf.page.margins.bottom = 0;
};

function frameOf(pdf: PDFKit.PDFDocument): Frame {
  const margin = (pageMarginMm * 72) / 25.4;
  return {
    left: margin,
    top: margin,
    width: pdf.page.width - 2 * margin,
    bottom: pdf.page.height - margin,
  };
}

/** Measures texts at a size, each once: what is measured to find room for it is measured again to break and to draw it. */
function measureAt(pdf: PDFKit.PDFDocument, size: number): Measure {
  const known = new Map<DrawnFont, Map<string, number>>();
  return (text, font) => {
    const ofFont = known.get(font) ?? new Map<string, number>();
    known.set(font, ofFont);
    const width = ofFont.get(text) ?? pdf.font(font).fontSize(size).widthOfString(text);
    ofFont.set(text, width);
    return width;
  };
}

/** How many characters of texts that were broken into lines are kept: those of the reports of a farm. */
const keptCharacters = 262_144;

const keptLines = new WeakMap<Font, Kept<readonly Line[]>>();

/** Gives the lines of texts in a style and a width. */
type LinesIn = (style: TextStyle, width: number) => KeptOf<readonly Line[]>;

/**
 * The lines of texts, each broken once for each style and width with the same fonts: to find room for it, to draw it, and in
 * the reports after this one, which have most of their sentences in common.
 */
function linesWith(fonts: ReportFonts, kind: 'text' | 'pieces'): LinesIn {
  const kept = keptLines.get(fonts.text) ?? createKept<readonly Line[]>(keptCharacters);
  keptLines.set(fonts.text, kept);
  const names = Object.keys(fonts).join(' ');
  const styles = new Map<TextStyle, Map<number, KeptOf<readonly Line[]>>>();
  return (style, width) => {
    const widths = styles.get(style) ?? new Map<number, KeptOf<readonly Line[]>>();
    styles.set(style, widths);
    const { font, size, colour } = style;
    const lines = widths.get(width) ?? kept(`${kind} ${names} ${font} ${size} ${colour} ${width}`);
    widths.set(width, lines);
    return lines;
  };
}

/** Texts in several fonts and colours as one, which no other texts make. */
const keyOf = (pieces: readonly OwnPiece[]): string =>
  pieces.map(({ text, font, colour }) => `${font} ${colour} ${text.length} ${text}`).join('');

/** Opens the first page of a report and gives what is needed to draw on it. */
export function openSheet(document: ReportDocument): Sheet {
  const { pdf } = document;
  openPage(pdf);
  const frame = frameOf(pdf);
  const rootElement: Element = { tag: 'Document', raw: pdf.struct('Document') };
  pdf.addStructure(rootElement.raw);
  let place = frame.top;
  let pages = 1;

  const piece = (text: string, style: TextStyle): OwnPiece => ({
    text,
    font: style.font,
    colour: style.colour,
  });
  const drawable = ({ text, font, colour }: OwnPiece): readonly Piece[] =>
    document.runs(text, font).map((run) => ({ ...run, colour }));
  const measures = new Map<number, Measure>();
  const measureOf = ({ size }: TextStyle): Measure => {
    const measure = measures.get(size) ?? measureAt(pdf, size);
    measures.set(size, measure);
    return measure;
  };
  const wrapPieces = (pieces: readonly OwnPiece[], style: TextStyle, width: number): readonly Line[] =>
    wrap(pieces.flatMap(drawable), width, measureOf(style));
  const linesOfText = linesWith(document.fonts, 'text');
  const linesOfPieces = linesWith(document.fonts, 'pieces');
  const opened = new Set<DrawnFont>();
  const fontCount = Object.keys(document.fonts).length;
  /** The library numbers its fonts as they are first asked for: lines that are known ask for theirs as new ones do. */
  const openFonts = (lines: readonly Line[]): void => {
    if (opened.size === fontCount) return;
    for (const { pieces } of lines)
      for (const { font } of pieces)
        if (!opened.has(font)) {
          opened.add(font);
          pdf.font(font);
        }
  };
  const wrapContent = (content: Content, style: TextStyle, width: number): readonly Line[] => {
    const lines =
      typeof content === 'string'
        ? linesOfText(style, width)(content, () => wrapPieces([piece(content, style)], style, width))
        : linesOfPieces(style, width)(keyOf(content), () => wrapPieces(content, style, width));
    openFonts(lines);
    return lines;
  };
  const drawLines = (lines: readonly Line[], style: TextStyle, x: number, y: number): number => {
    const measure = measureOf(style);
    for (const [index, { pieces, endsWord }] of lines.entries()) {
      const baseline = y + style.leading * (index + 0.5) + style.size * halfCapital;
      let left = x;
      for (const [position, { text, font, colour }] of pieces.entries()) {
        const isLast = position === pieces.length - 1;
        const isBroken = isLast && endsWord && index < lines.length - 1;
        const parts = visualParts(isBroken ? `${text} ` : text, font);
        let at = left;
        for (const [place, part] of parts.entries()) {
          pdf.font(font).fontSize(style.size).fillColor(colour);
          pdf.text(part, at, baseline, plainLine(actualText(part, font)));
          if (place < parts.length - 1) at += measure(part, font);
        }
        if (!isLast) left += measure(text, font);
      }
    }
    return y + lines.length * style.leading;
  };
  const content = (element: Element, draw: () => void): void => {
    const mark = pdf.markStructureContent(element.tag);
    draw();
    pdf.endMarkedContent();
    element.raw.add(mark);
  };
  const open = (parent: Element, tag: Tag, options: ElementOptions = {}): Element => {
    const raw = pdf.struct(tag, options);
    parent.raw.add(raw);
    return { tag, raw };
  };
  const close = (element: Element): void => {
    element.raw.end();
  };
  const breakPage = (): void => {
    openPage(pdf);
    pages += 1;
    place = frame.top;
  };

  return {
    document,
    pdf,
    frame,
    root: rootElement,
    y: () => place,
    moveTo: (y) => {
      place = y;
    },
    moveDown: (distance) => {
      place += distance;
    },
    gap: (distance) => {
      if (place > frame.top) place += distance;
    },
    room: () => frame.bottom - place,
    breakPage,
    ensure: (height) => {
      const page = frame.bottom - frame.top;
      const needed = height > page ? page / 3 : height;
      if (place > frame.top && place + needed > frame.bottom + 0.5) breakPage();
    },
    here: () => ({ page: pages - 1, y: place }),
    piece,
    wrap: wrapContent,
    open,
    close,
    content,
    artifact: (draw) => {
      pdf.markContent('Artifact', { type: 'Layout' });
      draw();
      pdf.endMarkedContent();
    },
    drawLines,
    paragraph: (parent, tag, text, style, at = {}) => {
      const x = at.x ?? frame.left;
      const element = open(parent, tag);
      const lines = wrapContent(text, style, at.width ?? frame.left + frame.width - x);
      let drawn = 0;
      while (drawn < lines.length) {
        const fits = Math.floor((frame.bottom - place + 0.5) / style.leading);
        if (fits < 1 && place > frame.top) breakPage();
        else {
          const now = lines.slice(drawn, drawn + Math.max(1, fits));
          content(element, () => {
            place = drawLines(now, style, x, place);
          });
          drawn += now.length;
        }
      }
      close(element);
    },
    bookmark: (title) => {
      // The library counts `left` from the right edge.
      const options: { expanded?: boolean; top: number; left: number } = {
        top: Math.max(0, place - space(1)),
        left: pdf.page.width,
      };
      pdf.outline.addItem(title, options);
    },
  };
}

/** The running foot of every page: what identifies the report, the key and the page. Pages must be complete. */
export function drawFeet(sheet: Sheet, left: string, middle: string): void {
  const { pdf, frame } = sheet;
  const { start, count } = pdf.bufferedPageRange();
  const style = styles.monoMuted;
  const widthOf = (text: string): number => pdf.font(style.font).fontSize(style.size).widthOfString(text);
  const baseline = frame.bottom + footDistance;
  const write = (text: string, font: FontName, x: number): void => {
    const shown = sheet.document.printable(text, font);
    pdf.font(font).fontSize(style.size).fillColor(style.colour);
    pdf.text(shown, x, baseline, plainLine(null));
  };
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const right = `page ${page - start + 1} of ${count}`;
    pdf.markContent('Artifact', { type: 'Pagination' });
    write(left, style.font, frame.left);
    write(right, style.font, frame.left + frame.width - widthOf(right));
    const leftEnd = frame.left + widthOf(left);
    const rightStart = frame.left + frame.width - widthOf(right);
    write(middle, style.font, leftEnd + (rightStart - leftEnd - widthOf(middle)) / 2);
    pdf.endMarkedContent();
  }
}
