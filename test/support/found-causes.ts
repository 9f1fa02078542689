import type { Causes } from '../../shared/causes/cause.ts';
import type { PlantedEnvironment, Truth } from './planted-causes.ts';

/** How well causes were found, as shares. */
export type Score = { readonly recall: number; readonly precision: number; readonly misplaced: number };

type Tally = {
  planted: number;
  found: number;
  named: number;
  right: number;
  failures: number;
  wrong: number;
};

/** Adds up over environments how many planted causes were found, and how many found ones were planted. */
export function scoreKeeper() {
  const tally: Tally = { planted: 0, found: 0, named: 0, right: 0, failures: 0, wrong: 0 };
  const missed: string[] = [];
  const add = ({ truth }: PlantedEnvironment, { causes }: Causes): void => {
    const sets = causes
      .filter(({ kind }) => kind === 'common')
      .map(({ checks }) => new Set(checks.map(({ id }) => id)));
    const isFound = (set: ReadonlySet<string>, { own, all }: Truth): boolean =>
      [...own].every((id) => set.has(id)) && [...set].every((id) => all.has(id));
    for (const planted of truth) {
      tally.planted += 1;
      if (sets.some((set) => isFound(set, planted))) tally.found += 1;
      else missed.push(planted.name);
    }
    for (const set of sets) {
      tally.named += 1;
      if (truth.some((planted) => isFound(set, planted))) tally.right += 1;
      const own = truth.map(({ all }) => [...set].filter((id) => all.has(id)).length);
      tally.failures += set.size;
      tally.wrong += set.size - Math.max(0, ...own);
    }
  };
  const score = (): Score => ({
    recall: tally.found / Math.max(1, tally.planted),
    precision: tally.right / Math.max(1, tally.named),
    misplaced: tally.wrong / Math.max(1, tally.failures),
  });
  return { add, score, missed };
}
