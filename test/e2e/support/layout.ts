import type { Page } from '@playwright/test';

/** What is wrong with where things stand on a page: text that is cut off, and a page that is wider than its window. */
export function layoutProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const slack = 1.5;
    const quoted = (text: string): string => JSON.stringify(text.trim().slice(0, 60));

    /** Whether an element is kept for readers of the screen alone, or is not drawn at all. */
    const isUnseen = (element: Element): boolean => {
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        const style = getComputedStyle(each);
        if (style.clipPath === 'inset(50%)' || style.visibility === 'hidden' || style.opacity === '0')
          return true;
      }
      return !element.checkVisibility();
    };

    /** The parts of an element's sides that cut off what is inside, as far as nobody can scroll there. */
    const cutBy = (element: Element, rect: DOMRect): string | null => {
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(each);
        if (overflowX === 'auto' || overflowX === 'scroll') return null;
        const box = each.getBoundingClientRect();
        const isCutX =
          overflowX !== 'visible' && (rect.right > box.right + slack || rect.left < box.left - slack);
        const isCutY = overflowY === 'hidden' && (rect.bottom > box.bottom + 3 || rect.top < box.top - 3);
        if ((isCutX || isCutY) && textOverflow !== 'ellipsis') return each.tagName.toLowerCase();
        if (isCutX && textOverflow === 'ellipsis') return null;
        if (getComputedStyle(each).position === 'fixed') break;
      }
      return rect.right > innerWidth + slack || rect.left < -slack ? 'window' : null;
    };

    const problems: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement: parent, textContent } = node;
      if (parent === null || (textContent ?? '').trim() === '' || isUnseen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const by = rect.width === 0 ? null : cutBy(parent, rect);
        if (by === null) continue;
        problems.push(`${quoted(textContent ?? '')} is cut off by ${by}`);
        break;
      }
    }
    const scrollers = [document.documentElement, ...document.querySelectorAll('main')];
    const aside = Math.max(...scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    return aside > 0 ? [...problems, `${aside} px to the side`] : problems;
  });
}
