import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { knownKeysOf, type TrustFile } from '../../../shared/report/trust-file.ts';
import { type RefusedCode, signedCodes } from '../../../shared/report/verify-codes.ts';
import {
  type PagesCheck,
  pagesNotChecked,
  type VerifyOutcome,
  verifyOutcome,
} from '../../../shared/report/verify-outcome.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { bufferOf } from '../base/buffer-of.ts';
import { Refusal } from '../pdf/refusal.ts';
import { checkContent, checkSigned, type IntactFile } from './check-file.ts';
import type { OpenedEnvironment } from './open-environment.ts';
import { closedReport, type OpenedReport } from './opened-report.ts';
import { type SignedBy, signedBy } from './signed-by.ts';
import { readResults, type SignedResults } from './signed-results.ts';
import { explainRefusal } from './traces.ts';

/**
 * Compares the pages of an intact report with its results. A port, because it needs the program that draws pages,
 * and deciding whether a file is intact shall not.
 * @returns whether this version makes these very pages of the results
 * @throws Refusal when it can make none of them; AppError `internal` when this installation lacks a part of itself
 */
export type PagesChecker = (intact: IntactFile, result: RunResult | EnvironmentResult) => Promise<boolean>;

/** What of a report the verification is to do beside deciding whether it is as it was signed. */
export type OpenOptions = {
  /** Compares the pages; they are not compared when it is left out. */
  readonly checkPages?: PagesChecker | undefined;
  /** Is told whose key it is as soon as the signature is known to fit, because what follows can take long. */
  readonly onSigned?: ((signed: SignedBy) => void) | undefined;
};

/** The code of a refusal. Anything else that is thrown is a defect of this program on a file that it cannot judge. */
const codeOf = (error: unknown): RefusedCode => (error instanceof Refusal ? error.code : 'UNREADABLE');

const endMark = '%%EOF\n';

/**
 * Looks at a file up to its first end mark, because what stands behind it may only hide what was done before it.
 * @returns what is wrong with the first part; when nothing is, what was added; null when the file has one part
 */
function explainAppended(bytes: Uint8Array): RefusedCode | null {
  const buffer = bufferOf(bytes);
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

const nothingToCompare = pagesNotChecked('not-intact');

/** The answer for a file that is refused although its signature fits. */
const refused = (
  code: RefusedCode,
  { signer, timestamp }: SignedBy,
  pages: PagesCheck = nothingToCompare,
): VerifyOutcome => verifyOutcome(code, signer, null, pages, timestamp);

/**
 * What the data of a file says; of an environment report once every report inside has been found to be in order. What reads
 * those is most of what verifies, so that it is loaded with the first.
 */
async function readContent(intact: IntactFile, trust: TrustFile): Promise<SignedResults | OpenedEnvironment> {
  switch (intact.kind) {
    case 'run':
      return readResults(intact.attachment);
    case 'environment':
      return (await import('./open-environment.ts')).openEnvironment(intact, trust);
  }
}

/** The pages of a report, compared where this program can and shall. */
async function comparePages(
  intact: IntactFile,
  content: SignedResults | OpenedEnvironment,
  checkPages: PagesChecker | undefined,
): Promise<PagesCheck> {
  if (checkPages === undefined) return pagesNotChecked('not-asked');
  if (content.maker !== 'own') return pagesNotChecked(content.maker);
  const isSame = await checkPages(intact, content.result);
  return { pages: isSame ? 'match' : 'differ', pagesReason: null };
}

/** Whose key it is, once it is known whose machine the report is about: its key may be known as another one. */
function ofMachine(
  signed: SignedBy,
  { summary }: SignedResults | OpenedEnvironment,
  trust: TrustFile,
): Pick<SignedBy, 'code' | 'signer'> {
  const { code, signer } = signed;
  const isOther =
    signer.standing !== 'known' &&
    'host' in summary &&
    !summary.redacted &&
    knownKeysOf(summary.host, trust).length > 0;
  return isOther
    ? { code: 'KEY_CHANGED', signer: { ...signer, standing: signedCodes.KEY_CHANGED.standing } }
    : { code, signer };
}

async function openIntact(
  intact: IntactFile,
  signed: SignedBy,
  trust: TrustFile,
  checkPages: PagesChecker | undefined,
): Promise<OpenedReport> {
  const { attachment, dataSignature: signature } = intact;
  try {
    const content = await readContent(intact, trust);
    const pages = await comparePages(intact, content, checkPages);
    if (pages.pages === 'differ') return closedReport(refused('PAGES', signed, pages));
    const { code, signer } = ofMachine(signed, content, trust);
    const outcome = verifyOutcome(code, signer, content.summary, pages, signed.timestamp);
    // A copy: a part that is sent to another thread takes all with it that it is a part of.
    const packedAttachment = Uint8Array.from(intact.packedAttachment);
    return { outcome, attachment, packedAttachment, signature, isOwn: content.maker === 'own' };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    const isNewer = code === 'SCHEMA';
    const pages = isNewer ? pagesNotChecked('other-version') : nothingToCompare;
    const closed = closedReport(refused(code, signed, pages));
    return isNewer
      ? { ...closed, attachment, packedAttachment: Uint8Array.from(intact.packedAttachment) }
      : closed;
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
  if (typeof file === 'string') return closedReport(verifyOutcome(file));
  const signed = signedBy(file, trust);
  onSigned?.(signed);
  const intact = attempt(bytes, () => checkContent(file));
  if (typeof intact === 'string') return closedReport(refused(intact, signed));
  return openIntact(intact, signed, trust, checkPages);
}

/** Verifies a file as `openReport` does, for callers that only need the answer. */
export async function verifyReport(
  bytes: Uint8Array,
  trust: TrustFile,
  checkPages?: PagesChecker,
): Promise<VerifyOutcome> {
  return (await openReport(bytes, trust, { checkPages })).outcome;
}
