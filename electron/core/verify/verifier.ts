import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { RefusedCode } from '../../../shared/report/verify-codes.ts';
import { type PagesReason, pagesNotChecked, verifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { codeOf } from '../base/error-code.ts';
import { createKeptThread, type KeptThread, type StartThread, startThread } from '../base/program-thread.ts';
import { createSeats } from '../base/seats.ts';
import { closedReport, type OpenedReport } from './opened-report.ts';
import type { SignedBy } from './signed-by.ts';
import type { VerifyMessage, VerifyRequest } from './thread-messages.ts';

/** How one file is to be verified. */
export type VerifyOptions = {
  readonly trust: TrustFile;
  readonly comparePages: boolean;
  /** Whether the answer alone is wanted, and nothing of the file; it is handed out unless told. */
  readonly outcomeOnly?: boolean;
  readonly signal: AbortSignal;
};

/** Verifies files side by side, beside whatever else the program does. */
export type Verifier = {
  /** How many files it verifies at the same time; whoever gives it more has them wait. */
  readonly width: number;
  /**
   * Verifies a file, once those before it are begun. One that takes more time or memory than the limits allow is refused.
   * @throws AppError `cancelled` when told to stop, `internal` when this installation lacks a part of itself
   */
  readonly open: (bytes: Uint8Array, options: VerifyOptions) => Promise<OpenedReport>;
  /**
   * Starts as many threads as it can use, so that the first files need not wait for them; those that nobody needs are given
   * up after a while.
   * @throws AppError `internal` when this installation lacks a part of itself
   */
  readonly prepare: () => Promise<void>;
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

/**
 * How the thread ended with a file; `signed` is what it had found out of the signature by then. `suspect` is a file during
 * which the process took more than one file may, while others were verified too: it may be any of them.
 */
type Ended =
  | { readonly kind: 'opened'; readonly report: OpenedReport }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'suspect' }
  | { readonly kind: 'exhausted' | 'died'; readonly signed: SignedBy | null };

/** Has the thread verify a file. Never rejects. */
function openIn(
  thread: Worker,
  request: VerifyRequest,
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
    const onMessage = (message: VerifyMessage): void => {
      switch (message.kind) {
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
    return closedReport(verifyOutcome(code, signer, null, pagesNotChecked(reason), timestamp));
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

/** The most threads of a verifier: each has its own fonts and programs in memory. */
const mostThreads = 8;

/** As many threads as this machine can run at once. */
const widthHere = (): number => Math.min(mostThreads, Math.max(1, availableParallelism()));

/**
 * A verifier with threads of its own. Each is started with a file for which no other is free, serves the files after it,
 * and is given up with a file with which it does not come to an end, or when nobody needs it for a while. Time and memory
 * are known of the whole process alone: a file during which they were used up beside others is verified again without
 * them, so that every file has the answer that it has by itself.
 */
export function createVerifier(
  limits: VerifyLimits = verifyLimits,
  start: StartThread = startThread,
  width: number = widthHere(),
): Verifier {
  const threads: KeptThread[] = [];
  const free: KeptThread[] = [];
  const seats = createSeats(width);
  let busy = 0;
  let begun = 0;

  const freeThread = (): KeptThread => {
    const found = free.pop();
    if (found !== undefined) return found;
    const made = createKeptThread(start);
    threads.push(made);
    return made;
  };

  const runIn = async (kept: KeptThread, bytes: Uint8Array, options: VerifyOptions): Promise<Ended> => {
    const { signal, ...rest } = options;
    const thread = await kept.take();
    if (signal.aborted) {
      kept.rest();
      return { kind: 'cancelled' };
    }
    const ended = await openIn(thread, { kind: 'verify', bytes, ...rest }, signal, limits);
    if (ended.kind === 'opened') kept.rest();
    else await kept.end();
    return ended;
  };

  const run = async (bytes: Uint8Array, options: VerifyOptions, wanted: number): Promise<Ended> => {
    const leave = await seats.take(wanted);
    if (options.signal.aborted) {
      leave();
      return { kind: 'cancelled' };
    }
    const kept = freeThread();
    const others = busy;
    busy += 1;
    begun += 1;
    const mine = begun;
    try {
      const ended = await runIn(kept, bytes, options);
      const isShared = others > 0 || begun > mine;
      return ended.kind === 'exhausted' && isShared ? { kind: 'suspect' } : ended;
    } finally {
      busy -= 1;
      free.push(kept);
      leave();
    }
  };

  const open = async (bytes: Uint8Array, options: VerifyOptions): Promise<OpenedReport> => {
    const first = await run(bytes, options, 1);
    const ended = first.kind === 'suspect' ? await run(bytes, options, width) : first;
    switch (ended.kind) {
      case 'opened':
        return ended.report;
      case 'cancelled':
        throw cancelled();
      case 'failed':
        throw ended.error;
      case 'suspect':
        throw new AppError('internal', 'A file that was verified by itself had others beside it.');
      case 'exhausted':
      case 'died':
        return unfinished(ended.kind, ended.signed);
    }
  };

  const prepareOne = async (): Promise<void> => {
    const leave = await seats.take(1);
    const kept = freeThread();
    try {
      await kept.take();
      kept.rest();
    } finally {
      free.push(kept);
      leave();
    }
  };

  return {
    width,
    open: (bytes, options) => unlessCancelled(open(bytes, options), options.signal),
    prepare: async () => {
      await Promise.all(Array.from({ length: width }, prepareOne));
    },
    close: async () => {
      await Promise.all(threads.map((kept) => kept.end()));
    },
  };
}
