import { describe, expect, it } from 'vitest';
import type { RequirementKey } from '../../../../shared/catalogue/requirements.ts';
import type { CheckResult, RunResult } from '../../../../shared/run/result.ts';
import { isSummedUp, summarise } from '../../../../shared/run/summary.ts';
import { waiveChecks } from '../../../../shared/run/waive.ts';
import type { Severity, Verdict } from '../../../../shared/words/verdict.ts';
import { sampleResult } from '../../../support/sample-results.ts';
import { checkCalled } from '../catalogue/contexts.ts';
import { checkOf, farmRun, ids } from './farm-run.ts';

const check = (id: string, verdict: Verdict, requirement: RequirementKey): CheckResult => ({
  ...checkOf(farmRun(), ids.first),
  id,
  verdict,
  requirements: [requirement],
});

const covered = (requirement: RequirementKey, ...list: readonly Verdict[]) => {
  const checks = list.map((verdict, index) => check(`check-${index}`, verdict, requirement));
  return summarise(checks, []).coverage.find((entry) => entry.requirement === requirement);
};

describe('a requirement of several checks', () => {
  it.each([
    [['pass', 'fail'], 'pass', 'fail'],
    [['fail', 'pass'], 'pass', 'fail'],
    [['unknown', 'waived'], 'waived', 'unknown'],
    [['not-applicable', 'fail'], 'fail', 'fail'],
    [['fail', 'fail'], 'fail', 'fail'],
    [[], 'not-applicable', 'not-applicable'],
  ] as const)(
    'of which either is enough counts as its best, every other as its worst: %j',
    (list, any, all) => {
      expect(covered('R1', ...list)?.verdict).toBe(any);
      expect(covered('R10', ...list)?.verdict).toBe(all);
    },
  );

  it.each<[Readonly<Record<string, readonly Verdict[]>>, Verdict]>([
    [{ one: ['pass', 'fail'], two: ['fail', 'fail'] }, 'fail'],
    [{ one: ['pass', 'fail'], two: ['not-applicable', 'pass'] }, 'pass'],
    [{ one: ['pass', 'pass'], two: ['unknown', 'fail'] }, 'unknown'],
    [{ one: ['not-applicable', 'not-applicable'], two: ['pass', 'fail'] }, 'pass'],
  ])('of which either is enough counts server by server: %j', (servers, verdict) => {
    const checks = Object.entries(servers).flatMap(([host, list]) =>
      list.map((own, index) => {
        const one = check(`check-${index}@${host}`, own, 'R1');
        return { ...one, destination: { role: 'server', host, port: 22 + index, protocol: 'TCP' } as const };
      }),
    );
    const { coverage } = summarise(checks, []);
    expect(coverage.find(({ requirement }) => requirement === 'R1')?.verdict).toBe(verdict);
  });

  it('names the checks that cover it, and no others', () => {
    const checks = [check('mine', 'pass', 'R10'), check('other', 'fail', 'R9')];
    const { coverage } = summarise(checks, [{ requirement: 'R3', reason: 'Nothing is behind a proxy.' }]);
    expect(coverage.find(({ requirement }) => requirement === 'R10')).toEqual({
      requirement: 'R10',
      verdict: 'pass',
      checks: ['mine'],
      reason: null,
    });
    expect(coverage.find(({ requirement }) => requirement === 'R3')).toEqual({
      requirement: 'R3',
      verdict: 'not-applicable',
      checks: [],
      reason: 'Nothing is behind a proxy.',
    });
  });
});

describe('a result', () => {
  const failed = farmRun({ first: 'timeout' });
  const waived = waiveChecks(failed, [ids.first], 'The firewall opens on Monday.');
  const withCoverage = (
    result: RunResult,
    change: (entry: RunResult['coverage'][number]) => RunResult['coverage'][number],
  ) => ({
    ...result,
    coverage: result.coverage.map((entry) => (entry.requirement === 'R10' ? change(entry) : entry)),
  });

  it('is summed up when everything follows from its checks', () => {
    expect([failed, waived].map(isSummedUp)).toEqual([true, true]);
  });

  const forged: readonly (readonly [string, RunResult])[] = [
    ['another verdict', { ...failed, verdict: 'pass' }],
    ['another count', { ...failed, counts: { ...failed.counts, fail: 0 } }],
    ['a count too many', { ...failed, counts: { ...failed.counts, pass: failed.counts.pass + 1 } }],
    ['a requirement that passes', withCoverage(failed, (entry) => ({ ...entry, verdict: 'pass' }))],
    ['a requirement without its checks', withCoverage(failed, (entry) => ({ ...entry, checks: [] }))],
    [
      'a check less under a requirement',
      withCoverage(failed, (entry) => ({ ...entry, checks: entry.checks.slice(1) })),
    ],
    [
      'another check under a requirement',
      withCoverage(failed, (entry) => ({ ...entry, checks: entry.checks.map(() => ids.controller) })),
    ],
    [
      'a reason why nothing was planned where something was',
      withCoverage(failed, (entry) => ({ ...entry, reason: 'Nothing to test.' })),
    ],
    ['a requirement less', { ...failed, coverage: failed.coverage.slice(1) }],
    ['requirements in another order', { ...failed, coverage: failed.coverage.toReversed() }],
    ['a requirement twice', { ...failed, coverage: [...failed.coverage, ...failed.coverage.slice(0, 1)] }],
    ['another phase', { ...failed, phase: 'after-install' }],
    [
      'a waiver without the verdict',
      {
        ...failed,
        checks: failed.checks.map((entry) => ({ ...entry, waiver: { verdict: 'fail', reason: 'No.' } })),
      },
    ],
    [
      'the verdict of a waiver without one',
      { ...waived, checks: waived.checks.map((entry) => ({ ...entry, waiver: null })) },
    ],
  ];
  it.each(forged)('is not summed up with %s', (_, result) => {
    expect(isSummedUp(result)).toBe(false);
  });
});

const sample = sampleResult();

/** A check of the catalogue with a verdict. */
function judged(id: string, verdict: Verdict, severity?: Severity): CheckResult {
  const [some] = sample.checks;
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

describe('the severity of a check', () => {
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
