import { describe, expect, it } from 'vitest';
import { verdictSentence } from '../../../../shared/report/verdict-sentence.ts';
import { overallVerdict, type Severity, type Verdict, verdicts } from '../../../../shared/words/verdict.ts';
import { cancelledResult, passedResult, sampleResult } from '../../../support/sample-results.ts';

type Sketch = {
  readonly verdict: Verdict;
  readonly severity?: Severity;
  readonly finding?: string;
};

const checksOf = (sketches: readonly Sketch[]) =>
  sketches.map(({ verdict, severity = 'required', finding = 'open' }) => ({
    verdict,
    severity,
    finding,
  }));

const sentence = (sketches: readonly Sketch[], cancelled = false): string => {
  const checks = checksOf(sketches);
  return verdictSentence({ checks, cancelled, verdict: overallVerdict(checks) });
};

const times = (count: number, sketch: Sketch): readonly Sketch[] =>
  Array.from({ length: count }, () => sketch);
const passed: Sketch = { verdict: 'pass' };
const blocked: Sketch = { verdict: 'fail', finding: 'timeout' };
const leftOut: Sketch = { verdict: 'skipped', finding: 'left-out' };
const untested: Sketch = { verdict: 'unknown', finding: 'cancelled' };
const elsewhere: Sketch = { verdict: 'not-testable-here' };

describe('the sentence on a run', () => {
  it.each<[string, readonly Sketch[]]>([
    ['Not ready: 1 required check failed', [blocked, passed]],
    ['Not ready: 3 required checks failed', [...times(3, blocked), passed]],
    [
      'Not ready: 5 required and 12 monitoring checks failed',
      [...times(5, blocked), ...times(12, { ...blocked, severity: 'monitoring' }), passed],
    ],
    [
      'Not ready: 2 required, 3 monitoring and 1 advisory check failed',
      [
        ...times(2, blocked),
        ...times(3, { ...blocked, severity: 'monitoring' }),
        { ...blocked, severity: 'advisory' },
      ],
    ],
    ['Ready: all 12 checks passed', times(12, passed)],
    ['Ready: 1 check passed', [passed]],
    ['Ready: 2 checks passed', [passed, passed, { verdict: 'not-applicable' }]],
    ['Ready: 2 checks passed; 5 checks need another machine', [passed, passed, ...times(5, elsewhere)]],
    [
      'Ready: 1 check passed; 1 check needs another machine, 2 are waived',
      [passed, elsewhere, { verdict: 'waived' }, { verdict: 'waived' }],
    ],
    ['Ready: 1 check passed; 1 check is waived', [passed, { verdict: 'waived' }]],
    ['No required check failed; 1 check gave a warning', [passed, { verdict: 'warn' }]],
    [
      'No required check failed; 12 monitoring checks did',
      [passed, ...times(12, { ...blocked, severity: 'monitoring' })],
    ],
    [
      'No required check failed; 1 monitoring check did, 1 check gave a warning and 1 check could not be judged',
      [
        passed,
        { verdict: 'warn' },
        { ...blocked, severity: 'monitoring' },
        { verdict: 'unknown', severity: 'advisory' },
      ],
    ],
    [
      'No required check failed; 1 check gave a warning; 2 checks can only be confirmed after the installation',
      [{ verdict: 'warn' }, ...times(2, { verdict: 'not-yet' })],
    ],
    [
      'Nothing failed; 1 of 2 checks cannot be decided yet; 1 check can only be confirmed after the installation',
      [passed, { verdict: 'not-yet' }],
    ],
    [
      'Nothing failed; 6 of 7 checks cannot be decided yet; 4 checks can only be confirmed after the installation, 2 need another machine',
      [passed, ...times(4, { verdict: 'not-yet' }), ...times(2, elsewhere)],
    ],
    ['Not proven: 2 required checks could not be judged', [passed, ...times(2, { verdict: 'unknown' })]],
    [
      'Not proven: 1 required check could not be judged; 2 monitoring checks failed, 1 check is waived',
      [{ verdict: 'unknown' }, ...times(2, { ...blocked, severity: 'monitoring' }), { verdict: 'waived' }],
    ],
    ['Not proven: no check gave a result; 2 checks need another machine', times(2, elsewhere)],
    ['Not proven: no check gave a result', []],
  ])('%s', (expected, sketches) => {
    expect(sentence(sketches)).toBe(expected);
  });

  it('never calls a partial run ready', () => {
    expect(sentence([passed, passed, passed, ...times(31, leftOut)])).toBe(
      'Partial run: 3 checks passed; 31 checks were left out',
    );
    expect(sentence([passed, { verdict: 'warn' }, leftOut])).toBe(
      'Partial run: no required check failed; 1 check gave a warning; 1 check was left out',
    );
    expect(sentence([blocked, leftOut])).toBe('Not ready: 1 required check failed; 1 check was left out');
  });

  it('never calls a cancelled run ready', () => {
    expect(sentence([...times(22, passed), ...times(12, untested)], true)).toBe(
      'Cancelled: 12 of 34 checks were not tested',
    );
    expect(sentence([passed, { ...untested, severity: 'monitoring' }], true)).toBe(
      'Cancelled: 1 of 2 checks was not tested',
    );
    expect(sentence([passed, untested, { ...blocked, severity: 'monitoring' }], true)).toBe(
      'Cancelled: 1 of 3 checks was not tested; 1 monitoring check failed',
    );
    expect(sentence([blocked, untested], true)).toBe(
      'Not ready: 1 required check failed; 1 check was not tested before the run was cancelled',
    );
  });

  it('tells time that was used up from a cancellation', () => {
    const late: Sketch = { verdict: 'unknown', finding: 'out-of-time' };
    expect(sentence([passed, late, late], true)).toBe('Time used up: 2 of 3 checks were not tested');
    expect(sentence([blocked, late], true)).toBe(
      'Not ready: 1 required check failed; 1 check was not tested in the time that the profile allows',
    );
    expect(sentence([passed, late, untested], true)).toBe('Cancelled: 2 of 3 checks were not tested');
  });

  it('tells a run that was broken off from a cancellation', () => {
    const lost: Sketch = { verdict: 'unknown', finding: 'broken-off' };
    expect(sentence([passed, ...times(19, lost)], true)).toBe('Broken off: 19 of 20 checks were not tested');
    expect(sentence([blocked, lost], true)).toBe(
      'Not ready: 1 required check failed; 1 check was not tested before the run was broken off',
    );
    expect(sentence([passed, untested, lost], true)).toBe('Broken off: 2 of 3 checks were not tested');
  });

  it('says nothing of a cancellation that came after the last check', () => {
    expect(sentence([passed, passed], true)).toBe('Ready: 2 checks passed');
  });

  it('has a sentence for every verdict', () => {
    for (const verdict of verdicts)
      expect(verdictSentence({ verdict, cancelled: false, checks: checksOf([{ verdict }]) })).toMatch(
        /^[A-Z][a-z ]+[:;] .*[a-z]$/,
      );
  });

  it('holds for runs of the real catalogue', () => {
    expect(verdictSentence(passedResult())).toMatch(
      /^Ready: \d+ checks passed; \d+ checks need another machine$/,
    );
    expect(verdictSentence(cancelledResult())).toMatch(/^Cancelled: \d+ of \d+ checks were not tested/);
    expect(verdictSentence(sampleResult({ only: ['loc-resolve'] }))).toMatch(
      /^Partial run: 1 check passed; \d+ checks were left out$/,
    );
  });
});
