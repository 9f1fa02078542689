/** Does something after a number of milliseconds. Gives what calls it off. */
export type Schedule = (ms: number, act: () => void) => () => void;

/** The timers of this process. */
export const systemSchedule: Schedule = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** Knows whether anything is going on. */
export type IdleWatch = {
  /** Something begins. Gives what ends it; ending twice counts once. */
  readonly enter: () => () => void;
  /** Settles as soon as nothing is going on. */
  readonly quiet: () => Promise<void>;
  /** Stops watching. */
  readonly end: () => void;
};

/** Calls back once when nothing has gone on for a time. The time runs from the start, and anew after each activity. */
export function createIdleWatch(idleMs: number, schedule: Schedule, onIdle: () => void): IdleWatch {
  const waiting = new Set<() => void>();
  let active = 0;
  let isEnded = false;
  let callOff = schedule(idleMs, onIdle);

  const leave = (): void => {
    active -= 1;
    if (active > 0) return;
    if (!isEnded) callOff = schedule(idleMs, onIdle);
    for (const tell of waiting) tell();
    waiting.clear();
  };

  return {
    enter: () => {
      active += 1;
      callOff();
      let isInside = true;
      return () => {
        if (isInside) leave();
        isInside = false;
      };
    },
    quiet: () => (active === 0 ? Promise.resolve() : new Promise((resolve) => waiting.add(() => resolve()))),
    end: () => {
      isEnded = true;
      callOff();
    },
  };
}
