import { type BaseBlock, ObjectIdentifier } from 'asn1js';
import { contentOf, parseDer, partsOf } from './der.ts';

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

const tagClasses = { universal: 1, contextSpecific: 3 } as const;
const tagNumbers = { boolean: 1, integer: 2, extensions: 3 } as const;

function oidOf(block: BaseBlock | undefined): string {
  if (block instanceof ObjectIdentifier) return block.valueBlock.toString();
  throw new RangeError('not an object identifier');
}

type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array };

function readExtension(block: BaseBlock): Extension {
  const parts = partsOf(block);
  const critical = parts.length === 3 && contentOf(parts[1]).some((byte) => byte !== 0);
  return { oid: oidOf(parts[0]), critical, value: contentOf(parts.at(-1)) };
}

function extensionsOf(certificate: Uint8Array): readonly Extension[] {
  const [toBeSigned] = partsOf(parseDer(certificate));
  const wrapped = partsOf(toBeSigned).find(
    ({ idBlock }) =>
      idBlock.tagClass === tagClasses.contextSpecific && idBlock.tagNumber === tagNumbers.extensions,
  );
  return wrapped === undefined ? [] : partsOf(partsOf(wrapped)[0]).map(readExtension);
}

function readConstraints(value: Uint8Array): { readonly ca: boolean; readonly pathLength: number | null } {
  const parts = partsOf(parseDer(value));
  const withTag = (tag: number): BaseBlock | undefined =>
    parts.find(({ idBlock }) => idBlock.tagClass === tagClasses.universal && idBlock.tagNumber === tag);
  const ca = withTag(tagNumbers.boolean);
  const length = withTag(tagNumbers.integer);
  return {
    ca: ca !== undefined && contentOf(ca).some((byte) => byte !== 0),
    pathLength: length === undefined ? null : contentOf(length).reduce((sum, byte) => sum * 256 + byte, 0),
  };
}

/**
 * Reads what a certificate allows.
 * @throws RangeError when it is not laid out as RFC 5280 says
 */
export function certificateRules(certificate: Uint8Array): CertificateRules {
  const extensions = extensionsOf(certificate);
  const contentFor = (oid: string): Uint8Array | undefined =>
    extensions.find((extension) => extension.oid === oid)?.value;
  const constraints = contentFor(oids.basicConstraints);
  const { ca, pathLength } =
    constraints === undefined ? { ca: false, pathLength: null } : readConstraints(constraints);
  const usage = contentFor(oids.keyUsage);
  const bits = usage === undefined ? 0xff : (contentOf(parseDer(usage))[1] ?? 0);
  const extended = contentFor(oids.extendedKeyUsage);
  return {
    mayIssue: ca && (bits & usageBits.keyCertSign) !== 0,
    pathLength,
    maySign: (bits & (usageBits.digitalSignature | usageBits.nonRepudiation)) !== 0,
    purposes: extended === undefined ? null : partsOf(parseDer(extended)).map(oidOf),
    unknownCritical: extensions
      .filter(({ oid, critical }) => critical && !understood.has(oid))
      .map(({ oid }) => oid),
  };
}

/** The issuer's and the owner's name of a certificate, as they stand in it. */
function namesOf(certificate: Uint8Array): { readonly issuer: Uint8Array; readonly subject: Uint8Array } {
  const [toBeSigned] = partsOf(parseDer(certificate));
  const fields = partsOf(toBeSigned);
  const first = fields[0]?.idBlock.tagClass === tagClasses.contextSpecific ? 1 : 0;
  const bytes = (index: number): Uint8Array =>
    fields[first + index]?.valueBeforeDecodeView ?? new Uint8Array();
  return { issuer: bytes(2), subject: bytes(4) };
}

/** Whether one certificate names another's owner as its issuer, byte for byte. Says nothing about the signature. */
export function namesIssuer(certificate: Uint8Array, issuer: Uint8Array): boolean {
  return Buffer.compare(namesOf(certificate).issuer, namesOf(issuer).subject) === 0;
}
