import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { type VerifyCode, type VerifyOutcome, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { findAttachment } from './attachment.ts';
import { demandOnlyReportContent } from './document-rules.ts';
import { readPdf } from './pdf-structure.ts';
import { Refusal } from './refusal.ts';
import { readSummary } from './report-summary.ts';
import { checkSignature } from './signature.ts';
import { findSignature } from './signature-place.ts';
import { decideTrust } from './signer-trust.ts';
import { explainRefusal } from './traces.ts';

/** A file that was verified, and report.json from it when the signature is intact. */
export type OpenedReport = {
  readonly outcome: VerifyOutcome;
  /** The attached bytes, exactly as signed; null unless intact. */
  readonly attachment: Uint8Array | null;
};

type IntactFile = {
  readonly certificate: Uint8Array;
  readonly signedAt: Date;
  readonly attachment: Uint8Array;
};

/** Everything that can be said of the bytes alone: structure, signature, content, attachment. */
function checkIntegrity(bytes: Uint8Array): IntactFile {
  const file = readPdf(bytes);
  const place = findSignature(file);
  const certificate = checkSignature(bytes, place);
  demandOnlyReportContent(file);
  return { certificate, signedAt: place.signedAt, attachment: findAttachment(bytes, file) };
}

/** The code of a refusal. Anything else that is thrown is a defect of this program on a file that it cannot judge. */
const codeOf = (error: unknown): VerifyCode => (error instanceof Refusal ? error.code : 'UNREADABLE');

const endMark = '%%EOF\n';

/**
 * Looks at a file up to its first end mark, because what stands behind it may only hide what was done before it.
 * @returns what is wrong with the first part; when nothing is, what was added; null when the file has one part
 */
function explainAppended(bytes: Uint8Array): VerifyCode | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = buffer.indexOf(endMark);
  const end = mark + endMark.length;
  if (mark < 0 || end === bytes.length) return null;
  try {
    checkIntegrity(bytes.subarray(0, end));
    return buffer.includes('startxref', end) ? 'INCREMENT' : 'TAIL';
  } catch (error) {
    return codeOf(error);
  }
}

/** The codes with which a file is refused when something stands behind its original end. */
const appendedCodes: ReadonlySet<VerifyCode> = new Set(['TAIL', 'XREF', 'TRAILER']);

function explain(bytes: Uint8Array, error: unknown): VerifyCode {
  try {
    const found = explainRefusal(bytes, codeOf(error));
    return appendedCodes.has(found) ? (explainAppended(bytes) ?? found) : found;
  } catch {
    return 'UNREADABLE';
  }
}

function openIntact(intact: IntactFile, trust: TrustFile): OpenedReport {
  const { code, signer } = decideTrust(intact.certificate, intact.signedAt, trust);
  try {
    const outcome = verifyOutcome(code, signer, readSummary(intact.attachment));
    return { outcome, attachment: intact.attachment };
  } catch (error) {
    return { outcome: verifyOutcome(codeOf(error), signer), attachment: intact.attachment };
  }
}

/**
 * Verifies a file and hands out report.json when it is intact, so that nothing is read from a file that is not.
 * Answers two questions apart: is it intact, and whose key is it. Never throws; needs no clock and no network.
 */
export async function openReport(bytes: Uint8Array, trust: TrustFile): Promise<OpenedReport> {
  try {
    return openIntact(checkIntegrity(bytes), trust);
  } catch (error) {
    return { outcome: verifyOutcome(explain(bytes, error)), attachment: null };
  }
}

/** Verifies a file as `openReport` does, for callers that only need the answer. */
export async function verifyReport(bytes: Uint8Array, trust: TrustFile): Promise<VerifyOutcome> {
  return (await openReport(bytes, trust)).outcome;
}
