import type { Commands } from '../wizard/effects.ts';

/** What pages of the support desk keep while others are shown: until the window is closed or loaded again. */
export type DeskMemory = {
  /** What a page keeps, made at the first call. @param make tells it from what others keep: always the same function */
  readonly of: <T>(make: (commands: Commands) => T) => T;
};

/** A memory in which nothing is kept yet. @param commands what the pages can ask of the program */
export function createDeskMemory(commands: Commands): DeskMemory {
  const kept = new Map<unknown, unknown>();
  return {
    of: <T>(make: (commands: Commands) => T): T => {
      if (!kept.has(make)) kept.set(make, make(commands));
      return kept.get(make) as T;
    },
  };
}
