/** What a key does wherever no text is typed. */
export type Shortcut = 'help' | 'find' | 'next' | 'previous' | 'evidence';

/** A key that was pressed, as the browser tells it (UI Events, KeyboardEvent). */
type Key = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
  /** Whether the key was pressed where text is typed or chosen, or over the page. */
  readonly isTyped: boolean;
};

const shortcuts: Readonly<Record<string, Shortcut>> = {
  '?': 'help',
  '/': 'find',
  n: 'next',
  N: 'previous',
  e: 'evidence',
};

/** What a key means (WAI-ARIA APG, "Developing a Keyboard Interface"); null for any that belongs to something else. */
export function shortcutOf(pressed: Key): Shortcut | null {
  const { key, ctrlKey, altKey, metaKey, defaultPrevented, isComposing, isTyped } = pressed;
  if (ctrlKey || altKey || metaKey || defaultPrevented || isComposing || isTyped) return null;
  return Object.hasOwn(shortcuts, key) ? (shortcuts[key] ?? null) : null;
}
