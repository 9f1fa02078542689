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

  it('reaches every part, however many there are', () => {
    const person = new AbortController();
    const { part } = stopSignal(person.signal, undefined);
    const parts = Array.from({ length: 100 }, part);
    person.abort();
    expect(parts.every(({ aborted }) => aborted)).toBe(true);
    expect(parts.at(-1)?.reason).toMatchObject({ code: 'CANCELLED' });
    expect(part().reason).toMatchObject({ code: 'CANCELLED' });
  });

  it('has a signal for each few parts, neither one for all nor one for each', () => {
    const { part } = stopSignal(new AbortController().signal, undefined);
    const signals = Array.from({ length: 100 }, part);
    expect(new Set(signals).size).toBe(7);
  });

  it('has no warning printed where a part waits at many addresses', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { signal, part } = stopSignal(new AbortController().signal, undefined);
    for (const one of [signal, part()])
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
