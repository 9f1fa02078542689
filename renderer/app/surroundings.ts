import type { Surroundings } from '../wizard/effects.ts';

/** What the wizard's effects need of a page, from the page itself. */
export function pageSurroundings(page: Document): Surroundings {
  return {
    now: () => Date.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    nextFrame: (work) => void requestAnimationFrame(work),
    download: (path, name) => {
      const link = page.createElement('a');
      link.href = path;
      link.download = name;
      link.click();
    },
  };
}
