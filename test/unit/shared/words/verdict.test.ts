import { describe, expect, it } from 'vitest';
import {
  bestVerdict,
  overallVerdict,
  type Severity,
  type Verdict,
  verdicts,
  worstFirst,
  worstVerdict,
} from '../../../../shared/words/verdict.ts';

const check = (severity: Severity, verdict: Verdict) => ({ severity, verdict });

describe('verdicts', () => {
  it('are ranked, each once', () => {
    expect([...worstFirst].sort()).toEqual([...verdicts].sort());
  });

  it('add up to the worst, or to the best where one is enough', () => {
    expect(worstVerdict(['pass', 'not-testable-here', 'fail'])).toBe('fail');
    expect(worstVerdict(['pass', 'unknown', 'warn'])).toBe('unknown');
    expect(worstVerdict([])).toBe('not-applicable');
    expect(bestVerdict(['fail', 'pass'])).toBe('pass');
    expect(bestVerdict(['fail', 'not-applicable'])).toBe('fail');
    expect(bestVerdict(['fail', 'unknown'])).toBe('unknown');
    expect(bestVerdict([])).toBe('not-applicable');
  });
});

describe('the verdict on a run', () => {
  it.each<[Verdict, readonly ReturnType<typeof check>[]]>([
    ['fail', [check('required', 'fail'), check('required', 'unknown')]],
    ['unknown', [check('required', 'unknown'), check('monitoring', 'fail')]],
    ['warn', [check('required', 'pass'), check('monitoring', 'fail')]],
    ['warn', [check('required', 'pass'), check('advisory', 'unknown')]],
    ['warn', [check('required', 'warn'), check('required', 'not-yet')]],
    ['not-yet', [check('required', 'pass'), check('required', 'not-yet')]],
    ['pass', [check('required', 'pass'), check('monitoring', 'not-yet')]],
    ['pass', [check('required', 'pass'), check('required', 'not-testable-here')]],
    ['pass', [check('required', 'pass'), check('required', 'waived')]],
    ['pass', [check('required', 'pass'), check('required', 'skipped')]],
  ])('is %s for %j', (verdict, checks) => {
    expect(overallVerdict(checks)).toBe(verdict);
  });

  it('is never a pass without evidence', () => {
    expect(overallVerdict([])).toBe('unknown');
    expect(overallVerdict([check('required', 'not-applicable')])).toBe('unknown');
    expect(overallVerdict([check('required', 'skipped')])).toBe('unknown');
    expect(overallVerdict([check('required', 'not-testable-here')])).toBe('unknown');
    expect(overallVerdict([check('required', 'waived')])).toBe('unknown');
  });
});
