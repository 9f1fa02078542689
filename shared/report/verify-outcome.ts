import { z } from 'zod';
import { roleSchema } from '../profile/roles.ts';
import { instantSchema } from '../run/fact.ts';
import { phaseSchema, verdictSchema } from '../run/verdict.ts';

/**
 * What somebody who receives a file may do with it. `trusted` and `unknown-signer` are both intact; they differ only
 * in whose key it is. All others are refused.
 */
export const verifyOutcomes = [
  'trusted',
  'unknown-signer',
  'changed',
  'resaved',
  'not-a-report',
  'unsupported-version',
  'damaged',
] as const;
export type VerifyOutcomeName = (typeof verifyOutcomes)[number];

type CodeText = { readonly outcome: VerifyOutcomeName; readonly message: string };

/** Every answer of the verifier: the exact finding, the outcome that it leads to, and one sentence for a support engineer. */
export const verifyCodes = {
  KNOWN_SIGNER: {
    outcome: 'trusted',
    message: 'The report is intact and signed with a key on the list of known installations.',
  },
  KNOWN_AUTHORITY: {
    outcome: 'trusted',
    message: 'The report is intact and its signer is certified by an authority in the trust file.',
  },
  UNKNOWN_SIGNER: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but its key is not on the list of known installations; compare the fingerprint with the administrator who made the report.',
  },
  AUTHORITY_PERIOD: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but at the time of signing the certificate of the signer or of its authority was not valid.',
  },
  AUTHORITY_PURPOSE: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but the certificate of the signer, although issued by a listed authority, is not meant for signing documents.',
  },
  AUTHORITY_ALGORITHM: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but the authority has certified the signer with an algorithm that is no longer safe.',
  },
  AUTHORITY_ISSUER: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but an authority between the signer and the listed one was not allowed to issue certificates, or not at that depth.',
  },
  AUTHORITY_CRITICAL: {
    outcome: 'unknown-signer',
    message:
      'The report is intact, but a certificate between the signer and the listed authority carries a condition that this program cannot judge.',
  },
  PAGES: {
    outcome: 'changed',
    message:
      'The signature fits, but the pages do not say what the results inside say, so whoever holds the key has made the pages differently; ask for the original file.',
  },
  HEADER: {
    outcome: 'changed',
    message: 'The beginning of the file is not as the report was signed; ask for the original file.',
  },
  TAIL: {
    outcome: 'changed',
    message: 'Bytes were added or removed at the end of the report after signing; ask for the original file.',
  },
  INCREMENT: {
    outcome: 'changed',
    message:
      'The report is whole, but something was added behind it, as a PDF viewer does when it saves notes and a forger to hide what was signed; ask for the original file.',
  },
  XREF: {
    outcome: 'changed',
    message: 'The table of the parts of the file is not as the report was signed; ask for the original file.',
  },
  TRAILER: {
    outcome: 'changed',
    message: 'The closing section of the file is not as the report was signed; ask for the original file.',
  },
  OBJECT: {
    outcome: 'changed',
    message: 'A part of the file was changed after signing; ask for the original file.',
  },
  DUP_KEY: {
    outcome: 'changed',
    message:
      'A part of the file holds the same entry twice, as in a known forgery; ask for the original file.',
  },
  LIMIT: {
    outcome: 'changed',
    message: 'The file has more parts or deeper nesting than any report; ask for the original file.',
  },
  FORBIDDEN: {
    outcome: 'changed',
    message: 'The file holds active or hidden content that no report has; ask for the original file.',
  },
  FIELD: {
    outcome: 'changed',
    message: 'The file does not have exactly the one signature of a report; ask for the original file.',
  },
  BYTERANGE: {
    outcome: 'changed',
    message: 'The signature does not cover the whole file; ask for the original file.',
  },
  CONTENTS: {
    outcome: 'changed',
    message: 'The place of the signature was changed after signing; ask for the original file.',
  },
  PADDING: {
    outcome: 'changed',
    message: 'Data was hidden beside the signature after signing; ask for the original file.',
  },
  CMS: {
    outcome: 'changed',
    message: 'The signature is not in the form that a report has; ask for the original file.',
  },
  ATTRIBUTES: {
    outcome: 'changed',
    message: 'The signature carries statements that a report does not have; ask for the original file.',
  },
  CERTIFICATE: {
    outcome: 'changed',
    message: 'The certificate beside the signature was changed or exchanged; ask for the original file.',
  },
  CHAIN: {
    outcome: 'changed',
    message:
      'The certificates beside the signature do not lead from the signer to its authority; ask for the original file.',
  },
  ALGORITHM: {
    outcome: 'changed',
    message: 'The signature uses a kind of key that no report uses; ask for the original file.',
  },
  DIGEST: {
    outcome: 'changed',
    message: 'The content of the report was changed after signing; ask for the original file.',
  },
  SIGNATURE: {
    outcome: 'changed',
    message: 'The signature does not fit the report; ask for the original file.',
  },
  TIMESTAMP: {
    outcome: 'changed',
    message:
      'The confirmation of the time beside the signature was removed, exchanged or changed; ask for the original file.',
  },
  ATTACHMENT: {
    outcome: 'changed',
    message: 'The results inside the file are not attached as in a report; ask for the original file.',
  },
  RESAVED: {
    outcome: 'resaved',
    message:
      'The file holds a report that another program has opened and saved again, so its signature no longer counts; ask for the original file.',
  },
  NOT_PDF: { outcome: 'not-a-report', message: 'The file is not a PDF.' },
  FOREIGN: {
    outcome: 'not-a-report',
    message:
      'The file is a PDF, but not a report of Netready; a print or a part of one proves nothing either, so ask for the original file.',
  },
  ENCRYPTED: {
    outcome: 'not-a-report',
    message:
      'The file is a PDF with a password or with restrictions, which no report of Netready has; if it was made from one, ask for the original file.',
  },
  RESULTS_ALONE: {
    outcome: 'not-a-report',
    message: 'The file holds the results of a run without the signed pages; ask for the PDF.',
  },
  TOO_LARGE: {
    outcome: 'not-a-report',
    message: 'The file is larger than any report; at most 20 MiB are read.',
  },
  NO_RESULT: {
    outcome: 'not-a-report',
    message: 'The file is signed and intact, but the results inside are not those of a Netready run.',
  },
  SCHEMA: {
    outcome: 'unsupported-version',
    message: 'The report is intact, but a newer version of Netready is needed to read its results.',
  },
  EMPTY: { outcome: 'damaged', message: 'The file is empty; ask for it again.' },
  TRUNCATED: {
    outcome: 'damaged',
    message: 'The end of the file is missing, as after an interrupted transfer; ask for it again.',
  },
  TEXT_TRANSFER: {
    outcome: 'damaged',
    message:
      'The file was transferred as text, which damages a PDF; ask for it again as a binary file or in an archive.',
  },
  UNREADABLE: {
    outcome: 'damaged',
    message: 'The file could not be examined to the end; ask for it again.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;

export type VerifyCode = keyof typeof verifyCodes;

const verifyCodeNames = Object.keys(verifyCodes) as readonly VerifyCode[];

/** Whose key signed: SHA-256 of the certificate in lower-case hex, and a name. */
export const signerSchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** For a known signer the name in the trust file; else what the certificate says of itself. */
  name: z.string(),
});

/** How the time that a report claims for itself stands to the one that an authority has confirmed. */
export const timeClaims = [
  /** Not later than confirmed, and at most a day before. */
  'agrees',
  /** Later than confirmed: the clock of the signing computer was wrong. */
  'later',
  /** More than a day before: the report was made long after its run, or the clock was wrong. */
  'earlier',
] as const;

/** Until when a report was signed at the latest, and whose word that is. */
export const confirmedTimeSchema = z.strictObject({
  time: instantSchema,
  /** What the certificate of the authority calls it; its own claim unless it is known. */
  authority: z.string(),
  /** SHA-256 of that certificate, in lower-case hex. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whether the trust file lists an authority over it. */
  isKnown: z.boolean(),
  claim: z.enum(timeClaims),
});

/** A check that failed, as the report tells it. */
export const failureSchema = z.strictObject({
  /** The id of the check, with the instance where there are several. */
  check: z.string(),
  requirements: z.array(z.string()),
  title: z.string(),
  reason: z.string(),
});

/** The most failures of one report that a list of reports carries; the report itself has them all. */
export const maxListedFailures = 100;

/** What an intact report says about itself, for a list of files. */
export const reportSummarySchema = z.strictObject({
  id: z.string(),
  host: z.string(),
  roles: z.array(roleSchema),
  phase: phaseSchema,
  finishedAt: instantSchema,
  verdict: verdictSchema,
  /** How many checks failed and are not waived. */
  failedCount: z.int().min(0),
  /** The first of them in the order of the report, required ones first. */
  failed: z.array(failureSchema).max(maxListedFailures),
});

/** Whether the pages say what report.json says: the report was made again from report.json and compared. */
export const pagesAnswers = ['match', 'differ', 'not-checked'] as const;

/** Why the pages were not compared. */
export const pagesReasons = [
  /** The comparison was left out on request. */
  'not-asked',
  /** The file is not an intact report, so there is nothing to compare. */
  'not-intact',
  /** Another version of Netready made the report; only that version draws the same pages. */
  'other-version',
  /** The results are larger than the comparison is made for. */
  'too-large',
  /** This version cannot read the results to the end, although they claim to be its own. */
  'not-readable',
] as const;
export type PagesReason = (typeof pagesReasons)[number];

/** The answer to the question what the pages say; with a reason exactly when there is no answer. */
export type PagesCheck =
  | { readonly pages: 'match' | 'differ'; readonly pagesReason: null }
  | { readonly pages: 'not-checked'; readonly pagesReason: PagesReason };

/** That the pages were not compared, and why. */
export const pagesNotChecked = (pagesReason: PagesReason): PagesCheck => ({
  pages: 'not-checked',
  pagesReason,
});

/**
 * The answer of the verifier for one file. `signer` is null unless the signature is intact; `report` is null unless
 * the outcome is `trusted` or `unknown-signer`; `timestamp` is null where the time is only claimed.
 */
export const verifyOutcomeSchema = z.strictObject({
  outcome: z.enum(verifyOutcomes),
  code: z.enum(verifyCodeNames),
  message: z.string(),
  signer: signerSchema.nullable(),
  report: reportSummarySchema.nullable(),
  pages: z.enum(pagesAnswers),
  pagesReason: z.enum(pagesReasons).nullable(),
  timestamp: confirmedTimeSchema.nullable(),
});

export type ReportSigner = Readonly<z.infer<typeof signerSchema>>;
export type ConfirmedTime = Readonly<z.infer<typeof confirmedTimeSchema>>;
export type ReportFailure = z.infer<typeof failureSchema>;
export type ReportSummary = Readonly<z.infer<typeof reportSummarySchema>>;
export type VerifyOutcome = Readonly<z.infer<typeof verifyOutcomeSchema>>;

/** Makes an answer from its code; outcome and sentence follow from the code alone. */
export function verifyOutcome(
  code: VerifyCode,
  signer: ReportSigner | null = null,
  report: ReportSummary | null = null,
  pages: PagesCheck = pagesNotChecked('not-intact'),
  timestamp: ConfirmedTime | null = null,
): VerifyOutcome {
  return { ...verifyCodes[code], code, signer, report, ...pages, timestamp };
}
