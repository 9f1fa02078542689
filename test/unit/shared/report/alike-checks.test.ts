import { describe, expect, it } from 'vitest';
import { alikeKey, groupAlike, grouped } from '../../../../shared/report/alike-checks.ts';
import { failedResult } from '../../../support/sample-results.ts';

const [check] = failedResult().checks;
if (check === undefined) throw new Error('no checks');

describe('stories', () => {
  it('are checks that say the same and ask the same person for the same, in their order', () => {
    const other = { ...check, reason: 'Another reason.' };
    const alike = { ...check, id: 'alike', title: 'Another title' };
    expect(groupAlike([check, other, alike])).toEqual([[check, alike], [other]]);
  });

  it.each([
    ['verdict', { verdict: 'warn' }],
    ['remedy', { remedy: 'Do something else.' }],
    ['owner', { owner: 'dns-administrator' }],
    ['waiver', { waiver: { verdict: 'fail', reason: 'agreed' } }],
  ] as const)('differ by their %s', (_, change) => {
    expect(alikeKey({ ...check, verdict: 'fail', ...change })).not.toBe(
      alikeKey({ ...check, verdict: 'fail' }),
    );
  });
});

describe('grouped', () => {
  it('keeps the order of groups and of what is in them', () => {
    expect(grouped(['b1', 'a1', 'b2', 'a2'], ([first = '']) => first)).toEqual([
      ['b1', 'b2'],
      ['a1', 'a2'],
    ]);
  });
});
