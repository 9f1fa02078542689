import type { X509Certificate } from 'node:crypto';

/** A name from a stranger's certificate: one line, without characters that change what is seen, of bearable length. */
const showable = (text: string): string =>
  [...text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim()].slice(0, 200).join('');

const known = new WeakMap<X509Certificate, string>();

/**
 * What a certificate calls its owner. It is the owner's own claim unless an authority has checked it, so it is made
 * safe to show: one line of at most 200 characters.
 */
export function commonNameOf(certificate: X509Certificate): string {
  const found = known.get(certificate) ?? namedIn(certificate);
  known.set(certificate, found);
  return found;
}

function namedIn(certificate: X509Certificate): string {
  // Node 20 loads parts of tls here, in an order that leaves it without createSecureContext unless it was there before.
  process.getBuiltinModule('node:tls');
  const { CN } = certificate.toLegacyObject().subject ?? {};
  const name = Array.isArray(CN) ? CN[0] : CN;
  return showable(typeof name === 'string' ? name : '') || 'no name in the certificate';
}
