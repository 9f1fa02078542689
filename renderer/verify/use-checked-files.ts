import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { VerifyPageProps } from '../wizard/steps/props.ts';
import { checkFile } from './read-report.ts';
import { emptyVerifyState, nextFile, reduceVerify, type VerifyState } from './verify-state.ts';

/**
 * The files on the page, some of them checked at the same time, and what can be done with the list. A check whose file is
 * taken away, or whose page is left, is stopped.
 */
export function useCheckedFiles(onVerify: VerifyPageProps['onVerify']): {
  readonly state: VerifyState;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
} {
  const [state, dispatch] = useReducer(reduceVerify, emptyVerifyState);
  const contents = useRef(new Map<number, File>());
  const checks = useRef(new Map<number, AbortController>());
  const nextId = useRef(state.nextId);

  const add = useCallback((files: readonly File[]): void => {
    for (const [index, file] of files.entries()) contents.current.set(nextId.current + index, file);
    nextId.current += files.length;
    dispatch({ kind: 'added', names: files.map(({ name }) => name) });
  }, []);

  const next = nextFile(state);
  useEffect(() => {
    const file = next === null ? undefined : contents.current.get(next.id);
    if (next === null || file === undefined) return;
    const { id } = next;
    const stop = new AbortController();
    contents.current.delete(id);
    checks.current.set(id, stop);
    dispatch({ kind: 'changed', id, status: { kind: 'checking' } });
    void checkFile(file, onVerify, stop.signal).then((status) => {
      checks.current.delete(id);
      dispatch({ kind: 'changed', id, status });
    });
  }, [next, onVerify]);

  const stopAll = useCallback((): void => {
    for (const stop of checks.current.values()) stop.abort();
  }, []);
  useEffect(() => stopAll, [stopAll]);

  const remove = useCallback((id: number): void => {
    contents.current.delete(id);
    checks.current.get(id)?.abort();
    dispatch({ kind: 'removed', id });
  }, []);

  return {
    state,
    add,
    remove,
    clear: () => {
      contents.current.clear();
      stopAll();
      dispatch({ kind: 'cleared' });
    },
  };
}
