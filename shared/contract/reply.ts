import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { type ErrorCode, errorTexts } from '../errors/codes.ts';

const errorCodes = Object.keys(errorTexts) as [ErrorCode, ...ErrorCode[]];

/** A refusal or failure as a value: it crosses process borders without losing its kind or gaining a stack trace. */
export const failureSchema = z.strictObject({
  code: z.enum(errorCodes),
  /** What kind of failure it is, as a heading. */
  title: z.string(),
  /** What was wrong, where, and what is allowed. */
  description: z.string(),
  /** The next step. */
  hint: z.string(),
});

export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** The answer of every operation. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

/** The value form of an error. Anything unexpected becomes `internal`, by name only: its text may hold what no page should see. */
export function toFailure(error: unknown): Failure {
  const known = error instanceof AppError ? error : null;
  const code = known?.code ?? 'internal';
  const { title, hint } = errorTexts[code];
  const unexpected = error instanceof Error ? error.name : 'an unknown error';
  return { code, title, description: known?.message ?? `Netready met ${unexpected}.`, hint };
}
