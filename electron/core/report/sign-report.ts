import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Signer } from '../identity/signer.ts';
import { findAttachment } from '../verify/attachment.ts';
import { demandOnlyReportContent } from '../verify/document-rules.ts';
import { readPdf } from '../verify/pdf-structure.ts';
import { latin1 } from '../verify/pdf-tokens.ts';
import { Refusal } from '../verify/refusal.ts';
import {
  byteRangeText,
  contentsDigits,
  findSignature,
  type SignaturePlace,
  signedParts,
} from '../verify/signature-place.ts';
import { byteRangePlaceholder } from './pdf-document.ts';
import { bytesToSign, encodeSignedData } from './signed-data.ts';

const unsignedByteRange = `[0 ${byteRangePlaceholder} ${byteRangePlaceholder} ${byteRangePlaceholder}]`;

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Finds the free place in a document, which must keep every rule that the verifier will check. */
function placeIn(unsigned: Uint8Array): SignaturePlace {
  try {
    const file = readPdf(unsigned);
    const place = findSignature(file);
    demandOnlyReportContent(file);
    findAttachment(unsigned, file);
    return place;
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

/**
 * Signs a report in place: PAdES-B-B in the room that the document keeps free, over every byte but that room. The
 * file has one revision before and after.
 * @param unsigned bytes from `ReportDocument.finish`
 * @throws AppError `internal` when the document is signed already, when the verifier would refuse it, or when the
 * certificates do not fit into the room
 */
export async function signReport(unsigned: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const place = placeIn(unsigned);
  demandUnsigned(unsigned, place);
  const signed = Uint8Array.from(unsigned);
  const rangeWidth = place.byteRange.end - place.byteRange.start;
  signed.set(ascii(byteRangeText(place, signed.length).padEnd(rangeWidth)), place.byteRange.start);

  const hash = createHash('sha256');
  for (const part of signedParts(signed, place)) hash.update(part);
  const { certificates } = signer;
  const digest = hash.digest();
  const signature = await signer.sign(bytesToSign({ certificates, digest }));
  const digits = Buffer.from(encodeSignedData({ certificates, digest, signature })).toString('hex');
  const room = contentsDigits(unsigned, place).length;
  if (digits.length > room)
    throw new AppError('internal', `The signature needs ${digits.length / 2} bytes; ${room / 2} are free.`);
  signed.set(ascii(digits), place.contents.start + 1);
  return signed;
}
