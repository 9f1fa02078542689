import type { DetailedPeerCertificate } from 'node:tls';
import type { Certificate } from '../../../shared/run/fact.ts';
import { plainText } from './plain-text.ts';

/** Bounds for what a server can put into a report. */
const maxChain = 10;
const maxAltNames = 100;
const maxText = 300;

/** Parts of a distinguished name in the order in which people look for them; others follow. */
const partOrder = ['CN', 'O', 'OU', 'L', 'ST', 'C'];

type NameParts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A distinguished name as one line, most telling part first: `CN=www.example.com, O=Example`. */
export function nameText(name: NameParts): string {
  const others = Object.keys(name).filter((part) => !partOrder.includes(part));
  const parts = [...partOrder, ...others].flatMap((part) =>
    [name[part] ?? []].flat().map((value) => `${part}=${value}`),
  );
  return parts.length === 0 ? '(no name)' : plainText(parts.join(', '), maxText);
}

/** The subject alternative names of a certificate, from Node's text; names and addresses without their type. */
export function altNamesOf(text: string | undefined): string[] {
  const entries = text?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return entries
    .map((entry) => plainText(entry.replace(/^\s*(?:DNS|IP Address):/, ''), maxText))
    .slice(0, maxAltNames);
}

/** A certificate as a report shows it. */
export const toCertificate = (certificate: DetailedPeerCertificate): Certificate => ({
  subject: nameText({ ...certificate.subject }),
  issuer: nameText({ ...certificate.issuer }),
  validFrom: new Date(certificate.valid_from).toISOString(),
  validTo: new Date(certificate.valid_to).toISOString(),
  altNames: altNamesOf(certificate.subjectaltname),
  sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
});

/**
 * The chain that a handshake showed, leaf first. Where the chain is trusted, Node adds the root that it was verified
 * with, also when the server did not send it.
 */
export function certificatesOf(
  leaf: DetailedPeerCertificate | undefined,
): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.raw !== undefined && chain.length < maxChain) {
    const { fingerprint256 } = next;
    if (chain.some((known) => known.fingerprint256 === fingerprint256)) break;
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}
