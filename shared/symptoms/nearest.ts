import type { Symptom } from './symptom.ts';
import { wordsOf } from './words.ts';

/** A symptom that a text has words in common with, and how much of it: from 0 to 1. Never an answer. */
export type Near = { readonly symptom: Symptom; readonly share: number };

const leastShare = 0.4;
const mostNear = 3;

/** The words of one sign, and of one published line. */
type Words = { readonly symptom: Symptom; readonly words: readonly string[] };

/** What the lines of a lexicon are made of, and how many of them have each word. */
export type NearIndex = { readonly lines: readonly Words[]; readonly counts: ReadonlyMap<string, number> };

/** Words that stand in any line: they make nothing alike. */
const isTelling = (word: string): boolean => word.length > 2 && !/^\d+$/.test(word);

export function nearIndexOf(lexicon: readonly Symptom[]): NearIndex {
  const lines = lexicon.flatMap((symptom) =>
    [...symptom.signs.map(({ says }) => says), ...symptom.lines.map(({ text }) => text)].map((text) => ({
      symptom,
      words: [...new Set(wordsOf(text).filter(isTelling))],
    })),
  );
  const counts = new Map<string, number>();
  for (const word of lines.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { lines, counts };
}

/** The symptoms that a text is most like, the most alike first; none where it is like no line at all. */
export function nearestTo(text: string, { lines, counts }: NearIndex): readonly Near[] {
  const given = new Set(wordsOf(text));
  const weight = (word: string): number => 1 / (counts.get(word) ?? 1);
  const best = new Map<string, Near>();
  for (const { symptom, words } of lines) {
    if (words.length < 3) continue;
    const all = words.reduce((sum, word) => sum + weight(word), 0);
    const shared = words.filter((word) => given.has(word));
    const share = shared.reduce((sum, word) => sum + weight(word), 0) / all;
    const known = best.get(symptom.id);
    if (shared.length > 1 && share >= leastShare && share > (known?.share ?? 0))
      best.set(symptom.id, { symptom, share });
  }
  return [...best.values()].sort((left, right) => right.share - left.share).slice(0, mostNear);
}
