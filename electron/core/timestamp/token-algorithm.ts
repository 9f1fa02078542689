import type { KeyObject } from 'node:crypto';
import {
  bytesOf,
  type DerValue,
  identifierOf,
  nullValue,
  objectIdentifier,
  partsOf,
  sequence,
} from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { curveNames } from '../identity/signature-algorithm.ts';

/** Hashes that an authority may sign with (RFC 5754, section 2). */
const digestOids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;

export type TokenDigest = keyof typeof digestOids;

/** How an authority's key signs. `rsa` alone leaves the hash to the field that names it (RFC 3370, section 3.2). */
const signatureOids = {
  rsa: '1.2.840.113549.1.1.1',
  'rsa-sha256': '1.2.840.113549.1.1.11',
  'rsa-sha384': '1.2.840.113549.1.1.12',
  'rsa-sha512': '1.2.840.113549.1.1.13',
  'ecdsa-sha256': '1.2.840.10045.4.3.2',
  'ecdsa-sha384': '1.2.840.10045.4.3.3',
  'ecdsa-sha512': '1.2.840.10045.4.3.4',
} as const;

export type TokenSignature = keyof typeof signatureOids;

/** The identifier of a hash in its one form: without parameters (RFC 5754, section 2). */
export const digestIdentifier = (digest: TokenDigest): Uint8Array =>
  sequence(objectIdentifier(digestOids[digest]));

/** The identifier of a signature algorithm in its one form: RSA with the parameter NULL, ECDSA with none (section 3). */
export const signatureIdentifier = (signature: TokenSignature): Uint8Array =>
  sequence(objectIdentifier(signatureOids[signature]), ...(signature.startsWith('rsa') ? [nullValue] : []));

/** The name of an algorithm; null when it is not listed or has parameters that say something. */
function nameOf<T extends string>(value: DerValue | undefined, oids: Readonly<Record<T, string>>): T | null {
  const [identifier, parameters, ...more] = partsOf(value);
  const isPlain = parameters === undefined || equalBytes(bytesOf(parameters), nullValue);
  const oid = identifierOf(identifier);
  const names = Object.keys(oids) as T[];
  return (isPlain && more.length === 0 ? names.find((name) => oids[name] === oid) : null) ?? null;
}

/**
 * Reads the identifier of a hash; null for one that is not safe. Throws RangeError for what is no identifier.
 */
export const readDigest = (value: DerValue | undefined): TokenDigest | null => nameOf(value, digestOids);

/**
 * Reads the identifier of a signature algorithm; null for one that is not safe. Throws RangeError for what is no
 * identifier.
 */
export const readSignature = (value: DerValue | undefined): TokenSignature | null =>
  nameOf(value, signatureOids);

const minRsaBits = 2048;
const safeCurves: readonly (string | undefined)[] = curveNames;

/** Whether a key is of the kind that an algorithm needs, strong enough, and the algorithm's hash is the one named. */
export function fitsKey(key: KeyObject, signature: TokenSignature, digest: TokenDigest): boolean {
  const [kind, hash = digest] = signature.split('-');
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  const isSafe =
    kind === 'rsa'
      ? key.asymmetricKeyType === 'rsa' && modulusLength >= minRsaBits
      : key.asymmetricKeyType === 'ec' && safeCurves.includes(namedCurve);
  return isSafe && hash === digest;
}
