import { codeProblemText, parseCode, typingProblem } from '../../../shared/rehearsal/code.ts';

/** What is wrong with a code: while it is typed a whole group that cannot be right, afterwards everything; null for nothing. */
export function codeProblem(value: string, isAsked: boolean): string | null {
  const typing = typingProblem(value);
  if (typing !== null) return codeProblemText(typing);
  if (!isAsked) return null;
  const parsed = parseCode(value);
  return parsed.ok ? null : codeProblemText(parsed.problem);
}
