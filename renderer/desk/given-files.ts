import type { DeskPage } from './desk-page.ts';

/** Files that one page of the support desk hands to another. Whoever they are for takes them once. */
export type GivenFiles = {
  readonly put: (page: DeskPage, files: readonly File[]) => void;
  /** The files that were put there for a page; none where there are none, or where it has them already. */
  readonly take: (page: DeskPage) => readonly File[];
};

/** A place where no files lie yet. */
export function givenFiles(): GivenFiles {
  const waiting = new Map<DeskPage, readonly File[]>();
  return {
    put: (page, files) => void waiting.set(page, files),
    take: (page) => {
      const files = waiting.get(page) ?? [];
      waiting.delete(page);
      return files;
    },
  };
}
