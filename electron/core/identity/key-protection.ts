/**
 * A system's key store, with which a host may keep the signing key encrypted on disk. A port: the command line has
 * none, the desktop may have one. What one host has protected another cannot read, so a host that shares its data
 * folder with the command line leaves it out.
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

/**
 * The key in PEM from its file.
 * @returns null when the file is protected and cannot be revealed here
 */
export async function revealKey(text: string, protection: KeyProtection | undefined): Promise<string | null> {
  const match = new RegExp(`^-----BEGIN ${label}-----\\n([A-Za-z0-9+/=\\n]+)-----END ${label}-----`).exec(
    text,
  );
  if (match === null) return text;
  if (protection === undefined) return null;
  const revealed = await protection.reveal(Buffer.from(match[1] ?? '', 'base64')).catch(() => null);
  return revealed === null ? null : Buffer.from(revealed).toString('utf8');
}
