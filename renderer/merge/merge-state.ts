import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import type { Loadable } from '../wizard/loadable.ts';

/** What the files come to together. */
export type Merged = OperationOutput<'merge.result'>;

/** What is known of one file: `same` has the content of another one, `failed` could not be read or taken in. */
export type MergeFileStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'adding' }
  | { readonly kind: 'added'; readonly outcome: VerifyOutcome }
  | { readonly kind: 'same'; readonly as: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type MergeFile = { readonly id: number; readonly name: string; readonly status: MergeFileStatus };

export type MergeState = {
  readonly files: readonly MergeFile[];
  /** Keys that the person has confirmed although the machine had another one. */
  readonly confirmed: readonly string[];
  readonly redact: boolean;
  /** What they come to; null before the first file was taken in. Kept while another one is made. */
  readonly merged: Loadable<Merged> | null;
};

export type MergeEvent =
  | { readonly kind: 'chosen'; readonly files: readonly Pick<MergeFile, 'id' | 'name'>[] }
  | { readonly kind: 'changed'; readonly id: number; readonly status: MergeFileStatus }
  | { readonly kind: 'confirmed'; readonly fingerprint: string }
  | { readonly kind: 'redacted'; readonly redact: boolean }
  | { readonly kind: 'merged'; readonly merged: Loadable<Merged> }
  | { readonly kind: 'cleared' };

export const emptyMerge: MergeState = { files: [], confirmed: [], redact: false, merged: null };

/** The next state of the page. Pure. */
export function reduceMerge(state: MergeState, event: MergeEvent): MergeState {
  switch (event.kind) {
    case 'chosen': {
      const chosen = event.files.map((file): MergeFile => ({ ...file, status: { kind: 'waiting' } }));
      return { ...state, files: [...state.files, ...chosen] };
    }
    case 'changed':
      return {
        ...state,
        files: state.files.map((file) => (file.id === event.id ? { ...file, status: event.status } : file)),
      };
    case 'confirmed':
      return { ...state, confirmed: [...new Set([...state.confirmed, event.fingerprint])] };
    case 'redacted':
      return { ...state, redact: event.redact };
    case 'merged':
      return { ...state, merged: event.merged };
    case 'cleared':
      return emptyMerge;
  }
}

const isOpen = ({ status }: MergeFile): boolean => status.kind === 'waiting' || status.kind === 'adding';

/** The file to take in next: one at a time, so that large ones do not lie in memory together; null when none is left. */
export const nextToAdd = ({ files }: Pick<MergeState, 'files'>): MergeFile | null =>
  files.some(({ status }) => status.kind === 'adding')
    ? null
    : (files.find(({ status }) => status.kind === 'waiting') ?? null);

/** How far the files are; `isSettled` once each has its answer and one was taken in. */
export function progressOf({ files }: Pick<MergeState, 'files'>) {
  const done = files.filter((file) => !isOpen(file)).length;
  return {
    done,
    total: files.length,
    isSettled: done === files.length && files.some(({ status }) => status.kind === 'added'),
  };
}

/** The files that have the content of another one, which counts once, each with the name of that one. */
export const sameFiles = ({
  files,
}: Pick<MergeState, 'files'>): readonly {
  readonly id: number;
  readonly name: string;
  readonly as: string;
}[] => files.flatMap(({ id, name, status }) => (status.kind === 'same' ? [{ id, name, as: status.as }] : []));

/** The key with which a file of this name was signed; null where it is unknown or several files are called so. */
export function keyOfFile({ files }: Pick<MergeState, 'files'>, name: string | undefined): string | null {
  const keys = files.flatMap((file) =>
    file.name === name && file.status.kind === 'added' ? (file.status.outcome.signer?.fingerprint ?? []) : [],
  );
  const [key = null] = keys;
  return keys.length === 1 ? key : null;
}
