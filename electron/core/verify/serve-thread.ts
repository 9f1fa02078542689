import type { MessagePort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { DrawReport } from '../report/drawing.ts';
import { closedReport } from './opened-report.ts';
import type { ThreadMessage, ThreadRequest } from './thread-messages.ts';
import { openReport, type PagesChecker } from './verify-report.ts';

/** What a program of threads can do beside saying whether a file is as it was signed. */
export type ThreadSkills = { readonly checkPages: PagesChecker; readonly draw: DrawReport };

/**
 * Says what becomes of each thing that a thread is given: the answer, or that this installation lacks a part of itself.
 * @param tell says more of it before, as it becomes known
 * @returns never rejects but with a defect, of which the thread is to end
 */
export function threadAnswers(
  { checkPages, draw }: ThreadSkills,
  tell: (message: ThreadMessage) => void,
): (request: ThreadRequest) => Promise<ThreadMessage> {
  const work = async (request: ThreadRequest): Promise<ThreadMessage> => {
    if (request.kind === 'draw') {
      const { result, attachment, signer, form, carried } = request;
      return { kind: 'drawn', bytes: await draw(result, attachment, signer, form, carried) };
    }
    const { bytes, trust, comparePages, outcomeOnly = false } = request;
    const report = await openReport(bytes, trust, {
      checkPages: comparePages ? checkPages : undefined,
      onSigned: (signed) => tell({ kind: 'signed', signed }),
    });
    return { kind: 'opened', report: outcomeOnly ? closedReport(report.outcome) : report };
  };

  return (request) =>
    work(request).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { kind: 'failed', code: error.code, message: error.message };
    });
}

/**
 * Does what it is given, one thing after the other, as the program of a thread: it verifies files, of which each can be
 * made to take any time and memory, so that whoever started the thread must be able to end it; and it draws reports, which
 * takes long.
 * @param port where the thread is given work; null outside of a thread
 * @throws Error outside of a thread
 */
export function serveThread(port: MessagePort | null, skills: ThreadSkills): void {
  if (port === null) throw new Error('This program runs in a thread.');
  const tell = (message: ThreadMessage): void => port.postMessage(message);
  const answerTo = threadAnswers(skills, tell);
  port.on('message', async (request: ThreadRequest) => tell(await answerTo(request)));
  tell({ kind: 'ready' });
}
