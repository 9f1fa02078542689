import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../shared/errors/app-error.ts';
import { serveThread } from './serve-thread.ts';

const cannotDraw = async (): Promise<never> => {
  throw new AppError(
    'internal',
    'This thread verifies files without their pages, and was given pages to draw.',
  );
};

/** The program of the threads that compare no pages: a seventh of the other, so that they are there much sooner. */
serveThread(parentPort, { checkPages: cannotDraw, draw: cannotDraw });
