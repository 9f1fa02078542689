import { describe, expect, it } from 'vitest';
import {
  limitedTo,
  listedChecks,
  moreText,
  pageLimits,
  pageLimitText,
} from '../../../../shared/report/page-limits.ts';

const checks = (definition: string, count: number): readonly { readonly id: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${definition}@fe${index}` }));

describe('a list with a limit', () => {
  const kindOf = (word: string): string => word[0] ?? '';

  it('shows the first things of each kind, and loses none', () => {
    const words = ['a1', 'b1', 'a2', 'a3', 'c1', 'b2', 'b3'];
    expect(limitedTo(words, { ofKind: 2, all: 9 }, kindOf)).toEqual({
      shown: ['a1', 'b1', 'a2', 'c1', 'b2'],
      left: ['a3', 'b3'],
    });
    expect(limitedTo(words, { ofKind: 2, all: 3 }, kindOf).shown).toEqual(['a1', 'b1', 'a2']);
    expect(limitedTo(words, { ofKind: 7, all: 7 })).toEqual({ shown: words, left: [] });
    expect(limitedTo(words, { ofKind: 1, all: 9 }).shown).toEqual(['a1']);
  });

  it('says what it leaves out, and where that is', () => {
    expect(moreText(0, 'check')).toBeNull();
    expect(moreText(1, 'check')).toBe('And 1 more check, all of them in report.json.');
    expect(moreText(450, 'entry', 'entries')).toBe('And 450 more entries, all of them in report.json.');
  });
});

describe('the limit of the pages', () => {
  it('is silent as long as they show every check', () => {
    const { ofKind } = pageLimits.checks;
    expect(pageLimitText([...checks('out-deploy', ofKind), ...checks('mon-fe-iis', ofKind)])).toBeNull();
    expect(pageLimitText([])).toBeNull();
  });

  it('is known from the checks of a plan, before anything was run', () => {
    const many = [...checks('out-deploy', 500), { id: 'loc-roles' }, ...checks('mon-fe-iis', 60)];
    expect(listedChecks(many).shown).toHaveLength(461);
    expect(pageLimitText(many)).toBe(
      'The pages of the report will show 461 of the 561 checks, at most 400 of one kind; its report.json has all of them.',
    );
  });

  it('holds also for results with more kinds than any catalogue has', () => {
    const kinds = Array.from({ length: 7000 }, (_, index) => ({ id: `kind-${index}` }));
    expect(listedChecks(kinds).shown).toHaveLength(pageLimits.checks.all);
  });
});
