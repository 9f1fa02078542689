import { isWellFormed } from '../../../shared/words/well-formed.ts';
import { equalBytes } from './equal-bytes.ts';
import { utf8Of } from './utf8-of.ts';

/** Whether objects list a key elsewhere than where it was put: whole numbers stand first, and `__proto__` is no key to them. */
const isMisplaced = (key: string): boolean => /^\d|^__proto__$/.test(key);

function demandWhole(text: string): void {
  if (!isWellFormed(text)) throw new TypeError('half a character is not JSON');
}

/** The text of a value whose keys an object cannot hold in order: part by part, which takes three times as long. */
function writtenInParts(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(writtenInParts).join(',')}]`;
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${writtenInParts(part)}`);
  return `{${parts.join(',')}}`;
}

function writtenWhole(value: unknown): string | undefined {
  let isHeld = true;
  const inOrder = (part: unknown): unknown => {
    if (typeof part === 'string') demandWhole(part);
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new TypeError('a number beyond all is not JSON');
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(inOrder);
    const source = part as Readonly<Record<string, unknown>>;
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(source).sort()) {
      demandWhole(key);
      if (isMisplaced(key)) isHeld = false;
      copy[key] = inOrder(source[key]);
    }
    return copy;
  };
  const ordered = inOrder(value);
  return isHeld ? JSON.stringify(ordered) : writtenInParts(value);
}

/** How many items make a list so long that it is written so many at a time. */
const partLength = 1000;

const isLongList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > partLength;

/** How deep in data long lists are looked for. */
const longListDepth = 3;

function hasLongList(value: unknown, depth: number): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (isLongList(value)) return true;
  return depth > 0 && Object.values(value).some((part) => hasLongList(part, depth - 1));
}

/** The text of a value in pieces: a long list some items at a time, because all of it at once would be held three times. */
function* pieces(value: unknown, depth: number): Generator<string> {
  if (!hasLongList(value, depth)) {
    const text = writtenWhole(value);
    if (text === undefined) throw new TypeError('the value is not JSON');
    yield text;
  } else if (isLongList(value)) {
    for (let from = 0; from < value.length; from += partLength) {
      yield from === 0 ? '[' : ',';
      yield writtenWhole(value.slice(from, from + partLength))?.slice(1, -1) ?? '';
    }
    yield ']';
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield index === 0 ? '[' : ',';
      yield* pieces(item ?? null, depth - 1);
    }
    yield ']';
  } else {
    const parts = Object.entries(value).filter(([, part]) => part !== undefined);
    for (const [index, [key, part]] of parts.sort(([left], [right]) => (left < right ? -1 : 1)).entries()) {
      demandWhole(key);
      yield `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
      yield* pieces(part, depth - 1);
    }
    yield '}';
  }
}

/**
 * The one sequence of bytes (UTF-8) that stands for a JSON value: RFC 8785, JSON Canonicalization Scheme. It writes texts
 * and numbers as `JSON.stringify` does, and keys in the order of their UTF-16 units; so the keys are put in order and the
 * rest is left to that. Equal values give equal bytes, so they can be hashed and compared.
 * @param value data as JSON holds it: of an object with a method `toJSON` the fields are written
 * @throws TypeError when the value is not JSON
 */
export function canonicalJson(value: unknown): Uint8Array {
  return utf8Of(pieces(value, longListDepth));
}

/** How `JSON.stringify` writes half a character, and a backslash before other letters. */
const halfCharacter = '\\ud';

/** Whether every object within lists its keys in the order of their UTF-16 units. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let last = '';
  for (const key of Object.keys(value)) {
    if (key < last || !isInOrder(Reflect.get(value, key))) return false;
    last = key;
  }
  return true;
}

/**
 * Whether bytes are those that stand for a JSON value, as `canonicalJson` writes them; nearly always without writing them
 * anew, because what was read from them has its keys in their order.
 * @param value what the bytes were read as
 */
export function isCanonical(value: unknown, bytes: Uint8Array): boolean {
  const text = JSON.stringify(value);
  if (text === undefined) return false;
  if (!isInOrder(value) || text.includes(halfCharacter)) return equalBytes(canonicalJson(value), bytes);
  return equalBytes(Buffer.from(text), bytes);
}
