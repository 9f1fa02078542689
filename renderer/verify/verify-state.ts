import type { Failure } from '../../shared/contract/reply.ts';
import type { PagesReason, VerifyOutcome } from '../../shared/report/verify-outcome.ts';

/** What is known of one file. */
export type FileStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly outcome: VerifyOutcome }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One file on the page. `id` tells files of one name apart. */
export type CheckedFile = { readonly id: number; readonly name: string; readonly status: FileStatus };

export type VerifyState = { readonly files: readonly CheckedFile[]; readonly nextId: number };

export type VerifyEvent =
  | { readonly kind: 'added'; readonly names: readonly string[] }
  | { readonly kind: 'changed'; readonly id: number; readonly status: FileStatus }
  | { readonly kind: 'removed'; readonly id: number }
  | { readonly kind: 'cleared' };

export const emptyVerifyState: VerifyState = { files: [], nextId: 1 };

/** The next state of the page. Pure. News about a file that was removed meanwhile changes nothing. */
export function reduceVerify(state: VerifyState, event: VerifyEvent): VerifyState {
  const { files, nextId } = state;
  switch (event.kind) {
    case 'added': {
      const added = event.names.map(
        (name, index): CheckedFile => ({ id: nextId + index, name, status: { kind: 'waiting' } }),
      );
      return { files: [...files, ...added], nextId: nextId + added.length };
    }
    case 'changed':
      return {
        ...state,
        files: files.map((file) => (file.id === event.id ? { ...file, status: event.status } : file)),
      };
    case 'removed':
      return { ...state, files: files.filter(({ id }) => id !== event.id) };
    case 'cleared':
      return { ...state, files: [] };
  }
}

/** The file to check next: the first that waits, while none is being checked; null when there is nothing to do. */
export function nextFile({ files }: Pick<VerifyState, 'files'>): CheckedFile | null {
  if (files.some(({ status }) => status.kind === 'checking')) return null;
  return files.find(({ status }) => status.kind === 'waiting') ?? null;
}

/** How many files are where, for the line above the list. */
export function tally({ files }: Pick<VerifyState, 'files'>) {
  const outcomes = files.flatMap(({ status }) => (status.kind === 'checked' ? [status.outcome.outcome] : []));
  const known = outcomes.filter((outcome) => outcome === 'trusted').length;
  const unknown = outcomes.filter((outcome) => outcome === 'unknown-signer').length;
  const failed = files.filter(({ status }) => status.kind === 'failed').length;
  return {
    total: files.length,
    done: outcomes.length + failed,
    known,
    unknown,
    refused: outcomes.length - known - unknown,
    failed,
  };
}

/** Whether a file is as it was signed. */
export type Integrity = 'yes' | 'changed' | 'resaved' | 'none' | 'damaged';

/** Whether the key that signed a file is one that this installation knows. */
export type KeyAnswer = 'known' | 'unknown' | 'refused' | 'not-decided' | 'none';

/** Whether the pages say what the results inside say; where that was not compared, why. */
export type PagesAnswer = 'match' | 'differ' | PagesReason;

/**
 * The answers that a file gets. They are separate: a file can be intact and signed by anybody, nothing can be said of
 * a key whose signature does not count, and whoever holds a key can sign pages that say something else than the
 * results beside them.
 */
export type Answers = {
  readonly integrity: Integrity;
  readonly key: KeyAnswer;
  readonly pages: PagesAnswer;
};

function signatureAnswers({ outcome, code, signer }: VerifyOutcome): Omit<Answers, 'pages'> {
  switch (outcome) {
    case 'trusted':
      return { integrity: 'yes', key: 'known' };
    case 'unknown-signer':
      return { integrity: 'yes', key: code === 'UNKNOWN_SIGNER' ? 'unknown' : 'refused' };
    case 'unsupported-version':
      return { integrity: 'yes', key: signer === null ? 'none' : 'not-decided' };
    case 'changed':
      return code === 'PAGES'
        ? { integrity: 'yes', key: signer === null ? 'none' : 'not-decided' }
        : { integrity: 'changed', key: 'none' };
    case 'resaved':
      return { integrity: 'resaved', key: 'none' };
    case 'not-a-report':
      return signer === null ? { integrity: 'none', key: 'none' } : { integrity: 'yes', key: 'not-decided' };
    case 'damaged':
      return { integrity: 'damaged', key: 'none' };
  }
}

/** The answers to the questions of the page for one file. */
export function answersOf(outcome: VerifyOutcome): Answers {
  const { pages, pagesReason } = outcome;
  return {
    ...signatureAnswers(outcome),
    pages: pages === 'not-checked' ? (pagesReason ?? 'not-asked') : pages,
  };
}
