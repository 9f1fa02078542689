import { z } from 'zod';
import { placeWords } from '../profile/roles.ts';
import type { Hue } from '../theme/tokens.ts';
import type { CellShape } from '../theme/verdicts.ts';
import { instantSchema } from '../words/instant.ts';
import { longest } from '../words/lengths.ts';
import { counted } from '../words/phrases.ts';
import { text } from '../words/text-schema.ts';
import { phaseSchema, verdictSchema } from '../words/verdict.ts';
import { isSignedCode, type RefusedCode } from './verify-codes.ts';
import type { VerifyOutcome } from './verify-outcome.ts';

/** What a file is, worst first: the one of two questions about it that its bytes answer. */
export const fileStandings = [
  'pages-differ',
  'data-differs',
  'changed',
  'resaved',
  'cut-off',
  'damaged',
  'not-read',
  'newer',
  'no-report',
  'as-signed',
  'intact',
] as const;
export type FileStanding = (typeof fileStandings)[number];

/** Whose key it is, worst first; `none` where no signature could be checked. */
export const keyStandings = ['changed', 'not-accepted', 'unknown', 'none', 'known'] as const;
export type KeyStanding = (typeof keyStandings)[number];

/** How a file is called and marked in a list; never the colour alone. */
export type FileLook = { readonly word: string; readonly shape: CellShape; readonly hue: Hue };

/** A file that is as it was signed is good news about nothing: only a known key turns its mark green. */
export const fileLooks: Readonly<Record<FileStanding, FileLook>> = {
  intact: { word: 'Intact', shape: 'circle-tick', hue: 'blue-grey' },
  'as-signed': { word: 'Data as signed', shape: 'circle-tick-hollow', hue: 'blue-grey' },
  'pages-differ': { word: 'Pages differ', shape: 'square-unequal', hue: 'red' },
  'data-differs': { word: 'Data does not fit', shape: 'arrows', hue: 'red' },
  changed: { word: 'Changed after signing', shape: 'square-cross', hue: 'red' },
  resaved: { word: 'Saved again', shape: 'triangle', hue: 'amber' },
  'cut-off': { word: 'Cut off', shape: 'clock', hue: 'amber' },
  damaged: { word: 'Damaged', shape: 'square-cross', hue: 'amber' },
  'not-read': { word: 'Not read', shape: 'diamond-question', hue: 'slate' },
  newer: { word: 'Newer format', shape: 'diamond-question', hue: 'violet' },
  'no-report': { word: 'Not a report', shape: 'dash', hue: 'slate' },
};

/** What is wrong with a refused file, in a few words that follow its standing. */
const refusedDetails: Readonly<Record<RefusedCode, string>> = {
  PAGES: 'they say something else than the data',
  RESULTS: 'no version writes it like that',
  DATA: 'signed over other data',
  INPUT_MISSING: 'a listed report is not inside',
  INPUT_ADDED: 'a report inside is not listed',
  INPUT_ORDER: 'reports inside changed places',
  INPUT_EXCHANGED: 'a report inside is another one',
  INPUT_CHANGED: 'a report inside was changed',
  MERGE: 'merging gives another result',
  PAGES_LIMIT: 'pages took too long to compare',
  HEADER: 'at the beginning of the file',
  TAIL: 'bytes at the end of the file',
  INCREMENT: 'something was added behind it',
  XREF: 'the table of its parts',
  TRAILER: 'its closing section',
  OBJECT: 'a part of the file',
  DUP_KEY: 'the same entry twice',
  LIMIT: 'more parts than any report',
  FORBIDDEN: 'active or hidden content',
  FIELD: 'not the one signature of a report',
  BYTERANGE: 'the signature covers a part only',
  CONTENTS: 'the place of the signature',
  PADDING: 'data hidden beside the signature',
  CMS: 'another form of signature',
  ATTRIBUTES: 'statements that no report has',
  CERTIFICATE: 'another certificate',
  CHAIN: 'certificates that lead nowhere',
  ALGORITHM: 'a kind of key that no report uses',
  DIGEST: 'content differs from the signature',
  SIGNATURE: 'the signature does not fit',
  TIMESTAMP: 'the confirmation of its time',
  STREAM: 'a packed part is damaged',
  ATTACHMENT: 'data not attached as in a report',
  RESAVED: 'by a viewer: no longer the original',
  NOT_PDF: 'no PDF at all',
  FOREIGN: 'a PDF without Netready data',
  ENCRYPTED: 'a PDF with a password',
  RESULTS_ALONE: 'data without its signed pages',
  TOO_LARGE: 'larger than any report',
  NO_RESULT: 'signed, but no data of a run',
  SCHEMA: 'made by a newer Netready',
  EMPTY: 'an empty file',
  TRUNCATED: 'the end of the file is missing',
  TEXT_TRANSFER: 'transferred as text',
  UNREADABLE: 'cannot be examined to its end',
  EXHAUSTING: 'takes more time than any report',
  NOT_READ: 'look at path and permissions',
};

const dataCodes: ReadonlySet<string> = new Set([
  'RESULTS',
  'DATA',
  'INPUT_MISSING',
  'INPUT_ADDED',
  'INPUT_ORDER',
  'INPUT_EXCHANGED',
  'INPUT_CHANGED',
  'MERGE',
]);

function fileStanding({
  outcome,
  code,
  pages,
}: Pick<VerifyOutcome, 'outcome' | 'code' | 'pages'>): FileStanding {
  switch (outcome) {
    case 'trusted':
    case 'unknown-signer':
      return pages === 'match' ? 'intact' : 'as-signed';
    case 'changed':
      if (code === 'PAGES') return 'pages-differ';
      return dataCodes.has(code) ? 'data-differs' : 'changed';
    case 'resaved':
      return 'resaved';
    case 'unsupported-version':
      return 'newer';
    case 'not-a-report':
      return 'no-report';
    case 'damaged':
      if (code === 'NOT_READ') return 'not-read';
      return code === 'TRUNCATED' || code === 'EMPTY' ? 'cut-off' : 'damaged';
  }
}

/** One line of a list of reports: what of an answer is shown, sorted by and searched. */
export const listedReportSchema = z.strictObject({
  /** The name of the file, without its folder. */
  file: text(longest.path),
  standing: z.enum(fileStandings),
  /** What is wrong with it, in a few words; null where nothing is. */
  detail: text(longest.line).nullable(),
  key: z.enum(keyStandings),
  /** Who signed it, by the list of known signers or by its own account; null where nobody could be told. */
  signer: text(longest.sentence).nullable(),
  /** SHA-256 of the certificate in lower-case hex. */
  fingerprint: text(longest.word).nullable(),
  /** The machine, or the environment of an environment report; empty where the file is refused. */
  about: text(longest.sentence),
  /** `none` where the file is refused. */
  kind: z.enum(['run', 'environment', 'none']),
  /** Names and addresses were replaced. */
  redacted: z.boolean(),
  roles: text(longest.sentence),
  phase: phaseSchema.nullable(),
  /** When the run ended, or the reports were merged; null where the file is refused. */
  at: instantSchema.nullable(),
  verdict: verdictSchema.nullable(),
  failed: z.int().min(0).nullable(),
});
export type ListedReport = Readonly<z.infer<typeof listedReportSchema>>;

/** Whether a file is not refused, so that something can be drawn from it. */
export const isAccepted = ({ standing }: Pick<ListedReport, 'standing'>): boolean =>
  standing === 'intact' || standing === 'as-signed';

/** What a report says of itself. */
type Said = Pick<
  ListedReport,
  'about' | 'kind' | 'redacted' | 'roles' | 'phase' | 'at' | 'verdict' | 'failed'
>;

const nothingSaid: Said = {
  about: '',
  kind: 'none',
  redacted: false,
  roles: '',
  phase: null,
  at: null,
  verdict: null,
  failed: null,
};

function said({ report, environment }: VerifyOutcome): Said {
  if (report !== null) {
    const { host, roles, phase, finishedAt, verdict, failedCount, redacted } = report;
    return {
      about: host,
      kind: 'run',
      redacted,
      roles: roles.map((role) => placeWords[role]).join(', '),
      phase,
      at: finishedAt,
      verdict,
      failed: failedCount,
    };
  }
  if (environment === null) return nothingSaid;
  const { name, phase, mergedAt, verdict, failedCount, inputs, redacted } = environment;
  return {
    about: name,
    kind: 'environment',
    redacted,
    roles: `${counted(inputs.listed, 'report')} merged`,
    phase,
    at: mergedAt,
    verdict,
    failed: failedCount,
  };
}

/** The line of a verified file. @param file its name, without a folder */
export function listedReport(file: string, outcome: VerifyOutcome): ListedReport {
  const { code, signer } = outcome;
  return {
    file,
    standing: fileStanding(outcome),
    detail: isSignedCode(code) ? null : refusedDetails[code],
    key: signer?.standing ?? 'none',
    signer: signer?.name ?? null,
    fingerprint: signer?.fingerprint ?? null,
    ...said(outcome),
  };
}

const nameOf = ({ about }: Pick<ListedReport, 'about'>): string => about.toLowerCase();

/**
 * The same lines, in which a key that is not known is told as a changed one where another report of the same machine has a
 * known key. Nothing is said of redacted reports, which do not name their machine.
 */
export function withChangedKeys(rows: readonly ListedReport[]): readonly ListedReport[] {
  const isNamed = (row: ListedReport): boolean => row.kind === 'run' && !row.redacted;
  const known = new Set(rows.filter((row) => isNamed(row) && row.key === 'known').map(nameOf));
  const isChanged = (row: ListedReport): boolean =>
    isNamed(row) && (row.key === 'unknown' || row.key === 'not-accepted') && known.has(nameOf(row));
  return rows.map((row) => (isChanged(row) ? { ...row, key: 'changed' } : row));
}
