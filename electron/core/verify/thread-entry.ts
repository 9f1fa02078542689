import { parentPort } from 'node:worker_threads';
import { renderDocument } from '../report/render-document.ts';
import { checkPages } from './check-pages.ts';
import { serveThread } from './serve-thread.ts';

/** The program of the threads that can do everything. */
serveThread(parentPort, { checkPages, draw: renderDocument });
