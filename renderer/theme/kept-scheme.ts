/** How the page looks: as the system does, or always light or dark. */
export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const isAppearance = (value: unknown): value is Appearance => appearances.some((known) => known === value);

/** The part of a window in which the choice is kept; some browsers refuse it by throwing. */
type Keeping = {
  readonly localStorage: {
    readonly getItem: (key: string) => string | null;
    readonly setItem: (key: string, value: string) => void;
  };
};

/** What MUI's theme asks of a storage, as far as it is used here. */
type Asked = { readonly key: string; readonly storageWindow?: Keeping | null | undefined };

/**
 * Keeps the chosen appearance for this browser and this address (MUI, "storageManager"). What somebody else has left there
 * counts only where it is one of the three; a browser that keeps nothing follows the system at the next start.
 */
export const keptScheme = ({ key, storageWindow }: Asked) => ({
  get: (otherwise: string): string => {
    try {
      const kept = storageWindow?.localStorage.getItem(key);
      return isAppearance(kept) ? kept : otherwise;
    } catch {
      return otherwise;
    }
  },
  set: (value: string): void => {
    try {
      if (isAppearance(value)) storageWindow?.localStorage.setItem(key, value);
    } catch {
      // A browser that is told to keep nothing: the choice holds until the page is closed.
    }
  },
  subscribe: () => () => undefined,
});
