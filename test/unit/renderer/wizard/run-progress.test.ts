import { describe, expect, it } from 'vitest';
import { addProgress, emptyRun } from '../../../../renderer/wizard/run-progress.ts';
import { defaultProfile } from '../../../../shared/profile/profile.ts';
import type { RunProgress } from '../../../../shared/run/progress.ts';
import type { CheckResult } from '../../../../shared/run/result.ts';
import { emptyResult, fakeAbout } from '../../../support/fake-bridge.ts';

const [first, second, third] = emptyResult(
  defaultProfile,
  fakeAbout.machine,
  '00000000-0000-4000-8000-000000000001',
).checks;
if (first === undefined || second === undefined || third === undefined)
  throw new TypeError('the default profile plans fewer than three checks');

const planned: RunProgress = { kind: 'planned', total: 3, groups: [{ group: first.group, total: 3 }] };
const judged = (check: CheckResult, done: number): RunProgress => ({
  kind: 'check',
  check: { ...check, group: first.group },
  done,
  total: 3,
});

describe('the progress of a run', () => {
  it('knows nothing before the run has said how much there is', () => {
    expect(emptyRun).toMatchObject({ total: null, done: 0, groups: [] });
  });

  it('counts in all and by group, failures apart, in the order in which checks were judged', () => {
    const view = addProgress(emptyRun, [
      planned,
      judged({ ...first, verdict: 'fail' }, 1),
      judged({ ...second, verdict: 'pass' }, 2),
    ]);
    expect(view).toMatchObject({
      total: 3,
      done: 2,
      groups: [{ group: first.group, total: 3, done: 2, failed: 1 }],
    });
    expect(view.checks.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('is the same whether events come one by one or at once', () => {
    const events = [planned, judged(first, 1), judged(second, 2), judged(third, 3)];
    expect(events.reduce((view, event) => addProgress(view, [event]), emptyRun)).toEqual(
      addProgress(emptyRun, events),
    );
  });

  it('leaves checks out that are not part of this run', () => {
    const view = addProgress(emptyRun, [
      planned,
      judged({ ...first, finding: 'left-out' }, 1),
      judged(second, 2),
    ]);
    expect(view).toMatchObject({ total: 2, done: 1, groups: [{ total: 2, done: 1 }] });
    expect(view.checks.map(({ id }) => id)).toEqual([second.id]);
  });

  it('names what is waited for until nothing is', () => {
    const longest = { what: 'db:1433', since: '2026-03-02T14:05:09.120Z', limitMs: 5000 };
    const waiting = addProgress(emptyRun, [planned, { kind: 'waiting', longest }]);
    expect(waiting.longest).toEqual(longest);
    expect(addProgress(waiting, [{ kind: 'waiting', longest: null }]).longest).toBeNull();
  });
});
