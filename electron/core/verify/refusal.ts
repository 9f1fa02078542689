import type { VerifyCode } from '../../../shared/report/verify-outcome.ts';

/**
 * Why a file is refused. Thrown deep inside the verifier, which has no use for the rest of a file once one rule is
 * broken, and caught in one place at its top.
 */
export class Refusal extends Error {
  readonly code: VerifyCode;

  constructor(code: VerifyCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** Refuses unless a rule holds. */
export function demand(holds: boolean, code: VerifyCode, detail: string): asserts holds {
  if (!holds) throw new Refusal(code, detail);
}
