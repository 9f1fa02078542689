import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { nullAfterGrace } from '../../../../../electron/core/engine/null-after-grace.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('the grace after an abort', () => {
  it('changes nothing for a promise that settles, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    expect(await nullAfterGrace(Promise.resolve('facts'), signal)).toBe('facts');
    await expect(nullAfterGrace(Promise.reject(new RangeError('no')), signal)).rejects.toThrow(RangeError);
    expect(listeners(signal)).toBe(0);
  });

  it('lets a promise that heeds the abort finish', async () => {
    const stop = new AbortController();
    const heeding = new Promise<string>((resolve) => {
      stop.signal.addEventListener('abort', () => setImmediate(() => resolve('facts so far')));
    });
    const waiting = nullAfterGrace(heeding, stop.signal);
    stop.abort();
    expect(await waiting).toBe('facts so far');
  });

  it('gives up on one that does not, also when the abort came first', async () => {
    const stop = new AbortController();
    const deaf = new Promise<string>(() => undefined);
    const waiting = nullAfterGrace(deaf, stop.signal);
    stop.abort();
    expect(await waiting).toBeNull();
    expect(await nullAfterGrace(deaf, stop.signal)).toBeNull();
    expect(listeners(stop.signal)).toBe(0);
  });
});
