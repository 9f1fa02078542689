import { type GivenFlag, giveFlags } from './given-flags.ts';

/** The first V8 that waits by itself: it counts calls, 3,000 of them, and has a quick compiler before the slow one. */
const firstPatient = 12;

/**
 * What tells V8 how much of its code a function has to run before it is made fast, in bytes: fifteen times what it asks for
 * unless told otherwise. To make a function fast takes as long as to run it some thousand times, and hundreds of functions
 * draw a report. Null for a V8 that is patient by itself, which does not know the word.
 * @param v8 its version, as `process.versions` has it
 */
export const compilerPatience = (v8: string): GivenFlag | null =>
  Number.parseInt(v8, 10) < firstPatient
    ? { given: '--interrupt-budget=1000000', usual: '--interrupt-budget=67584' }
    : null;

/** From now on this process makes fast what runs for long alone: a few reports are drawn and compared in less time. */
export function compilePatiently(): void {
  const flag = compilerPatience(process.versions.v8);
  if (flag !== null) giveFlags([flag]);
}
