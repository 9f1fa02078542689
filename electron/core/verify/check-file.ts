import type { ReportKind } from '../../../shared/report/data-names.ts';
import type { CarriedFile } from '../pdf/attached-files.ts';
import { findAttachments, unpackAttached } from '../pdf/attachment.ts';
import { demandOnlyReportContent } from '../pdf/document-rules.ts';
import { demandWholeStreams } from '../pdf/packed-streams.ts';
import { type PdfFile, readPdf } from '../pdf/pdf-structure.ts';
import { findSignature, type SignaturePlace } from '../pdf/signature-place.ts';
import type { DataStatement } from '../pdf/signed-data.ts';
import { checkSignature, demandSameData, signatureIn } from './signature.ts';
import type { Signing } from './signed-by.ts';

/** A file of which everything but the signer's trust and the results is settled. */
export type IntactFile = Signing & {
  readonly bytes: Uint8Array;
  readonly file: PdfFile;
  /** What it is the report of, by the name of its data. */
  readonly kind: ReportKind;
  /** The data, unpacked, and as it stands packed in the file. */
  readonly attachment: Uint8Array;
  readonly packedAttachment: Uint8Array;
  /** The parts of inputs that an environment report carries, in their order; none in the report of a run. */
  readonly carried: readonly CarriedFile[];
  /** The signature by itself, in DER; null in a report from before, whose signature says nothing of its data. */
  readonly dataSignature: Uint8Array | null;
};

/** A file whose signature fits, of whose content nothing is known yet. */
export type SignedFile = Signing &
  Pick<IntactFile, 'bytes' | 'file'> & {
    readonly place: SignaturePlace;
    readonly statement: DataStatement | null;
  };

/**
 * Everything that can be said of the signature: it is the one of a report, and goes over these very bytes.
 * @throws Refusal
 */
export function checkSigned(bytes: Uint8Array): SignedFile {
  const file = readPdf(bytes);
  const place = findSignature(file);
  const { certificates, timestamp, data } = checkSignature(bytes, place);
  return { bytes, file, certificates, signedAt: place.signedAt, timestamp, place, statement: data };
}

/**
 * Everything that can be said of the content without reading the results: rules, packing, attachments.
 * @throws Refusal
 */
export function checkContent(signed: SignedFile): IntactFile {
  const { place, statement, ...intact } = signed;
  const { bytes, file } = intact;
  demandOnlyReportContent(file);
  const { kind, data, carried } = findAttachments(bytes, file);
  demandWholeStreams(bytes, file, kind);
  const attachment = unpackAttached(data);
  demandSameData(statement, attachment);
  const dataSignature = statement === null ? null : signatureIn(bytes, place);
  return { ...intact, kind, attachment, packedAttachment: data.packed, carried, dataSignature };
}
