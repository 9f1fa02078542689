import { createHash } from 'node:crypto';

/** Names a certificate and the key in it: SHA-256 of the certificate's DER, in lower-case hex. */
export function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('hex');
}

/** A fingerprint as people read it out and compare it: upper-case hex in groups of four. */
export function formatFingerprint(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}
