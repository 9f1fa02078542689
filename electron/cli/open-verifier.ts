import { startQuickThread, startThread } from '../core/base/program-thread.ts';
import { createVerifier, type Verifier, verifyLimits } from '../core/verify/verifier.ts';

/** What verifies reports for a command, with their pages or without. */
export const openVerifier = (comparePages: boolean): Verifier =>
  createVerifier(verifyLimits, comparePages ? startThread : startQuickThread);
