import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import type { Revision, Session } from '../../shared/contract/session.ts';
import type { Unsaved } from './place.ts';
import { offersOf, otherVersionOf, restore } from './restore.ts';
import { sessionOf } from './session.ts';
import { isSameCheck } from './versions.ts';
import type { WizardEvent, WizardState } from './wizard-state.ts';

/** How long typing has to pause before the answers are kept, in milliseconds. */
export const saveAfterMs = 300;

/** The kept session that something is based on, with its revision; null where it was never seen, or is none. */
export type Basis = { readonly revision: Revision; readonly session: Session | null };

/** The basis of what was begun without a kept session. */
export const nothing: Basis = { revision: null, session: null };

/** What keeping the session needs of the page and of the wizard around it. */
export type KeeperSetting = {
  readonly bridge: Bridge;
  /** The id of this showing of the page. */
  readonly window: string;
  /** What the first save is based on. */
  readonly base: Basis;
  /** The window whose session, which waits aside, this one goes on with; null where there is none. */
  readonly adopted: string | null;
  readonly state: () => WizardState;
  readonly dispatch: (event: WizardEvent) => void;
  /** Does something after a number of milliseconds unless it is called off. Gives what calls it off. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Called after each save, for other tabs to look. */
  readonly onKept: () => void;
};

/** Keeps the session of this window, and knows what other windows keep. Everything happens in the order asked for. */
export type SessionKeeper = {
  /** Keeps what was answered now. */
  readonly save: () => void;
  /** Keeps what was answered once typing pauses. */
  readonly saveSoon: () => void;
  /** Keeps what was answered without waiting for anything, because the page is about to go away. */
  readonly leave: () => void;
  /** Takes note of which session is kept now: where it is another window's, the person has to hear of it. */
  readonly hear: (revision: Revision) => void;
  /** Keeps this window's version in place of the other one, as the person has chosen. */
  readonly keepMine: () => void;
  /** Shows the other version in place of this window's, as the person has chosen. */
  readonly takeOther: () => void;
  /** Goes on with a version that waits aside. */
  readonly openAside: (window: string) => void;
  /** Forgets the kept session, because another check was begun. */
  readonly clear: () => void;
  /** What was answered and is neither kept nor waits aside; null where there is nothing. */
  readonly unsaved: () => Unsaved | null;
  /** Settles when everything that was asked for until now is done. */
  readonly settled: () => Promise<void>;
};

/** Starts keeping the session of a wizard. */
export function createSessionKeeper(setting: KeeperSetting): SessionKeeper {
  const { bridge, window, state, dispatch } = setting;
  /** The windows under whose ids versions of this check wait aside. */
  const ownAside = new Set(setting.adopted === null ? [] : [setting.adopted]);
  let { base } = setting;
  /** The revision that was looked at last: ours, or another window's. */
  let seen = base.revision;
  /** What was written last, whether it is the kept session or waits aside. */
  let written = '';
  /** What is on its way, and has not been answered yet. */
  let sent = '';
  let callOffSave: (() => void) | null = null;
  let working: Promise<void> = Promise.resolve();
  let underWay = 0;

  const inOrder = (work: () => Promise<void>): void => {
    underWay += 1;
    const done = working.then(work);
    working = done
      .catch(() => undefined)
      .then(() => {
        underWay -= 1;
      });
  };

  const tell = (failure: Failure | null): void => {
    if (failure?.description !== state().saveFailure?.description)
      dispatch({ kind: 'session-saved', failure });
  };

  const goOnFrom = (basis: Basis): void => {
    base = basis;
    seen = basis.revision;
  };

  /** Whether another session has nothing that this window has not seen or does not have itself. */
  const hasNothingNew = (other: Session): boolean => {
    const mine = sessionOf(state());
    return [base.session, mine].some((known) => known !== null && isSameCheck(other, known));
  };

  /** Forgets what waits aside of this window: it is kept by now, or the person has chosen against it. */
  const forgetAside = async (but?: string): Promise<void> => {
    for (const own of ownAside)
      if (own !== but && (await bridge['session.forget']({ window: own }).reply).ok) ownAside.delete(own);
  };

  /**
   * Finds out what another window has kept. What takes nothing away from this window's answers is gone on from.
   * @returns whether it was; otherwise the person has to choose
   */
  const reconcile = async (): Promise<boolean> => {
    const loaded = await bridge['session.load']({}).reply;
    if (!loaded.ok) return false;
    const { revision, session } = loaded.value;
    const other = otherVersionOf(loaded.value, base.session);
    seen = revision;
    if (revision !== base.revision && other !== null && state().begun && !hasNothingNew(other.session)) {
      if (sessionOf(state()) !== null) dispatch({ kind: 'other-kept', other });
      return false;
    }
    goOnFrom({ revision, session });
    dispatch({ kind: 'other-kept', other: null });
    if (!state().begun) dispatch({ kind: 'offers-found', offers: await offersOf(bridge, loaded.value) });
    return true;
  };

  const keep = async (): Promise<void> => {
    const session = sessionOf(state());
    const text = JSON.stringify(session);
    if (session === null || text === written || text === sent) return;
    sent = text;
    const reply = await bridge['session.save']({ session, base: base.revision, window }).reply;
    if (sent === text) sent = '';
    const isAside = !reply.ok && reply.error.code === 'session-changed';
    if (reply.ok || isAside) {
      written = text;
      tell(null);
    } else if (reply.error.code !== 'host-lost') tell(reply.error);
    if (reply.ok) {
      goOnFrom({ revision: reply.value.revision, session });
      await forgetAside();
      setting.onKept();
    }
    if (isAside) {
      ownAside.add(window);
      await forgetAside(window);
      if (!(await reconcile())) return;
      written = '';
      await keep();
    }
  };

  const hear = async (revision: Revision): Promise<void> => {
    if (revision === seen) return;
    if (await reconcile()) await forgetAside();
    else if (state().other !== null) {
      written = '';
      await keep();
    }
  };

  const keepMine = async (): Promise<void> => {
    const { other } = state();
    if (other === null) return;
    goOnFrom(other);
    written = '';
    dispatch({ kind: 'other-kept', other: null });
    await keep();
  };

  const takeOther = async (): Promise<void> => {
    const { other } = state();
    if (other === null) return;
    const { earlier } = await restore(bridge, other.session);
    if (earlier === null) return;
    dispatch({ kind: 'other-taken', earlier });
    if (state().other !== null) return;
    goOnFrom(other);
    written = '';
    await forgetAside();
  };

  const openAside = async (waiting: string): Promise<void> => {
    const loaded = await bridge['session.load']({}).reply;
    const aside = loaded.ok ? loaded.value.aside.find((entry) => entry.window === waiting) : undefined;
    if (!loaded.ok || aside === undefined) return;
    const { earlier } = await restore(bridge, aside.session);
    if (earlier === null) return;
    ownAside.add(waiting);
    goOnFrom(nothing);
    written = '';
    dispatch({ kind: 'aside-opened', earlier, other: otherVersionOf(loaded.value, null) });
  };

  const clear = async (): Promise<void> => {
    if (!(await bridge['session.clear']({ base: base.revision }).reply).ok) return;
    goOnFrom(nothing);
    written = '';
    setting.onKept();
  };

  const save = (): void => {
    callOffSave?.();
    callOffSave = null;
    inOrder(keep);
  };

  const leave = (): void => {
    if (underWay > 0) void keep();
    save();
  };

  return {
    save,
    saveSoon: () => {
      callOffSave?.();
      callOffSave = setting.after(saveAfterMs, save);
    },
    leave,
    hear: (revision) => inOrder(() => hear(revision)),
    keepMine: () => inOrder(keepMine),
    takeOther: () => inOrder(takeOther),
    openAside: (waiting) => inOrder(() => openAside(waiting)),
    clear: () => inOrder(clear),
    unsaved: () => {
      const session = sessionOf(state());
      return session === null || JSON.stringify(session) === written
        ? null
        : { session, base: base.revision };
    },
    settled: () => working,
  };
}
