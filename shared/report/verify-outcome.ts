import { z } from 'zod';
import { roleSchema } from '../profile/roles.ts';
import { instantSchema } from '../words/instant.ts';
import { phaseSchema, verdictSchema } from '../words/verdict.ts';
import {
  isSignedCode,
  refusedCodes,
  signedCodes,
  signerStandings,
  type VerifyCode,
  verifyCodes,
  verifyOutcomes,
} from './verify-codes.ts';

const verifyCodeNames = Object.keys(verifyCodes) as readonly VerifyCode[];

/** Whose key signed: SHA-256 of the certificate in lower-case hex, and a name. */
export const signerSchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** For a known signer the name in the trust file; else what the certificate says of itself. */
  name: z.string(),
  /** Whether the trust file knows the key: true of the key, whatever else is wrong with the file. */
  standing: z.enum(signerStandings),
});

/** The version of a program, as it may stand in a sentence. */
export const versionSchema = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z.]{1,20})?$/);

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
  /** The line that says what failed. */
  title: z.string(),
  reason: z.string(),
});

/** The most failures of one report that a list of reports carries; the report itself has them all. */
export const maxListedFailures = 100;

/** What an intact report says about itself, for a list of files. */
export const reportSummarySchema = z.strictObject({
  id: z.string(),
  /** The version of Netready that made it, by its own account; null when it names none. */
  madeWith: versionSchema.nullable(),
  host: z.string(),
  roles: z.array(roleSchema),
  phase: phaseSchema,
  finishedAt: instantSchema,
  verdict: verdictSchema,
  /** Names and addresses were replaced, its own among them. */
  redacted: z.boolean(),
  /** How many checks failed and are not waived. */
  failedCount: z.int().min(0),
  /** The first of them in the order of the report, required ones first. */
  failed: z.array(failureSchema).max(maxListedFailures),
});

const count = z.int().min(0);

/** What an intact environment report says about itself, for a list of files. */
export const environmentSummarySchema = z.strictObject({
  id: z.string(),
  /** The version of Netready that made it, by its own account; null when it names none. */
  madeWith: versionSchema.nullable(),
  /** How the environment is called. */
  name: z.string(),
  phase: phaseSchema,
  mergedAt: instantSchema,
  verdict: verdictSchema,
  /** How many connections and questions of single machines failed. */
  failedCount: count,
  inputs: z.strictObject({
    /** How many reports were merged, and how many were refused. */
    listed: count,
    refused: count,
    /** Of the merged ones: how many lie inside with their own signature, and of how many of these the key is known. */
    proven: count,
    known: count,
  }),
  /** Names and addresses were replaced; then no reports lie inside. */
  redacted: z.boolean(),
});

/** Whether the pages say what report.json says: the report was made again from report.json and compared. */
export const pagesAnswers = ['match', 'differ', 'not-checked'] as const;

/** Why the pages were not compared. */
export const pagesReasons = [
  /** The comparison was left out on request. */
  'not-asked',
  /** The file is not an intact report, so there is nothing to compare. */
  'not-intact',
  /** Another version of Netready made the report; only that version makes the same pages. */
  'other-version',
  /** This version made the report from another catalogue of checks. */
  'other-catalogue',
  /** The comparison took too much time or memory. */
  'stopped',
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
 * The answer of the verifier for one file. `signer` is null unless the signature itself was checked and fits, whatever
 * else the file is refused for; `report` and `environment` are null unless the outcome is `trusted` or `unknown-signer`, and one of
 * them then; `timestamp` is
 * null where the time is only claimed.
 */
export const verifyOutcomeSchema = z.strictObject({
  outcome: z.enum(verifyOutcomes),
  code: z.enum(verifyCodeNames),
  message: z.string(),
  signer: signerSchema.nullable(),
  report: reportSummarySchema.nullable(),
  /** What an environment report says of itself; null for the report of a run. */
  environment: environmentSummarySchema.nullable(),
  pages: z.enum(pagesAnswers),
  pagesReason: z.enum(pagesReasons).nullable(),
  timestamp: confirmedTimeSchema.nullable(),
});

export type ReportSigner = Readonly<z.infer<typeof signerSchema>>;
export type ConfirmedTime = Readonly<z.infer<typeof confirmedTimeSchema>>;
export type ReportFailure = z.infer<typeof failureSchema>;
export type EnvironmentSummary = Readonly<z.infer<typeof environmentSummarySchema>>;
export type ReportSummary = Readonly<z.infer<typeof reportSummarySchema>>;
export type VerifyOutcome = Readonly<z.infer<typeof verifyOutcomeSchema>>;

/** The version whose text layer could be wrong, so that it refuses reports of its own. */
const faultyVersion = '0.1.0';

/** Why the pages were not compared, as the end of a sentence after "because". */
export function notComparedBecause(reason: PagesReason, madeWith: string | null): string {
  switch (reason) {
    case 'not-asked':
      return 'that was left out as asked';
    case 'not-intact':
      return 'the file is not an intact report';
    case 'other-version': {
      const maker = madeWith === null ? 'another version' : `version ${madeWith}`;
      return `${maker} of Netready made them, and only that version makes the same again`;
    }
    case 'other-catalogue':
      return 'they were made with another catalogue of checks';
    case 'stopped':
      return 'that took too much time or memory';
  }
}

/** What must be known of pages that are not compared; null where nothing is. */
export function pagesNote(reason: PagesReason | null, madeWith: string | null): string | null {
  return reason === 'other-version' && madeWith === faultyVersion
    ? `Version ${faultyVersion} could put a wrong text behind the letters when it made several reports in one process, and then refuses them itself: that is its own fault and says nothing against whoever signed.`
    : null;
}

/** What to read in place of pages that were not compared. */
export const whatToRead = 'read the data, not the pages';

/**
 * The sentences on a file. Only of a report whose pages were compared is said that it is intact; of any other that is not
 * refused there are two statements: what was signed, and what was not compared.
 */
function messageOf(code: VerifyCode, { pages, pagesReason }: PagesCheck, madeWith: string | null): string {
  if (!isSignedCode(code)) return refusedCodes[code].message;
  const { key } = signedCodes[code];
  if (pages === 'match') return `The report is intact${key}.`;
  const because = notComparedBecause(pagesReason ?? 'not-intact', madeWith);
  const note = pagesNote(pagesReason, madeWith);
  return [
    `The data inside is as it was signed${key}.`,
    `The pages were not compared with it, because ${because}: ${whatToRead}.`,
    ...(note === null ? [] : [note]),
  ].join(' ');
}

const isOfEnvironment = (summary: ReportSummary | EnvironmentSummary): summary is EnvironmentSummary =>
  'inputs' in summary;

/** Makes an answer from its code; the outcome follows from the code, and the sentences from the whole answer. */
export function verifyOutcome(
  code: VerifyCode,
  signer: ReportSigner | null = null,
  summary: ReportSummary | EnvironmentSummary | null = null,
  pages: PagesCheck = pagesNotChecked('not-intact'),
  timestamp: ConfirmedTime | null = null,
): VerifyOutcome {
  const { outcome } = verifyCodes[code];
  const environment = summary !== null && isOfEnvironment(summary) ? summary : null;
  const report = summary !== null && !isOfEnvironment(summary) ? summary : null;
  const message = messageOf(code, pages, summary?.madeWith ?? null);
  return { outcome, code, message, signer, report, environment, ...pages, timestamp };
}
