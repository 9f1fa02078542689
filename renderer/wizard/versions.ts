import type { Revision, Session } from '../../shared/contract/session.ts';
import { isEqual } from '../../shared/run/is-equal.ts';
import type { Answers } from './answers.ts';
import { readAnswers } from './session.ts';

/** The session that another window has kept since this window read or kept one. */
export type OtherVersion = {
  readonly session: Session;
  /** Its answers; null where they are not what this program writes. */
  readonly answers: Answers | null;
  /** The answers that both versions come from; null where they are not known. */
  readonly origin: Answers | null;
  readonly revision: Revision;
  /** When it was kept (ISO 8601). */
  readonly changedAt: string;
};

/** Whether two sessions are the same check with the same run: whoever has gone further in it takes nothing away. */
export function isSameCheck(left: Session, right: Session): boolean {
  if (left.lastRun !== right.lastRun) return false;
  const [one, other] = [readAnswers(left.answers), readAnswers(right.answers)];
  return one === null || other === null ? left.answers === right.answers : isEqual(one, other);
}

/** The answers that are others in another version, in the order in which they are asked. */
export function differentAnswers(here: Answers, there: Answers): readonly (keyof Answers)[] {
  const names = Object.keys(here) as readonly (keyof Answers)[];
  return names.filter((name) => !isEqual(here[name], there[name]));
}
