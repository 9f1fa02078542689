import { describe, expect, it } from 'vitest';
import { compareSlots, placesFor } from '../../../../renderer/compare/compare-slots.ts';

const [one, two, three] = ['one', 'two', 'three'].map((name) => new File([], name));
if (one === undefined || two === undefined || three === undefined) throw new TypeError('no files');

describe('the two reports of a comparison', () => {
  it('are filled together, or one after the other', () => {
    expect(placesFor([one, two], { before: three, after: three })).toEqual({ before: one, after: two });
    expect(placesFor([one], { before: null, after: null })).toEqual({ before: one });
    expect(placesFor([one], { before: two, after: null })).toEqual({ after: one });
    expect(placesFor([one], { before: two, after: three })).toEqual({ before: one });
    expect(placesFor([], { before: two, after: three })).toEqual({});
  });

  it('change places, and tell who looks', () => {
    const slots = compareSlots();
    let told = 0;
    const stop = slots.subscribe(() => {
      told += 1;
    });
    slots.put({ before: one, after: two });
    slots.swap();
    expect(slots.state()).toEqual({ before: two, after: one });
    stop();
    slots.put({ after: null });
    expect(told).toBe(2);
  });
});
