import { describe, expect, it } from 'vitest';
import { createSeats, type Leave } from '../../../../../electron/core/base/seats.ts';

describe('room for work side by side', () => {
  it('is given in the order in which it was asked for, also to whoever wants all of it', async () => {
    const seats = createSeats(2);
    const sitting: string[] = [];
    const leaves = new Map<string, Leave>();
    const sit = async (name: string, wanted: number) => {
      leaves.set(name, await seats.take(wanted));
      sitting.push(name);
    };
    const all = [sit('a', 1), sit('b', 1), sit('all', 2), sit('c', 1)];
    await Promise.all(all.slice(0, 2));
    expect(sitting).toEqual(['a', 'b']);
    leaves.get('a')?.();
    leaves.get('b')?.();
    await all[2];
    expect(sitting).toEqual(['a', 'b', 'all']);
    leaves.get('all')?.();
    await all[3];
    expect(sitting).toEqual(['a', 'b', 'all', 'c']);
  });
});
