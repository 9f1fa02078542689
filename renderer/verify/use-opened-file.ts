import { useEffect, useState } from 'react';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import { type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { verifyText } from '../text/en/verify.ts';
import type { Commands } from '../wizard/effects.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';
import { nameOfFile, readBase64, unlessAborted } from './read-report.ts';

/** A file that was verified, with what it holds. */
export type Opened = OperationOutput<'verify.open'>;

const gone = (): Reply<Opened> => ({
  ok: false,
  error: toFailure(new AppError('not-found', verifyText.opened.gone)),
});

/** Reads a file once more and has it opened: nothing of it was kept. Never throws. */
async function open(
  file: File,
  openReport: Commands['openReport'],
  signal: AbortSignal,
): Promise<Reply<Opened>> {
  const content = await readBase64(file);
  if (!content.ok) return content;
  const call = openReport({ name: nameOfFile(file), pdf: content.value });
  return unlessAborted(call, signal);
}

/** What a file holds. @param file null where it is not there any more */
export function useOpenedFile(file: File | null, openReport: Commands['openReport']): Loadable<Opened> {
  const [opened, setOpened] = useState<Loadable<Opened>>({ kind: 'loading' });
  useEffect(() => {
    setOpened({ kind: 'loading' });
    const stop = new AbortController();
    const answer = file === null ? Promise.resolve(gone()) : open(file, openReport, stop.signal);
    void answer.then((reply) => {
      if (!stop.signal.aborted) setOpened(loaded(reply));
    });
    return () => stop.abort();
  }, [file, openReport]);
  return opened;
}
