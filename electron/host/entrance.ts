import type { EntryRequest } from '../../shared/contract/http.ts';
import { isSameSecret, newPathPart, newSecret, type RandomBytes } from './secrets.ts';
import type { Visitor } from './visitor.ts';

/** What came of showing a code. */
export type Admission =
  | { readonly kind: 'entered'; readonly session: string }
  /** The code was good, once. */
  | { readonly kind: 'used'; readonly by: Visitor }
  /** There is no such code, or the page was not served by this host. */
  | { readonly kind: 'unknown' };

/**
 * The one way in, and the session behind it. The address that is shown is `/DOOR#CODE`. The door leads to the page,
 * which lies under a path that is made anew with each code, and the page trades the code for the session key. Door and
 * page are unpredictable, so that nothing that a browser has kept of whoever held this port before stands in their place.
 */
export type Entrance = {
  /** Path and fragment of the address that lets one browser in, once. */
  readonly address: () => string;
  readonly isDoor: (path: string) => boolean;
  /** The path that the page's own files have before their names; ends with `/`. */
  readonly page: () => string;
  /** Whether a browser is in. */
  readonly isUsed: () => boolean;
  /** Whether what a page shows is the code and the page of the way in, used or not. */
  readonly isKnown: (shown: EntryRequest) => boolean;
  /** Lets a page in, once; the same attempt again gets the same answer. */
  readonly admit: (shown: EntryRequest, visitor: Visitor) => Admission;
  /** Whether a text is the key of the session. */
  readonly isAdmitted: (session: string) => boolean;
  /** Ends the session and the way in, and makes a new way in. */
  readonly renew: () => void;
};

/** Who is in. */
type Inside = { readonly session: string; readonly attempt: string; readonly visitor: Visitor };

type WayIn = { readonly door: string; readonly page: string; readonly code: string };

/** A way in that nobody has used yet. */
export function createEntrance(randomBytes: RandomBytes): Entrance {
  const newWayIn = (): WayIn => ({
    door: `/${newPathPart(randomBytes)}`,
    page: `/${newPathPart(randomBytes)}/`,
    code: newSecret(randomBytes),
  });
  let wayIn = newWayIn();
  let inside: Inside | null = null;

  const isKnown = ({ code, page }: EntryRequest): boolean => {
    const isCode = isSameSecret(code, wayIn.code);
    return isSameSecret(page, wayIn.page) && isCode;
  };

  return {
    address: () => `${wayIn.door}#${wayIn.code}`,
    isDoor: (path) => isSameSecret(path, wayIn.door),
    page: () => wayIn.page,
    isUsed: () => inside !== null,
    isKnown,
    admit: (shown, visitor) => {
      if (!isKnown(shown)) return { kind: 'unknown' };
      if (inside !== null && !isSameSecret(shown.attempt, inside.attempt))
        return { kind: 'used', by: inside.visitor };
      inside ??= { session: newSecret(randomBytes), attempt: shown.attempt, visitor };
      return { kind: 'entered', session: inside.session };
    },
    isAdmitted: (session) => inside !== null && isSameSecret(session, inside.session),
    renew: () => {
      wayIn = newWayIn();
      inside = null;
    },
  };
}
