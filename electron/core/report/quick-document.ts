import { rounded, writeQuickly } from './quick-objects.ts';
import { type EmbeddedFont, type Shown, withKnownWords } from './quick-words.ts';

/**
 * What of pdfkit 0.20.2 draws, done here with less work and the same bytes, beyond its public interface: it works out each
 * colour and each shape anew, and looks at every way in which a line can be set. The exact version is pinned; a golden test
 * guards it.
 */

type Marking = {
  readonly tag: string;
  readonly options: { readonly mcid?: number; readonly type?: string; readonly actual?: string } | null;
};

type Internals = {
  _font: EmbeddedFont;
  readonly _fontSize: number;
  readonly page: {
    readonly height: number;
    readonly fonts: Record<string, object>;
    readonly content: { readonly write: (operators: string) => void };
    readonly markings: Marking[];
  };
  addContent: (operators: string) => unknown;
  font: (name: string) => unknown;
  text: (text: string, x: number, y: number, options?: PDFKit.Mixins.TextOptions) => unknown;
  fillColor: (colour: string) => unknown;
  strokeColor: (colour: string) => unknown;
  path: (shape: string) => unknown;
  markContent: (tag: string, options?: Marking['options']) => unknown;
  readonly endMarkedContent: () => unknown;
};

/** A line of text under and through which nothing is drawn, so that nobody has to know how wide it is. */
type PlainLine = PDFKit.Mixins.TextOptions & { readonly actual: string | null };

/**
 * How a line is drawn that is broken already.
 * @param actual what a program shall read there (ISO 32000-1, 14.9.4), whatever the glyphs say; null where they say it
 */
export const plainLine = (actual: string | null): PlainLine =>
  actual === null ? asItIs : { ...asItIs, actual };

const asItIs: PlainLine = { lineBreak: false, baseline: 'alphabetic', actual: null };

/** Nobody else says what a program shall read. */
const isPlainLine = (options: object | undefined): options is PlainLine =>
  options !== undefined && 'actual' in options;

/** What a drawing adds to the page, without adding it. */
function operatorsOf(internals: Internals, draw: () => void): string {
  const { addContent } = internals;
  const operators: string[] = [];
  internals.addContent = (added) => operators.push(added);
  draw();
  internals.addContent = addContent;
  return operators.join('\n');
}

/** A drawing of which nothing but what it adds to the page is needed, worked out once for each thing that it draws. */
function remembered(internals: Internals, draw: (what: string) => unknown): (what: string) => unknown {
  const known = new Map<string, string>();
  return (what) => {
    const operators = known.get(what) ?? operatorsOf(internals, () => draw.call(internals, what));
    known.set(what, operators);
    internals.addContent(operators);
    return internals;
  };
}

/** The mark stands inside the text object: outside of it programs know no font any more, and leave the text out. */
function withActualText(internals: Internals, actual: string | null, draw: () => unknown): void {
  if (actual === null) {
    draw();
    return;
  }
  const { addContent } = internals;
  internals.addContent = (data) => {
    if (data === 'ET') internals.endMarkedContent();
    addContent(data);
    if (data === 'BT') internals.markContent('Span', { actual });
  };
  draw();
  internals.addContent = addContent;
}

/**
 * Has a new document draw and write quicker.
 * @param isCompared whether it is read once and thrown away, so that nothing in it needs to be small
 * @returns gives what was written to it since, in order
 */
export function quickened(pdf: PDFKit.PDFDocument, isCompared: boolean): () => readonly Uint8Array[] {
  const internals = pdf as unknown as Internals;
  const { fillColor, strokeColor, path } = internals;
  const [font, text, markContent] = [
    internals.font.bind(pdf),
    internals.text.bind(pdf),
    internals.markContent.bind(pdf),
  ];
  internals.addContent = (operators) => {
    internals.page.content.write(operators);
    return pdf;
  };
  internals.fillColor = remembered(internals, fillColor);
  internals.strokeColor = remembered(internals, strokeColor);
  internals.path = remembered(internals, path);
  internals.markContent = (tag, options = null) => {
    const { markings } = internals.page;
    const { mcid, type = null } = options ?? {};
    const isOnlyMark = markings.length === 0 && tag !== 'Span' && (mcid === undefined) !== (type === null);
    if (!isOnlyMark) return markContent(tag, options);
    markings.push({ tag, options });
    internals.addContent(`/${tag} <<\n${mcid === undefined ? `/Type /${type}` : `/MCID ${mcid}`}\n>> BDC`);
    return pdf;
  };

  const fonts = new Map<string, EmbeddedFont>();
  const known = new Map<EmbeddedFont, Shown>();
  const openFont = (name: string): EmbeddedFont => {
    font(name);
    const opened = internals._font;
    if (!known.has(opened)) known.set(opened, withKnownWords(opened));
    fonts.set(name, opened);
    return opened;
  };
  internals.font = (name) => {
    internals._font = fonts.get(name) ?? openFont(name);
    return pdf;
  };
  internals.text = (content, x, y, options) => {
    if (!isPlainLine(options)) return text(content, x, y, options);
    const { _font: own, _fontSize: size, page } = internals;
    const { actual } = options;
    const shown = content.includes('\n') ? null : (known.get(own)?.(content) ?? null);
    if (shown === null) withActualText(internals, actual, () => text(content, x, y, options));
    else if (content !== '') {
      page.fonts[own.id] ??= own.ref();
      const { addContent } = internals;
      addContent('q');
      addContent(`1 0 0 -1 0 ${rounded(page.height)} cm`);
      addContent('BT');
      if (actual !== null) internals.markContent('Span', { actual });
      addContent(`1 0 0 1 ${rounded(x)} ${rounded(page.height - y)} Tm`);
      addContent(`/${own.id} ${rounded(size)} Tf`);
      addContent(`[${shown}] TJ`);
      if (actual !== null) internals.endMarkedContent();
      addContent('ET');
      addContent('Q');
    }
    return pdf;
  };
  return writeQuickly(pdf, isCompared);
}
