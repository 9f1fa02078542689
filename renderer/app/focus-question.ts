import { type Question, questionId } from '../wizard/questions.ts';

/** What takes the keyboard's focus in a question: the choice that holds, else the first field, else what adds one. */
const targets = ['input:checked', 'input, textarea', 'select, button'];

/**
 * Puts the keyboard's focus on a question, and opens what it is folded into.
 * @returns false where the page does not ask it
 */
export function focusQuestion(page: Document, question: Question): boolean {
  const place = page.getElementById(questionId(question));
  if (place === null) return false;
  const folded = place.closest('details');
  if (folded !== null) folded.open = true;
  const isField = place.matches('input, textarea, select');
  const inner = targets
    .map((target) => place.querySelector<HTMLElement>(target))
    .find((found) => found !== null);
  const element = isField ? place : inner;
  element?.focus();
  return element !== undefined;
}
