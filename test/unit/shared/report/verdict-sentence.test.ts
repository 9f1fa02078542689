import { describe, expect, it } from 'vitest';
import { verdictSentence } from '../../../../shared/report/verdict-sentence.ts';
import { overallVerdict, type Severity, type Verdict, verdicts } from '../../../../shared/words/verdict.ts';
import { cancelledResult, passedResult, sampleResult } from '../../../support/sample-results.ts';

type Sketch = {
  readonly verdict: Verdict;
  readonly severity?: Severity;
  readonly finding?: string;
  readonly direction?: 'local' | 'outbound' | 'inbound';
};

const checksOf = (sketches: readonly Sketch[]) =>
  sketches.map(({ verdict, severity = 'required', finding = 'open', direction = 'outbound' }) => ({
    verdict,
    severity,
    finding,
    direction,
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
const elsewhere: Sketch = { verdict: 'not-testable-here', direction: 'inbound' };

describe('the sentence on a run', () => {
  it.each<[string, readonly Sketch[]]>([
    ['Not ready: 1 required connection is blocked', [blocked, passed]],
    ['Not ready: 3 required connections are blocked', [...times(3, blocked), passed]],
    ['Not ready: 1 required connection does not work', [{ verdict: 'fail', finding: 'refused' }]],
    [
      'Not ready: 2 required connections do not work',
      [blocked, { verdict: 'fail', finding: 'wrong-service' }],
    ],
    ['Not ready: 2 required checks failed', [blocked, { verdict: 'fail', direction: 'local' }]],
    ['Ready: all 12 checks passed', times(12, passed)],
    ['Ready: 1 check passed', [passed]],
    ['Ready: 2 checks passed', [passed, passed, { verdict: 'not-applicable' }]],
    ['Ready: 2 checks passed; 5 checks need another machine', [passed, passed, ...times(5, elsewhere)]],
    [
      'Ready: 1 check passed; 1 check needs another machine, 2 are waived',
      [passed, elsewhere, { verdict: 'waived' }, { verdict: 'waived' }],
    ],
    ['Ready: 1 check passed; 1 check is waived', [passed, { verdict: 'waived' }]],
    ['Ready with reservations: 1 check needs attention', [passed, { verdict: 'warn' }]],
    [
      'Ready with reservations: 3 checks need attention',
      [
        passed,
        { verdict: 'warn' },
        { ...blocked, severity: 'monitoring' },
        { verdict: 'unknown', severity: 'advisory' },
      ],
    ],
    [
      'Ready with reservations: 1 check needs attention; 2 checks can only be confirmed after the installation',
      [{ verdict: 'warn' }, ...times(2, { verdict: 'not-yet' })],
    ],
    [
      'Ready so far: 1 required check can only be confirmed after the installation',
      [passed, { verdict: 'not-yet' }],
    ],
    [
      'Ready so far: 4 required checks can only be confirmed after the installation',
      times(4, { verdict: 'not-yet' }),
    ],
    ['Not proven: 2 required checks could not be judged', [passed, ...times(2, { verdict: 'unknown' })]],
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
      'Partial run: 1 check needs attention; 1 check was left out',
    );
    expect(sentence([blocked, leftOut])).toBe(
      'Not ready: 1 required connection is blocked; 1 check was left out',
    );
  });

  it('never calls a cancelled run ready', () => {
    expect(sentence([...times(22, passed), ...times(12, untested)], true)).toBe(
      'Cancelled: 12 of 34 checks were not tested',
    );
    expect(sentence([passed, { ...untested, severity: 'monitoring' }], true)).toBe(
      'Cancelled: 1 of 2 checks was not tested',
    );
    expect(sentence([blocked, untested], true)).toBe(
      'Not ready: 1 required connection is blocked; 1 check was not tested before the run was cancelled',
    );
  });

  it('tells time that was used up from a cancellation', () => {
    const late: Sketch = { verdict: 'unknown', finding: 'out-of-time' };
    expect(sentence([passed, late, late], true)).toBe('Time used up: 2 of 3 checks were not tested');
    expect(sentence([blocked, late], true)).toBe(
      'Not ready: 1 required connection is blocked; 1 check was not tested in the time that the profile allows',
    );
    expect(sentence([passed, late, untested], true)).toBe('Cancelled: 2 of 3 checks were not tested');
  });

  it('tells a run that was broken off from a cancellation', () => {
    const lost: Sketch = { verdict: 'unknown', finding: 'broken-off' };
    expect(sentence([passed, ...times(19, lost)], true)).toBe('Broken off: 19 of 20 checks were not tested');
    expect(sentence([blocked, lost], true)).toBe(
      'Not ready: 1 required connection is blocked; 1 check was not tested before the run was broken off',
    );
    expect(sentence([passed, untested, lost], true)).toBe('Broken off: 2 of 3 checks were not tested');
  });

  it('says nothing of a cancellation that came after the last check', () => {
    expect(sentence([passed, passed], true)).toBe('Ready: 2 checks passed');
  });

  it('has a sentence for every verdict', () => {
    for (const verdict of verdicts)
      expect(verdictSentence({ verdict, cancelled: false, checks: checksOf([passed]) })).toMatch(
        /^[A-Z][a-z ]+: .*[a-z]$/,
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
