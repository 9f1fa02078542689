import { otherTabs, type TabChannel } from '../../renderer/app/other-tabs.ts';
import { pageHistory } from '../../renderer/app/page-history.ts';
import type { Surroundings } from '../../renderer/wizard/surroundings.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import { type FakeHistory, fakeHistory } from './fake-history.ts';

/** Surroundings in which the test decides when time passes, when a frame is drawn, and what the person looks at. */
export type Stage = Surroundings & {
  /** Lets the time pass for everything that waits; of a length in ms, where one is given. */
  readonly elapse: (ms?: number) => void;
  readonly drawFrame: () => void;
  readonly waits: readonly number[];
  readonly downloads: readonly string[];
  /** The history of the browser, as the person goes through it. */
  readonly browser: FakeHistory;
  readonly show: (isVisible: boolean) => void;
};

type Listener = Parameters<TabChannel['addEventListener']>[1];

/** The channel between the tabs of one browser: what one says, all others hear. */
export function fakeChannels(): () => TabChannel {
  const all = new Set<Set<Listener>>();
  return () => {
    const own = new Set<Listener>();
    all.add(own);
    return {
      postMessage: (data) => {
        for (const other of [...all].filter((each) => each !== own)) for (const hear of other) hear({ data });
      },
      addEventListener: (_type, listener) => void own.add(listener),
      removeEventListener: (_type, listener) => void own.delete(listener),
    };
  };
}

let windows = 0;

/**
 * @param browser the history that the page finds
 * @param channel where the other tabs are heard
 * @param failedDownload what every download fails with; null where they succeed
 */
export function stage(
  browser: FakeHistory = fakeHistory(),
  channel: TabChannel = fakeChannels()(),
  failedDownload: Failure | null = null,
): Stage {
  const timers = new Set<{ readonly ms: number; readonly work: () => void }>();
  const frames: (() => void)[] = [];
  const waits: number[] = [];
  const downloads: string[] = [];
  const lookers = new Set<() => void>();
  let isVisible = true;
  windows += 1;
  const window = `6b0f3c1e-5b0e-4c58-9d36-${String(windows).padStart(12, '0')}`;
  return {
    now: () => 1000,
    after: (ms, work) => {
      const timer = { ms, work };
      waits.push(ms);
      timers.add(timer);
      return () => timers.delete(timer);
    },
    nextFrame: (work) => void frames.push(work),
    download: async (path, name) => {
      downloads.push(`${path} ${name}`);
      return failedDownload;
    },
    window,
    history: pageHistory(browser),
    tabs: otherTabs(channel, window),
    isVisible: () => isVisible,
    onVisible: (listener) => {
      lookers.add(listener);
      return () => lookers.delete(listener);
    },
    elapse: (ms) => {
      for (const timer of [...timers]) {
        if (ms !== undefined && timer.ms !== ms) continue;
        timers.delete(timer);
        timer.work();
      }
    },
    drawFrame: () => {
      for (const work of frames.splice(0)) work();
    },
    waits,
    downloads,
    browser,
    show: (shown) => {
      isVisible = shown;
      if (shown) for (const listener of lookers) listener();
    },
  };
}
