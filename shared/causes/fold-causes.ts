import { severities } from '../words/verdict.ts';
import { type Cause, isExplained } from './cause.ts';

/** Causes of one kind that differ only in where they lead: told once, with the list. Never empty. */
export type CauseFold = readonly [Cause, ...Cause[]];

const isRequired = ({ checks }: Cause): boolean => checks.some(({ severity }) => severity === severities[0]);

/** Equal for causes that read the same but for their destination. */
const likeness = (cause: Cause): string =>
  JSON.stringify([
    cause.layer,
    cause.kind === 'partial' ? cause.destination : cause.destination.kind,
    cause.kind === 'partial',
    cause.source,
    cause.symptoms.map(({ finding }) => finding).sort(),
    isRequired(cause),
    isExplained(cause),
    cause.layer === 'own' ? cause.destination : null,
  ]);

/** From how many causes on that read the same they are told together. */
const leastFold = 3;

const requiredOf = (fold: CauseFold): number =>
  fold.reduce(
    (sum, { checks }) => sum + checks.filter(({ severity }) => severity === severities[0]).length,
    0,
  );

const checksOf = (fold: CauseFold): number => fold.reduce((sum, { checks }) => sum + checks.length, 0);

/** What explains a required check first, then what explains more of them together, then more checks at all. */
const byWeight = (left: CauseFold, right: CauseFold): number =>
  Number(requiredOf(right) > 0) - Number(requiredOf(left) > 0) ||
  Number(isExplained(right[0])) - Number(isExplained(left[0])) ||
  requiredOf(right) - requiredOf(left) ||
  checksOf(right) - checksOf(left);

/** Causes together with those that read the same, where there are several; the most important first. */
export function foldCauses(causes: readonly Cause[]): readonly CauseFold[] {
  const folds = new Map<string, [Cause, ...Cause[]]>();
  for (const cause of causes) {
    const key = likeness(cause);
    const known = folds.get(key);
    if (known === undefined) folds.set(key, [cause]);
    else known.push(cause);
  }
  return [...folds.values()]
    .flatMap((fold): readonly CauseFold[] =>
      fold.length < leastFold ? fold.map((cause): CauseFold => [cause]) : [fold],
    )
    .sort(byWeight);
}
