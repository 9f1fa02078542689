import type { FactOf } from '../../../shared/probe/fact.ts';

/** The library that speaks TLS for a program: BoringSSL in Electron, OpenSSL in Node. */
export type TlsLibrary = NonNullable<FactOf<'tls'>['tlsLibrary']>;

/**
 * Which library a program speaks TLS by. Electron takes Chromium's, and Node says so of itself since version 23.9
 * (`process.features.openssl_is_boringssl`).
 */
export const tlsLibraryOf = ({
  versions,
  features,
}: {
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly features: object;
}): TlsLibrary => {
  const saysSo = 'openssl_is_boringssl' in features && features.openssl_is_boringssl === true;
  return saysSo || versions['electron'] !== undefined ? 'boringssl' : 'openssl';
};

/** The library of this program. */
export const tlsLibrary: TlsLibrary = tlsLibraryOf(process);
