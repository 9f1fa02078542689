import { describe, expect, it } from 'vitest';
import { severitySplit } from '../../../../shared/report/severity-split.ts';
import type { Severity } from '../../../../shared/words/verdict.ts';

const failed = (...severities: readonly Severity[]) => severities.map((severity) => ({ severity }));

describe('the severities of what failed', () => {
  it.each<[string, readonly Severity[], string | null]>([
    [
      'required ones and others',
      ['monitoring', 'required', 'required', 'advisory'],
      '2 required, 1 monitoring, 1 advisory',
    ],
    ['no required one', ['monitoring', 'monitoring'], '2 monitoring'],
    ['required ones alone, which the sentence counts', ['required', 'required'], null],
    ['none', [], null],
  ])('of %s', (_, severities, text) => {
    expect(severitySplit(failed(...severities))).toBe(text);
  });
});
