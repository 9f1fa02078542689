import type { CheckResult } from '../../../shared/run/result.ts';
import type { ResultCard } from './result-cards.ts';

/** The lists of cards in which something can be waived. */
export type ListOfCards = 'failures' | 'warnings' | 'open';

/** What a person has just waived, which stays in its place until the page is left. */
export type Folded = {
  /** Counts up with each. */
  readonly key: number;
  readonly list: ListOfCards;
  readonly title: string;
  readonly reason: string;
  /** The checks that were waived together. */
  readonly ids: readonly string[];
  /** The checks of the cards that stood before it. */
  readonly before: readonly string[];
};

export type Placed =
  | { readonly kind: 'card'; readonly card: ResultCard }
  | { readonly kind: 'folded'; readonly folded: Folded };

/** What is remembered of checks that are waived in a list of cards: their place is behind the cards before theirs. */
export function foldOf(
  list: ListOfCards,
  cards: readonly ResultCard[],
  { title, checks }: Pick<ResultCard, 'title' | 'checks'>,
  reason: string,
  key: number,
): Folded {
  const ids = checks.map(({ id }) => id);
  const at = cards.findIndex((card) => card.checks.some(({ id }) => ids.includes(id)));
  const before = cards.slice(0, Math.max(0, at)).flatMap((card) => card.checks.map(({ id }) => id));
  return { key, list, title, reason, ids, before };
}

/** Those that are still waived: what was taken back elsewhere, or found otherwise by another run, is a card again. */
export const stillFolded = (
  folded: readonly Folded[],
  checks: readonly Pick<CheckResult, 'id' | 'waiver'>[],
): readonly Folded[] => {
  const waived = new Set(checks.filter(({ waiver }) => waiver !== null).map(({ id }) => id));
  return folded.filter(({ ids }) => ids.some((id) => waived.has(id)));
};

/** Cards with what was waived among them, each where it stood. */
export function placeFolded(cards: readonly ResultCard[], folded: readonly Folded[]): readonly Placed[] {
  const placeOf = ({ before }: Folded): number => {
    const known = new Set(before);
    return cards.findLastIndex(({ checks }) => checks.some(({ id }) => known.has(id))) + 1;
  };
  const places = folded.map((entry) => ({ entry, place: placeOf(entry) }));
  const at = (place: number): readonly Placed[] =>
    places
      .filter((each) => each.place === place)
      .sort((left, right) => left.entry.before.length - right.entry.before.length)
      .map(({ entry }) => ({ kind: 'folded', folded: entry }));
  return [
    ...cards.flatMap((card, index) => [...at(index), { kind: 'card' as const, card }]),
    ...at(cards.length),
  ];
}
