import { describe, expect, it } from 'vitest';
import { legendOf } from '../../../../shared/redact/legend.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { richResult } from '../../../support/rich-result.ts';
import { sampleResult } from '../../../support/sample-results.ts';

const aliasesOf = (result: RunResult): readonly string[] =>
  legendOf(redactResult(result).result).map(({ alias }) => alias);

describe('the legend of a redacted result', () => {
  it('names every kind of alias that occurs, and that sentences were looked through where they had to be', () => {
    const { checks, ...rest } = richResult();
    const older = { ...rest, checks: checks.map(({ parameters: _, ...check }) => check) };
    expect(aliasesOf(older)).toEqual([
      '198.51.100.0/24, 198.18.0.0/16',
      '203.0.113.0/24, 198.19.0.0/16',
      '2001:db8:a::/48',
      '2001:db8:b::/48',
      '2001:db8:c::/48',
      'ctrl-1, fe-1, db-1, lt-1, host-1',
      '.example',
      'Server 1, Rule 1, program-1',
      'certificate-1',
      '[text 1 removed]',
      'removed',
      'Sentences',
    ]);
  });

  it('leaves out what does not occur', () => {
    const aliases = aliasesOf(sampleResult());
    expect(aliases).toContain('198.51.100.0/24, 198.18.0.0/16');
    expect(aliases).not.toContain('[text 1 removed]');
    expect(aliases).not.toContain('2001:db8:b::/48');
  });

  it('says nothing of sentences that are drawn from data', () => {
    expect(aliasesOf(sampleResult())).not.toContain('Sentences');
  });

  it('is empty where nothing was replaced', () => {
    expect(legendOf(richResult())).toEqual([]);
  });
});
