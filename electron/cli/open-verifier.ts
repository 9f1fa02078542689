import { createVerifier, type Verifier, verifyLimits } from '../core/verify/verifier.ts';
import { type VerifyThreads, verifyThreads } from './verify-threads.ts';

/** What verifies reports for a command. @param threads where they have been started ahead */
export const openVerifier = (comparePages: boolean, threads: VerifyThreads = verifyThreads): Verifier =>
  createVerifier(verifyLimits, threads(comparePages));
