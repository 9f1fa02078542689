import { describe, expect, it } from 'vitest';
import { diffRuns, type RunDiff } from '../../../../shared/run/diff.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { waiveCheck } from '../../../../shared/run/waive.ts';
import { farmRun, ids } from './farm-run.ts';

const idsOf = (diff: RunDiff) =>
  Object.fromEntries(Object.entries(diff).map(([kind, list]) => [kind, list.map(({ id }) => id)]));
const nothing = { newFailures: [], mended: [], changed: [], unchanged: [], added: [], removed: [] };
const compare = (old: RunResult, next: RunResult) => idsOf(diffRuns(old, next));

describe('two runs', () => {
  it('of which nothing differs are unchanged', () => {
    const { checks } = farmRun();
    expect(compare(farmRun(), farmRun())).toEqual({ ...nothing, unchanged: checks.map(({ id }) => id) });
  });

  it('show what broke, what was mended, and what is another finding', () => {
    const old = farmRun({ controller: 'timeout', first: 'timeout' });
    const next = farmRun({ controller: 'open', first: 'unreachable', second: 'timeout' });
    expect(compare(old, next)).toEqual({
      ...nothing,
      newFailures: [ids.second],
      mended: [ids.controller],
      changed: [ids.first],
      unchanged: [ids.inbound],
    });
    expect(diffRuns(old, next).newFailures[0]).toMatchObject({
      old: { verdict: 'pass' },
      next: { verdict: 'fail' },
    });
  });

  it('count a path that opened before its service runs as mended, and a lost answer as changed', () => {
    const old = farmRun({ first: 'timeout', second: 'timeout' });
    const next = farmRun({ first: 'refused', second: 'cancelled' }, { cancelled: true });
    expect(next.checks.find(({ id }) => id === ids.first)?.verdict).toBe('not-yet');
    expect(compare(old, next)).toMatchObject({ mended: [ids.first], changed: [ids.second] });
  });

  it('count a waiver as a change and not as mended', () => {
    const old = farmRun({ first: 'timeout' });
    expect(compare(old, waiveCheck(old, ids.first, 'Opens on Monday.'))).toMatchObject({
      mended: [],
      changed: [ids.first],
    });
  });

  it('are compared only where both tell something', () => {
    const part = farmRun({}, { only: [ids.first] });
    expect(compare(part, farmRun())).toMatchObject({
      unchanged: [ids.first],
      added: [ids.controller, ids.inbound, ids.second],
    });
    expect(compare(farmRun(), part)).toMatchObject({
      unchanged: [ids.first],
      removed: [ids.controller, ids.inbound, ids.second],
    });
    const other = farmRun({}, { profile: { frontEnds: [{ host: 'fe3.example.local' }] } });
    expect(compare(farmRun(), other)).toMatchObject({
      added: ['out-deploy@fe3.example.local'],
      removed: [ids.first, ids.second],
    });
  });

  it('put every check into exactly one list', () => {
    const old = farmRun({ first: 'timeout' }, { only: [ids.first, ids.controller] });
    const lists = Object.values(compare(old, farmRun({ controller: 'timeout' }))).flat();
    expect([...lists].sort()).toEqual(
      farmRun()
        .checks.map(({ id }) => id)
        .sort(),
    );
  });
});
