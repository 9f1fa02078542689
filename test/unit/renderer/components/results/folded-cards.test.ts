import { describe, expect, it } from 'vitest';
import { foldOf, placeFolded, stillFolded } from '../../../../../renderer/components/results/folded-cards.ts';
import { failureCards, type ResultCard } from '../../../../../renderer/components/results/result-cards.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../../shared/run/waive.ts';
import { farmRun, ids } from '../../../shared/run/farm-run.ts';

const reason = 'Built in March';
const result = farmRun(
  { controller: 'timeout', first: 'refused', second: 'tls-expired' },
  {
    profile: { phase: 'after-install' },
  },
);
const cards = failureCards(result);
const cardAt = (index: number): ResultCard => {
  const card = cards[index];
  if (card === undefined) throw new RangeError(`no card ${index}`);
  return card;
};
const shownOf = (run: RunResult, folded: ReturnType<typeof foldOf>[]): readonly string[] =>
  placeFolded(failureCards(run), folded).map((item) =>
    item.kind === 'card' ? item.card.title : `waived ${item.folded.title}`,
  );
const fold = (index: number, key: number) => foldOf('failures', cards, cardAt(index), reason, key);
const idsAt = (index: number): readonly string[] => cardAt(index).checks.map(({ id }) => id);

describe('what was just waived', () => {
  it('stays where it stood, whatever is waived before and after it', () => {
    const titles = cards.map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(1);
    const last = cards.length - 1;
    const one = waiveChecks(result, idsAt(0), reason);
    expect(shownOf(one, [fold(0, 0)])).toEqual([`waived ${titles[0]}`, ...titles.slice(1)]);
    const end = waiveChecks(result, idsAt(last), reason);
    expect(shownOf(end, [fold(last, 0)])).toEqual([...titles.slice(0, -1), `waived ${titles[last]}`]);
    const both = waiveChecks(end, idsAt(0), reason);
    expect(shownOf(both, [fold(last, 0), fold(0, 1)])).toEqual([
      `waived ${titles[0]}`,
      ...titles.slice(1, -1),
      `waived ${titles[last]}`,
    ]);
  });

  it('is forgotten once none of its checks is waived any more', () => {
    const waived = waiveChecks(result, [ids.first], reason);
    const entry = foldOf('failures', cards, { title: 'x', checks: [cardAt(0).checks[0]] }, reason, 0);
    const mine = { ...entry, ids: [ids.first] };
    expect(stillFolded([mine], waived.checks)).toEqual([mine]);
    expect(stillFolded([mine], result.checks)).toEqual([]);
  });
});
