import { createHash } from 'node:crypto';

/** Names a certificate and the key in it: SHA-256 of the certificate's DER, in lower-case hex. */
export function fingerprintOf(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('hex');
}
