import { setFlagsFromString } from 'node:v8';

/**
 * How much of its code a function has to run before V8 makes it fast, in bytes: fifteen times what it asks for unless told
 * otherwise. To make a function fast takes as long as to run it some thousand times, and hundreds of functions draw a report.
 */
export const compilerPatience = '--interrupt-budget=1000000';

/** From now on this process makes fast what runs for long alone: a few reports are drawn and compared in less time. */
export const compilePatiently = (): void => setFlagsFromString(compilerPatience);
