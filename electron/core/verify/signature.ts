import { createHash, X509Certificate } from 'node:crypto';
import { namesIssuer } from '../identity/certificate-extensions.ts';
import { isSignatureOf } from '../identity/signature-algorithm.ts';
import {
  algorithmOfCertificate,
  bytesToSign,
  encodeSignedData,
  type ParsedSignedData,
  parseSignedData,
  publicKeyOf,
  type SignedDataParts,
} from '../report/signed-data.ts';
import { latin1 } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';
import { byteRangeText, contentsDigits, type SignaturePlace, signedParts } from './signature-place.ts';

const isEqual = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The most bytes that may be kept free for a signature; bounds the work on a stranger's file. */
const maxRoomBytes = 32_768;

function demandWholeFile(bytes: Uint8Array, place: SignaturePlace): void {
  const found = latin1(bytes, place.byteRange.start, place.byteRange.end);
  demand(found === byteRangeText(place, bytes.length), 'BYTERANGE', found.slice(0, 60));
}

/** The length of the first DER value (X.690, 8.1.3), or 0 when none begins there. */
function derLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count < 1 || count > 3) return 0;
  return bytes.subarray(2, 2 + count).reduce((length, byte) => length * 256 + byte, 0) + 2 + count;
}

/** The signature's DER from its hex string: lower-case digits, and after the value nothing but zeros. */
function readContents(bytes: Uint8Array, place: SignaturePlace): Uint8Array {
  const digits = contentsDigits(bytes, place);
  const isHex = /^(?:[0-9a-f]{2})+$/.test(digits) && digits.length > 2 && digits.length <= 2 * maxRoomBytes;
  demand(isHex, 'CONTENTS', 'not lower-case hex');
  const room = Buffer.from(digits, 'hex');
  const length = derLength(room);
  demand(room[0] === 0x30 && length >= 2 && length <= room.length, 'CMS', 'no DER value');
  demand(
    room.subarray(length).every((byte) => byte === 0),
    'PADDING',
    'data after the signature',
  );
  return room.subarray(0, length);
}

function parse(der: Uint8Array): ParsedSignedData {
  try {
    return parseSignedData(der);
  } catch (error) {
    throw new Refusal('CMS', error instanceof Error ? error.message : 'not parsable');
  }
}

/** The certificates in the order in which the signed attributes name them: exactly those, each once. */
function orderCertificates(parsed: ParsedSignedData): SignedDataParts['certificates'] {
  const ordered = parsed.certificateHashes.map((hash) =>
    parsed.certificates.find((certificate) => isEqual(sha256(certificate), hash)),
  );
  const known = ordered.filter((certificate) => certificate !== undefined);
  const isExact = known.length === ordered.length && new Set(known).size === parsed.certificates.length;
  const [signer, ...others] = known;
  if (!isExact || signer === undefined)
    throw new Refusal('CERTIFICATE', 'not the certificates that were signed');
  return [signer, ...others];
}

/** The most certificates that a signature may bring; each one costs the check of a signature. */
const maxCertificates = 8;

/** Each certificate must have been issued by the next one: a report carries nothing else beside its signature. */
function demandChain(certificates: SignedDataParts['certificates']): void {
  demand(certificates.length <= maxCertificates, 'CHAIN', 'number of certificates');
  for (const [index, issuer] of certificates.slice(1).entries()) {
    const certificate = certificates[index];
    demand(certificate !== undefined && isIssuedBy(certificate, issuer), 'CHAIN', `certificate ${index}`);
  }
}

function isIssuedBy(certificate: Uint8Array, issuer: Uint8Array): boolean {
  try {
    return namesIssuer(certificate, issuer) && new X509Certificate(certificate).verify(publicKeyOf(issuer));
  } catch {
    return false;
  }
}

function demandReportKey(certificate: Uint8Array): void {
  const read = (): ReturnType<typeof algorithmOfCertificate> => {
    try {
      return algorithmOfCertificate(certificate);
    } catch {
      throw new Refusal('CERTIFICATE', 'not parsable');
    }
  };
  demand(read() !== null, 'ALGORITHM', 'kind or size of the key');
}

/**
 * Checks that the signature covers every byte but itself, that nothing is hidden in or beside it, and that it was
 * made over these bytes by the owner of the certificate.
 * @returns the certificates, DER: the signer's first, each next one has issued the one before
 * @throws Refusal
 */
export function checkSignature(bytes: Uint8Array, place: SignaturePlace): SignedDataParts['certificates'] {
  demandWholeFile(bytes, place);
  const der = readContents(bytes, place);
  const parsed = parse(der);
  demand(parsed.hasOnlyReportAttributes && parsed.digest !== null, 'ATTRIBUTES', 'not those of a report');
  const certificates = orderCertificates(parsed);
  demandReportKey(certificates[0]);
  const parts = { certificates, digest: parsed.digest, signature: parsed.signature };
  demand(isEqual(encodeSignedData(parts), der), 'CMS', 'not the encoding that a report has');
  demand(
    isEqual(sha256(...signedParts(bytes, place)), parsed.digest),
    'DIGEST',
    'bytes changed after signing',
  );
  const isGenuine = isSignatureOf(publicKeyOf(certificates[0]), bytesToSign(parts), parts.signature);
  demand(isGenuine, 'SIGNATURE', 'not made with this key');
  demandChain(certificates);
  return certificates;
}
