import { describe, expect, it } from 'vitest';
import { createInOrder } from '../../../../../electron/core/files/in-order.ts';

describe('work in order', () => {
  it('begins only when the work before it has ended', async () => {
    const inOrder = createInOrder();
    const seen: string[] = [];
    let endFirst: () => void = () => undefined;
    const first = inOrder(async () => {
      seen.push('first begins');
      await new Promise<void>((resolve) => {
        endFirst = resolve;
      });
      seen.push('first ends');
      return 1;
    });
    const second = inOrder(async () => {
      seen.push('second');
      return 2;
    });
    await Promise.resolve();
    endFirst();
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });

  it('goes on after work that failed', async () => {
    const inOrder = createInOrder();
    const failing = inOrder(() => Promise.reject(new RangeError('no')));
    const next = inOrder(async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
