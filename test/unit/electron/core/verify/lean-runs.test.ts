import { describe, expect, it } from 'vitest';
import { openLeanRuns } from '../../../../../electron/core/verify/lean-runs.ts';
import { mergeResults } from '../../../../../shared/environment/merge-results.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { inputOf, listenerOf, merging } from '../../../../support/merged-environments.ts';

const results = environmentResults(
  farmOf(5, {
    fault: ({ port, from }) => (port === 1433 && from.name === 'fe2' ? 'timeout' : null),
  }),
);

describe('results of which only what merging looks at is kept', () => {
  it('come to the same, with a machine that listened among them', () => {
    const [first] = results;
    if (first === undefined) throw new Error('there is no result');
    const whole = [...results, listenerOf(first, [{ port: 12000, from: first }])].map((one) => inputOf(one));
    const lean = openLeanRuns();
    const kept = whole.map((input) => ({ ...input, result: lean(input.result) }));
    expect(mergeResults(kept, merging)).toEqual(mergeResults(whole, merging));
    expect(JSON.stringify(kept).length).toBeLessThan(JSON.stringify(whole).length / 1.5);
  });

  it('have each text once over all of them, and what several checks saw once in each', () => {
    const lean = openLeanRuns();
    const [one, other] = results.slice(1, 3).map(lean);
    const facts = (one?.checks ?? []).flatMap((check) => check.facts);
    const ofController = facts.filter(
      (fact) => fact.kind === 'resolve' && fact.host === 'ctrl.example.local',
    );
    expect(ofController.length).toBeGreaterThan(1);
    expect(new Set(ofController).size).toBe(1);
    expect(other?.checks.map(({ id }) => id)).toEqual(results[2]?.checks.map(({ id }) => id));
  });

  it('have the same end once over all of them, and no two ends as one', () => {
    const lean = openLeanRuns();
    const ends = results
      .map(lean)
      .flatMap(({ checks }) => checks.flatMap(({ destination }) => destination ?? []));
    expect(new Set(ends).size).toBe(new Set(ends.map((end) => JSON.stringify(end))).size);
    expect(ends).toEqual(
      results.flatMap(({ checks }) => checks.flatMap(({ destination }) => destination ?? [])),
    );
  });

  it('change nothing of what they were made from', () => {
    const [result] = results;
    if (result === undefined) throw new Error('there is no result');
    const before = JSON.stringify(result);
    openLeanRuns()(result);
    expect(JSON.stringify(result)).toBe(before);
  });
});
