import type { Bridge } from '../../shared/contract/bridge.ts';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { PageSize } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import type { Session } from '../../shared/contract/session.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { isDeskPage } from '../desk/desk-page.ts';
import { type Basis, nothing } from './keep-session.ts';
import type { Place, Unsaved } from './place.ts';
import { reduce } from './reducer.ts';
import { offersOf, otherVersionOf, restore } from './restore.ts';
import { isSameCheck, type OtherVersion } from './versions.ts';
import { initialState, noOffers, type WizardState } from './wizard-state.ts';

type LoadedSession = OperationOutput<'session.load'>;

/** The wizard as it begins. */
export type Started = {
  readonly state: WizardState;
  /** What the first save is based on. */
  readonly base: Basis;
  /** The window whose session, which waits aside, is gone on with; null where it is the kept one. */
  readonly adopted: string | null;
};

/** Where a page was left that was loaded again. */
export type Left = { readonly place: Place; readonly unsaved: Unsaved | null };

/** What such a page finds. */
type Found = {
  readonly place: Place;
  /** Its own version of the check, where that is not the kept one. */
  readonly own: Session | null;
  /** The kept one, where another window has made it meanwhile. */
  readonly other: OtherVersion | null;
  /** The result of the run that ended while the page was away; null where none did. */
  readonly ended: RunResult | null;
};

/** The check that was shown, before the place in it is gone to. */
async function resumeCheck(bridge: Bridge, state: WizardState, found: Found): Promise<WizardState> {
  const { place, own, other } = found;
  if (place.step === 'start' && own === null) return state;
  if (own !== null) {
    const { earlier } = await restore(bridge, own);
    if (earlier !== null) return reduce(state, { kind: 'aside-opened', earlier, other });
  }
  if (place.isFresh) return reduce(state, { kind: 'begun' });
  if (state.earlier !== null) return reduce(state, { kind: 'continued' });
  return isDeskPage(place.step) ? state : reduce(state, { kind: 'begun' });
}

/** Whether the run that is going on is the one that a page has shown. */
function isRunShown({ step }: Place, { running, result }: WizardState): boolean {
  if (running === null) return false;
  return step === 'run' || (step === 'results' && running.base !== null && running.base.id === result?.id);
}

/** The state of a page that was loaded again: on its step, with its panel, watching its run. */
async function resume(bridge: Bridge, state: WizardState, found: Found): Promise<WizardState> {
  const { place, ended } = found;
  const begun = await resumeCheck(bridge, state, found);
  if (isRunShown(place, begun) && begun.running !== null)
    return reduce(begun, { kind: 'run-joined', run: begun.running });
  if (place.step === 'run' && ended !== null)
    return reduce(begun, { kind: 'run-opened', result: ended, brokenOff: false });
  return reduce(begun, { kind: 'popped', place });
}

/** The result of the run that ended last, for a page that showed it under way; null where there is none to be had. */
async function endedRun(bridge: Bridge, { step }: Place): Promise<RunResult | null> {
  if (step !== 'run') return null;
  const current = await bridge['run.current']({}).reply;
  if (!current.ok || current.value.kind !== 'ended') return null;
  const read = await bridge['run.read']({ id: current.value.id }).reply;
  return read.ok ? read.value : null;
}

/** Where the own version of a page that was loaded again is: in what it left, or aside; null where it is the kept one. */
function ownVersion({ place, unsaved }: Left, loaded: LoadedSession): Session | null {
  if (unsaved !== null) return unsaved.session;
  return loaded.aside.find(({ window }) => window === place.aside)?.session ?? null;
}

/** Whether a page that was loaded again can go on from the kept session without taking anything from another window. */
function isOurs({ unsaved }: Left, own: Session | null, { session, revision }: LoadedSession): boolean {
  if (own === null || session === null || unsaved?.base === revision) return true;
  return isSameCheck(own, session);
}

const basisOf = ({ revision, session }: LoadedSession): Basis => ({ revision, session });

/** The wizard of a page that was loaded again, where it was left. */
async function resumed(
  bridge: Bridge,
  state: WizardState,
  left: Left,
  loaded: LoadedSession,
): Promise<Started> {
  const { place } = left;
  const own = ownVersion(left, loaded);
  const other = isOurs(left, own, loaded) ? null : otherVersionOf(loaded, null);
  const ended = await endedRun(bridge, place);
  return {
    state: await resume(bridge, state, { place, own, other, ended }),
    base: other === null ? basisOf(loaded) : nothing,
    adopted: own === null ? null : place.aside,
  };
}

/**
 * Everything that is asked before the first page is shown. Only a host that cannot say who it is keeps it from starting.
 * @param pageSize the usual paper where the person is
 * @param left where the page was left when it was loaded again; null for one that is opened
 */
export async function startUp(
  bridge: Bridge,
  pageSize: PageSize,
  left: Left | null,
): Promise<Reply<Started>> {
  const about = await bridge['app.describe']({}).reply;
  if (!about.ok) return about;
  const loaded = await bridge['session.load']({}).reply;
  if (!loaded.ok) {
    const offers = { ...noOffers, earlierProblem: loaded.error.description };
    const state = initialState(about.value, offers, pageSize);
    return { ok: true, value: { state, base: nothing, adopted: null } };
  }
  const state = initialState(about.value, await offersOf(bridge, loaded.value), pageSize);
  const opened: Started = { state, base: basisOf(loaded.value), adopted: null };
  return { ok: true, value: left === null ? opened : await resumed(bridge, state, left, loaded.value) };
}
