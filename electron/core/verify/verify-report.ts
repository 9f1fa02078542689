import { AppError } from '../../../shared/errors/app-error.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { RefusedCode, SignedCode } from '../../../shared/report/verify-codes.ts';
import {
  type ConfirmedTime,
  type PagesCheck,
  pagesNotChecked,
  type ReportSigner,
  type VerifyOutcome,
  verifyOutcome,
} from '../../../shared/report/verify-outcome.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { findAttachment } from '../pdf/attachment.ts';
import { demandOnlyReportContent } from '../pdf/document-rules.ts';
import { demandWholeStreams } from '../pdf/packed-streams.ts';
import { type PdfFile, readPdf } from '../pdf/pdf-structure.ts';
import { Refusal } from '../pdf/refusal.ts';
import { findSignature } from '../pdf/signature-place.ts';
import type { SignedDataParts } from '../pdf/signed-data.ts';
import type { Timestamp } from '../timestamp/check-timestamp.ts';
import { checkSignature } from './signature.ts';
import { readResults, type SignedResults } from './signed-results.ts';
import { decideTrust } from './signer-trust.ts';
import { confirmTime } from './time-trust.ts';
import { explainRefusal } from './traces.ts';

/** A file that was verified, and report.json from it when the signature is intact. */
export type OpenedReport = {
  readonly outcome: VerifyOutcome;
  /** The attached bytes, exactly as signed; null unless they are as signed and no program reads them differently. */
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
 * @returns whether this version makes these very pages of the results
 * @throws Refusal when it can make none of them; AppError `internal` when this installation lacks a part of itself
 */
export type PagesChecker = (intact: IntactFile, result: RunResult) => Promise<boolean>;

/** What of a report the verification is to do beside deciding whether it is as it was signed. */
export type OpenOptions = {
  /** Compares the pages; they are not compared when it is left out. */
  readonly checkPages?: PagesChecker | undefined;
  /** Is told whose key it is as soon as the signature is known to fit, because what follows can take long. */
  readonly onSigned?: ((signed: SignedBy) => void) | undefined;
};

/** Whose key signed a file, and whose word its time is. True whatever else is found in the file. */
export type SignedBy = {
  readonly code: SignedCode;
  readonly signer: ReportSigner;
  readonly timestamp: ConfirmedTime | null;
};

/** A file whose signature fits, of whose content nothing is known yet. */
type SignedFile = Omit<IntactFile, 'attachment'>;

/** Everything that can be said of the signature: it is the one of a report, and goes over these very bytes. */
function checkSigned(bytes: Uint8Array): SignedFile {
  const file = readPdf(bytes);
  const place = findSignature(file);
  const { certificates, timestamp } = checkSignature(bytes, place);
  return { bytes, file, certificates, signedAt: place.signedAt, timestamp };
}

/** Everything that can be said of the content without reading the results: rules, packing, attachment. */
function checkContent(signed: SignedFile): IntactFile {
  const { bytes, file } = signed;
  demandOnlyReportContent(file);
  demandWholeStreams(bytes, file);
  return { ...signed, attachment: findAttachment(bytes, file) };
}

/** The code of a refusal. Anything else that is thrown is a defect of this program on a file that it cannot judge. */
const codeOf = (error: unknown): RefusedCode => (error instanceof Refusal ? error.code : 'UNREADABLE');

const endMark = '%%EOF\n';

/**
 * Looks at a file up to its first end mark, because what stands behind it may only hide what was done before it.
 * @returns what is wrong with the first part; when nothing is, what was added; null when the file has one part
 */
function explainAppended(bytes: Uint8Array): RefusedCode | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = buffer.indexOf(endMark);
  const end = mark + endMark.length;
  if (mark < 0 || end === bytes.length) return null;
  try {
    checkContent(checkSigned(bytes.subarray(0, end)));
    return buffer.includes('startxref', end) ? 'INCREMENT' : 'TAIL';
  } catch (error) {
    return codeOf(error);
  }
}

/** The codes with which a file is refused when something stands behind its original end. */
const appendedCodes: ReadonlySet<RefusedCode> = new Set(['TAIL', 'XREF', 'TRAILER']);

function explain(bytes: Uint8Array, error: unknown): RefusedCode {
  try {
    const found = explainRefusal(bytes, codeOf(error));
    return appendedCodes.has(found) ? (explainAppended(bytes) ?? found) : found;
  } catch {
    return 'UNREADABLE';
  }
}

function signedBy({ certificates, signedAt, timestamp }: SignedFile, trust: TrustFile): SignedBy {
  const confirmed = timestamp === null ? null : confirmTime(timestamp, signedAt, trust);
  const provenTime = confirmed?.isKnown === true ? (timestamp?.time ?? null) : null;
  return { ...decideTrust(certificates, provenTime ?? signedAt, trust), timestamp: confirmed };
}

const nothingToCompare = pagesNotChecked('not-intact');

/** The answer for a file that is refused although its signature fits. */
const refused = (
  code: RefusedCode,
  { signer, timestamp }: SignedBy,
  pages: PagesCheck = nothingToCompare,
): VerifyOutcome => verifyOutcome(code, signer, null, pages, timestamp);

/** The pages of a report, compared where this program can and shall. */
async function comparePages(
  intact: IntactFile,
  results: SignedResults,
  checkPages: PagesChecker | undefined,
): Promise<PagesCheck> {
  if (checkPages === undefined) return pagesNotChecked('not-asked');
  if (results.maker !== 'own') return pagesNotChecked(results.maker);
  const isSame = await checkPages(intact, results.result);
  return { pages: isSame ? 'match' : 'differ', pagesReason: null };
}

async function openIntact(
  intact: IntactFile,
  signed: SignedBy,
  checkPages: PagesChecker | undefined,
): Promise<OpenedReport> {
  const { attachment } = intact;
  try {
    const results = readResults(attachment);
    const pages = await comparePages(intact, results, checkPages);
    if (pages.pages === 'differ') return { outcome: refused('PAGES', signed, pages), attachment: null };
    const { code, signer, timestamp } = signed;
    return { outcome: verifyOutcome(code, signer, results.summary, pages, timestamp), attachment };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    const isNewer = code === 'SCHEMA';
    const pages = isNewer ? pagesNotChecked('other-version') : nothingToCompare;
    return { outcome: refused(code, signed, pages), attachment: isNewer ? attachment : null };
  }
}

/** What a step gives, or the code with which the file is refused. */
function attempt<T>(bytes: Uint8Array, step: () => T): T | RefusedCode {
  try {
    return step();
  } catch (error) {
    return explain(bytes, error);
  }
}

/**
 * Verifies a file and hands out report.json when it is as it was signed, so that nothing is read from a file that is not.
 * Answers apart: is it as it was signed, whose key is it, and, where asked, are the pages those of the results. Needs no
 * clock and no network.
 * @throws AppError `internal` when this installation lacks a part of itself, and for no file
 */
export async function openReport(
  bytes: Uint8Array,
  trust: TrustFile,
  { checkPages, onSigned }: OpenOptions = {},
): Promise<OpenedReport> {
  const file = attempt(bytes, () => checkSigned(bytes));
  if (typeof file === 'string') return { outcome: verifyOutcome(file), attachment: null };
  const signed = signedBy(file, trust);
  onSigned?.(signed);
  const intact = attempt(bytes, () => checkContent(file));
  if (typeof intact === 'string') return { outcome: refused(intact, signed), attachment: null };
  return openIntact(intact, signed, checkPages);
}

/** Verifies a file as `openReport` does, for callers that only need the answer. */
export async function verifyReport(
  bytes: Uint8Array,
  trust: TrustFile,
  checkPages?: PagesChecker,
): Promise<VerifyOutcome> {
  return (await openReport(bytes, trust, { checkPages })).outcome;
}
