import { describe, expect, it } from 'vitest';
import { type Settled, sideBySide } from '../../../../../electron/core/base/side-by-side.ts';

async function collect<T>(settled: AsyncGenerator<Settled<T>>): Promise<readonly Settled<T>[]> {
  const all: Settled<T>[] = [];
  for await (const each of settled) all.push(each);
  return all;
}

describe('work side by side', () => {
  it('is given in the order of the items, and never begun too far ahead', async () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    let given = 0;
    let furthest = 0;
    const work = async (item: number) => {
      furthest = Math.max(furthest, item - given);
      // Every third is the last to end.
      if (item % 3 === 0) for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      return item;
    };
    const seen: number[] = [];
    for await (const settled of sideBySide(items, 4, work)) {
      if (settled.ok) seen.push(settled.value);
      given += 1;
    }
    expect(seen).toEqual(items);
    expect(furthest).toBeLessThanOrEqual(4);
    expect(furthest).toBeGreaterThan(1);
  });

  it('begins nothing after a failure, and waits for what is begun', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('no');
      return item;
    };
    const all = await collect(sideBySide([0, 1, 2, 3, 4, 5, 6, 7], 3, work));
    expect(all.map((settled) => (settled.ok ? settled.value : String(settled.error)))).toEqual(
      begun.map((item) => (item === 1 ? 'Error: no' : item)),
    );
    expect(begun.length).toBeLessThanOrEqual(4);
  });

  it('is nothing for no items', async () => {
    expect(await collect(sideBySide([], 3, async () => 1))).toEqual([]);
  });
});
