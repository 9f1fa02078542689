import { describe, expect, it } from 'vitest';
import { diffRuns, gotWorse } from '../../../../shared/run/diff.ts';
import type { CheckResult, RunResult } from '../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../shared/run/waive.ts';
import { type Verdict, verdicts } from '../../../../shared/words/verdict.ts';
import { checkOf, farmRun, ids } from './farm-run.ts';

const nothing = { worse: [], better: [], changed: [], unchanged: [], added: [], removed: [] };

function compare(old: RunResult, next: RunResult) {
  const { leftOut, ...lists } = diffRuns(old, next);
  const named = Object.fromEntries(
    Object.entries(lists).map(([kind, list]) => [kind, list.map(({ id }) => id)]),
  );
  return leftOut === 0 ? named : { ...named, leftOut };
}

const withCheck = (run: RunResult, change: Partial<CheckResult>): RunResult => ({
  ...run,
  checks: run.checks.map((check) => (check.id === ids.first ? { ...check, ...change } : check)),
});

/** In which list a check is whose verdict went from one to another, for another finding. */
function listOf(from: Verdict, to: Verdict): string | undefined {
  const waiver = { verdict: 'fail' as const, reason: 'Opens on Monday.' };
  const as = (verdict: Verdict, finding: string) =>
    withCheck(farmRun(), { verdict, finding, waiver: verdict === 'waived' ? waiver : null });
  const { leftOut, ...lists } = diffRuns(as(from, 'before'), as(to, 'after'));
  expect(leftOut).toBe(0);
  return Object.entries(lists).find(([, list]) => list.some(({ id }) => id === ids.first))?.[0];
}

describe('two runs', () => {
  it('of which nothing differs are unchanged', () => {
    const { checks } = farmRun();
    expect(compare(farmRun(), farmRun())).toEqual({ ...nothing, unchanged: checks.map(({ id }) => id) });
    expect(gotWorse(diffRuns(farmRun(), farmRun()))).toBe(false);
  });

  it('show what got worse, what got better, and what is another finding', () => {
    const old = farmRun({ controller: 'timeout', first: 'timeout' });
    const next = farmRun({ controller: 'open', first: 'unreachable', second: 'timeout' });
    expect(compare(old, next)).toEqual({
      ...nothing,
      worse: [ids.second],
      better: [ids.controller],
      changed: [ids.first],
      unchanged: [ids.inbound],
    });
    const diff = diffRuns(old, next);
    expect(diff.worse[0]).toMatchObject({ old: { verdict: 'pass' }, next: { verdict: 'fail' } });
    expect(gotWorse(diff)).toBe(true);
    expect(gotWorse(diffRuns(next, next))).toBe(false);
  });

  it.each<[Verdict, Verdict, string]>([
    ['pass', 'fail', 'worse'],
    ['pass', 'warn', 'worse'],
    ['pass', 'unknown', 'worse'],
    ['pass', 'skipped', 'worse'],
    ['warn', 'fail', 'worse'],
    ['unknown', 'fail', 'worse'],
    ['not-yet', 'fail', 'worse'],
    ['not-testable-here', 'fail', 'worse'],
    ['fail', 'pass', 'better'],
    ['fail', 'warn', 'better'],
    ['fail', 'not-yet', 'better'],
    ['warn', 'pass', 'better'],
    ['not-yet', 'pass', 'better'],
    ['not-testable-here', 'pass', 'better'],
    ['unknown', 'pass', 'better'],
    ['unknown', 'warn', 'better'],
    ['fail', 'unknown', 'changed'],
    ['fail', 'skipped', 'changed'],
    ['fail', 'waived', 'changed'],
    ['waived', 'fail', 'changed'],
    ['waived', 'pass', 'better'],
    ['pass', 'waived', 'worse'],
    ['pass', 'not-yet', 'changed'],
    ['pass', 'not-testable-here', 'changed'],
    ['not-yet', 'not-testable-here', 'changed'],
    ['fail', 'not-applicable', 'removed'],
    ['pass', 'not-applicable', 'removed'],
    ['not-applicable', 'fail', 'added'],
    ['not-applicable', 'pass', 'added'],
  ])('%s, then %s: %s', (from, to, list) => {
    expect(listOf(from, to)).toBe(list);
  });

  it('never take a check for better whose evidence is missing now', () => {
    for (const from of verdicts)
      for (const to of ['unknown', 'skipped'] as const) expect(listOf(from, to), from).not.toBe('better');
  });

  it('count a waiver as a change, for better nor worse', () => {
    const old = farmRun({ first: 'timeout' });
    const waived = waiveChecks(old, [ids.first], 'Opens on Monday.');
    for (const diff of [diffRuns(old, waived), diffRuns(waived, old)]) {
      expect(diff).toMatchObject({ worse: [], better: [], changed: [{ id: ids.first }] });
      expect(gotWorse(diff)).toBe(false);
    }
  });

  it('notice that the same answer came from another server', () => {
    const other = { ...checkOf(farmRun(), ids.first), destination: null };
    expect(compare(farmRun(), withCheck(farmRun(), other))).toMatchObject({
      worse: [],
      changed: [ids.first],
    });
  });

  it('say of a check that could not be done any more that it got worse, and of a failure only that it changed', () => {
    const cut = farmRun({ first: 'cancelled', second: 'cancelled' }, { cancelled: true });
    expect(compare(farmRun({ second: 'timeout' }), cut)).toMatchObject({
      worse: [ids.first],
      changed: [ids.second],
    });
  });

  it('say nothing of what one of them left out', () => {
    const part = farmRun({}, { only: [ids.first] });
    for (const [old, next] of [
      [part, farmRun()],
      [farmRun(), part],
    ] as const)
      expect(compare(old, next)).toEqual({ ...nothing, unchanged: [ids.first], leftOut: 3 });
    const hasNone = { ...farmRun(), checks: part.checks.filter(({ id }) => id !== ids.second) };
    expect(compare(part, hasNone)).toEqual({ ...nothing, unchanged: [ids.first], leftOut: 3 });
  });

  it('tell what only one of them asks, and that a new failure is worse', () => {
    const other = farmRun({}, { profile: { frontEnds: [{ host: 'fe3.example.local' }] } });
    expect(compare(farmRun(), other)).toMatchObject({
      added: ['out-deploy@fe3.example.local'],
      removed: [ids.first, ids.second],
    });
    const one = farmRun({}, { profile: { frontEnds: [{ host: 'fe1.example.local' }] } });
    expect(gotWorse(diffRuns(one, farmRun()))).toBe(false);
    expect(gotWorse(diffRuns(one, farmRun({ second: 'timeout' })))).toBe(true);
    expect(gotWorse(diffRuns(farmRun({ second: 'timeout' }), one))).toBe(false);
  });

  it('do not get worse for what is not required', () => {
    const lesser = (change: Partial<CheckResult>) =>
      withCheck(farmRun(), { severity: 'monitoring', ...change });
    const diff = diffRuns(lesser({}), lesser({ verdict: 'fail', finding: 'timeout' }));
    expect(diff.worse.map(({ id }) => id)).toEqual([ids.first]);
    expect(gotWorse(diff)).toBe(false);
    expect(gotWorse(diffRuns(lesser({}), withCheck(farmRun(), { verdict: 'fail' })))).toBe(true);
  });

  it('list what is required first', () => {
    const lesser = (run: RunResult) => withCheck(run, { severity: 'advisory' });
    const diff = diffRuns(lesser(farmRun()), lesser(farmRun({ first: 'timeout', second: 'timeout' })));
    expect(diff.worse.map(({ id }) => id)).toEqual([ids.second, ids.first]);
  });

  it('compare no check by an alias, which stands for another server in each', () => {
    const redacted = { ...farmRun({ first: 'timeout' }), redacted: true as const };
    expect(compare(redacted, farmRun({ controller: 'timeout' }))).toEqual({
      ...nothing,
      worse: [ids.controller],
      unchanged: [ids.inbound],
      leftOut: 2,
    });
    const moved = {
      ...farmRun({}, { profile: { controller: { host: 'other.example.local' } } }),
      redacted: true as const,
    };
    expect(compare(redacted, moved)).toMatchObject({ leftOut: 2, changed: [] });
  });

  it('put every check into exactly one list, or count it as left out', () => {
    const old = farmRun({ first: 'timeout' }, { only: [ids.first, ids.controller] });
    const { leftOut, ...lists } = diffRuns(old, farmRun({ controller: 'timeout' }));
    const listed = Object.values(lists).flatMap((list: readonly { readonly id: string }[]) => list);
    expect(listed.length + leftOut).toBe(farmRun().checks.length);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });
});
