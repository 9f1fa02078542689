import { describe, expect, it } from 'vitest';
import { addProgress, emptyRun, type RunView } from '../../../../../../renderer/wizard/run-progress.ts';
import { milestoneOf, milestoneText } from '../../../../../../renderer/wizard/steps/run/milestones.ts';
import type { RunProgress } from '../../../../../../shared/run/progress.ts';
import type { RunResult } from '../../../../../../shared/run/result.ts';
import { farmRun, ids } from '../../../../shared/run/farm-run.ts';

const eventsOf = ({ checks }: RunResult): readonly RunProgress[] => [
  { kind: 'planned', total: checks.length, groups: [{ group: 'runtime', total: checks.length }] },
  ...checks.map(
    (check, index): RunProgress => ({ kind: 'check', check, done: index + 1, total: checks.length }),
  ),
];
const told = (events: readonly RunProgress[]): readonly string[] => {
  const views = events.map((_, index): RunView => addProgress(emptyRun, events.slice(0, index + 1)));
  return views.map(milestoneText);
};

describe('what a run says aloud', () => {
  it('is nothing before it is planned', () => {
    expect(milestoneText(emptyRun)).toBe('');
    expect(milestoneOf(emptyRun)).toBeNull();
  });

  it('is its start, each quarter with what failed, and its end', () => {
    const events = eventsOf(farmRun({ first: 'timeout' }));
    expect(told(events)).toEqual([
      'The run has started: 4 checks.',
      '25 percent: 1 of 4 checks done.',
      '50 percent: 2 of 4 checks done.',
      '75 percent: 3 of 4 checks done, 1 failed.',
      'The run has ended: 4 checks done, 1 failed.',
    ]);
  });

  it('stays at one milestone between two quarters', () => {
    const milestones = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((done) => milestoneOf({ done, total: 8 }));
    expect(milestones).toEqual([0, 0, 25, 25, 50, 50, 75, 75, 100]);
    expect(milestoneOf({ done: 0, total: 0 })).toBe(100);
  });

  it('counts only the checks that run, when only some do', () => {
    const view = addProgress(emptyRun, eventsOf(farmRun({ first: 'timeout' }, { only: [ids.first] })));
    expect(view).toMatchObject({
      total: 1,
      done: 1,
      groups: [{ group: 'runtime', total: 1, done: 1, failed: 1 }],
    });
    expect(view.checks.map(({ id }) => id)).toEqual([ids.first]);
  });
});
