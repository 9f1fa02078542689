import type { Failure } from '../../shared/contract/reply.ts';
import type { Move, Place, Unsaved } from './place.ts';

/** The history of the page, as the wizard uses it. */
export type PlaceHistory = {
  /** The place that the page was left at when it was loaded again; null for a page that is opened. */
  readonly first: Place | null;
  /** What could not be kept any more when the page went away; null where all was kept. It is remembered no longer. */
  readonly unsaved: Unsaved | null;
  /** The place of the entry before the one that is shown; null where there is none of ours. */
  readonly before: () => Place | null;
  /** Follows the wizard to a place. */
  readonly move: (move: Move, place: Place) => void;
  /** Remembers what is not kept yet, at once, because the page is going away. */
  readonly leave: (unsaved: Unsaved) => void;
  /**
   * Begins with a place, and calls back whenever the person goes back or forward: with the place, or null for an entry
   * of somebody else. Where that has happened since the page was opened, it is told at once. Gives what ends it.
   */
  readonly follow: (place: Place, listener: (place: Place | null) => void) => () => void;
};

/** What the tabs of one browser tell each other: never an answer, never a key. */
export type TabNews = 'kept' | 'ended';

/** The other tabs of this browser that show this host's wizard. */
export type OtherTabs = {
  readonly tell: (news: TabNews) => void;
  /** @param onOlder called when a tab answers that was there before this one */
  readonly listen: (onNews: (news: TabNews) => void, onOlder: () => void) => () => void;
};

/** What the effects need of the page beyond the bridge; a test gives its own. */
export type Surroundings = {
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  /** Does something after a number of milliseconds unless it is called off. Gives what calls it off. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Does something when the page is drawn next. */
  readonly nextFrame: (work: () => void) => void;
  /** Lets the browser save a file that the host offers once, by its path on the host. Gives why not, where it failed. */
  readonly download: (path: string, name: string) => Promise<Failure | null>;
  /** The id of this showing of the page, a UUID. */
  readonly window: string;
  readonly history: PlaceHistory;
  readonly tabs: OtherTabs;
  readonly isVisible: () => boolean;
  /** Calls back whenever the page comes back into sight. */
  readonly onVisible: (listener: () => void) => () => void;
};
