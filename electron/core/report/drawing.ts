import type { Worker } from 'node:worker_threads';
import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { createKeptThread, type KeptThread, type StartThread, startThread } from '../base/program-thread.ts';
import { createInOrder } from '../files/in-order.ts';
import type { CarriedFile } from '../pdf/attached-files.ts';
import type { renderDocument } from './render-document.ts';
import type { ReportForm, ReportSignerFacts } from './render-result.ts';

/** Makes an unsigned report, as `renderDocument` does: in this thread or in another. */
export type DrawReport = typeof renderDocument;

/** A report for a thread to draw. */
export type DrawRequest = {
  readonly kind: 'draw';
  readonly result: RunResult | EnvironmentResult;
  readonly attachment: Uint8Array;
  readonly signer: ReportSignerFacts;
  readonly form: ReportForm;
  readonly carried: readonly CarriedFile[];
};

/** What a thread tells of it. */
export type DrawMessage =
  | { readonly kind: 'drawn'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** Draws reports beside whatever else the program does. */
export type Drawing = {
  /** @throws AppError as `renderDocument` does, and `internal` when the thread comes to no end */
  readonly draw: DrawReport;
  /** Ends what is under way. A report that is drawn later begins anew. */
  readonly close: () => Promise<void>;
};

function drawIn(thread: Worker, request: DrawRequest): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let cause: unknown;
    const onMessage = (message: DrawMessage): void => {
      off();
      if (message.kind === 'drawn') resolve(message.bytes);
      else reject(new AppError(message.code, message.message));
    };
    // What it died of comes before its end.
    const onError = (error: unknown): void => {
      cause = error;
    };
    const onExit = (): void => {
      off();
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      reject(new AppError('internal', `The thread that draws the report has ended${why}.`, { cause }));
    };
    const off = (): void => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(request);
  });
}

async function drawOnce(kept: KeptThread, request: DrawRequest): Promise<Uint8Array> {
  const thread = await kept.take();
  try {
    return await drawIn(thread, request);
  } finally {
    kept.rest();
  }
}

/**
 * Draws reports in a thread, one after the other: a report of a large farm takes seconds, in which a host must answer.
 * The thread is started with the first of them, and kept for a while.
 */
export function createDrawing(start: StartThread = startThread): Drawing {
  const kept = createKeptThread(start);
  const inOrder = createInOrder();
  return {
    draw: (result, attachment, { fingerprint, name }, form, carried = []) =>
      inOrder(() =>
        drawOnce(kept, {
          ...{ kind: 'draw', result, attachment, form, carried },
          signer: { fingerprint, name },
        }),
      ),
    close: kept.end,
  };
}
