import type { RefusedCode } from '../../../shared/report/verify-codes.ts';

/**
 * Why a file is refused. Thrown deep inside the verifier, which has no use for the rest of a file once one rule is
 * broken, and caught in one place at its top.
 */
export class Refusal extends Error {
  readonly code: RefusedCode;

  constructor(code: RefusedCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** Refuses unless a rule holds. */
export function demand(holds: boolean, code: RefusedCode, detail: string): asserts holds {
  if (!holds) throw new Refusal(code, detail);
}
