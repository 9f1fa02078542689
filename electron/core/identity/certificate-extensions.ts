import { contentOfType, type DerValue, identifierOf, parseDer, partsOf, tags } from '../asn1/der.ts';
import type { Certificate } from './certificate.ts';

/** What a certificate says that decides whether it may stand in a chain (RFC 5280, section 4.2.1). */
export type CertificateRules = {
  /** Whether it may issue certificates: basicConstraints, and keyCertSign where a key usage is stated. */
  readonly mayIssue: boolean;
  /** How many certificates of authorities may follow below it; null for any number. */
  readonly pathLength: number | null;
  /** Whether it may sign documents: digitalSignature or nonRepudiation, or no key usage at all. */
  readonly maySign: boolean;
  /** Object identifiers of the extended key usage; null when it has none. */
  readonly purposes: readonly string[] | null;
  /** Whether whoever does not understand the extended key usage must not accept the certificate. */
  readonly purposesAreCritical: boolean;
  /** Object identifiers of critical extensions of which this program knows nothing. */
  readonly unknownCritical: readonly string[];
};

const oids = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extendedKeyUsage: '2.5.29.37' } as const;

/** Critical extensions that are understood, or that say nothing about the way in which the certificate is used here. */
const understood: ReadonlySet<string> = new Set([
  ...Object.values(oids),
  // Subject key identifier, subject and issuer alternative names, authority key identifier.
  ...['2.5.29.14', '2.5.29.17', '2.5.29.18', '2.5.29.35'],
]);

const usageBits = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const;

type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array };

const isTrue = (value: DerValue | undefined): boolean => contentOfType(value, tags.boolean)[0] !== 0;

/** An extension is its identifier, whether it is critical unless it is not, and its value (RFC 5280, 4.1). */
function readExtension(block: DerValue): Extension {
  const parts = partsOf(block);
  if (parts.length !== 2 && parts.length !== 3) throw new RangeError('not an extension');
  return {
    oid: identifierOf(parts[0]),
    critical: parts.length === 3 && isTrue(parts[1]),
    value: contentOfType(parts.at(-1), tags.octetString),
  };
}

/** The parts of a sequence that is the value of an extension. */
function listIn(value: Uint8Array): readonly DerValue[] {
  const list = parseDer(value);
  if (list.tag !== tags.sequence) throw new RangeError('not a sequence');
  return partsOf(list);
}

/** Whether it is an authority, unless it is not, and how many may follow, unless any number may (4.2.1.9). */
function readConstraints(value: Uint8Array): { readonly ca: boolean; readonly pathLength: number | null } {
  const parts = listIn(value);
  const [ca, others] = parts[0]?.tag === tags.boolean ? [parts[0], parts.slice(1)] : [null, parts];
  if (others.length > 1) throw new RangeError('not basic constraints');
  const [length] = others.map((part) => contentOfType(part, tags.integer));
  if (length !== undefined && (length[0] ?? 0) >= 0x80) throw new RangeError('a path length below 0');
  return {
    ca: ca !== null && isTrue(ca),
    pathLength: length === undefined ? null : length.reduce((sum, byte) => sum * 256 + byte, 0),
  };
}

/**
 * Reads what a certificate allows.
 * @throws RangeError when an extension is not laid out as RFC 5280 says, or stands there twice
 */
export function certificateRules(certificate: Pick<Certificate, 'extensions'>): CertificateRules {
  const extensions = certificate.extensions.map(readExtension);
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length)
    throw new RangeError('an extension stands there twice');
  const contentFor = (oid: string): Uint8Array | undefined =>
    extensions.find((extension) => extension.oid === oid)?.value;
  const constraints = contentFor(oids.basicConstraints);
  const { ca, pathLength } =
    constraints === undefined ? { ca: false, pathLength: null } : readConstraints(constraints);
  const usage = contentFor(oids.keyUsage);
  const bits = usage === undefined ? 0xff : (contentOfType(parseDer(usage), tags.bitString)[1] ?? 0);
  const extended = contentFor(oids.extendedKeyUsage);
  return {
    mayIssue: ca && (bits & usageBits.keyCertSign) !== 0,
    pathLength,
    maySign: (bits & (usageBits.digitalSignature | usageBits.nonRepudiation)) !== 0,
    purposes: extended === undefined ? null : listIn(extended).map(identifierOf),
    purposesAreCritical: extensions.some(({ oid, critical }) => oid === oids.extendedKeyUsage && critical),
    unknownCritical: extensions
      .filter(({ oid, critical }) => critical && !understood.has(oid))
      .map(({ oid }) => oid),
  };
}
