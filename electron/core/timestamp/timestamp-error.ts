import type { TimestampFailure } from '../../../shared/report/timestamp-words.ts';
import { codeOf } from '../base/error-code.ts';
import { isCancelCode } from '../probes/outcome-of-error.ts';

/** What kept an authority from confirming the time. Thrown inside, and turned into its code where it was asked. */
export class TimestampError extends Error {
  readonly failure: TimestampFailure;

  constructor(code: TimestampFailure['code'], detail: string | null = null) {
    super(detail === null ? code : `${code} (${detail})`);
    this.name = 'TimestampError';
    this.failure = { code, detail };
  }
}

/** Codes for a time that is used up: a step's own, the system's, and that of all steps together. */
const timeCodes: ReadonlySet<string> = new Set(['DEADLINE', 'ETIMEDOUT', 'RUN_BUDGET']);

/**
 * The failure that an error stands for. A person who cancels and a time that is used up are the same everywhere.
 * @param otherwise what any other error means at the place where it came
 */
export function timestampError(error: unknown, otherwise: TimestampFailure['code']): TimestampError {
  if (error instanceof TimestampError) return error;
  const code = codeOf(error);
  if (timeCodes.has(code)) return new TimestampError('timeout', code);
  return isCancelCode(code) ? new TimestampError('cancelled') : new TimestampError(otherwise, code);
}
