import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { enteredLines, isInForeground } from '../../../../../electron/cli/terminal/entered-lines.ts';

/** Lets what was written arrive. */
const arrival = () => new Promise((resolve) => setImmediate(resolve));

describe('lines that somebody enters', () => {
  it('are heard until nobody listens any more; several at once are one', async () => {
    const input = new PassThrough();
    let entered = 0;
    const end = enteredLines(input)(() => {
      entered += 1;
    });
    input.write('\n');
    await arrival();
    expect(entered).toBe(1);
    input.write('abc');
    await arrival();
    expect(entered).toBe(1);
    input.write('\r\n\r\n\r\n');
    await arrival();
    expect(entered).toBe(2);
    end();
    input.write('\n');
    await arrival();
    expect([entered, input.isPaused()]).toEqual([2, true]);
  });

  it('may end with an error, as when a terminal goes away', async () => {
    const input = new PassThrough();
    enteredLines(input)(() => undefined);
    input.destroy(new Error('EIO'));
    await arrival();
  });
});

describe('a process that stands before its terminal', () => {
  it.each([
    ['42 (node) S 1 42 42 34816 42 4194304 1', true],
    ['42 (node) S 1 42 42 34816 77 4194304 1', false],
    ['42 (a) b (c) S 1 42 42 34816 42 4194304 1', true],
    ['42 (node) S 1 42 42 0 -1 4194304 1', false],
  ])('is told by its row: %s', (stat, isBefore) => {
    expect(isInForeground(stat)).toBe(isBefore);
  });
});
