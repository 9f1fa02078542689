import {
  type Compiled,
  compiled,
  endOf,
  type Ports,
  positionsOf,
  type Searched,
  standsIn,
} from './pattern.ts';
import { isInsideHost, type NamedPlace, placesIn } from './places.ts';
import { type Context, type Sign, type Symptom, topics } from './symptom.ts';
import { beginsMessage, type Reading } from './words.ts';

/** What is known of an environment before a text is read. */
export type Surroundings = {
  readonly ports: Ports;
  /** The hosts of the profile, in small letters. */
  readonly hosts: ReadonlySet<string>;
};

/** Where a symptom was seen: from one word of a reading up to another, that one not included. */
export type Hit = { readonly from: number; readonly to: number };

/** A symptom that a text shows, with everywhere it does. */
export type Found = {
  readonly symptom: Symptom;
  /** The first places, in order. */
  readonly hits: readonly Hit[];
  /** All of them. */
  readonly allHits: readonly Hit[];
  /** In how many places it was seen, those that are not listed too. */
  readonly times: number;
  readonly places: readonly NamedPlace[];
};

/** What of one symptom is kept of a text in which it stands thousands of times. */
const mostHits = 20;
const mostPlaces = 20;
const widestNear = 60;

/** A sign with everything that is looked for, ready. */
type Ready = {
  readonly symptom: Symptom;
  readonly sign: Sign;
  readonly says: Compiled;
  readonly near: readonly Compiled[];
  readonly without: readonly Compiled[];
};

/** The signs of a lexicon by the word that each is found by. */
export type SignIndex = ReadonlyMap<string, readonly Ready[]>;

/** @throws RangeError for a sign without a word to find it by */
export function indexOf(lexicon: readonly Symptom[]): SignIndex {
  const index = new Map<string, Ready[]>();
  for (const symptom of lexicon)
    for (const sign of symptom.signs) {
      const says = compiled(sign.says);
      if (says.anchor === null)
        throw new RangeError(`${symptom.id}: a sign begins with no word: ${sign.says}`);
      const ready = {
        symptom,
        sign,
        says,
        near: (sign.near ?? []).map(compiled),
        without: (sign.without ?? []).map(compiled),
      };
      const { word } = says.anchor;
      index.set(word, [...(index.get(word) ?? []), ready]);
    }
  return index;
}

/** Words that nothing but a log or a dialog of the platform says. */
const ofPlatform =
  /^(?:outsystems\w*|hubedition|servicecenter|ossys\w*|osruntime|osadmin|hsconf|deployservice|compilerservice)$/;

const namesPlatform = ({ words }: Reading): boolean => {
  const isConsole = (word: string, at: number): boolean =>
    word === 'service' && (words[at + 1] === 'center' || words[at + 1] === 'studio');
  return words.some((word, at) => ofPlatform.test(word) || isConsole(word, at));
};

/** The places by a hit. @param others lines that are about something else */
type PlacesAt = (hit: Hit, others?: ReadonlySet<number>) => readonly NamedPlace[];

/**
 * Tells the hosts and ports that stand by a symptom: in its own lines, else in the one before or behind, where that belongs to
 * the same message. Each line is searched once.
 */
function placeReader({ lines, lineOf }: Reading): PlacesAt {
  const known = new Map<number, readonly NamedPlace[]>();
  const inLine = (index: number): readonly NamedPlace[] => {
    const found = known.get(index) ?? placesIn(lines[index] ?? '');
    known.set(index, found);
    return found;
  };
  const between = (first: number, last: number): readonly NamedPlace[] =>
    Array.from({ length: last - first + 1 }, (_, offset) => inLine(first + offset)).flat();
  const begins = (index: number): boolean => beginsMessage(lines[index] ?? '');
  return ({ from, to }, others) => {
    const first = lineOf[from] ?? 0;
    const last = lineOf[to - 1] ?? first;
    const own = between(first, last);
    if (own.length > 0) return own;
    const before = begins(first) || others?.has(first - 1) ? [] : inLine(first - 1);
    const after = begins(last + 1) || others?.has(last + 1) ? [] : inLine(last + 1);
    return [...before, ...after];
  };
}

/** Tells whether a context is given at a place; what is true of the whole text is found out once. */
function contextReader(
  reading: Reading,
  { hosts, ports }: Surroundings,
  placesAt: PlacesAt,
): (context: Context, hit: Hit) => boolean {
  let isOurs: boolean | null = null;
  const numbers = new Set(Object.values(ports).flatMap((group) => [...group]));
  const isKnown = ({ host, port }: NamedPlace): boolean =>
    (host !== null && hosts.has(host)) ||
    (port !== null && numbers.has(String(port)) && ![80, 443].includes(port));
  return (context, hit) => {
    isOurs ??= namesPlatform(reading);
    if (isOurs) return true;
    const places = placesAt(hit);
    if (places.some(isKnown)) return true;
    return context === 'inside' && places.some(({ host }) => host !== null && isInsideHost(host));
  };
}

type Reader = {
  readonly searched: Searched;
  readonly hasContext: (context: Context, hit: Hit) => boolean;
};

function hitAt(
  { says, sign, near, without }: Ready,
  at: number,
  { searched, hasContext }: Reader,
): Hit | null {
  const from = at - (says.anchor?.at ?? 0);
  const to = from < 0 ? null : endOf(says, searched.words, from, searched.ports);
  if (to === null) return null;
  const reach = sign.within ?? widestNear;
  const isNear = (pattern: Compiled): boolean => standsIn(pattern, from - reach, to + reach, searched);
  if (near.length > 0 && !near.some(isNear)) return null;
  if (without.some(isNear)) return null;
  const hit = { from, to };
  return sign.context === undefined || hasContext(sign.context, hit) ? hit : null;
}

/** Everywhere that any sign stands, by symptom. */
function allHits(index: SignIndex, reader: Reader): ReadonlyMap<Symptom, readonly Hit[]> {
  const hits = new Map<Symptom, Hit[]>();
  reader.searched.words.forEach((word, at) => {
    for (const ready of index.get(word) ?? []) {
      const hit = hitAt(ready, at, reader);
      if (hit === null) continue;
      const list = hits.get(ready.symptom);
      if (list === undefined) hits.set(ready.symptom, [hit]);
      else list.push(hit);
    }
  });
  return hits;
}

const isHeavier = (left: Symptom, right: Symptom): number =>
  right.weight - left.weight || topics.indexOf(left.topic) - topics.indexOf(right.topic);

/** Up to this weight a symptom is what many programs say around the reason. */
const general = 4;

/**
 * What says the most at each place: a hit on words that a heavier symptom has taken is left out, and a general one also where
 * its line has said something more telling.
 */
function strongest(
  hits: ReadonlyMap<Symptom, readonly Hit[]>,
  { words, lineOf }: Reading,
): readonly (readonly [Symptom, readonly Hit[]])[] {
  const taken = new Uint8Array(words.length);
  const told = new Set<number>();
  return [...hits.entries()]
    .sort(([left], [right]) => isHeavier(left, right))
    .map(([symptom, list]) => {
      const isGeneral = symptom.weight <= general;
      const free = list.filter(
        ({ from, to }) =>
          !taken.subarray(from, to).includes(1) && !(isGeneral && told.has(lineOf[from] ?? 0)),
      );
      for (const { from, to } of free) {
        taken.fill(1, from, to);
        told.add(lineOf[from] ?? 0);
      }
      return [symptom, free] as const;
    })
    .filter(([, list]) => list.length > 0);
}

function placesOf(
  placesAt: PlacesAt,
  hits: readonly Hit[],
  others: ReadonlySet<number>,
): readonly NamedPlace[] {
  const found = new Map<string, NamedPlace>();
  for (const one of hits.flatMap((hit) => placesAt(hit, others))) found.set(JSON.stringify(one), one);
  return [...found.values()].slice(0, mostPlaces);
}

/** The hits of each line only once: a line that says the same in two ways says it once. */
const once = (hits: readonly Hit[], { lineOf }: Reading): readonly Hit[] => {
  const lines = new Set<number>();
  return [...hits]
    .sort((left, right) => left.from - right.from)
    .filter(({ from }) => {
      const line = lineOf[from] ?? 0;
      const isNew = !lines.has(line);
      lines.add(line);
      return isNew;
    });
};

/**
 * The symptoms that a text shows, what says the most first. Looks at each word once, and around those alone by which a sign of
 * the lexicon is found: a log of a million characters takes a fraction of a second, whatever it says.
 */
export function findSymptoms(
  index: SignIndex,
  reading: Reading,
  surroundings: Surroundings,
): readonly Found[] {
  const placesAt = placeReader(reading);
  const hasContext = contextReader(reading, surroundings, placesAt);
  const { words } = reading;
  const searched = { words, positions: positionsOf(words), ports: surroundings.ports };
  const reader = { searched, hasContext };
  const strong = strongest(allHits(index, reader), reading);
  const told = new Set(strong.flatMap(([, list]) => list.map(({ from }) => reading.lineOf[from] ?? 0)));
  return strong
    .map(([symptom, list]) => {
      const all = once(list, reading);
      const hits = all.slice(0, mostHits);
      return { symptom, hits, allHits: all, times: all.length, places: placesOf(placesAt, hits, told) };
    })
    .sort(
      (left, right) =>
        isHeavier(left.symptom, right.symptom) || (left.hits[0]?.from ?? 0) - (right.hits[0]?.from ?? 0),
    );
}
