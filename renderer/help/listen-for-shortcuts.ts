import { type Shortcut, shortcutOf } from './shortcuts.ts';

/** Where text is typed or something chosen by its letters, and what lies over the page. */
const typing = 'input, textarea, select, [contenteditable], [role="dialog"], dialog';

/** Calls back for each shortcut that is pressed. Gives what ends it. */
export function listenForShortcuts(view: Window, onShortcut: (shortcut: Shortcut) => void): () => void {
  const look = (event: KeyboardEvent): void => {
    const { key, ctrlKey, altKey, metaKey, defaultPrevented, isComposing, target } = event;
    const isTyped = target instanceof Element && target.closest(typing) !== null;
    const shortcut = shortcutOf({ key, ctrlKey, altKey, metaKey, defaultPrevented, isComposing, isTyped });
    if (shortcut === null) return;
    event.preventDefault();
    onShortcut(shortcut);
  };
  view.addEventListener('keydown', look);
  return () => view.removeEventListener('keydown', look);
}

/** The lines that open and close the cards of what needs somebody, in the order in which they stand on the page. */
const cards = (page: Document): readonly HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>('main [data-check] [data-stop="card"]'),
];

/** Goes to the card after, or before, the one that has the focus; stays where there is none. */
function goToCard(page: Document, step: 1 | -1): void {
  const all = cards(page);
  const focused = page.activeElement?.closest('[data-check]') ?? null;
  const here = all.findIndex((card) => card.closest('[data-check]') === focused);
  const there = all[here === -1 ? (step === 1 ? 0 : all.length - 1) : here + step];
  there?.focus();
  there?.scrollIntoView({ block: 'nearest' });
}

/** Opens the evidence of the card that has the focus, and the card itself where it is closed. */
function openEvidence(page: Document): void {
  const card = page.activeElement?.closest('[data-check]') ?? null;
  const press = (): boolean => {
    const button = card?.querySelector<HTMLElement>('[data-shortcut="evidence"]') ?? null;
    button?.click();
    return button !== null;
  };
  if (card === null || press()) return;
  card.querySelector<HTMLElement>('[data-stop="card"][aria-expanded="false"]')?.click();
  queueMicrotask(press);
}

/** Does on the page what a shortcut means there; nothing where the page has nothing of the kind. */
export function followShortcut(page: Document, shortcut: Exclude<Shortcut, 'help'>): void {
  switch (shortcut) {
    case 'find':
      page.querySelector<HTMLElement>('main [role="search"] input[type="search"]')?.focus();
      break;
    case 'next':
      goToCard(page, 1);
      break;
    case 'previous':
      goToCard(page, -1);
      break;
    case 'evidence':
      openEvidence(page);
      break;
  }
}
