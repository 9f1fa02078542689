import { useCallback, useState } from 'react';
import type { FieldProblem } from '../../wizard/check-answers.ts';
import { type Field, fieldId } from '../../wizard/fields.ts';

/** What an input needs to be labelled, described and checked. */
export type FieldProps = {
  readonly id: string;
  /** What is wrong with it; empty until the person has left it. */
  readonly problems: readonly string[];
  /** To be called when the focus leaves it. */
  readonly onLeave: () => void;
};

/** Gives each field its id and its problems. A field is judged when it is left, all of them when going on was refused. */
export function useFields(problems: readonly FieldProblem[], attempts: number): (field: Field) => FieldProps {
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set());
  return useCallback(
    (field) => ({
      id: fieldId(field),
      problems:
        attempts > 0 || left.has(field)
          ? (problems.find((problem) => problem.field === field)?.sentences ?? [])
          : [],
      onLeave: () => setLeft((before) => (before.has(field) ? before : new Set([...before, field]))),
    }),
    [problems, attempts, left],
  );
}
