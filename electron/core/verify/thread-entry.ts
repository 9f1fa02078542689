import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import { checkPages } from './check-pages.ts';
import type { ThreadMessage, ThreadRequest } from './thread-messages.ts';
import { openReport } from './verify-report.ts';

/**
 * The program of the thread in which files are verified. A file can be made to take any time and memory, so whoever
 * started the thread must be able to end it.
 */
const port = parentPort;
if (port === null) throw new Error('This program runs in a thread.');

const tell = (message: ThreadMessage): void => port.postMessage(message);

async function answer({ bytes, trust, comparePages }: ThreadRequest): Promise<void> {
  try {
    const report = await openReport(bytes, trust, {
      checkPages: comparePages ? checkPages : undefined,
      onSigned: (signed) => tell({ kind: 'signed', signed }),
    });
    tell({ kind: 'opened', report });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    tell({ kind: 'failed', code: error.code, message: error.message });
  }
}

port.on('message', (request: ThreadRequest) => void answer(request));
tell({ kind: 'ready' });
