import type { Failure } from '../../shared/contract/reply.ts';
import { isAccepted, type ListedReport, listedReport } from '../../shared/report/report-list.ts';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';

/** What is known of one file. */
export type FileStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking' }
  /** `pages`: whether they are still to be compared with the data, which comes after all files have this answer. */
  | {
      readonly kind: 'checked';
      readonly outcome: VerifyOutcome;
      readonly row: ListedReport;
      readonly pages: 'open' | 'comparing' | 'settled';
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One file on the page. `id` tells files of one name apart. */
export type CheckedFile = { readonly id: number; readonly name: string; readonly status: FileStatus };

/** What a list of files is, and what goes on with it. */
export type VerifyState = {
  readonly files: readonly CheckedFile[];
  /** Somebody has stopped what was going on; nothing is begun until it is let go on. */
  readonly isStopped: boolean;
  /** Files of folders that were passed over, because they are no PDF. */
  readonly passedOver: number;
  /** When the first file came since nothing was left to do, and when all had their first answer, in ms; null before. */
  readonly since: number | null;
  readonly settledAt: number | null;
};

export type VerifyEvent =
  | {
      readonly kind: 'added';
      readonly files: readonly Pick<CheckedFile, 'id' | 'name'>[];
      readonly passedOver: number;
      readonly at: number;
    }
  /** Several files at once, so that a page with thousands is drawn anew seldom. */
  | { readonly kind: 'changed'; readonly changes: ReadonlyMap<number, FileStatus>; readonly at: number }
  | { readonly kind: 'removed'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'went-on' }
  | { readonly kind: 'cleared' };

export const emptyVerifyState: VerifyState = {
  files: [],
  isStopped: false,
  passedOver: 0,
  since: null,
  settledAt: null,
};

/** The most failures of a report that are kept for the list: the report itself is read again when it is opened. */
const keptFailures = 6;

/** The answer for a file, without what nobody sees in a list. */
export function checked(name: string, outcome: VerifyOutcome): FileStatus {
  const { report } = outcome;
  const kept = report === null ? null : { ...report, failed: report.failed.slice(0, keptFailures) };
  const row = listedReport(name, outcome);
  const pages = isAccepted(row) && outcome.pagesReason === 'not-asked' ? 'open' : 'settled';
  return { kind: 'checked', outcome: { ...outcome, report: kept }, row, pages };
}

const isOpen = ({ status }: CheckedFile): boolean => status.kind === 'waiting' || status.kind === 'checking';

function change(state: VerifyState, changes: ReadonlyMap<number, FileStatus>, at: number): VerifyState {
  const files = state.files.map((file) => {
    const status = changes.get(file.id);
    return status === undefined ? file : { ...file, status };
  });
  const isSettled = state.settledAt === null && files.length > 0 && !files.some(isOpen);
  return { ...state, files, settledAt: isSettled ? at : state.settledAt };
}

/** What was begun and stopped waits again. */
const waitingAgain = (file: CheckedFile): CheckedFile =>
  file.status.kind === 'checking' ? { ...file, status: { kind: 'waiting' } } : file;

/** The next state of the list. Pure. News about a file that was removed meanwhile changes nothing. */
export function reduceVerify(state: VerifyState, event: VerifyEvent): VerifyState {
  switch (event.kind) {
    case 'added': {
      const isFirst = !state.files.some(isOpen);
      const waiting = event.files.map((file): CheckedFile => ({ ...file, status: { kind: 'waiting' } }));
      const passedOver = state.passedOver + event.passedOver;
      if (waiting.length === 0) return { ...state, passedOver };
      const since = isFirst ? event.at : state.since;
      return { files: [...state.files, ...waiting], isStopped: false, passedOver, since, settledAt: null };
    }
    case 'changed':
      return change(state, event.changes, event.at);
    case 'removed':
      return { ...state, files: state.files.filter(({ id }) => !event.ids.has(id)) };
    case 'stopped':
      return { ...state, files: state.files.map(waitingAgain), isStopped: true };
    case 'went-on':
      return { ...state, isStopped: false };
    case 'cleared':
      return emptyVerifyState;
  }
}

/** Whether the pages of a file are still to be compared with its data. */
export const hasPagesLeft = ({ status }: CheckedFile): boolean =>
  status.kind === 'checked' && status.pages === 'open';

const isComparing = ({ status }: CheckedFile): boolean =>
  status.kind === 'checked' && status.pages === 'comparing';

/** What is to be done next with a file: whether it is as it was signed, or whether its pages fit. */
export type Work = { readonly file: CheckedFile; readonly pages: boolean };

/** How many files are worked on at the same time: enough for the threads that most machines have. */
export const mostAtOnce = 4;

/**
 * What to do next: signatures first, so that every file has its answer soon; then pages, one file at a time and first those
 * that somebody looks at. Null when there is nothing to do.
 * @param wanted the file that somebody looks at; null for none
 */
export function nextWork({ files, isStopped }: VerifyState, wanted: number | null): Work | null {
  if (isStopped) return null;
  const busy = files.filter((file) => file.status.kind === 'checking' || isComparing(file)).length;
  if (busy >= mostAtOnce) return null;
  const waiting = files.find(({ status }) => status.kind === 'waiting');
  if (waiting !== undefined) return { file: waiting, pages: false };
  const looked = files.find((file) => file.id === wanted && hasPagesLeft(file));
  if (looked !== undefined) return { file: looked, pages: true };
  if (busy > 0) return null;
  const left = files.find(hasPagesLeft);
  return left === undefined ? null : { file: left, pages: true };
}

/** How far the files are. */
export type Tally = {
  readonly total: number;
  /** How many have their first answer, or could not be read. */
  readonly done: number;
  /** Of how many the pages have been compared, of how many they are still to be, and of how many they cannot be here. */
  readonly compared: number;
  readonly left: number;
  readonly incomparable: number;
};

/** How far the files are, for the lines that say so. */
export function tally({ files }: Pick<VerifyState, 'files'>): Tally {
  const left = files.filter((file) => hasPagesLeft(file) || isComparing(file)).length;
  const compared = files.filter(
    ({ status }) => status.kind === 'checked' && status.outcome.pages !== 'not-checked',
  ).length;
  const accepted = files.filter(({ status }) => status.kind === 'checked' && isAccepted(status.row));
  const settled = accepted.filter(
    ({ status }) =>
      status.kind === 'checked' && status.pages === 'settled' && status.outcome.pages === 'not-checked',
  );
  return {
    total: files.length,
    done: files.filter((file) => !isOpen(file)).length,
    compared,
    left,
    incomparable: settled.length,
  };
}
