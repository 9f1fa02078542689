import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { endingIn, untilEnd } from '../../../../../electron/core/base/until-end.ts';

describe('what goes on until somebody has enough of it', () => {
  it('ends when its time is over, and not before', async () => {
    vi.useFakeTimers();
    try {
      const { signal } = new AbortController();
      let isOver = false;
      const ended = untilEnd(60_000, signal).then(() => {
        isOver = true;
      });
      await vi.advanceTimersByTimeAsync(59_999);
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      await ended;
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends later where that is told, and no more once it is over', async () => {
    vi.useFakeTimers();
    try {
      const controller = new AbortController();
      let isOver = false;
      const ending = endingIn(1000, controller.signal);
      const ended = ending.ended.then(() => {
        isOver = true;
      });
      ending.endIn(5000);
      await vi.advanceTimersByTimeAsync(4999);
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      await ended;
      ending.endIn(5000);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends with a signal, also with one that came before', async () => {
    const controller = new AbortController();
    const ended = untilEnd(2 ** 30, controller.signal);
    controller.abort();
    await ended;
    await untilEnd(2 ** 30, controller.signal);
  });
});
