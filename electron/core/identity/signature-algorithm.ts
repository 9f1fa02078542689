import { type KeyObject, verify } from 'node:crypto';
import { contentOf, integer, parseDer, partsOf, sequence } from '../asn1/der.ts';

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

/** The order of the group of a curve (SP 800-186, section 3.2.1), by OpenSSL's names for the curves. */
const groupOrders = {
  prime256v1: 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n,
  secp384r1:
    0xffffffff_ffffffff_ffffffff_ffffffff_ffffffff_ffffffff_c7634d81_f4372ddf_581a0db2_48b0a77a_ecec196a_ccc52973n,
  secp521r1:
    0x1ff_ffffffff_ffffffff_ffffffff_ffffffff_ffffffff_ffffffff_ffffffff_fffffffa_51868783_bf2f966b_7fcc0148_f709a5d0_3bb5c9b8_899c47ae_bb6fb71e_91386409n,
} as const;

/** A curve whose signatures have one form here. */
export type CurveName = keyof typeof groupOrders;

/** The curves whose signatures have one form here. */
export const curveNames = Object.keys(groupOrders) as readonly CurveName[];

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/**
 * The one form of an ECDSA signature. (r, s) and (r, n - s) are both valid, and anybody can turn one into the other
 * without the key; the smaller s is the form of a report, so that a signed file has no second valid form. Bytes that are
 * no ECDSA signature stay as they are.
 */
export function withSmallerS(curve: CurveName, signature: Uint8Array): Uint8Array {
  const groupOrder = groupOrders[curve];
  try {
    const [r, s] = partsOf(parseDer(signature)).map((part) => numberOf(contentOf(part)));
    if (r === undefined || s === undefined || s <= groupOrder / 2n || s >= groupOrder) return signature;
    return sequence(integer(r), integer(groupOrder - s));
  } catch {
    return signature;
  }
}

/** The one form of a signature; RSA signatures have only one. */
export function canonicalSignature(algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  return algorithm === 'ecdsa-p256' ? withSmallerS('prime256v1', signature) : signature;
}
