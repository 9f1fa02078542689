import { z } from 'zod';
import { isSamePage, type Move, type Place, placeSchema, unsavedSchema } from '../wizard/place.ts';
import type { PlaceHistory } from '../wizard/surroundings.ts';

/** An entry of the history as we write it. The address of all of them is the same. */
const entrySchema = z.strictObject({
  netready: placeSchema,
  before: placeSchema.nullable(),
  unsaved: unsavedSchema.optional(),
});
type Entry = Readonly<z.infer<typeof entrySchema>>;

type OnPop = (event: { readonly state: unknown }) => void;

/** What is used of a browser's window (HTML, section 7.2.5). */
export type HistoryWindow = {
  readonly history: {
    readonly state: unknown;
    scrollRestoration: 'auto' | 'manual';
    readonly back: () => void;
    readonly pushState: (state: unknown, unused: string) => void;
    readonly replaceState: (state: unknown, unused: string) => void;
  };
  readonly addEventListener: (type: 'popstate', listener: OnPop) => void;
  readonly removeEventListener: (type: 'popstate', listener: OnPop) => void;
};

/** The entry that a state of the history is; null for one that is not ours. */
function entryOf(state: unknown): Entry | null {
  const parsed = entrySchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}

/**
 * The history of a page. Places are kept in the state of its entries, never in the address, which would stand in the
 * browser's lists. Going back is the browser's own: it takes its time, and what is to follow waits until it is there.
 */
export function pageHistory(page: HistoryWindow): PlaceHistory {
  const { history } = page;
  const found = entryOf(history.state);
  let before = found?.before ?? null;
  let shown = found?.netready ?? null;
  /** Where an own way back leads, until the browser is there; null while none is gone. */
  let awaited: Place | null = null;
  const waiting: (() => void)[] = [];
  let listener: ((place: Place | null) => void) | null = null;
  /** Where the person has gone before anybody listened. */
  let missed: { readonly place: Place | null } | null = null;
  history.scrollRestoration = 'manual';

  const write = (how: 'pushState' | 'replaceState', netready: Place): void => {
    if (how === 'pushState') before = shown;
    shown = netready;
    history[how]({ netready, before } satisfies Entry, '');
  };
  if (found?.unsaved !== undefined) write('replaceState', found.netready);

  const carryOut = (move: Move, place: Place): void => {
    switch (move) {
      case 'none':
        break;
      case 'push':
        write('pushState', place);
        break;
      case 'replace':
        write('replaceState', place);
        break;
      case 'back':
        awaited = place;
        history.back();
    }
  };

  const move = (how: Move, place: Place): void => {
    if (awaited === null) carryOut(how, place);
    else waiting.push(() => carryOut(how, place));
  };

  /** The browser is at another entry. Gives its place where the person has gone there, and nothing for our own way back. */
  const arrive = (state: unknown): { readonly place: Place | null } | null => {
    const entry = entryOf(state);
    before = entry?.before ?? null;
    shown = entry?.netready ?? null;
    if (awaited === null) return { place: shown };
    const own = awaited;
    awaited = null;
    if (shown === null || !isSamePage(shown, own)) write('replaceState', own);
    while (awaited === null && waiting.length > 0) waiting.shift()?.();
    return null;
  };

  const hear: OnPop = ({ state }) => {
    const arrived = arrive(state);
    if (arrived === null) return;
    if (listener === null) missed = arrived;
    else listener(arrived.place);
  };
  page.addEventListener('popstate', hear);

  return {
    first: found?.netready ?? null,
    unsaved: found?.unsaved ?? null,
    before: () => before,
    move,
    leave: (unsaved) => {
      if (shown !== null) history.replaceState({ netready: shown, before, unsaved } satisfies Entry, '');
    },
    follow: (place, onPop) => {
      listener = onPop;
      if (missed === null) write('replaceState', place);
      else onPop(missed.place);
      missed = null;
      return () => {
        listener = null;
        page.removeEventListener('popstate', hear);
      };
    },
  };
}
