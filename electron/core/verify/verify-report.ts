import type { TrustFile } from '../../../shared/report/trust-file.ts';
import {
  type PagesCheck,
  pagesNotChecked,
  type VerifyCode,
  type VerifyOutcome,
  verifyOutcome,
} from '../../../shared/report/verify-outcome.ts';
import type { SignedDataParts } from '../report/signed-data.ts';
import type { Timestamp } from '../timestamp/check-timestamp.ts';
import { findAttachment } from './attachment.ts';
import { demandOnlyReportContent } from './document-rules.ts';
import { type PdfFile, readPdf } from './pdf-structure.ts';
import { Refusal } from './refusal.ts';
import { demandOneReading, readSummary } from './report-summary.ts';
import { checkSignature } from './signature.ts';
import { findSignature } from './signature-place.ts';
import { decideTrust } from './signer-trust.ts';
import { confirmTime } from './time-trust.ts';
import { explainRefusal } from './traces.ts';

/** A file that was verified, and report.json from it when the signature is intact. */
export type OpenedReport = {
  readonly outcome: VerifyOutcome;
  /** The attached bytes, exactly as signed; null unless intact. */
  readonly attachment: Uint8Array | null;
};

/** A file of which everything but the signer's trust is settled. */
export type IntactFile = {
  readonly bytes: Uint8Array;
  readonly file: PdfFile;
  /** The signer's first, each next one has issued the one before. */
  readonly certificates: SignedDataParts['certificates'];
  /** The claimed instant of signing. */
  readonly signedAt: Date;
  /** Who confirmed the time; null when it is only claimed. */
  readonly timestamp: Timestamp | null;
  readonly attachment: Uint8Array;
};

/**
 * Compares the pages of an intact report with its results. A port, because it needs the program that draws pages,
 * and deciding whether a file is intact shall not.
 */
export type PagesChecker = (intact: IntactFile) => Promise<PagesCheck>;

/** Everything that can be said of the bytes alone: structure, signature, content, attachment. */
function checkIntegrity(bytes: Uint8Array): IntactFile {
  const file = readPdf(bytes);
  const place = findSignature(file);
  const { certificates, timestamp } = checkSignature(bytes, place);
  demandOnlyReportContent(file);
  const attachment = findAttachment(bytes, file);
  return { bytes, file, certificates, signedAt: place.signedAt, timestamp, attachment };
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

async function openIntact(
  intact: IntactFile,
  trust: TrustFile,
  checkPages: PagesChecker | undefined,
): Promise<OpenedReport> {
  const { attachment, certificates, signedAt } = intact;
  const confirmed = intact.timestamp === null ? null : confirmTime(intact.timestamp, signedAt, trust);
  const provenTime = confirmed?.isKnown === true ? (intact.timestamp?.time ?? null) : null;
  const { code, signer } = decideTrust(certificates, provenTime ?? signedAt, trust);
  try {
    const summary = readSummary(attachment);
    const pages = checkPages === undefined ? pagesNotChecked('not-asked') : await checkPages(intact);
    if (pages.pages === 'differ')
      return { outcome: verifyOutcome('PAGES', signer, null, pages, confirmed), attachment: null };
    demandOneReading(attachment);
    return { outcome: verifyOutcome(code, signer, summary, pages, confirmed), attachment };
  } catch (error) {
    return {
      outcome: verifyOutcome(codeOf(error), signer, null, undefined, confirmed),
      attachment,
    };
  }
}

/** The intact file, or the code with which it is refused. */
function examine(bytes: Uint8Array): IntactFile | VerifyCode {
  try {
    return checkIntegrity(bytes);
  } catch (error) {
    return explain(bytes, error);
  }
}

/**
 * Verifies a file and hands out report.json when it is intact, so that nothing is read from a file that is not.
 * Answers apart: is it intact, whose key is it, and, where asked, do the pages say what the results say. Never throws;
 * needs no clock and no network.
 */
export async function openReport(
  bytes: Uint8Array,
  trust: TrustFile,
  checkPages?: PagesChecker,
): Promise<OpenedReport> {
  const examined = examine(bytes);
  if (typeof examined === 'string') return { outcome: verifyOutcome(examined), attachment: null };
  return openIntact(examined, trust, checkPages);
}

/** Verifies a file as `openReport` does, for callers that only need the answer. */
export async function verifyReport(
  bytes: Uint8Array,
  trust: TrustFile,
  checkPages?: PagesChecker,
): Promise<VerifyOutcome> {
  return (await openReport(bytes, trust, checkPages)).outcome;
}
