import { createHash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) in lower-case hex, as results, manifests and revisions name what they are about. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
