/**
 * A system's key store, with which a host may keep the signing key encrypted on disk. A port: the command line has
 * none, the desktop may have one. What one host has protected another cannot read, so a protected key lies in a folder
 * of its own (`desktop-identity.ts`), where the command line never meets it.
 */
export type KeyProtection = {
  readonly protect: (key: Uint8Array) => Promise<Uint8Array>;
  /** Rejects when the bytes were protected elsewhere. */
  readonly reveal: (bytes: Uint8Array) => Promise<Uint8Array>;
};

const label = 'NETREADY PROTECTED KEY';

/** Bytes in the textual form of keys and certificates (RFC 7468). */
export function pem(type: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}

/** The file for a key: the key itself in PEM, or what the key store made of it. */
export async function protectKey(keyPem: string, protection: KeyProtection | undefined): Promise<string> {
  if (protection === undefined) return keyPem;
  return pem(label, await protection.protect(Buffer.from(keyPem)));
}

/** What a key's file gave: the key in PEM, or why the key store did not give it. */
export type RevealedKey =
  | { readonly kind: 'key'; readonly keyPem: string }
  /** It is protected, and there is no key store here, or none that opens now. */
  | { readonly kind: 'no-store' }
  /** It was protected for another user or on another machine, or its bytes were damaged. */
  | { readonly kind: 'refused' };

const form = new RegExp(`^-----BEGIN ${label}-----\\n([A-Za-z0-9+/=\\n]+)-----END ${label}-----`);

/** The key from the text of its file. A file that nothing protects is given as it is. */
export async function revealKey(text: string, protection: KeyProtection | undefined): Promise<RevealedKey> {
  const match = form.exec(text);
  if (match === null) return { kind: 'key', keyPem: text };
  if (protection === undefined) return { kind: 'no-store' };
  const revealed = await protection.reveal(Buffer.from(match[1] ?? '', 'base64')).catch(() => null);
  return revealed === null
    ? { kind: 'refused' }
    : { kind: 'key', keyPem: Buffer.from(revealed).toString('utf8') };
}
