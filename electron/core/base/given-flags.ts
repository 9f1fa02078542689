/** A flag of V8 that this program gives while it runs, and as V8 has it unless told. */
export type GivenFlag = { readonly given: string; readonly usual: string };

/** Where what starts the program, which is a bundle of its own, finds what the program has given. */
const place = Symbol.for('netready.given-flags');

type Place = { [place]?: readonly GivenFlag[] };

/** The flags that are in force, in the order in which they were given. */
export const givenFlags = (): readonly GivenFlag[] => (globalThis as Place)[place] ?? [];

function set(flags: readonly string[]): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of flags) setFlagsFromString(flag);
}

/** Gives V8 these flags, for the whole process from now on. */
export function giveFlags(flags: readonly GivenFlag[]): void {
  const before = givenFlags().filter(({ given }) => !flags.some((flag) => flag.given === given));
  set(flags.map(({ given }) => given));
  (globalThis as Place)[place] = [...before, ...flags];
}

/**
 * Does something as if no flag had been given: V8 takes code that was compiled before only under the flags under which it
 * was. In one go, so that nothing else of this thread runs meanwhile.
 */
export function underUsualFlags<T>(work: () => T): T {
  const flags = givenFlags();
  if (flags.length === 0) return work();
  set(flags.map(({ usual }) => usual));
  try {
    return work();
  } finally {
    set(flags.map(({ given }) => given));
  }
}
