import { getEventListeners, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopSignal } from '../../../../../electron/core/engine/stop-signal.ts';

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('what stops a run', () => {
  it('is the person, also one who has stopped it already', () => {
    const person = new AbortController();
    const { signal } = stopSignal(person.signal, undefined);
    expect(signal.aborted).toBe(false);
    person.abort();
    expect(signal.reason).toMatchObject({ code: 'CANCELLED' });
    expect(stopSignal(person.signal, undefined).signal.reason).toMatchObject({ code: 'CANCELLED' });
  });

  it('is the budget, when that is used up first', async () => {
    const person = new AbortController();
    const { signal, dispose } = stopSignal(person.signal, 1);
    await once(signal, 'abort');
    person.abort();
    expect(signal.reason).toMatchObject({ code: 'RUN_BUDGET' });
    dispose();
  });

  it('reaches every part that is still under way, and no part that is done', () => {
    const person = new AbortController();
    const { part } = stopSignal(person.signal, undefined);
    const [first, done, last] = [part(), part(), part()];
    done.dispose();
    person.abort();
    expect([first, done, last].map(({ signal }) => signal.aborted)).toEqual([true, false, true]);
    expect(first.signal.reason).toMatchObject({ code: 'CANCELLED' });
    expect(part().signal.reason).toMatchObject({ code: 'CANCELLED' });
  });

  it('has no warning printed where a part waits at many addresses', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { signal, part } = stopSignal(new AbortController().signal, undefined);
    for (const one of [signal, part().signal])
      for (let count = 0; count < 16; count += 1) one.addEventListener('abort', () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('leaves nothing behind that keeps the program from ending', () => {
    const before = timers();
    const person = new AbortController();
    const { signal, dispose } = stopSignal(person.signal, 600_000);
    expect(timers()).toBe(before + 1);
    expect(getEventListeners(person.signal, 'abort')).toHaveLength(1);
    dispose();
    expect(timers()).toBe(before);
    expect(getEventListeners(person.signal, 'abort')).toEqual([]);
    expect(signal.aborted).toBe(false);
  });
});
