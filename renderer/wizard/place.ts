import { z } from 'zod';
import { revisionSchema, sessionSchema, stepSchema, windowIdSchema } from '../../shared/contract/session.ts';
import { isEqual } from '../../shared/run/is-equal.ts';
import { deskPages } from '../desk/desk-page.ts';
import { sessionOf } from './session.ts';
import type { WizardState } from './wizard-state.ts';

/** How much of what is open an entry remembers. */
const mostOpenCards = 1000;

/**
 * Where somebody is in the wizard, as an entry of the browser's history remembers it: beside the address, which is the
 * same for every place and holds nothing of the check.
 */
export const placeSchema = z.strictObject({
  step: z.enum([...stepSchema.options, ...deskPages, 'listen']),
  /** The check whose evidence is open; null where the panel is closed. */
  evidence: z.string().max(400).nullable(),
  /** The cards of the results that are open; null where none was touched, and on every other page. */
  openCards: z.array(z.string().max(400)).max(mostOpenCards).nullable().default(null),
  /** What of a page of the support desk is open, by a name that the page has given it; null for the page itself. */
  item: z.string().max(100).nullable(),
  /** Nothing of this check was kept yet: loaded again, it begins anew instead of going on with the one before. */
  isFresh: z.boolean(),
  /** The window under whose id this version of the check waits aside; null where it is the kept one. */
  aside: windowIdSchema.nullable(),
});
export type Place = Readonly<z.infer<typeof placeSchema>>;

/** What was answered last and could not be kept any more when the page went away, with what it was based on. */
export const unsavedSchema = z.strictObject({ session: sessionSchema, base: revisionSchema });
export type Unsaved = Readonly<z.infer<typeof unsavedSchema>>;

/** How the history follows the wizard to another place. */
export type Move = 'none' | 'push' | 'replace' | 'back';

/** Where the wizard is. @param window the id of this showing of the page */
export function placeOf(state: WizardState, window: string): Place {
  return {
    step: state.step,
    evidence: 'evidence' in state ? state.evidence : null,
    openCards: state.step === 'results' ? (state.openCards?.slice(0, mostOpenCards) ?? null) : null,
    item: 'item' in state ? state.item : null,
    isFresh: state.begun && sessionOf(state) === null,
    aside: state.other === null ? null : window,
  };
}

/** Whether two places show the same page, with the same of it open and the same panel beside it. */
export const isSamePage = (left: Place, right: Place): boolean =>
  left.step === right.step && left.item === right.item && left.evidence === right.evidence;

/** Whether one place takes the other's entry: what was between them cannot be gone back to. */
function takesOver(shown: Place, next: Place, isReturn: boolean): boolean {
  if (shown.step !== next.step)
    return shown.step === 'run' || (shown.step === 'results' && next.step === 'run');
  return isReturn || (shown.evidence !== null && next.evidence !== null);
}

/**
 * How the history gets from the place that is shown to the next one. Steps, the pages beside them and an opened panel are
 * entries. A run is none once it has ended: its results stand in its place. Turning over the leaves of a panel is none
 * either.
 * @param before the place of the entry before the one that is shown; null where there is none of ours
 * @param isReturn whether the person went back, or closed what was open, rather than on to something
 */
export function moveTo(shown: Place, next: Place, before: Place | null, isReturn: boolean): Move {
  if (isSamePage(shown, next)) return isEqual(shown, next) ? 'none' : 'replace';
  if (isReturn && before !== null && isSamePage(before, next)) return 'back';
  return takesOver(shown, next, isReturn) ? 'replace' : 'push';
}
