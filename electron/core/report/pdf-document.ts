import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { dataNames, ReportKind } from '../../../shared/report/data-names.ts';
import {
  type CarriedFile,
  carriedDescription,
  carriedName,
  carriedParts,
  mediaTypes,
} from '../pdf/attached-files.ts';
import { byteRangePlaceholder } from '../pdf/signature-place.ts';
import { signatureRooms } from '../pdf/signed-data.ts';
import { embeddedFont } from './embedded-font.ts';
import { quickened } from './quick-document.ts';
import {
  type FontName,
  fallbackNames,
  fontNames,
  printableText,
  type ReportFonts,
  type TextRun,
  textRuns,
} from './report-fonts.ts';
import { metadataText, type ReportMetadata, xmpPacket } from './xmp.ts';

export type ReportDocumentOptions = {
  readonly title: string;
  readonly subject: string;
  /** BCP 47, for example `en`. */
  readonly language: string;
  /** The instant that the document claims for its creation and its signature; seconds count. */
  readonly createdAt: Date;
  /** Program and version, for example `Netready 0.2.0`. */
  readonly producer: string;
  readonly pageSize: 'A4' | 'LETTER';
  readonly marginsMm: number;
  /** From which the file identifier (/ID) is made; the same document has the same one. */
  readonly documentId: string;
  readonly attachment: {
    readonly name: (typeof dataNames)[ReportKind];
    readonly bytes: Uint8Array;
    readonly description: string;
  };
  /** Whether it is drawn to be compared: its streams say that they are packed, and are not made smaller. */
  readonly isCompared?: boolean;
  /** The parts of inputs that an environment report carries, by their names; none when left out. */
  readonly carried?: readonly CarriedFile[];
  readonly signature: {
    readonly signerName: string;
    readonly reason: string;
    /** What a screen reader says for the signature field (/TU). */
    readonly description: string;
    /** Whether room is kept for a timestamp, without which the report is then not valid. */
    readonly timestamped?: boolean;
  };
};

/** A rectangle in points (1/72 inch) from the top left of the page. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A document to draw on. It has no page until `pdf.addPage()` is called; pages are buffered until `finish`. */
export type ReportDocument = {
  /**
   * Tagged, PDF/A-3b and PDF/UA-1, with the fonts `text`, `text-strong` and `mono`. Draw nothing outside a structure
   * element or an artifact, attach every element, and link only inside the document: a report with any other
   * action is not signed.
   */
  readonly pdf: PDFKit.PDFDocument;
  /** What it is drawn in: the same ones for the same fonts. */
  readonly fonts: ReportFonts;
  /** Text that one font can draw: characters that it lacks are written as U+XXXX. Pass the result to `pdf.text`. */
  readonly printable: (text: string, font: FontName) => string;
  /** The same with fallbacks: the parts of a text, each with the font to draw it in. */
  readonly runs: (text: string, font: FontName) => readonly TextRun[];
  /**
   * Puts the empty, clickable signature field over a panel that is drawn as ordinary content on the current page.
   * To be called exactly once, outside any transformation. The field becomes the next child of `parent`, or of
   * the structure tree's root.
   */
  readonly placeSignature: (box: Box, parent?: PDFKit.PDFStructureElement) => void;
  /**
   * Ends the document and gives its unsigned bytes, with room for the signature. Throws AppError `internal` when the
   * signature field was not placed or an element of the structure was never attached or ended.
   */
  readonly finish: () => Promise<Uint8Array>;
};

type Reference = PDFKit.PDFKitReference;

/** What of pdfkit 0.20.2 is used beyond its public interface. The exact version is pinned; a golden test guards it. */
type Internals = {
  _id: Uint8Array;
  _waiting: number;
  readonly _root: { readonly data: Record<string, unknown> & { readonly Names: Reference } };
  endMetadata: () => void;
  endAcroForm: () => PDFKit.PDFDocument;
};

const pointsPerMm = 72 / 25.4;

/** PDF text string: the library writes a JavaScript string as a name and a String object as a string. */
const textString = (text: string): object => Object(text) as object;

const internalsOf = (pdf: PDFKit.PDFDocument): Internals => pdf as unknown as Internals;

/** Ends an object; the library's types ask for a chunk that a plain dictionary does not have. */
const endPlain = (reference: Reference): void => (reference as unknown as { end: () => void }).end();

/** Name trees are sorted by bytes (ISO 32000-1, 7.9.6), not by the language of this machine. */
function sortNamesByBytes(pdf: PDFKit.PDFDocument): void {
  const names = internalsOf(pdf)._root.data.Names as unknown as {
    data: { Dests: { _compareKeys: (a: string, b: string) => number } };
  };
  names.data.Dests._compareKeys = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function openPdf(options: ReportDocumentOptions, metadata: ReportMetadata): PDFKit.PDFDocument {
  return new PDFDocument({
    pdfVersion: '1.7',
    tagged: true,
    subset: 'PDF/A-3b',
    lang: options.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    size: options.pageSize,
    margin: options.marginsMm * pointsPerMm,
    // Only null keeps the library from loading a standard font, which PDF/A forbids and a bundle lacks.
    font: null as unknown as string,
    info: {
      Title: metadata.title,
      Subject: metadata.subject,
      Creator: metadata.creator,
      Producer: metadata.producer,
      CreationDate: options.createdAt,
      ModDate: options.createdAt,
    },
  });
}

/** Replaces the library's own metadata, which neither escapes values nor can declare two standards. */
function writeOwnMetadata(pdf: PDFKit.PDFDocument, metadata: ReportMetadata): void {
  const internals = internalsOf(pdf);
  internals.endMetadata = () => {
    const reference = pdf.ref({ Type: 'Metadata', Subtype: 'XML' });
    reference.compress = false;
    reference.end(Buffer.from(xmpPacket(metadata), 'utf8'));
    internals._root.data['Metadata'] = reference;
  };
}

/** What stands in the document for one attachment. */
type Attaching = {
  readonly name: string;
  readonly description: string;
  readonly mediaType: string;
  readonly relationship: 'Data' | 'Source' | 'Supplement';
  /** How many bytes it unpacks to. */
  readonly size: number;
  /** Its bytes, packed already or to be packed. */
  readonly bytes: Uint8Array;
  readonly isPacked: boolean;
};

/** An associated file of PDF/A-3 (ISO 19005-3, annex E), reachable from the catalogue and from the name tree. */
function attachOne(pdf: PDFKit.PDFDocument, modifiedAt: Date, attaching: Attaching): Reference {
  const { name, description, mediaType, relationship, size, bytes, isPacked } = attaching;
  const file = pdf.ref({
    Type: 'EmbeddedFile',
    Subtype: mediaType,
    Params: { Size: size, ModDate: modifiedAt },
    ...(isPacked ? { Filter: 'FlateDecode' } : {}),
  });
  if (isPacked) file.compress = false;
  file.end(bytes);
  const specification = pdf.ref({
    Type: 'Filespec',
    AFRelationship: relationship,
    F: textString(name),
    UF: textString(name),
    EF: { F: file, UF: file },
    Desc: textString(description),
  });
  endPlain(specification);
  pdf.addNamedEmbeddedFile(name, specification);
  return specification;
}

/** The data first, then what an environment report carries. */
function attach(
  pdf: PDFKit.PDFDocument,
  { attachment, carried = [], createdAt }: ReportDocumentOptions,
): void {
  const { name, description, bytes } = attachment;
  const data: Attaching = {
    ...{ name, description, mediaType: mediaTypes.json, relationship: 'Data' },
    ...{ bytes, size: bytes.length, isPacked: false },
  };
  const inputs = carried.map((part): Attaching => {
    const { mediaType, relationship } = carriedParts[part.kind];
    return {
      ...{ name: carriedName(part), description: carriedDescription(part), mediaType, relationship },
      ...{ bytes: part.packed, size: part.size, isPacked: true },
    };
  });
  internalsOf(pdf)._root.data['AF'] = [data, ...inputs].map((one) => attachOne(pdf, createdAt, one));
}

function signatureReference(pdf: PDFKit.PDFDocument, options: ReportDocumentOptions): Reference {
  const reference = pdf.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, byteRangePlaceholder, byteRangePlaceholder, byteRangePlaceholder],
    Contents: new Uint8Array(
      signatureRooms[options.signature.timestamped === true ? 'timestamped' : 'plain'],
    ),
    Name: textString(options.signature.signerName),
    Reason: textString(options.signature.reason),
    M: options.createdAt,
  });
  endPlain(reference);
  return reference;
}

function emptyAppearance(pdf: PDFKit.PDFDocument, box: Box): Reference {
  const reference = pdf.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, box.width, box.height],
    Resources: {},
  });
  reference.end(Buffer.from('\n'));
  return reference;
}

function addSignatureField(
  pdf: PDFKit.PDFDocument,
  options: ReportDocumentOptions,
  box: Box,
  parent: PDFKit.PDFStructureElement | undefined,
): void {
  const internals = internalsOf(pdf);
  const element = pdf.struct('Form');
  const field = {
    Subtype: 'Widget',
    FT: 'Sig',
    T: textString('Signature'),
    TU: textString(options.signature.description),
    // Print and locked (ISO 32000-1, table 165).
    F: 4 + 128,
    P: pdf.page.dictionary,
    V: signatureReference(pdf, options),
    AP: { N: emptyAppearance(pdf, box) },
    structParent: element,
  };
  pdf.annotate(box.x, box.y, box.width, box.height, field as PDFKit.Mixins.AnnotationOption);
  const widget = (pdf.page.annotations as Reference[]).at(-1);
  element.end();
  if (parent === undefined) pdf.addStructure(element);
  else parent.add(element);
  const form = pdf.ref({ Fields: [widget], SigFlags: 3 });
  internals._root.data['AcroForm'] = form;
  internals.endAcroForm = () => {
    endPlain(form);
    return pdf;
  };
}

async function collect(
  pdf: PDFKit.PDFDocument,
  writtenLater: () => readonly Uint8Array[],
): Promise<Uint8Array> {
  pdf.end();
  const open = internalsOf(pdf)._waiting;
  if (open > 0)
    throw new AppError('internal', `The report could not be ended: ${open} of its parts are open.`);
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  const { buffer, byteOffset, length } = Buffer.concat([...chunks, ...writtenLater()]);
  return new Uint8Array(buffer, byteOffset, length);
}

/**
 * Opens a report: PDF 1.7, PDF/A-3b, PDF/UA-1, one attachment, one place for a signature. The same options, fonts and
 * drawing give the same bytes, whatever the clock, the language and the time zone of the machine.
 */
export function createReportDocument(options: ReportDocumentOptions, fonts: ReportFonts): ReportDocument {
  const metadata: ReportMetadata = {
    title: metadataText(options.title),
    subject: metadataText(options.subject),
    language: options.language,
    creator: 'Netready',
    producer: metadataText(options.producer),
    createdAt: options.createdAt,
    documentId: options.documentId,
  };
  const pdf = openPdf(options, metadata);
  internalsOf(pdf)._id = createHash('sha256').update(options.documentId).digest().subarray(0, 16);
  sortNamesByBytes(pdf);
  const writtenLater = quickened(pdf, options.isCompared === true);
  for (const name of [...fontNames, ...fallbackNames]) {
    const font = fonts[name];
    if (font !== undefined) pdf.registerFont(name, embeddedFont(font) as unknown as Uint8Array);
  }
  writeOwnMetadata(pdf, metadata);
  attach(pdf, options);

  let placed = 0;
  return {
    pdf,
    fonts,
    printable: (text, font) => printableText(text, fonts[font]),
    runs: (text, font) => textRuns(text, font, fonts),
    placeSignature: (box, parent) => {
      placed += 1;
      if (placed > 1) throw new AppError('internal', 'A report has exactly one signature field.');
      addSignatureField(pdf, options, box, parent);
    },
    finish: async () => {
      if (placed === 0) throw new AppError('internal', 'The report has no signature field.');
      return collect(pdf, writtenLater);
    },
  };
}
