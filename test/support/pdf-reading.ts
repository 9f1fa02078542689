import { inflateSync } from 'node:zlib';
import { findAttachments, unpackAttached } from '../../electron/core/pdf/attachment.ts';
import {
  entry,
  nameOf,
  type PdfFile,
  type PdfObject,
  readPdf,
} from '../../electron/core/pdf/pdf-structure.ts';
import { latin1, type PdfValue } from '../../electron/core/pdf/pdf-tokens.ts';

/** An element of the structure tree with its children in reading order. */
export type TreeNode = {
  readonly role: string;
  readonly alt: string | null;
  /** What stands there in words where marks are drawn. */
  readonly actual: string | null;
  /** Of a header cell: for what it stands. */
  readonly scope: string | null;
  readonly children: readonly (TreeNode | TreeText | TreeObject)[];
};

/** Text that belongs to an element. */
export type TreeText = { readonly page: number; readonly text: string };

/** An annotation that belongs to an element. */
export type TreeObject = { readonly subtype: string; readonly contents: string };

/** A finished PDF as somebody finds it who knows nothing of how it was made. */
export type PdfReading = {
  /** All text of each page, in the order in which it is drawn. */
  readonly pages: readonly string[];
  readonly tree: TreeNode;
  /** Texts that belong to no element. */
  readonly artifacts: readonly string[];
  /** Marked contents of a page that no element of the tree claims. */
  readonly orphans: readonly string[];
  readonly outline: readonly string[];
  readonly info: Readonly<Record<string, string>>;
  readonly xmp: string;
  readonly attachment: string;
  readonly language: string;
  readonly showsTitle: boolean;
};

/** Bytes of a text string (ISO 32000-1, 7.9.2.2), given as one character for each. */
function textOf(value: PdfValue | undefined): string {
  if (value?.kind !== 'string') return '';
  const bytes = Buffer.from(value.value, 'latin1');
  return value.value.startsWith('\xfe\xff')
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : value.value;
}

const itemsOf = (value: PdfValue | undefined): readonly PdfValue[] =>
  value === undefined ? [] : value.kind === 'array' ? value.items : [value];

type Open = { readonly bytes: Uint8Array; readonly file: PdfFile };

const objectOf = ({ file }: Open, value: PdfValue | undefined): PdfObject | undefined =>
  value?.kind === 'reference' ? file.objects.get(value.id) : undefined;

const resolved = (open: Open, value: PdfValue | undefined): PdfValue | undefined =>
  value?.kind === 'reference' ? objectOf(open, value)?.value : value;

function streamOf(open: Open, value: PdfValue | undefined): string {
  const object = objectOf(open, value);
  if (object?.stream == null) return '';
  const data = open.bytes.subarray(object.stream.start, object.stream.end);
  const isPacked = nameOf(entry(object.value, 'Filter')) === 'FlateDecode';
  return (isPacked ? inflateSync(data) : Buffer.from(data)).toString('latin1');
}

const fromHex = (digits: string): string =>
  Buffer.from(digits.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');

/** What each glyph of a font says, from its ToUnicode map (ISO 32000-1, 9.10.3). */
function glyphTexts(open: Open, font: PdfValue | undefined): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  const map = streamOf(open, entry(resolved(open, font), 'ToUnicode'));
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, digits = ''], index) => {
      texts.set(Number.parseInt(from, 16) + index, fromHex(digits));
    });
  return texts;
}

/** The text of a literal string of a content stream, without the escapes of its bytes. */
const actualText = (literal: string): string =>
  textOf({
    kind: 'string',
    value: literal.replaceAll(/\\([\s\S])/g, (_, escaped: string) => escapes[escaped] ?? escaped),
  } as PdfValue);

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

type Shown = { readonly mcid: number | null; readonly text: string };

/** The texts of a page, each with the number of the marked content that it stands in; null for artifacts. */
function shownOn(open: Open, page: PdfValue | undefined): readonly Shown[] {
  const fonts = resolved(open, entry(resolved(open, entry(page, 'Resources')), 'Font'));
  const known = new Map<string, ReadonlyMap<number, string>>();
  const shown: Shown[] = [];
  const marks: (number | null)[] = [];
  /** How many marked contents deep the one lies whose text is given in place of its glyphs; null outside of one. */
  let replaced: number | null = null;
  let font: ReadonlyMap<number, string> = new Map();
  const tokens = streamOf(open, entry(page, 'Contents')).matchAll(
    /\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)\s*>>\s*BDC|\/MCID (\d+)\s*>>\s*BDC|(BDC|BMC)\b|(EMC)\b|\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g,
  );
  for (const [, actual, mcid, begin, end, name, show] of tokens) {
    if (actual !== undefined) {
      const inside = marks.at(-1) ?? null;
      marks.push(inside);
      replaced = marks.length;
      shown.push({ mcid: inside, text: actualText(actual) });
    } else if (mcid !== undefined) marks.push(Number(mcid));
    else if (begin !== undefined) marks.push(null);
    else if (end !== undefined) {
      if (replaced === marks.length) replaced = null;
      marks.pop();
    } else if (name !== undefined) {
      font = known.get(name) ?? glyphTexts(open, entry(fonts, name));
      known.set(name, font);
    } else if (replaced === null) {
      const codes = [...(show ?? '').matchAll(/<([0-9a-f]+)>/gi)].flatMap(
        ([, digits = '']) => digits.match(/.{4}/g) ?? [],
      );
      const text = codes.map((code) => font.get(Number.parseInt(code, 16)) ?? '\u{FFFD}').join('');
      shown.push({ mcid: marks.at(-1) ?? null, text });
    }
  }
  return shown;
}

type Page = {
  readonly id: number;
  readonly shown: readonly Shown[];
  readonly byMcid: ReadonlyMap<number, string>;
};

function readPages(open: Open, catalogue: PdfValue | undefined): readonly Page[] {
  const kids = itemsOf(entry(resolved(open, entry(catalogue, 'Pages')), 'Kids'));
  return kids.map((kid) => {
    const shown = shownOn(open, resolved(open, kid));
    const byMcid = new Map<number, string>();
    for (const { mcid, text } of shown) if (mcid !== null) byMcid.set(mcid, (byMcid.get(mcid) ?? '') + text);
    return { id: kid.kind === 'reference' ? kid.id : 0, shown, byMcid };
  });
}

function readTree(open: Open, pages: readonly Page[], catalogue: PdfValue | undefined) {
  const claimed = new Set<string>();
  const pageOf = (value: PdfValue | undefined): number =>
    pages.findIndex(({ id }) => value?.kind === 'reference' && value.id === id);
  const content = (page: number, mcid: number): TreeText => {
    if (claimed.has(`${page} ${mcid}`)) throw new Error(`two elements claim content ${mcid} of page ${page}`);
    claimed.add(`${page} ${mcid}`);
    return { page, text: pages[page]?.byMcid.get(mcid) ?? '' };
  };
  const child = (value: PdfValue, owner: PdfValue | undefined): TreeNode | TreeText | TreeObject => {
    if (value.kind === 'number') return content(pageOf(entry(owner, 'Pg')), value.value);
    const target = resolved(open, value);
    const type = nameOf(entry(target, 'Type'));
    if (type === 'MCR') {
      const mcid = entry(target, 'MCID');
      return content(
        pageOf(entry(target, 'Pg') ?? entry(owner, 'Pg')),
        mcid?.kind === 'number' ? mcid.value : -1,
      );
    }
    if (type === 'OBJR') {
      const object = resolved(open, entry(target, 'Obj'));
      return {
        subtype: nameOf(entry(object, 'Subtype')) ?? '',
        contents: textOf(entry(object, 'Contents')) || textOf(entry(object, 'TU')),
      };
    }
    return node(target);
  };
  const node = (element: PdfValue | undefined): TreeNode => ({
    role: nameOf(entry(element, 'S')) ?? '',
    alt: entry(element, 'Alt') === undefined ? null : textOf(entry(element, 'Alt')),
    actual: entry(element, 'ActualText') === undefined ? null : textOf(entry(element, 'ActualText')),
    scope: nameOf(entry(resolved(open, entry(element, 'A')), 'Scope')),
    children: itemsOf(entry(element, 'K')).map((kid) => child(kid, element)),
  });
  const root = resolved(open, entry(catalogue, 'StructTreeRoot'));
  const top = itemsOf(entry(root, 'K'));
  if (top.length !== 1) throw new Error(`the structure tree has ${top.length} roots`);
  const tree = node(resolved(open, top[0]));
  const orphans = pages.flatMap(({ byMcid }, page) =>
    [...byMcid].filter(([mcid]) => !claimed.has(`${page} ${mcid}`)).map(([, text]) => text),
  );
  return { tree, orphans };
}

function outlineTitles(open: Open, first: PdfValue | undefined): readonly string[] {
  const item = resolved(open, first);
  if (item === undefined) return [];
  return [
    textOf(entry(item, 'Title')),
    ...outlineTitles(open, entry(item, 'First')),
    ...outlineTitles(open, entry(item, 'Next')),
  ];
}

/** Reads a report from its bytes: text by way of the fonts' own maps, structure by way of the marked contents. */
export function readPdfFile(bytes: Uint8Array): PdfReading {
  const open: Open = { bytes, file: readPdf(bytes) };
  const { trailer } = open.file;
  const catalogue = resolved(open, trailer.entries.get('Root'));
  const pages = readPages(open, catalogue);
  const info = resolved(open, trailer.entries.get('Info'));
  const entries = info?.kind === 'dictionary' ? [...info.entries] : [];
  const xmp = streamOf(open, entry(catalogue, 'Metadata'));
  const shows = entry(resolved(open, entry(catalogue, 'ViewerPreferences')), 'DisplayDocTitle');
  return {
    pages: pages.map(({ shown }) => shown.map(({ text }) => text).join('')),
    ...readTree(open, pages, catalogue),
    artifacts: pages.flatMap(({ shown }) =>
      shown.filter(({ mcid }) => mcid === null).map(({ text }) => text),
    ),
    outline: outlineTitles(open, entry(resolved(open, entry(catalogue, 'Outlines')), 'First')),
    info: Object.fromEntries(entries.map(([key, value]) => [key, textOf(resolved(open, value))])),
    xmp: Buffer.from(xmp, 'latin1').toString('utf8'),
    attachment: new TextDecoder().decode(unpackAttached(findAttachments(bytes, open.file).data)),
    language: textOf(entry(catalogue, 'Lang')),
    showsTitle: shows?.kind === 'boolean' && shows.value,
  };
}

/**
 * Everything in a file in which bytes of a text could stand: the file itself, every stream unpacked, every string in
 * hexadecimal digits (the signature among them) decoded, and the same without the backslashes of escapes.
 */
export function everyByte(bytes: Uint8Array): Buffer {
  const streams = [...latin1(bytes, 0, bytes.length).matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(
    ([, data = '']) => {
      const packed = Buffer.from(data, 'latin1');
      try {
        return inflateSync(packed);
      } catch {
        return packed;
      }
    },
  );
  const all = [Buffer.from(bytes), ...streams];
  const hex = all.flatMap((part) =>
    [...part.toString('latin1').matchAll(/<([0-9a-fA-F]{8,})>/g)].map(([, digits = '']) =>
      Buffer.from(digits, 'hex'),
    ),
  );
  const plain = Buffer.concat([...all, ...hex].flatMap((part) => [part, Buffer.of(0xff)]));
  return Buffer.concat([plain, Buffer.from(plain.toString('latin1').replaceAll('\\', ''), 'latin1')]);
}

const encodings = (text: string): readonly Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'latin1'),
  Buffer.from(text, 'utf16le').swap16(),
];

/** Whether a text stands anywhere in the bytes of a file, in the encodings that PDF, XMP and certificates use. */
export function holdsText(whole: Buffer, text: string): boolean {
  const spellings = new Set([text, text.toLowerCase(), text.toUpperCase()]);
  return [...spellings].some((spelling) => encodings(spelling).some((wanted) => whole.includes(wanted)));
}
