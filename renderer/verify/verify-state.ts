import type { Failure } from '../../shared/contract/reply.ts';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';

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

/** How many files are checked at the same time: enough for the threads that most machines have. */
const mostAtOnce = 4;

/** The file to check next: the first that waits, while few are being checked; null when there is nothing to do. */
export function nextFile({ files }: Pick<VerifyState, 'files'>): CheckedFile | null {
  if (files.filter(({ status }) => status.kind === 'checking').length >= mostAtOnce) return null;
  return files.find(({ status }) => status.kind === 'waiting') ?? null;
}

/** What the line above the list tells: how far it is, what the files are, and how many were not even read. */
export function tally({ files }: Pick<VerifyState, 'files'>) {
  const outcomes = files.flatMap(({ status }) => (status.kind === 'checked' ? [status.outcome] : []));
  const failed = files.filter(({ status }) => status.kind === 'failed').length;
  return { total: files.length, done: outcomes.length + failed, outcomes, failed };
}
