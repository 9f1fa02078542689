import type { Verdict } from '../words/verdict.ts';

/** Whether a connection with this verdict works. */
export const isPassing = (verdict: Verdict): boolean =>
  verdict === 'pass' || verdict === 'warn' || verdict === 'waived';

/** Whether nobody has decided a connection with this verdict. */
export const isUndecided = (verdict: Verdict): boolean =>
  verdict === 'not-testable-here' || verdict === 'unknown' || verdict === 'not-yet' || verdict === 'skipped';
