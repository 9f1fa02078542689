import canonicalize from 'canonicalize';

/**
 * The one sequence of bytes (UTF-8) that stands for a JSON value: RFC 8785, JSON Canonicalization Scheme. Equal
 * values give equal bytes, so they can be hashed and compared.
 * @throws TypeError when the value is not JSON
 */
export function canonicalJson(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value is not JSON');
  return new TextEncoder().encode(text);
}
