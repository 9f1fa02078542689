import type { Commands } from '../wizard/effects.ts';
import { checkFile } from './read-report.ts';
import { emptyVerifyList, type ListClock, type VerifyList } from './verify-list.ts';

const pageClock: ListClock = { now: () => Date.now(), after: (ms, work) => void setTimeout(work, ms) };

/** The list of files of the page that verifies, which has its host verify them. */
export const createVerifyList = ({ verify }: Commands): VerifyList =>
  emptyVerifyList((file, pages, signal) => checkFile(file, pages, verify, signal), pageClock);
