import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { maxRunBytes } from '../../../shared/run/limits.ts';
import { fitTo } from '../../../shared/words/fit-to-schema.ts';
import type { Clock } from '../base/world.ts';
import { makeFolder } from '../files/make-folder.ts';
import { ownMark } from '../files/process-mark.ts';
import { unwritable } from '../files/unwritable.ts';
import {
  type JournalHead,
  type JournalLine,
  journalEnding,
  journalHeadSchema,
  journalLineSchema,
  journalSchemaId,
} from './journal-lines.ts';

/** How often a journal is touched while nothing happens, in ms, so that others see that somebody is at work on it. */
export const heartbeatMs = 30_000;

/** Writes down what a run finds, as it comes. Nothing of it throws: a full disk never ends a run. */
export type RunJournal = {
  readonly note: (event: RunEvent) => void;
  /** Writes down that the run has ended. */
  readonly noteEnd: (cancelled: boolean) => void;
  /** Waits until all is on the disk and lets go of the file, which stays. */
  readonly close: () => Promise<void>;
  /** The result is kept: the journal is not needed any more. */
  readonly discard: () => Promise<void>;
};

/** What a journal says of its run before it begins. */
export type JournalSubject = Pick<JournalHead, 'id' | 'startedAt' | 'profile' | 'machine' | 'only' | 'base'>;

/** Opens the journal of a run. */
export type OpenJournal = (subject: JournalSubject) => Promise<RunJournal>;

/** A journal that is not written. */
export const noJournal: RunJournal = {
  note: () => undefined,
  noteEnd: () => undefined,
  close: async () => undefined,
  discard: async () => undefined,
};

/** What a journal keeps of an event; null for what it does not need. */
function lineOf(event: RunEvent, clock: Pick<Clock, 'now'>): JournalLine | null {
  switch (event.kind) {
    case 'contacted':
      return { kind: 'contacted', contact: event.contact };
    case 'probe-finished':
      return { kind: 'facts', key: event.key, at: clock.now().toISOString(), facts: [...event.facts] };
    case 'run-started':
    case 'probe-started':
    case 'run-finished':
      return null;
  }
}

const textOf = (line: JournalHead | JournalLine): string => `${JSON.stringify(line)}\n`;

/** Lines in which no name is too long to be read again: what a machine is called is not ours to bound. */
const headText = (head: JournalHead): string => textOf(fitTo(journalHeadSchema, head));
const lineText = (line: JournalLine): string => textOf(fitTo(journalLineSchema, line));

/** What somebody is told once when a journal cannot be written on. */
const lostWords = (error: unknown, path: string): string => {
  const { message } = error instanceof AppError ? error : unwritable(path, error);
  return `${message} The run goes on; if Netready is ended before it ends, what it has found is lost.`;
};

/** Appends texts to a file one after the other: what has gathered meanwhile goes out together, down to the disk. */
function createAppender(file: FileHandle, maxBytes: number, onFailure: (error: unknown) => void) {
  let waiting = '';
  let bytes = 0;
  let isBroken = false;
  let work: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    while (waiting !== '' && !isBroken) {
      const next = Buffer.from(waiting);
      waiting = '';
      bytes += next.length;
      if (bytes > maxBytes)
        throw new AppError('output-unwritable', `More than ${maxBytes} bytes of a run are not written down.`);
      await file.writeFile(next);
      await file.datasync();
    }
  };
  const start = (): Promise<void> =>
    writeAll()
      .catch((error: unknown) => {
        isBroken = true;
        onFailure(error);
      })
      .then(() => {
        work = null;
      });
  return {
    append: (text: string): void => {
      if (isBroken) return;
      waiting += text;
      work ??= start();
    },
    settled: async (): Promise<void> => {
      while (work !== null) await work;
    },
  };
}

/**
 * Makes what opens journals in the folder of kept runs: each is a file `<id>.journal` that only its owner can read
 * (0600). It holds the answers and what was found, and no secret, because none of both does.
 * @param notice is told once, in a sentence, when a journal cannot be written
 * @param maxBytes how large a journal becomes; what is found beyond is not written down
 */
export function createOpenJournal(
  folder: string,
  clock: Pick<Clock, 'now'>,
  notice: (sentence: string) => void,
  maxBytes = maxRunBytes,
): OpenJournal {
  return async (subject) => {
    const path = join(folder, `${subject.id}${journalEnding}`);
    const opened = await openFile(folder, path).catch((error: unknown) => {
      notice(lostWords(error, path));
      return null;
    });
    if (opened === null) return noJournal;
    const appender = createAppender(opened, maxBytes, (error) => notice(lostWords(error, path)));
    appender.append(headText({ kind: 'begun', schema: journalSchemaId, process: ownMark(), ...subject }));
    await appender.settled();
    const touch = (): void => void opened.utimes(clock.now(), clock.now()).catch(() => undefined);
    const heartbeat = setInterval(touch, heartbeatMs).unref();

    let isOpen = true;
    const close = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      clearInterval(heartbeat);
      await appender.settled();
      await opened.close().catch(() => undefined);
    };
    return {
      note: (event) => {
        const line = isOpen ? lineOf(event, clock) : null;
        if (line !== null) appender.append(lineText(line));
      },
      noteEnd: (cancelled) => {
        if (isOpen) appender.append(lineText({ kind: 'ended', at: clock.now().toISOString(), cancelled }));
      },
      close,
      discard: async () => {
        await close();
        await rm(path, { force: true }).catch(() => undefined);
      },
    };
  };
}

async function openFile(folder: string, path: string): Promise<FileHandle> {
  await makeFolder(folder, 0o700);
  return open(path, 'wx', 0o600);
}
