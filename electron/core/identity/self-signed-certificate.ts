import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { clip } from '../../../shared/words/clip.ts';
import { wellFormed } from '../../../shared/words/well-formed.ts';
import {
  bitString,
  booleanTrue,
  contentOf,
  context,
  integer,
  objectIdentifier,
  octetString,
  parseDer,
  partsOf,
  sequence,
  setOf,
  time,
  utf8String,
} from '../asn1/der.ts';

/** What a certificate says that an installation makes for itself. */
export type CertificateFacts = {
  readonly commonName: string;
  /** Sixteen random bytes. */
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
};

const oids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  /** RFC 9336. */
  documentSigning: '1.3.6.1.5.5.7.3.36',
  emailProtection: '1.3.6.1.5.5.7.3.4',
} as const;

/** The most characters of a common name (RFC 5280, appendix A: ub-common-name). */
const maxCommonName = 64;

const name = (commonName: string): Uint8Array =>
  sequence(
    setOf(
      sequence(objectIdentifier(oids.commonName), utf8String(clip(wellFormed(commonName), maxCommonName))),
    ),
  );

/** A positive number of exactly 16 bytes: two high bits are fixed, 126 are random (RFC 5280, 4.1.2.2). */
function serialNumber(bytes: Uint8Array): Uint8Array {
  const first = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return integer(BigInt(`0x${Buffer.from([first, ...bytes.subarray(1)]).toString('hex')}`));
}

const extension = (oid: string, value: Uint8Array, critical = false): Uint8Array =>
  sequence(objectIdentifier(oid), ...(critical ? [booleanTrue] : []), octetString(value));

/** The first 160 bits of SHA-256 over the public key (RFC 7093, method 1). */
function keyIdentifier(publicKeyInfo: Uint8Array): Uint8Array {
  const bits = contentOf(partsOf(parseDer(publicKeyInfo))[1]).subarray(1);
  return createHash('sha256').update(bits).digest().subarray(0, 20);
}

/** digitalSignature and nonRepudiation: the first two of the bits of RFC 5280, 4.2.1.3. */
const signatureUsage = bitString(Uint8Array.of(0b1100_0000), 6);

/**
 * Makes a self-signed certificate (RFC 5280) for signing documents with an ECDSA P-256 key.
 * @returns DER
 */
export function makeSelfSignedCertificate(privateKey: KeyObject, facts: CertificateFacts): Uint8Array {
  const publicKeyInfo = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const algorithm = sequence(objectIdentifier(oids.ecdsaWithSha256));
  const extensions = [
    extension(oids.keyUsage, signatureUsage, true),
    extension(
      oids.extendedKeyUsage,
      sequence(objectIdentifier(oids.documentSigning), objectIdentifier(oids.emailProtection)),
    ),
    extension(oids.subjectKeyIdentifier, octetString(keyIdentifier(publicKeyInfo))),
  ];
  const toBeSigned = sequence(
    context(0, integer(2n)),
    serialNumber(facts.serial),
    algorithm,
    name(facts.commonName),
    sequence(time(facts.notBefore), time(facts.notAfter)),
    name(facts.commonName),
    publicKeyInfo,
    context(3, sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, { key: privateKey, dsaEncoding: 'der' });
  return sequence(toBeSigned, algorithm, bitString(signature));
}
