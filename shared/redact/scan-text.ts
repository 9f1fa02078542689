import { isAddress } from '../profile/host.ts';

/** A part of a text, by its offsets, and what is to stand there. */
export type Span = { readonly start: number; readonly end: number; readonly alias: string };

/** Letters, marks and digits of any script: what a name is parted from its surroundings by the lack of. */
const wordRun = /[\p{L}\p{M}\p{N}]+/gu;
const endsInWord = /[\p{L}\p{M}\p{N}]$/u;
const beginsWithWord = /^[\p{L}\p{M}\p{N}]/u;

/** Scripts that are written without spaces, so that a name in running text has no edges. */
const edgeless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Lower case that keeps every offset: a letter whose lower case is longer stays as it is. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

/** Runs that could hold an IPv4 address. A version of four numbers looks the same, and is taken for one. */
const run4 = /(?<![\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?!\p{N}|\.\d)/gu;

/** Runs that could begin with an IPv6 address. */
const run6 = /(?<![\p{L}\p{N}:.])(?=[0-9a-f]{0,4}:)[0-9a-f:.]+(?![\p{L}\p{N}])/giu;

/** What may follow a link-local address: the name of an interface of this machine (RFC 4007, section 11). */
const zone = /^%[\p{L}\p{N}._-]+/u;

/** The longest IPv6 address at the start of a run: a colon or a full stop of the sentence may follow it. */
function leading6(run: string): string | null {
  if (run.length < 2) return null;
  return isAddress(run) ? run : /[:.]$/.test(run) ? leading6(run.slice(0, -1)) : null;
}

/** An address in a text, with its offsets; its zone lies between them too. */
export type FoundAddress = { readonly start: number; readonly end: number; readonly address: string };

/** Every IPv4 and IPv6 address that stands in a text, in whatever spelling; those inside another are left out. */
export function addressesIn(text: string): readonly FoundAddress[] {
  const v6 = [...text.matchAll(run6)].flatMap((match): readonly FoundAddress[] => {
    const address = leading6(match[0]);
    if (address?.includes(':') !== true) return [];
    const end = match.index + address.length;
    return [{ start: match.index, end: end + (zone.exec(text.slice(end))?.[0].length ?? 0), address }];
  });
  const isInside = (start: number): boolean => v6.some((found) => start >= found.start && start < found.end);
  const v4 = [...text.matchAll(run4)]
    .filter((match) => isAddress(match[0]) && !isInside(match.index))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, address: match[0] }));
  return [...v6, ...v4];
}

/** A value that is looked for in running text, and its alias. */
export type Phrase = { readonly original: string; readonly alias: string };

type Indexed = Phrase & { readonly folded: string; readonly lead: number };

/** Finds phrases in a text, whatever their case. */
export type PhraseFinder = (text: string) => readonly Span[];

function spanAt(folded: string, start: number, { folded: wanted, alias }: Indexed): readonly Span[] {
  const end = start + wanted.length;
  if (start < 0 || !folded.startsWith(wanted, start)) return [];
  const isOpenAtEnd = endsInWord.test(wanted) && beginsWithWord.test(folded.slice(end, end + 2));
  return isOpenAtEnd ? [] : [{ start, end, alias }];
}

function everywhere(folded: string, { folded: wanted, alias }: Indexed): readonly Span[] {
  const spans: Span[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length))
    spans.push({ start: at, end: at + wanted.length, alias });
  return spans;
}

/**
 * Makes what finds phrases as whole words in any number of texts. The time for a text does not grow with the number of
 * phrases: they are looked up by their first word.
 */
export function phraseFinder(phrases: readonly Phrase[]): PhraseFinder {
  const byFirstWord = new Map<string, Indexed[]>();
  const withoutEdges: Indexed[] = [];
  for (const phrase of phrases) {
    const folded = foldCase(phrase.original);
    const first = folded.match(wordRun)?.[0];
    if (first === undefined) continue;
    const indexed = { ...phrase, folded, lead: folded.indexOf(first) };
    if (edgeless.test(folded)) withoutEdges.push(indexed);
    else {
      const known = byFirstWord.get(first);
      if (known === undefined) byFirstWord.set(first, [indexed]);
      else known.push(indexed);
    }
  }
  return (text) => {
    const folded = foldCase(text);
    const bounded = [...folded.matchAll(wordRun)].flatMap((match) =>
      (byFirstWord.get(match[0]) ?? []).flatMap((phrase) =>
        spanAt(folded, match.index - phrase.lead, phrase),
      ),
    );
    return [...bounded, ...withoutEdges.flatMap((phrase) => everywhere(folded, phrase))];
  };
}

/** A text with its spans replaced. Of spans that overlap the first counts, and of those that begin together the longest. */
export function replaceSpans(text: string, spans: readonly Span[]): string {
  const sorted = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
  let replaced = '';
  let at = 0;
  for (const { start, end, alias } of sorted) {
    if (start < at) continue;
    replaced += text.slice(at, start) + alias;
    at = end;
  }
  return replaced + text.slice(at);
}
