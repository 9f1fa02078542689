type Path = readonly PropertyKey[];

/** A place in a text, as editors count: lines and characters from 1 on. */
export type TextPlace = { readonly line: number; readonly column: number };

/** Where the parts of a JSON text stand, and where it stops being JSON. */
export type JsonPlaces = {
  /** The first thing that JSON does not allow, in words that follow "line 3, column 5: "; null where all is well. */
  readonly fault: { readonly place: TextPlace; readonly what: string } | null;
  /** Where the value at a path begins; of the nearest one around it where there is none. */
  readonly valueAt: (path: Path) => TextPlace;
  /** Where the name of a field begins; of the nearest value around it where there is none. */
  readonly nameAt: (path: Path) => TextPlace;
};

/** The deepest nesting that is followed; a profile has four levels. */
const maxDepth = 50;

/** A text broken off at an offset, with the reason. Never leaves this file. */
class Fault extends Error {
  readonly at: number;

  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The part of a text before whatever ends it or must not stand in it (RFC 8259, section 7). */
const plain = /(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;
const literals = ['true', 'false', 'null'] as const;

const keyOf = (path: Path): string => JSON.stringify(path);

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}

/** Goes through a JSON text once; quotes nothing of it, because it may be another file with secrets. */
function createScanner(text: string) {
  const values = new Map<string, number>();
  const names = new Map<string, number>();
  let offset = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0] ?? '';
    offset += found.length;
    return found;
  };
  const next = (): string => {
    take(blank);
    return text[offset] ?? '';
  };
  const refuse = (what: string): never => {
    if (offset >= text.length) throw new Fault(offset, 'the text ends too early');
    if (text.startsWith('//', offset) || text.startsWith('/*', offset))
      throw new Fault(offset, 'JSON has no comments');
    throw new Fault(offset, what);
  };

  function string(): string {
    const start = offset;
    offset += 1;
    take(plain);
    if (text[offset] === '\\') throw new Fault(offset, 'a backslash is written twice, as in "sql1\\\\INST"');
    if (text[offset] !== '"') throw new Fault(start, 'a text does not end on its line');
    offset += 1;
    return JSON.parse(text.slice(start, offset)) as string;
  }

  const step = (): void => {
    offset += 1;
  };

  function members(path: Path, depth: number): void {
    step();
    let isOpen = next() !== '}';
    while (isOpen) {
      if (next() === '}') refuse('a comma stands before the closing brace');
      if (text[offset] !== '"') refuse('the name of a field in double quotes is expected');
      const at = offset;
      const inner = [...path, string()];
      names.set(keyOf(inner), at);
      if (next() !== ':') refuse('a colon is expected');
      step();
      value(inner, depth);
      isOpen = next() !== '}';
      if (isOpen && text[offset] !== ',') refuse('a comma or a closing brace is expected');
      if (isOpen) step();
    }
    step();
  }

  function entries(path: Path, depth: number): void {
    step();
    let isOpen = next() !== ']';
    for (let index = 0; isOpen; index += 1) {
      if (next() === ']') refuse('a comma stands before the closing bracket');
      value([...path, index], depth);
      isOpen = next() !== ']';
      if (isOpen && text[offset] !== ',') refuse('a comma or a closing bracket is expected');
      if (isOpen) step();
    }
    step();
  }

  function value(path: Path, depth: number): void {
    const first = next();
    values.set(keyOf(path), offset);
    if (depth > maxDepth) refuse('there are more levels than a profile has');
    const literal = literals.find((word) => text.startsWith(word, offset));
    if (first === '{') members(path, depth + 1);
    else if (first === '[') entries(path, depth + 1);
    else if (first === '"') string();
    else if (first === "'") refuse('texts stand in double quotes');
    else if (literal !== undefined) offset += literal.length;
    else if (take(number) === '')
      refuse('a value is expected: a text in double quotes, a number, true or false');
  }

  return {
    values,
    names,
    whole: (): void => {
      value([], 0);
      if (next() !== '') refuse('the text goes on behind its end');
    },
  };
}

/**
 * Where the parts of a JSON text stand (RFC 8259), so that a refusal can name line and column. Values are left to
 * `JSON.parse`.
 */
export function jsonPlaces(text: string): JsonPlaces {
  const scanner = createScanner(text);
  let fault: JsonPlaces['fault'] = null;
  try {
    scanner.whole();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { place: placeAt(text, error.at), what: error.message };
  }
  const valueAt = (path: Path): TextPlace => {
    const known = scanner.values.get(keyOf(path));
    if (known !== undefined) return placeAt(text, known);
    return path.length === 0 ? { line: 1, column: 1 } : valueAt(path.slice(0, -1));
  };
  return {
    fault,
    valueAt,
    nameAt: (path) => {
      const known = scanner.names.get(keyOf(path));
      return known === undefined ? valueAt(path) : placeAt(text, known);
    },
  };
}

/** A place in words. */
export const placeWords = ({ line, column }: TextPlace): string => `line ${line}, column ${column}`;
