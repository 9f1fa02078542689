import tls, { type SecureContext } from 'node:tls';

/** What Node trusts, and what the operating system's store trusts where this Node can read it. */
function ownAuthorities(): readonly string[] {
  return typeof tls.getCACertificates === 'function'
    ? [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
    : tls.rootCertificates;
}

/**
 * The authorities of this machine and some more, ready for handshakes. Made at first use and then kept: it takes
 * tens of milliseconds.
 * @param extraCas certificates in PEM
 */
export function trustedAuthorities(extraCas: readonly string[]): () => SecureContext {
  let made: SecureContext | null = null;
  return () => {
    made ??= tls.createSecureContext({ ca: [...new Set([...ownAuthorities(), ...extraCas])] });
    return made;
  };
}
