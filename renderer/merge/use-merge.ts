import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { maxEnvironmentBytes } from '../../shared/run/limits.ts';
import { verifyText } from '../text/en/verify.ts';
import { readBase64 } from '../verify/read-report.ts';
import { loaded } from '../wizard/loadable.ts';
import type { Merging } from '../wizard/steps/props.ts';
import { emptyMerge, type MergeFileStatus, nextToAdd, progressOf, reduceMerge } from './merge-state.ts';

/** Hands one file over. Never throws. */
async function addFile(file: File, merge: string, merging: Merging): Promise<MergeFileStatus> {
  if (file.size > maxEnvironmentBytes)
    return {
      kind: 'failed',
      failure: toFailure(new AppError('input-invalid', verifyText.tooLarge(file.name))),
    };
  const content = await readBase64(file);
  if (!content.ok) return { kind: 'failed', failure: content.error };
  const reply = await merging.add({ merge, name: file.name.slice(0, 255), pdf: content.value, pages: false });
  if (!reply.ok) return { kind: 'failed', failure: reply.error };
  const { outcome, sameAs } = reply.value;
  return outcome === null ? { kind: 'same', as: sameAs ?? '' } : { kind: 'added', outcome };
}

/** The files of one merge, taken in one after the other, and what they come to. Leaving the page lets go of them. */
export function useMerge(merging: Merging) {
  const [merge] = useState(() => crypto.randomUUID());
  const [state, dispatch] = useReducer(reduceMerge, emptyMerge);
  const contents = useRef(new Map<number, File>());
  const nextId = useRef(1);
  useEffect(() => () => merging.clear(merge), [merging, merge]);

  const add = useCallback((files: readonly File[]): void => {
    const chosen = files.map((file) => {
      const id = nextId.current;
      nextId.current += 1;
      contents.current.set(id, file);
      return { id, name: file.name };
    });
    dispatch({ kind: 'chosen', files: chosen });
  }, []);

  const next = nextToAdd(state);
  useEffect(() => {
    const file = next === null ? undefined : contents.current.get(next.id);
    if (next === null || file === undefined) return;
    const { id } = next;
    contents.current.delete(id);
    dispatch({ kind: 'changed', id, status: { kind: 'adding' } });
    void addFile(file, merge, merging).then((status) => dispatch({ kind: 'changed', id, status }));
  }, [next, merge, merging]);

  const { isSettled } = progressOf(state);
  const { confirmed, redact } = state;
  const call = useRef(0);
  useEffect(() => {
    if (!isSettled) return;
    call.current += 1;
    const own = call.current;
    void merging.result({ merge, confirmed: [...confirmed], redact }).then((reply) => {
      if (own === call.current) dispatch({ kind: 'merged', merged: loaded(reply) });
    });
  }, [isSettled, confirmed, redact, merge, merging]);

  return {
    merge,
    state,
    add,
    confirm: (fingerprint: string) => dispatch({ kind: 'confirmed', fingerprint }),
    redact: (isRedacted: boolean) => dispatch({ kind: 'redacted', redact: isRedacted }),
    clear: (): void => {
      contents.current.clear();
      call.current += 1;
      merging.clear(merge);
      dispatch({ kind: 'cleared' });
    },
  };
}
