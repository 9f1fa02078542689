import type { Pattern, PortGroup } from './symptom.ts';
import { portGroups } from './symptom.ts';
import { wordsOf } from './words.ts';

/** The ports of each group, as numbers that stand in a text. */
export type Ports = Readonly<Record<PortGroup, ReadonlySet<string>>>;

type Element =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'port'; readonly group: PortGroup };

/** A pattern, ready to be looked for: parts that follow each other with some words between them. */
export type Compiled = {
  readonly parts: readonly (readonly Element[])[];
  /** The word by which it is found, and where it stands in the first part; null where that part names no word. */
  readonly anchor: { readonly word: string; readonly at: number } | null;
};

/** How many words `…` stands for at most. */
const widestGap = 14;

const isNumber = (word: string): boolean => /^\d+$/.test(word);
const isGroup = (name: string): name is PortGroup => portGroups.some((group) => group === name);

/** @throws RangeError for a placeholder that is none */
function elementsOf(part: string): readonly Element[] {
  return part.split(/(\{[^}]*\})/).flatMap((piece): readonly Element[] => {
    if (!piece.startsWith('{')) return wordsOf(piece).map((word) => ({ kind: 'word', word }));
    const name = piece.slice(1, -1);
    if (name === 'number') return [{ kind: 'number' }];
    if (isGroup(name)) return [{ kind: 'port', group: name }];
    throw new RangeError(`no pattern knows the placeholder ${piece}`);
  });
}

/** The longest word of a part: of all its words the one that most texts lack. */
function anchorOf(part: readonly Element[]): Compiled['anchor'] {
  const words = part.flatMap((element, at) => (element.kind === 'word' ? [{ word: element.word, at }] : []));
  return words.reduce<Compiled['anchor']>(
    (best, word) => (best === null || word.word.length > best.word.length ? word : best),
    null,
  );
}

const known = new Map<Pattern, Compiled>();

/** Reads a pattern, once. @throws RangeError for a placeholder that is none */
export function compiled(pattern: Pattern): Compiled {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const parts = pattern.split('…').map(elementsOf);
  const made: Compiled = { parts, anchor: anchorOf(parts[0] ?? []) };
  known.set(pattern, made);
  return made;
}

function fits(element: Element, word: string | undefined, ports: Ports): boolean {
  if (word === undefined) return false;
  switch (element.kind) {
    case 'word':
      return element.word === word;
    case 'number':
      return isNumber(word);
    case 'port':
      return ports[element.group].has(word);
  }
}

const partFits = (part: readonly Element[], words: readonly string[], at: number, ports: Ports): boolean =>
  part.every((element, index) => fits(element, words[at + index], ports));

/**
 * The end of a pattern that begins at a word: the place behind its last one. Null where it does not begin there. Each part is
 * looked for where the one before ends and at most a few words on, so that the time does not depend on the text.
 */
export function endOf(
  { parts }: Compiled,
  words: readonly string[],
  start: number,
  ports: Ports,
): number | null {
  let end = start;
  for (const [index, part] of parts.entries()) {
    const last = index === 0 ? end : end + widestGap;
    let at = end;
    while (at <= last && !partFits(part, words, at, ports)) at += 1;
    if (at > last) return null;
    end = at + part.length;
  }
  return end;
}

/** Where each word of a text stands, in order. */
export type Positions = ReadonlyMap<string, readonly number[]>;

/** Where the words of a text stand, each looked up at once. */
export function positionsOf(words: readonly string[]): Positions {
  const positions = new Map<string, number[]>();
  words.forEach((word, at) => {
    const own = positions.get(word);
    if (own === undefined) positions.set(word, [at]);
    else own.push(at);
  });
  return positions;
}

/** The index of the first of some rising numbers that is not below a limit. */
function firstFrom(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text in which patterns are looked for. */
export type Searched = {
  readonly words: readonly string[];
  readonly positions: Positions;
  readonly ports: Ports;
};

/** Whether a pattern begins anywhere between two places of a text. Only where its longest word stands is it looked for. */
export function standsIn(
  pattern: Compiled,
  from: number,
  to: number,
  { words, positions, ports }: Searched,
): boolean {
  const first = Math.max(0, from);
  const last = Math.min(words.length, to);
  const begins = (at: number): boolean => endOf(pattern, words, at, ports) !== null;
  const { anchor } = pattern;
  if (anchor === null) {
    for (let at = first; at < last; at += 1) if (begins(at)) return true;
    return false;
  }
  const places = positions.get(anchor.word) ?? [];
  for (let index = firstFrom(places, first + anchor.at); index < places.length; index += 1) {
    const at = (places[index] ?? 0) - anchor.at;
    if (at >= last) return false;
    if (begins(at)) return true;
  }
  return false;
}
