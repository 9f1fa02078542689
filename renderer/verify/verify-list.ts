import { firstView, type ListView } from './list-view.ts';
import {
  emptyVerifyState,
  type FileStatus,
  nextWork,
  reduceVerify,
  type VerifyEvent,
  type VerifyState,
  type Work,
} from './verify-state.ts';

/** A list of files, what goes on with it, and how somebody looks at it. */
export type VerifyListState = VerifyState & { readonly view: ListView };

/**
 * The list of files that are verified. It outlives its page, so that somebody who comes back finds it as it was left. Of a
 * file only the way to it is kept; it is read again whenever something is to be known of it.
 */
export type VerifyList = {
  readonly state: () => VerifyListState;
  /** Calls back after every change. Gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** @param passedOver how many files beside them are no PDF */
  readonly add: (files: readonly File[], passedOver?: number) => void;
  readonly remove: (ids: readonly number[]) => void;
  readonly clear: () => void;
  /** Stops what goes on, at once; what was begun waits again. */
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly look: (view: Partial<ListView>) => void;
  /** The file of a line; null where it was removed. */
  readonly fileOf: (id: number) => File | null;
  /** Somebody looks at a file: its pages are compared before others'. Null for none. */
  readonly want: (id: number | null) => void;
  /** Somebody is at the list, or at something of it; without anybody no pages are compared. Gives what ends that. */
  readonly attend: () => () => void;
};

/** How often news is told at most, in ms: a page with thousands of lines takes a while to draw. */
const tellEveryMs = 200;

/** The clock of a page, in ms, and what it does later. */
export type ListClock = {
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => void;
};

/** Verifies a file, with its pages or without. Never throws. */
export type CheckFile = (file: File, pages: boolean, signal: AbortSignal) => Promise<FileStatus>;

/** Makes an empty list. */
export function emptyVerifyList(check: CheckFile, { now, after }: ListClock): VerifyList {
  let state: VerifyListState = { ...emptyVerifyState, view: firstView };
  let nextId = 1;
  let wanted: number | null = null;
  let watchers = 0;
  let news = new Map<number, FileStatus>();
  let isTelling = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  const contents = new Map<number, File>();
  const checks = new Map<number, AbortController>();
  const listeners = new Set<() => void>();

  const publish = (next: VerifyListState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const apply = (event: VerifyEvent): void => publish({ ...reduceVerify(state, event), view: state.view });

  const tell = (): void => {
    if (news.size === 0) return;
    const changes = news;
    news = new Map();
    toldAt = now();
    apply({ kind: 'changed', changes, at: now() });
    proceed();
  };
  /** Tells what is known: at once where nothing was told a moment ago, else with what becomes known until it is time. */
  const tellSoon = (): void => {
    if (isTelling || news.size === 0) return;
    isTelling = true;
    after(Math.max(0, tellEveryMs - (now() - toldAt)), () => {
      isTelling = false;
      tell();
    });
  };

  /** The state with what is known and not yet told. */
  const current = (): VerifyState =>
    news.size === 0 ? state : reduceVerify(state, { kind: 'changed', changes: news, at: now() });

  const run = ({ file: { id, status }, pages }: Work): void => {
    const file = contents.get(id);
    if (file === undefined) return;
    const stop = new AbortController();
    checks.set(id, stop);
    news.set(id, status.kind === 'checked' ? { ...status, pages: 'comparing' } : { kind: 'checking' });
    void check(file, pages, stop.signal).then((found) => {
      if (checks.get(id) !== stop) return;
      checks.delete(id);
      // A file that can be read no more keeps the answer that it had; its pages are not compared.
      const isKept = status.kind === 'checked' && found.kind === 'failed';
      news.set(id, isKept ? { ...status, pages: 'settled' } : found);
      proceed();
    });
  };

  function proceed(): void {
    for (;;) {
      const work = nextWork(current(), wanted);
      if (work === null || (work.pages && watchers === 0) || !contents.has(work.file.id)) break;
      run(work);
    }
    tellSoon();
  }

  const abort = (ids: Iterable<number>): void => {
    for (const id of [...ids]) {
      checks.get(id)?.abort();
      checks.delete(id);
      news.delete(id);
    }
  };

  /** Gives up the pages that are being compared: they are left for later. */
  const giveUpPages = (): void => {
    for (const { id, status } of current().files) {
      if (status.kind !== 'checked' || status.pages !== 'comparing') continue;
      abort([id]);
      news.set(id, { ...status, pages: 'open' });
    }
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (files, passedOver = 0) => {
      const added = files.map((file) => {
        const id = nextId;
        nextId += 1;
        contents.set(id, file);
        return { id, name: file.name };
      });
      apply({ kind: 'added', files: added, passedOver, at: now() });
      proceed();
    },
    remove: (ids) => {
      abort(ids);
      for (const id of ids) contents.delete(id);
      apply({ kind: 'removed', ids: new Set(ids) });
      const selected = new Set([...state.view.selected].filter((id) => !ids.includes(id)));
      publish({ ...state, view: { ...state.view, selected } });
      proceed();
    },
    clear: () => {
      abort(checks.keys());
      news.clear();
      contents.clear();
      publish({ ...emptyVerifyState, view: firstView });
    },
    stop: () => {
      giveUpPages();
      abort(checks.keys());
      apply({ kind: 'stopped' });
      tell();
    },
    goOn: () => {
      apply({ kind: 'went-on' });
      proceed();
    },
    look: (view) => publish({ ...state, view: { ...state.view, ...view } }),
    fileOf: (id) => contents.get(id) ?? null,
    want: (id) => {
      wanted = id;
      proceed();
    },
    attend: () => {
      watchers += 1;
      proceed();
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        giveUpPages();
        tell();
      };
    },
  };
}
