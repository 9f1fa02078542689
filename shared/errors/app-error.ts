import type { ErrorCode } from './codes.ts';

/**
 * An expected failure that a person will read. The code says what kind it is and decides title, hint and exit
 * code; the message is one sentence with the particulars: what was wrong, where, what is allowed.
 */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}
