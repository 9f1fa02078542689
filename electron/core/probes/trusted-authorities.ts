import tls, { type SecureContext } from 'node:tls';
import { type OwnAuthorities, ownAuthorities } from './own-authorities.ts';

/** What a handshake is judged by. */
export type Trust = {
  readonly secureContext: SecureContext;
  /** Whether every authority is known that this machine trusts; if not, an unknown one may be trusted all the same. */
  readonly isWhole: boolean;
};

/**
 * The authorities of this machine and some more, ready for handshakes. Made at first use and then kept: it takes
 * tens of milliseconds.
 * @param extraCas certificates in PEM
 * @param readOwn reads those of this machine
 */
export function trustedAuthorities(
  extraCas: readonly string[],
  readOwn: () => OwnAuthorities = ownAuthorities,
): () => Trust {
  let made: Trust | null = null;
  return () => {
    if (made !== null) return made;
    const { certificates, isWhole } = readOwn();
    const ca = [...new Set([...certificates, ...extraCas].map((pem) => pem.trim()))];
    made = { secureContext: tls.createSecureContext({ ca }), isWhole };
    return made;
  };
}
