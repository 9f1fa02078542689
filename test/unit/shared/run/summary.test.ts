import { describe, expect, it } from 'vitest';
import type { RequirementKey } from '../../../../shared/catalogue/requirements.ts';
import type { CheckResult } from '../../../../shared/run/result.ts';
import { isSummedUp, summarise } from '../../../../shared/run/summary.ts';
import { type Severity, type Verdict, verdicts } from '../../../../shared/words/verdict.ts';
import { sampleResult } from '../../../support/sample-results.ts';
import { checkCalled } from '../catalogue/contexts.ts';

const result = sampleResult();

/** A check of the catalogue with a verdict. */
function judged(id: string, verdict: Verdict, severity?: Severity): CheckResult {
  const [some] = result.checks;
  if (some === undefined) throw new RangeError('the sample has no checks');
  const definition = checkCalled(id);
  return {
    ...some,
    id,
    requirements: [...definition.requirements],
    severity: severity ?? definition.severity,
    verdict,
    waiver: null,
  };
}

const coverageOf = (key: RequirementKey, ...checks: readonly CheckResult[]) =>
  summarise(checks, []).coverage.find(({ requirement }) => requirement === key);

describe('the coverage of a requirement', () => {
  it('warns where the twin from an overlay fails and what the source document requires is met', () => {
    const checks = [judged('ad-out', 'pass'), judged('ad-rest-out', 'fail')];
    expect(checks.map(({ severity }) => severity)).toEqual(['required', 'advisory']);
    expect(coverageOf('D1', ...checks)).toEqual({
      requirement: 'D1',
      verdict: 'warn',
      checks: ['ad-out', 'ad-rest-out'],
      reason: null,
    });
    expect(summarise(checks, []).verdict).toBe('warn');
    expect(summarise(checks, []).counts).toMatchObject({ pass: 1, fail: 1, warn: 0 });
  });

  it.each<[string, Verdict, Severity, Verdict]>([
    ['out-cache', 'fail', 'required', 'fail'],
    ['out-cache', 'fail', 'monitoring', 'warn'],
    ['out-cache', 'fail', 'advisory', 'warn'],
    ['out-cache', 'unknown', 'advisory', 'unknown'],
    ['out-cache', 'pass', 'advisory', 'pass'],
  ])('by %s alone, %s and %s, is %s', (id, verdict, severity, expected) => {
    expect(coverageOf('R7', judged(id, verdict, severity))?.verdict).toBe(expected);
  });

  it('fails with a required check, whatever a lesser one says', () => {
    expect(coverageOf('D1', judged('ad-out', 'fail'), judged('ad-rest-out', 'pass'))?.verdict).toBe('fail');
  });

  it('fails with a check of its own severity, also where that only warns about the run', () => {
    const failed = judged('mon-fe-ctrl', 'fail');
    expect(failed.severity).toBe('monitoring');
    const [key] = failed.requirements;
    if (key === undefined) throw new RangeError('the check covers nothing');
    expect(coverageOf(key, failed)?.verdict).toBe('fail');
    expect(coverageOf(key, { ...failed, severity: 'advisory' })?.verdict).toBe('warn');
    expect(summarise([failed], []).verdict).toBe('warn');
  });
});

describe('a result that is added up', () => {
  it('says of each requirement what follows from its checks, and nothing else', () => {
    const checks = [judged('ad-out', 'pass'), judged('ad-rest-out', 'fail')];
    const whole = { ...result, checks, ...summarise(checks, []) };
    const saying = (verdict: Verdict) => ({
      ...whole,
      coverage: whole.coverage.map((entry) => (entry.requirement === 'D1' ? { ...entry, verdict } : entry)),
    });
    expect(verdicts.filter((verdict) => isSummedUp(saying(verdict)))).toEqual(['warn']);
  });
});
