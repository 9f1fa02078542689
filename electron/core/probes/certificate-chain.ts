import type { DetailedPeerCertificate } from 'node:tls';
import type { Certificate } from '../../../shared/probe/fact.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { plainText } from './plain-text.ts';

/** Parts of a distinguished name in the order in which people look for them; others follow. */
const partOrder = ['CN', 'O', 'OU', 'L', 'ST', 'C'];

type NameParts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A distinguished name as one line, most telling part first: `CN=www.example.com, O=Example`. */
export function nameText(name: NameParts): string {
  const others = Object.keys(name).filter((part) => !partOrder.includes(part));
  const parts = [...partOrder, ...others].flatMap((part) =>
    [name[part] ?? []].flat().map((value) => `${part}=${value}`),
  );
  return parts.length === 0 ? '(no name)' : plainText(parts.join(', '), longest.line);
}

/**
 * The subject alternative names of a certificate, from Node's text; names and addresses without their type.
 * @param max how many of them are told
 */
export function altNamesOf(text: string | undefined, max: number = most.altNames): string[] {
  const entries = text?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return entries
    .slice(0, max)
    .map((entry) => plainText(entry.replace(/^\s*(?:DNS|IP Address):/, ''), longest.line));
}

/** A certificate as a report shows it. Who it is for counts in the first of a chain (`index` 0) alone. */
export const toCertificate = (certificate: DetailedPeerCertificate, index: number): Certificate => ({
  subject: nameText({ ...certificate.subject }),
  issuer: nameText({ ...certificate.issuer }),
  validFrom: new Date(certificate.valid_from).toISOString(),
  validTo: new Date(certificate.valid_to).toISOString(),
  altNames: altNamesOf(certificate.subjectaltname, index === 0 ? most.altNames : most.issuerAltNames),
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
  while (next?.raw !== undefined && chain.length < most.certificates) {
    const { fingerprint256 } = next;
    if (chain.some((known) => known.fingerprint256 === fingerprint256)) break;
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}
