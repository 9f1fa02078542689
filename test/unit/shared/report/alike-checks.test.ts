import { describe, expect, it } from 'vitest';
import { alikeKey, groupAlike, groupByCause, grouped } from '../../../../shared/report/alike-checks.ts';
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

describe('one cause', () => {
  const here = { role: 'controller', host: 'ctrl', port: 12000, protocol: 'TCP' } as const;
  const seen = { ...check, headline: 'Nothing listens on ctrl:12000', destination: here };
  const fromAnotherRole = { ...seen, id: 'mon-fe-ctrl', title: 'Another title', why: 'Another why.' };

  it('is told by each check that says the same of the same destination', () => {
    expect(groupByCause([seen, check, fromAnotherRole])).toEqual([[seen, fromAnotherRole], [check]]);
  });

  it.each([
    ['port', { destination: { ...here, port: 12001 } }],
    ['host', { destination: { ...here, host: 'fe1' } }],
    ['line', { headline: 'Another line' }],
    ['remedy', { remedy: 'Do something else.' }],
  ])('is none of checks that differ in their %s', (_, change) => {
    expect(groupByCause([seen, { ...fromAnotherRole, ...change }])).toHaveLength(2);
  });
});
