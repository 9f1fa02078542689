import { describe, expect, it } from 'vitest';
import {
  failureCards,
  openCards,
  type ResultCard,
  waivedGroups,
  warningCards,
} from '../../../../../renderer/components/results/result-cards.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../../shared/run/waive.ts';
import { largeFarm } from '../../../../support/large-farm.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  healthyWorld,
  lifetimeResult,
  passedResult,
  sampleResult,
  troubledWorld,
} from '../../../../support/sample-results.ts';

const idsOf = (cards: readonly ResultCard[]): readonly string[] =>
  cards.flatMap(({ checks }) => checks.map(({ id }) => id)).sort();
const having = ({ checks }: RunResult, ...verdicts: readonly string[]): readonly string[] =>
  checks
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ id }) => id)
    .sort();

const samples: readonly (readonly [string, RunResult])[] = [
  ['a front-end with failures', failedResult()],
  ['a controller of a farm', farmResult()],
  ['a machine with every role', largeFarm(20)],
  ['LifeTime', lifetimeResult()],
  ['a run that was cancelled', cancelledResult()],
  ['a run in which all is well', passedResult()],
];

describe('the cards of a result', () => {
  it.each(samples)('have every check that needs somebody once: %s', (_, result) => {
    expect(idsOf(failureCards(result))).toEqual(having(result, 'fail'));
    expect(idsOf(warningCards(result))).toEqual(having(result, 'warn'));
    expect(idsOf(openCards(result))).toEqual(having(result, 'unknown', 'not-yet', 'not-testable-here'));
    const keys = [failureCards(result), warningCards(result), openCards(result)].map((cards) =>
      cards.map(({ key }) => key),
    );
    for (const list of keys) expect(new Set(list).size).toBe(list.length);
  });

  it('put what is required first, and number causes as the report does', () => {
    const cards = failureCards(largeFarm(20));
    const isRequired = cards.map(({ checks }) => checks.some(({ severity }) => severity === 'required'));
    expect(isRequired).toEqual([...isRequired].sort((left, right) => Number(right) - Number(left)));
    expect(cards.map(({ number }) => number)).toEqual(cards.map((_, index) => index + 1));
  });
});

const silentFarm = sampleResult({
  world: troubledWorld(healthyWorld('before-install'), [
    { host: 'db01.example.local', port: 1433, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    { host: /^fe0[3-6]\./, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
  ]),
  profile: {
    environment: { name: 'Production', oneProvider: 'unknown' },
    machine: { roles: ['front-end'] },
    controller: { host: 'controller.example.local' },
    frontEnds: Array.from({ length: 6 }, (_, index) => ({ host: `fe0${index + 1}.example.local` })),
    databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db01.example.local' }],
  },
});

describe('the card of a cause', () => {
  const cards = failureCards(silentFarm);
  const failed = having(silentFarm, 'fail').length;

  it('says how much it explains, how much that weighs and whose it is', () => {
    const card = cards.find(({ checks }) => checks.length > 1);
    const count = card?.checks.length ?? 0;
    expect(card).toMatchObject({ weight: `${count} monitoring`, owner: 'Network team', verdict: 'fail' });
    expect(card?.note).toMatch(new RegExp(`^Explains ${count} of ${failed}`));
    expect(card?.title).not.toContain('explains');
    expect(card?.advice).toHaveLength(1);
    expect(card?.counterproof).not.toBeNull();
  });

  it('of a single failure says what was seen, and claims nothing', () => {
    const card = cards.find(({ checks }) => checks.length === 1);
    expect(card).toMatchObject({
      title: 'db01.example.local:1433 does not answer',
      note: 'No answer, 5000 ms',
      weight: '1 required',
      isExplained: false,
      why: [],
      counterproof: null,
    });
  });
});

describe('what is open', () => {
  it('begins with the question to the person, and has one card for each step that settles many', () => {
    const cards = openCards(silentFarm);
    expect(cards[0]?.title).toBe('You have not said whether all servers run under one provider');
    const { counts } = silentFarm;
    expect(cards.slice(1).map(({ key, title }) => [key, title])).toEqual([
      ['not-testable-here', `${counts['not-testable-here']} checks need another machine`],
      ['not-yet', expect.stringMatching(/^\d+ checks? waits? for the installation$/)],
    ]);
  });

  it('has one card for what a cancelled run left untested', () => {
    const [card] = openCards(cancelledResult()).filter(({ key }) => key === 'untested');
    expect(card?.title).toBe(`${card?.checks.length} checks were not tested`);
  });
});

describe('what is waived', () => {
  it('stands by the reason, whatever the order in which it was waived', () => {
    const result = silentFarm;
    const [first, second, third] = having(result, 'fail');
    const both = waiveChecks(result, [first ?? '', third ?? ''], 'Built in March');
    const all = waiveChecks(both, [second ?? ''], 'Opens on Monday');
    expect(waivedGroups(all).map(({ reason, checks }) => [reason, checks.length])).toEqual(
      expect.arrayContaining([
        ['Built in March', 2],
        ['Opens on Monday', 1],
      ]),
    );
    expect(idsOf(failureCards(all))).toEqual(having(all, 'fail'));
  });
});
