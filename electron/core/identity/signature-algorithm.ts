import { type KeyObject, verify } from 'node:crypto';
import { contentOf, integer, parseDer, partsOf, sequence } from './der.ts';

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

/** The order of the group of P-256 (FIPS 186-5; SEC 2, 2.4.2). */
const groupOrder = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/**
 * The one form of a signature. With ECDSA, (r, s) and (r, n - s) are both valid, and anybody can turn one into the
 * other without the key; the smaller s is the form of a report, so that a signed file has no second valid form.
 * Bytes that are no ECDSA signature, and RSA signatures, stay as they are.
 */
export function canonicalSignature(algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  if (algorithm !== 'ecdsa-p256') return signature;
  try {
    const [r, s] = partsOf(parseDer(signature)).map((part) => numberOf(contentOf(part)));
    if (r === undefined || s === undefined || s <= groupOrder / 2n || s >= groupOrder) return signature;
    return sequence(integer(r), integer(groupOrder - s));
  } catch {
    return signature;
  }
}
