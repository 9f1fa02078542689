import { describe, expect, it } from 'vitest';
import { createIdleWatch } from '../../../../electron/host/idle-watch.ts';

/** A watch whose timers are counted, and go off only when a test says so. */
function watched() {
  const timers = new Set<() => void>();
  let idle = 0;
  const watch = createIdleWatch(
    1000,
    (ms, act) => {
      const timer = () => act();
      expect(ms).toBe(1000);
      timers.add(timer);
      return () => timers.delete(timer);
    },
    () => {
      idle += 1;
    },
  );
  return {
    watch,
    timers: () => timers.size,
    fire: () => {
      for (const timer of timers) timer();
      return idle;
    },
  };
}

const isQuiet = async (quiet: Promise<void>): Promise<boolean> =>
  Promise.race([
    quiet.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);

describe('the watch of a host', () => {
  it('runs from the start, and calls back', () => {
    const { timers, fire } = watched();
    expect(timers()).toBe(1);
    expect(fire()).toBe(1);
  });

  it('stands still while anything goes on, and runs anew after the last', async () => {
    const { watch, timers } = watched();
    const first = watch.enter();
    const second = watch.enter();
    expect(timers()).toBe(0);
    first();
    expect([timers(), await isQuiet(watch.quiet())]).toEqual([0, false]);
    second();
    expect([timers(), await isQuiet(watch.quiet())]).toEqual([1, true]);
  });

  it('counts what ends twice once: something else still goes on', async () => {
    const { watch, timers } = watched();
    const first = watch.enter();
    const second = watch.enter();
    const quiet = watch.quiet();
    first();
    first();
    expect([timers(), await isQuiet(quiet)]).toEqual([0, false]);
    second();
    second();
    expect([timers(), await isQuiet(quiet)]).toEqual([1, true]);
    watch.enter();
    expect([timers(), await isQuiet(watch.quiet())]).toEqual([0, false]);
  });

  it('tells everybody who waits as soon as it is quiet', async () => {
    const { watch } = watched();
    const leave = watch.enter();
    const waiting = [watch.quiet(), watch.quiet()];
    leave();
    expect(await Promise.all(waiting.map(isQuiet))).toEqual([true, true]);
  });

  it('sets no timer after its end', async () => {
    const { watch, timers } = watched();
    const leave = watch.enter();
    watch.end();
    const quiet = watch.quiet();
    leave();
    expect([timers(), await isQuiet(quiet)]).toEqual([0, true]);
    const other = watched();
    other.watch.end();
    expect(other.timers()).toBe(0);
  });
});
