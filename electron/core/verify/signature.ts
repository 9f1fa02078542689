import { createHash } from 'node:crypto';
import { equalBytes } from '../base/equal-bytes.ts';
import { type Certificate, isIssuedBy, readCertificate } from '../identity/certificate.ts';
import { isSignatureOf } from '../identity/signature-algorithm.ts';
import { latin1 } from '../pdf/pdf-tokens.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import {
  byteRangeText,
  contentsDigits,
  hasRoomForTimestamp,
  type SignaturePlace,
  signedParts,
} from '../pdf/signature-place.ts';
import {
  bytesToSign,
  type DataStatement,
  encodeSignedData,
  type ParsedSignedData,
  parseSignedData,
  type SignedDataParts,
} from '../pdf/signed-data.ts';
import { checkTimestamp, type Timestamp } from '../timestamp/check-timestamp.ts';

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
  demand(digits.length > 2 && digits.length <= 2 * maxRoomBytes, 'CONTENTS', 'length');
  const room = Buffer.from(digits, 'hex');
  demand(room.toString('hex') === digits, 'CONTENTS', 'not lower-case hex');
  const length = derLength(room);
  demand(room[0] === 0x30 && length >= 2 && length <= room.length, 'CMS', 'no DER value');
  const padding = room.subarray(length);
  demand(padding.equals(Buffer.alloc(padding.length)), 'PADDING', 'data after the signature');
  return room.subarray(0, length);
}

function parse(der: Uint8Array): ParsedSignedData {
  try {
    return parseSignedData(der);
  } catch (error) {
    throw new Refusal('CMS', error instanceof Error ? error.message : 'not parsable');
  }
}

/** The most certificates that a signature may bring; each one costs the check of a signature. */
const maxCertificates = 8;

/** A certificate as it stands in a signature. */
type Found = { readonly der: Uint8Array; readonly hash: Uint8Array };

/** How many certificates are kept at hand: one machine signs many of the files that are verified together. */
const keptCertificates = 256;

const knownCertificates = new Map<string, Certificate>();

/** Reads a certificate, each once while others are not between; those that are the same byte for byte are read the same. */
function read({ der, hash }: Found): Certificate {
  const key = Buffer.from(hash).toString('hex');
  const known = knownCertificates.get(key);
  if (known !== undefined) return known;
  try {
    // A copy, because a part of a file keeps all of it.
    const made = readCertificate(Uint8Array.from(der));
    if (knownCertificates.size >= keptCertificates) knownCertificates.clear();
    knownCertificates.set(key, made);
    return made;
  } catch {
    throw new Refusal('CERTIFICATE', 'not parsable');
  }
}

/** The certificates in the order in which the signed attributes name them: exactly those, each once. */
function readCertificates(parsed: ParsedSignedData): SignedDataParts['certificates'] {
  const count = Math.max(parsed.certificates.length, parsed.certificateHashes.length);
  demand(count <= maxCertificates, 'CHAIN', 'number of certificates');
  const hashed = parsed.certificates.map((der): Found => ({ der, hash: sha256(der) }));
  const ordered = parsed.certificateHashes.map((named) => hashed.find(({ hash }) => equalBytes(hash, named)));
  const known = ordered.filter((certificate) => certificate !== undefined);
  const isExact = known.length === ordered.length && new Set(known).size === parsed.certificates.length;
  const [signer, ...others] = known;
  if (!isExact || signer === undefined)
    throw new Refusal('CERTIFICATE', 'not the certificates that were signed');
  return [read(signer), ...others.map(read)];
}

/** Each certificate must have been issued by the next one: a report carries nothing else beside its signature. */
function demandChain(certificates: SignedDataParts['certificates']): void {
  for (const [index, issuer] of certificates.slice(1).entries()) {
    const certificate = certificates[index];
    demand(certificate !== undefined && isIssuedBy(certificate, issuer), 'CHAIN', `certificate ${index}`);
  }
}

/**
 * The timestamp of a signature, which must be there exactly where one belongs to it: whoever holds a file can neither take
 * one out unseen nor put one in.
 */
function timestampOf(
  { signature, timestamp }: Pick<ParsedSignedData, 'signature' | 'timestamp'>,
  isExpected: boolean,
): Timestamp | null {
  demand(isExpected === (timestamp !== null), 'TIMESTAMP', isExpected ? 'missing' : 'put in');
  if (timestamp === null) return null;
  const checked = checkTimestamp(timestamp, signature);
  if (!checked.ok) throw new Refusal('TIMESTAMP', checked.fault);
  return checked.timestamp;
}

/** What a signature that is in order tells. */
export type CheckedSignature = {
  /** The signer's first; each next one has issued the one before. */
  readonly certificates: SignedDataParts['certificates'];
  /** Who confirmed the time; null when the time is the signer's claim. Says nothing about whether that is believed. */
  readonly timestamp: Timestamp | null;
  /** What the signer says of the data inside; null in a report from before, which says nothing. */
  readonly data: DataStatement | null;
};

/**
 * Reads a signature that has the one form of a report.
 * @throws Refusal
 */
function readSignature(der: Uint8Array): SignedDataParts & Pick<ParsedSignedData, 'timestamp'> {
  const parsed = parse(der);
  demand(parsed.hasOnlyReportAttributes && parsed.digest !== null, 'ATTRIBUTES', 'not those of a report');
  const certificates = readCertificates(parsed);
  demand(certificates[0].algorithm !== null, 'ALGORITHM', 'kind or size of the key');
  const { digest, data, signature, timestamp } = parsed;
  const parts = { certificates, digest, data, signature, timestamp };
  demand(equalBytes(encodeSignedData(parts), der), 'CMS', 'not the encoding that a report has');
  return parts;
}

function demandGenuine(parts: SignedDataParts): void {
  const [{ key }] = parts.certificates;
  demand(isSignatureOf(key, bytesToSign(parts), parts.signature), 'SIGNATURE', 'not made with this key');
  demandChain(parts.certificates);
}

/**
 * Checks that the signature covers every byte but itself, that nothing is hidden in or beside it, that it was made over
 * these bytes by the owner of the certificate, and that a timestamp is one of this very signature.
 * @throws Refusal
 */
export function checkSignature(bytes: Uint8Array, place: SignaturePlace): CheckedSignature {
  demandWholeFile(bytes, place);
  const parts = readSignature(readContents(bytes, place));
  const { certificates, digest, data } = parts;
  demand(equalBytes(sha256(...signedParts(bytes, place)), digest), 'DIGEST', 'bytes changed after signing');
  demandGenuine(parts);
  const isExpected = hasRoomForTimestamp(place);
  demand(data === null || data.timestamped === isExpected, 'TIMESTAMP', 'said in two ways');
  return { certificates, timestamp: timestampOf(parts, isExpected), data };
}

/**
 * Refuses data of which the signature says something else. What says nothing is proven by the whole file.
 * @throws Refusal `DATA`
 */
export function demandSameData(statement: DataStatement | null, data: Uint8Array): void {
  const isSame = statement === null || equalBytes(statement.sha256, sha256(data));
  demand(isSame, 'DATA', 'the signature was made over other data');
}

/** What a signature proves of data that travels without pages. */
export type CheckedDataSignature = Omit<CheckedSignature, 'data'>;

/**
 * Checks what `checkSignature` does, of data that came with its signature and without the pages: it was made by the owner of
 * the certificate, who has said in it that these very bytes are the data of the report.
 * @param der the signature, nothing before or behind it
 * @throws Refusal `DATA` when it is of other data, or of a report from before, which says nothing of its data
 */
export function checkDataSignature(der: Uint8Array, data: Uint8Array): CheckedDataSignature {
  const parts = readSignature(der);
  const { certificates, data: statement } = parts;
  demand(statement !== null, 'DATA', 'the signature says nothing of the data');
  demandGenuine(parts);
  demandSameData(statement, data);
  return { certificates, timestamp: timestampOf(parts, statement.timestamped) };
}

/**
 * The signature of a report by itself: what travels with the data where the pages do not. Only of a file that was checked.
 * @returns DER of a ContentInfo
 */
export const signatureIn = (bytes: Uint8Array, place: SignaturePlace): Uint8Array =>
  readContents(bytes, place);
