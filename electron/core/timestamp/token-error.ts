import type { TokenFault } from '../../../shared/report/timestamp-words.ts';

/**
 * Why a token is refused. Thrown deep inside, where one broken rule leaves no use for the rest, and turned into its code
 * by `checkTimestamp`.
 */
export class TokenError extends Error {
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super(fault);
    this.name = 'TokenError';
    this.fault = fault;
  }
}

/** Refuses a token unless a rule holds. */
export function demandOfToken(holds: boolean, fault: TokenFault): asserts holds {
  if (!holds) throw new TokenError(fault);
}
