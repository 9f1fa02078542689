import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readCertificate } from '../identity/certificate.ts';
import { canonicalSignature } from '../identity/signature-algorithm.ts';
import type { Signer } from '../identity/signer.ts';
import { attachedSha256, findAttachments } from '../pdf/attachment.ts';
import { demandOnlyReportContent } from '../pdf/document-rules.ts';
import { readPdf } from '../pdf/pdf-structure.ts';
import { latin1 } from '../pdf/pdf-tokens.ts';
import { Refusal } from '../pdf/refusal.ts';
import {
  byteRangePlaceholder,
  byteRangeText,
  contentsDigits,
  findSignature,
  hasRoomForTimestamp,
  type SignaturePlace,
  signedParts,
} from '../pdf/signature-place.ts';
import { bytesToSign, encodeSignedData, type SignedDataParts, signatureRooms } from '../pdf/signed-data.ts';

const unsignedByteRange = `[0 ${byteRangePlaceholder} ${byteRangePlaceholder} ${byteRangePlaceholder}]`;

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Where the signature goes, and the SHA-256 of the data of which it will speak. */
type Unsigned = { readonly place: SignaturePlace; readonly dataSha256: Uint8Array };

/** Finds the free place in a document, which must keep every rule that the verifier will check. */
async function readUnsigned(unsigned: Uint8Array): Promise<Unsigned> {
  try {
    const file = readPdf(unsigned);
    const place = findSignature(file);
    demandOnlyReportContent(file);
    return { place, dataSha256: await attachedSha256(findAttachments(unsigned, file).data) };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new AppError(
      'internal',
      `The report is not signed because the verifier would refuse it (${cause.message}).`,
      {
        cause,
      },
    );
  }
}

function demandUnsigned(unsigned: Uint8Array, place: SignaturePlace): void {
  const { start, end } = place.byteRange;
  if (latin1(unsigned, start, end) !== unsignedByteRange || !/^0+$/.test(contentsDigits(unsigned, place)))
    throw new AppError('internal', 'The report is signed already.');
}

/** A document that is ready for its signature: its byte range is written, and the signature over it is made. */
type SignedParts = {
  readonly bytes: Uint8Array;
  readonly place: SignaturePlace;
  readonly parts: SignedDataParts;
};

const roomBytes = (bytes: Uint8Array, place: SignaturePlace): number =>
  contentsDigits(bytes, place).length / 2;

function demandRoom(needed: number, room: number): void {
  if (needed > room) throw new AppError('internal', `The signature needs ${needed} bytes; ${room} are free.`);
}

async function makeSignature(unsigned: Uint8Array, signer: Signer): Promise<SignedParts> {
  const { place, dataSha256 } = await readUnsigned(unsigned);
  demandUnsigned(unsigned, place);
  const bytes = Uint8Array.from(unsigned);
  const rangeWidth = place.byteRange.end - place.byteRange.start;
  bytes.set(ascii(byteRangeText(place, bytes.length).padEnd(rangeWidth)), place.byteRange.start);

  const hash = createHash('sha256');
  for (const part of signedParts(bytes, place)) hash.update(part);
  const [own, ...others] = signer.certificates;
  const certificates = [readCertificate(own), ...others.map(readCertificate)] as const;
  const digest = hash.digest();
  const data = { sha256: dataSha256, timestamped: hasRoomForTimestamp(place) };
  const signature = await signer.sign(bytesToSign({ certificates, digest, data }));
  const { algorithm } = certificates[0];
  const inReport = algorithm === null ? signature : canonicalSignature(algorithm, signature);
  return { bytes, place, parts: { certificates, digest, data, signature: inReport } };
}

function fillIn({ bytes, place }: SignedParts, encoded: Uint8Array): Uint8Array {
  demandRoom(encoded.length, roomBytes(bytes, place));
  const signed = Uint8Array.from(bytes);
  signed.set(ascii(Buffer.from(encoded).toString('hex')), place.contents.start + 1);
  return signed;
}

/**
 * Signs a report in place: PAdES-B-B in the room that the document keeps free, over every byte but that room. The
 * file has one revision before and after.
 * @param unsigned bytes from `ReportDocument.finish`, without room for a timestamp
 * @throws AppError `internal` when the document is signed already, when the verifier would refuse it, or when the
 * certificates do not fit into the room
 */
export async function signReport(unsigned: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const made = await makeSignature(unsigned, signer);
  return fillIn(made, encodeSignedData(made.parts));
}

/** Gets a timestamp token over the value of a signature; null when nobody confirms the time. */
export type Stamp = (signature: Uint8Array) => Promise<Uint8Array | null>;

/**
 * Signs a report as `signReport` does, and puts a timestamp beside the signature (PAdES-B-T).
 * @param unsigned bytes from `ReportDocument.finish`, with room for a timestamp
 * @returns null when no timestamp was got: a document that says it has one is not signed without
 * @throws AppError `internal` as `signReport` does
 */
export async function signTimestampedReport(
  unsigned: Uint8Array,
  signer: Signer,
  stamp: Stamp,
): Promise<Uint8Array | null> {
  const made = await makeSignature(unsigned, signer);
  demandRoom(encodeSignedData(made.parts).length, signatureRooms.plain);
  const timestamp = await stamp(made.parts.signature);
  return timestamp === null ? null : fillIn(made, encodeSignedData({ ...made.parts, timestamp }));
}
