import type { Fact, FactKind, FactOf } from './fact.ts';

/** The facts of one kind, in order. */
export function factsOf<K extends FactKind>(facts: readonly Fact[], kind: K): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}
