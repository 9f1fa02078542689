import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import { builtFolder, ownBuiltFilesAtOnce, type ThreadPlace } from './built-files.ts';
import { readCode } from './compiled-code.ts';
import { givenFlags } from './given-flags.ts';
import { compilePatiently } from './patient-compiler.ts';

/**
 * The memory beyond which Node itself ends a thread, in MiB: more than is watched for, so that it never has to, because it
 * can end the whole process instead when a single piece is too large.
 */
const heapMiB = 4096;

/**
 * The built programs of threads, which every host reads and hands over as text, because a single-file program has no files:
 * one for everything, and a small one that neither draws reports nor compares pages.
 */
export type ThreadProgram = 'thread.cjs' | 'quick-thread.cjs';

/** Starts a thread, and gives it once it is there. */
export type StartThread = () => Promise<Worker>;

/**
 * With what each thread begins: it runs the program that it is given, as the build has compiled it where that fits, which V8
 * looks at under its usual flags alone.
 */
const beginning = `
  const { workerData } = require('node:worker_threads');
  const { Script } = require('node:vm');
  const { name, text, compiled, flags } = workerData.program;
  delete workerData.program;
  const set = (which) => flags.forEach((flag) => require('node:v8').setFlagsFromString(flag[which]));
  set('usual');
  const script = new Script(text, { filename: name, cachedData: compiled });
  set('given');
  script.runInThisContext()({}, require, {}, name, '');
`;

/**
 * Waits for a thread to say that it is there. One that ends before would be waited for in vain, and a process with nothing
 * else to do ends then as if all were well.
 */
async function isThere(thread: Worker): Promise<void> {
  const ended = new AbortController();
  thread.once('exit', () => ended.abort());
  await once(thread, 'message', { signal: ended.signal });
}

/**
 * Starts a thread, before anything else of this one can run. Of this process it gets no environment, no options and no input.
 * What it does is done some times at most, so the compiler is told to be patient.
 * @throws AppError `internal` when this installation lacks the program, or cannot start a thread
 */
export async function startProgram(program: ThreadProgram, files = ownBuiltFilesAtOnce()): Promise<Worker> {
  const place: ThreadPlace = { builtFolder: builtFolder() };
  compilePatiently();
  try {
    const thread = new Worker(beginning, {
      eval: true,
      name: 'netready',
      workerData: { ...place, program: { name: program, ...readCode(program, files), flags: givenFlags() } },
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
    });
    await isThere(thread);
    return thread;
  } catch (cause) {
    throw new AppError('internal', `${program} of this installation is missing or cannot be started.`, {
      cause,
    });
  }
}

/** Starts a thread that can do everything. */
export const startThread: StartThread = () => startProgram('thread.cjs');

/** Starts a thread that verifies files without their pages. */
export const startQuickThread: StartThread = () => startProgram('quick-thread.cjs');

/**
 * Starts a thread for work that is not there yet, so that it loads while the work is made ready. Until it is taken it keeps
 * no process going.
 * @returns gives that thread at the first call, and starts one at every other; rejects as `start` does
 */
export function startAhead(start: StartThread): StartThread {
  let ahead: Promise<Worker> | null = start().then((thread) => {
    thread.unref();
    return thread;
  });
  // Whoever takes it is told why it could not be started; a command line that turns out to be wrong takes none.
  ahead.catch(() => undefined);
  return () => {
    const thread = ahead ?? start();
    ahead = null;
    return thread;
  };
}

/** For how long a thread that has nothing to do is kept, in ms: its fonts are parsed. */
const idleMs = 60_000;

/** A thread that is started when it is needed, and given up when it is not for a while. For one piece of work at a time. */
export type KeptThread = {
  /** The thread, which keeps the process going until it rests. One that has ended by itself is replaced. */
  readonly take: () => Promise<Worker>;
  /** Says that the work is done. The thread waits for more, and keeps no process going. */
  readonly rest: () => void;
  /** Ends the thread, whatever it does. The next work begins with a new one. */
  readonly end: () => Promise<void>;
};

/** A thread for work that comes now and then. @param start makes it; what it rejects with is what `take` rejects with */
export function createKeptThread(start: StartThread = startThread): KeptThread {
  let current: Promise<Worker> | null = null;
  let idle: NodeJS.Timeout | undefined;

  const begin = (): Promise<Worker> => {
    const beginning = start();
    const forget = (): void => {
      if (current === beginning) current = null;
    };
    current = beginning;
    beginning.then((thread) => {
      // What it died of is told to whoever has given it work.
      thread.on('error', () => undefined);
      thread.once('exit', forget);
    }, forget);
    return beginning;
  };

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = current;
    current = null;
    const thread = await ending?.catch(() => null);
    await thread?.terminate();
  };

  return {
    take: async () => {
      clearTimeout(idle);
      const thread = await (current ?? begin());
      thread.ref();
      return thread;
    },
    rest: () => {
      void current?.then((thread) => thread.unref());
      idle = setTimeout(() => void end(), idleMs).unref();
    },
    end,
  };
}
