/** What a page says about being let in. */
export const entryText = {
  close: 'Close',
  noCode:
    'A tab that is opened anew has no key, and no other tab hands its own out. Where Netready is open in another tab, go on there.',
  worker:
    'Another program had left something in this browser that stood between this page and Netready. It was removed: load the page again.',
} as const;
