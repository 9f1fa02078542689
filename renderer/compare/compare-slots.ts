/** The two reports of a comparison. */
export const slots = ['before', 'after'] as const;
export type Slot = (typeof slots)[number];

export type Slots = Readonly<Record<Slot, File | null>>;

/** The two files that are compared, kept while other pages are shown. Of each only the way to it. */
export type CompareSlots = {
  readonly state: () => Slots;
  /** Calls back after every change. Gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly put: (files: Partial<Slots>) => void;
  readonly swap: () => void;
};

/** Two places without files. */
export function compareSlots(): CompareSlots {
  let state: Slots = { before: null, after: null };
  const listeners = new Set<() => void>();
  const publish = (next: Slots): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (files) => publish({ ...state, ...files }),
    swap: () => publish({ before: state.after, after: state.before }),
  };
}

/** Where files go that are given together: two fill both places, one the first that is free. */
export function placesFor(files: readonly File[], { before, after }: Slots): Partial<Slots> {
  const [first, second] = files;
  if (first === undefined) return {};
  if (second !== undefined) return { before: first, after: second };
  return before === null || after !== null ? { before: first } : { after: first };
}
