import type { HistoryWindow } from '../../renderer/app/page-history.ts';

type Listener = Parameters<HistoryWindow['addEventListener']>[1];

/** A window with a history that behaves as a browser's: going back or forward takes its time, and is then told of. */
export type FakeHistory = HistoryWindow & {
  /** Goes back or forward as a person does. Settles when the page has been told. */
  readonly go: (by: number) => Promise<void>;
  /** Settles when a way back that the page has asked for has been gone. */
  readonly settled: () => Promise<void>;
  /** The states of all entries, and which one is shown. */
  readonly entries: () => { readonly states: readonly unknown[]; readonly index: number };
  /** The same history for a document that takes the place of this one: nobody listens yet. */
  readonly reload: () => FakeHistory;
};

/** A history with one entry, or one that was there before. */
export function fakeHistory(given: readonly unknown[] = [null], at = given.length - 1): FakeHistory {
  const states = [...given];
  let index = at;
  const listeners = new Set<Listener>();

  const go = async (by: number): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (states[index + by] === undefined) return;
    index += by;
    const event = { state: structuredClone(states[index]) };
    for (const listener of listeners) listener(event);
  };

  return {
    history: {
      scrollRestoration: 'auto',
      get state() {
        return structuredClone(states[index]);
      },
      pushState: (state: unknown) => {
        states.splice(index + 1, states.length, structuredClone(state));
        index += 1;
      },
      replaceState: (state: unknown) => {
        states[index] = structuredClone(state);
      },
      back: () => void go(-1),
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    go,
    settled: async () => {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
    entries: () => ({ states, index }),
    reload: () => fakeHistory(states, index),
  };
}
