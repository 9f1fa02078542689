import { AppError } from '../../../shared/errors/app-error.ts';

/**
 * One piece of an XML text (XML 1.0, fifth edition). Text and attribute values are read only when they are asked for,
 * so that what nobody asks for never becomes a value of its own.
 */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      /** The value of an attribute; null when the element has none of that name. */
      readonly attribute: (name: string) => string | null;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: () => string };

/** A refusal at a place of the text, in words that follow "line 7 …". */
type Refuse = (what: string) => AppError;

/** One piece as it stands in the text: what it is, and where it ends. */
type Piece = { readonly end: number } & (
  | XmlToken
  | { readonly kind: 'empty'; readonly name: string; readonly attribute: (name: string) => string | null }
  | { readonly kind: 'nothing' }
);

/** The deepest nesting and the most elements that are read. A configuration has three levels and some 200 elements. */
const maxDepth = 8;
const maxElements = 10_000;

const name = '[A-Za-z_][A-Za-z0-9_.:-]{0,99}';
const space = '[ \\t\\r\\n]';
const attribute = `${space}+(${name})${space}*=${space}*("[^"<]*"|'[^'<]*')`;
const declaration = new RegExp(`\\uFEFF?(?:<\\?xml${space}[^<>?]{1,200}\\?>)?`, 'y');
const startTag = new RegExp(`<(${name})((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>`, 'y');
const endTag = new RegExp(`</(${name})${space}*>`, 'y');
const attributeList = new RegExp(`^(?:${attribute})*${space}*$`);
const eachAttribute = new RegExp(attribute, 'g');

/** References that need no declaration (XML 1.0, section 4.6). */
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** The character that a reference stands for (XML 1.0, section 4.1); null when it is none of those allowed here. */
function referenced(reference: string): string | null {
  const [, hex, decimal] = /^&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));$/.exec(reference) ?? [];
  const point = hex === undefined ? Number.parseInt(decimal ?? '0', 10) : Number.parseInt(hex, 16);
  if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
  const known = reference.slice(1, -1);
  return Object.hasOwn(predefined, known) ? (predefined[known] ?? null) : null;
}

function decode(raw: string, refuse: Refuse): string {
  return raw.replaceAll(/&[^;&]*;?/g, (reference) => {
    const character = reference.endsWith(';') ? referenced(reference) : null;
    if (character === null) throw refuse('holds a reference that a configuration does not have');
    return character;
  });
}

function attributesOf(source: string, refuse: Refuse): (name: string) => string | null {
  const found = new Map<string, string>();
  for (const [, key = '', quoted = ''] of source.matchAll(eachAttribute)) {
    if (found.has(key)) throw refuse('holds an attribute twice');
    found.set(key, quoted);
  }
  return (key) => {
    const quoted = found.get(key);
    return quoted === undefined ? null : decode(quoted.slice(1, -1), refuse);
  };
}

/** Matches a sticky pattern at one place of a text. */
function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function endOf(text: string, mark: string, from: number, refuse: Refuse): number {
  const found = text.indexOf(mark, from);
  if (found === -1) throw refuse('begins something that does not end');
  return found;
}

function startOrEmpty(text: string, position: number, refuse: Refuse): Piece {
  const match = matchAt(startTag, text, position);
  const [whole = '', tag = '', rest = ''] = match ?? [];
  const isEmpty = rest.endsWith('/');
  const source = isEmpty ? rest.slice(0, -1) : rest;
  if (match === null || !attributeList.test(source)) throw refuse('holds a tag that cannot be read');
  return {
    kind: isEmpty ? 'empty' : 'open',
    name: tag,
    attribute: attributesOf(source, refuse),
    end: position + whole.length,
  };
}

function closing(text: string, position: number, refuse: Refuse): Piece {
  const [whole = '', tag = ''] = matchAt(endTag, text, position) ?? [];
  if (tag === '') throw refuse('holds a tag that cannot be read');
  return { kind: 'close', name: tag, end: position + whole.length };
}

function characters(text: string, position: number, refuse: Refuse): Piece {
  const next = text.indexOf('<', position);
  const end = next === -1 ? text.length : next;
  const isBlank = /^[ \t\r\n]*$/.test(text.slice(position, end));
  if (isBlank) return { kind: 'nothing', end };
  return { kind: 'text', text: () => decode(text.slice(position, end), refuse), end };
}

/** Reads the piece at a place. Anything that could declare, expand or run something is refused. */
function pieceAt(text: string, position: number, refuse: Refuse): Piece {
  const begins = (mark: string): boolean => text.startsWith(mark, position);
  if (begins('<!--')) return { kind: 'nothing', end: endOf(text, '-->', position + 4, refuse) + 3 };
  if (begins('<![CDATA[')) {
    const start = position + '<![CDATA['.length;
    const end = endOf(text, ']]>', start, refuse);
    return { kind: 'text', text: () => text.slice(start, end), end: end + 3 };
  }
  if (begins('<!')) throw refuse('holds a declaration, which a configuration does not have');
  if (begins('<?')) throw refuse('holds an instruction, which a configuration does not have');
  if (begins('</')) return closing(text, position, refuse);
  return begins('<') ? startOrEmpty(text, position, refuse) : characters(text, position, refuse);
}

/** Follows which elements are open, and refuses what is not one tree of bounded size. */
function createTree(): {
  readonly enter: (piece: Piece, refuse: Refuse) => void;
  readonly isWhole: () => boolean;
} {
  const open: string[] = [];
  let elements = 0;
  let roots = 0;
  const begin = (refuse: Refuse): void => {
    elements += 1;
    if (open.length === 0) roots += 1;
    if (roots > 1) throw refuse('begins a second root element');
    if (elements > maxElements || open.length >= maxDepth)
      throw refuse('holds more elements, or more levels of them, than a configuration has');
  };
  return {
    enter: (piece, refuse) => {
      if (piece.kind === 'open' || piece.kind === 'empty') begin(refuse);
      if (piece.kind === 'open') open.push(piece.name);
      if (piece.kind === 'close' && open.pop() !== piece.name)
        throw refuse('closes an element that is not open');
      if (piece.kind === 'text' && open.length === 0) throw refuse('holds text outside of any element');
    },
    isWhole: () => roots === 1 && open.length === 0,
  };
}

/**
 * Reads an XML text piece by piece: elements, attributes, text and CDATA; comments are left out. Document types,
 * entities of one's own and processing instructions are refused, so that nothing is ever expanded or fetched. A
 * refusal names the line and quotes nothing, because what stands there may be a secret.
 * @throws AppError `configuration-invalid`
 */
export function* xmlTokens(text: string): Generator<XmlToken, void> {
  const tree = createTree();
  const refuseAt =
    (position: number): Refuse =>
    (what) => {
      const line = text.slice(0, position).split('\n').length;
      return new AppError(
        'configuration-invalid',
        `The configuration could not be read: line ${line} ${what}.`,
      );
    };
  let position = matchAt(declaration, text, 0)?.[0].length ?? 0;
  while (position < text.length) {
    const refuse = refuseAt(position);
    const piece = pieceAt(text, position, refuse);
    tree.enter(piece, refuse);
    if (piece.kind === 'empty') {
      yield { kind: 'open', name: piece.name, attribute: piece.attribute };
      yield { kind: 'close', name: piece.name };
    } else if (piece.kind !== 'nothing') yield piece;
    position = piece.end;
  }
  if (!tree.isWhole()) throw refuseAt(position)('ends before the configuration does');
}
