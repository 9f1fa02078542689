import { type KeyObject, verify } from 'node:crypto';

/** The two ways in which a report can be signed, always over SHA-256. */
export type SignatureAlgorithm = 'ecdsa-p256' | 'rsa-pkcs1';

const minRsaBits = 2048;

/** How a key signs reports; null when it is of a kind or size that no report uses. */
export function signatureAlgorithmOf(key: KeyObject): SignatureAlgorithm | null {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'ecdsa-p256';
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= minRsaBits) return 'rsa-pkcs1';
  return null;
}

/** Whether a signature (ECDSA in DER, or RSA PKCS #1 v1.5) over bytes was made with the private half of a key. */
export function isSignatureOf(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature);
}
