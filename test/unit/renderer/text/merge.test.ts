import { describe, expect, it } from 'vitest';
import { mergeText } from '../../../../renderer/text/en/merge.ts';

const { who } = mergeText.remarks;

describe('whose reports a remark is about', () => {
  it('is said of all at once, in ranges, and of many as how many more', () => {
    expect(who(['fe1', 'fe2'], 2)).toBe('All 2 reports');
    expect(who(['fe1'], 1)).toBe('fe1');
    expect(who(['fe1', 'fe2', 'fe3', 'db1'], 9)).toBe('fe1-3 and db1');
    expect(who(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 9)).toBe('a, b, c, d, e, f and 2 more');
  });
});
