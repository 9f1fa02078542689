import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { RefusedCode } from '../../../shared/report/verify-codes.ts';
import { type PagesReason, pagesNotChecked, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { builtFolder, ownBuiltFiles, type ThreadPlace } from '../base/built-files.ts';
import { codeOf } from '../base/error-code.ts';
import type { ThreadMessage, ThreadRequest } from './thread-messages.ts';
import type { OpenedReport, SignedBy } from './verify-report.ts';

/** How one file is to be verified. */
export type VerifyOptions = {
  readonly trust: TrustFile;
  readonly comparePages: boolean;
  readonly signal: AbortSignal;
};

/** Verifies files one after the other, beside whatever else the program does. */
export type Verifier = {
  /**
   * Verifies a file, once those before it are done. One that takes more time or memory than the limits allow is refused.
   * @throws AppError `cancelled` when told to stop, `internal` when this installation lacks a part of itself
   */
  readonly open: (bytes: Uint8Array, options: VerifyOptions) => Promise<OpenedReport>;
  /** Ends what is under way and gives everything back. A file that is opened later begins anew. */
  readonly close: () => Promise<void>;
};

/** What one file may take: so much of each, and more for each MiB of it. */
export type VerifyLimits = {
  /** Processor time, in ms. */
  readonly processorMs: number;
  readonly processorMsPerMiB: number;
  /** Growth of the process in memory, in MiB. */
  readonly memoryMiB: number;
  readonly memoryMiBPerMiB: number;
  /** How often both are looked at, in ms. */
  readonly watchMs: number;
};

/** The largest report measured (2,500 checks, 5.5 MiB) takes 17 s and 0.5 GiB, where 140 s and 1.7 GiB are allowed. */
export const verifyLimits: VerifyLimits = {
  processorMs: 30_000,
  processorMsPerMiB: 20_000,
  memoryMiB: 1024,
  memoryMiBPerMiB: 128,
  watchMs: 100,
};

/** For how long a thread that has nothing to do is kept, in ms: its fonts are parsed. */
const idleMs = 60_000;

/**
 * The memory beyond which Node itself ends the thread, in MiB: more than is watched for, so that it never has to, because
 * it can end the whole process instead when a single piece is too large.
 */
const heapMiB = 4096;

/** The built program of the thread, which every host reads and hands over as text: a single-file program has no files. */
export const threadProgram = 'verify-thread.cjs';

/** Starts the thread, and gives it once it is there. Of this process it gets no environment, no options and no input. */
export async function startVerifyThread(): Promise<Worker> {
  const place: ThreadPlace = { builtFolder: builtFolder() };
  try {
    const program = await ownBuiltFiles()(threadProgram);
    const thread = new Worker(program.toString('utf8'), {
      eval: true,
      name: 'netready-verify',
      workerData: place,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
    });
    await once(thread, 'message');
    return thread;
  } catch (cause) {
    throw new AppError('internal', `${threadProgram} of this installation is missing or cannot be started.`, {
      cause,
    });
  }
}

const mebibyte = 1024 * 1024;

/** The processor time that this process has used, in ms. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Tells when the process has used more than a file may take. Measured from outside, because the thread is busy; and in
 * processor time, because a genuine report must not be refused on a computer that has much to do.
 * @returns whether there was more, each time it is asked
 */
function watchUsage(limits: VerifyLimits, fileBytes: number): () => boolean {
  const mostMs = limits.processorMs + (limits.processorMsPerMiB * fileBytes) / mebibyte;
  const mostBytes = limits.memoryMiB * mebibyte + limits.memoryMiBPerMiB * fileBytes;
  const [startMs, startBytes] = [processorMs(), process.memoryUsage.rss()];
  return () => processorMs() - startMs > mostMs || process.memoryUsage.rss() - startBytes > mostBytes;
}

/** How the thread ended with a file; `signed` is what it had found out of the signature by then. */
type Ended =
  | { readonly kind: 'opened'; readonly report: OpenedReport }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'exhausted' | 'died'; readonly signed: SignedBy | null };

/** Has the thread verify a file. Never rejects. */
function openIn(
  thread: Worker,
  request: ThreadRequest,
  signal: AbortSignal,
  limits: VerifyLimits,
): Promise<Ended> {
  const takesTooMuch = watchUsage(limits, request.bytes.length);
  return new Promise((resolve) => {
    let signed: SignedBy | null = null;
    const end = (ended: Ended): void => {
      clearInterval(watch);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      resolve(ended);
    };
    const onMessage = (message: ThreadMessage): void => {
      switch (message.kind) {
        case 'ready':
          return;
        case 'signed':
          signed = message.signed;
          return;
        case 'opened':
          end(message);
          return;
        case 'failed':
          end({ kind: 'failed', error: new AppError(message.code, message.message) });
          return;
      }
    };
    // What it told before its error is delivered by the time that it is gone, and not always before.
    let kind: 'exhausted' | 'died' = 'died';
    const onError = (error: unknown): void => {
      if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') kind = 'exhausted';
    };
    const onExit = (): void => end({ kind, signed });
    const onAbort = (): void => end({ kind: 'cancelled' });
    const watch = setInterval(() => {
      if (takesTooMuch()) end({ kind: 'exhausted', signed });
    }, limits.watchMs);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort);
    thread.postMessage(request);
  });
}

/** The answer for a file with which the thread did not come to an end: what was found out before stands. */
function unfinished(kind: 'exhausted' | 'died', signed: SignedBy | null): OpenedReport {
  const refuse = (code: RefusedCode, reason: PagesReason): OpenedReport => {
    const { signer, timestamp } = signed ?? { signer: null, timestamp: null };
    return {
      outcome: verifyOutcome(code, signer, null, pagesNotChecked(reason), timestamp),
      attachment: null,
    };
  };
  if (kind === 'died') return refuse('UNREADABLE', 'not-intact');
  return signed === null ? refuse('EXHAUSTING', 'not-intact') : refuse('PAGES_LIMIT', 'stopped');
}

const cancelled = (): AppError => new AppError('cancelled', 'Not every report was verified.');

/** Settles as a promise does, or rejects as soon as somebody does not want to wait for it any more. */
function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * A verifier with a thread of its own. The thread is started with the first file, serves the files after it, and is given
 * up with a file with which it does not come to an end, or when nobody needs it for a while.
 */
export function createVerifier(
  limits: VerifyLimits = verifyLimits,
  start: () => Promise<Worker> = startVerifyThread,
): Verifier {
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.terminate();
  };

  /** A thread that ends by itself is forgotten; what it died of is told to whoever has given it a file. */
  const begin = async (): Promise<Worker> => {
    const started = await start();
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (thread === started) thread = null;
    });
    return started;
  };

  const run = async (bytes: Uint8Array, options: VerifyOptions): Promise<OpenedReport> => {
    const { signal, ...rest } = options;
    if (signal.aborted) throw cancelled();
    clearTimeout(idle);
    const running = thread ?? (await begin());
    thread = running;
    running.ref();
    const ended = await openIn(running, { bytes, ...rest }, signal, limits);
    if (ended.kind === 'opened') {
      running.unref();
      idle = setTimeout(() => void close(), idleMs).unref();
      return ended.report;
    }
    await close();
    if (ended.kind === 'cancelled') throw cancelled();
    if (ended.kind === 'failed') throw ended.error;
    return unfinished(ended.kind, ended.signed);
  };

  return {
    open: (bytes, options) => {
      const mine = turn.then(() => run(bytes, options));
      turn = mine.catch(() => undefined);
      return unlessCancelled(mine, options.signal);
    },
    close,
  };
}
