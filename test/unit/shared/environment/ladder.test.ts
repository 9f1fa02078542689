import { describe, expect, it } from 'vitest';
import { type Ladder, ladderOf } from '../../../../shared/environment/ladder.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { farmOfTwelve, twoServers } from '../../../support/drawn-environments.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { listenerOf, mergedOf, provenBy } from '../../../support/merged-environments.ts';

const ladderFrom = (results: readonly RunResult[]): Ladder => {
  const ladder = ladderOf(mergedOf(results));
  if (ladder === null) throw new Error('there is no ladder');
  return ladder;
};

const rungAt = (ladder: Ladder, direction: number, port: string) => {
  const rung = ladder.directions[direction]?.rungs.find((one) => one.port === port);
  if (rung === undefined) throw new Error(`there is no wire to ${port}`);
  return rung;
};

describe('the ladder of two servers', () => {
  const ladder = ladderOf(twoServers());

  it('has a wire for each connection between them, both directions apart', () => {
    expect(ladder?.left).toEqual({ name: 'ctrl', detail: 'Deployment Controller · 10.1.1.10' });
    expect(ladder?.right).toEqual({ name: 'fe1', detail: 'Front-end · 10.1.2.11' });
    expect(ladder?.directions.map(({ title }) => title)).toEqual([
      'ctrl opens, fe1 accepts',
      'fe1 opens, ctrl accepts',
    ]);
    expect(ladder?.directions.map(({ rungs }) => [...new Set(rungs.map(({ towards }) => towards))])).toEqual([
      ['right'],
      ['left'],
    ]);
    const { connections, machines } = twoServers();
    const pair = connections.filter(
      ({ from, to }) => machines[from]?.expects === 'report' && machines[to]?.expects === 'report',
    );
    expect(ladder?.directions.flatMap(({ rungs }) => rungs)).toHaveLength(pair.length);
  });

  it('breaks a wire where the connection failed, with the word of each end on its side', () => {
    if (ladder === null) throw new Error('there is no ladder');
    expect(rungAt(ladder, 1, '5672')).toMatchObject({
      isBroken: true,
      left: 'its service listens',
      right: expect.stringMatching(/^no answer after \d+ ms at \d\d:\d\d:\d\d$/),
      requirements: 'R7',
      look: { shape: 'square-cross', text: '1' },
      text: expect.stringContaining('Port 5672, R7. Failed, cause 1 of 1.'),
    });
    expect(rungAt(ladder, 1, '12000')).toMatchObject({
      isBroken: false,
      left: 'its service listens',
      right: expect.stringMatching(/^answered in \d+ ms$/),
    });
  });

  it('says of a rehearsal who came, from where and when', () => {
    const results = environmentResults(
      farmOf(1, { phase: 'before-install', fault: ({ port }) => (port === 12_000 ? 'refused' : null) }),
    );
    const [ctrl, fe1] = results;
    if (ctrl === undefined || fe1 === undefined) throw new Error('two reports');
    const listener = listenerOf(ctrl, [{ port: 12_000, from: fe1 }]);
    const rehearsed = ladderFrom([ctrl, listener, provenBy(fe1, listener, 'ctrl.example.local', 12_000)]);
    expect(rungAt(rehearsed, 1, '12000')).toMatchObject({
      left: expect.stringMatching(/^reached from 10\.1\.2\.11 at \d\d:\d\d:\d\d$/),
      right: expect.stringMatching(/^answered in \d+ ms$/),
      look: { shape: 'circle-tick-hollow' },
    });
  });

  it('does not break a wire that something else answers', () => {
    const open = environmentResults(farmOf(1, { phase: 'before-install' }));
    const [ctrl, fe1] = open;
    if (ctrl === undefined || fe1 === undefined) throw new Error('two reports');
    const rung = rungAt(ladderFrom([ctrl, fe1, listenerOf(ctrl, [])]), 1, '12000');
    expect(rung).toMatchObject({
      isBroken: false,
      left: 'listener was up, nobody came',
      look: { shape: 'square-unequal' },
      text: expect.stringContaining('Something else answers in its place.'),
    });
  });

  it('tells everybody else below, those together that say the same', () => {
    expect(ladder?.outside.rows.map(({ text }) => text)).toEqual([
      'End users and Development tools to fe1: 80 443. Needs a report',
      'System operators to ctrl and fe1: 22 3389. Needs a report',
      'ctrl and fe1 to db01: 1433. Passed',
      'fe1 to nativebuilder.api.outsystems.com: 443. Passed',
    ]);
  });

  it('is none for one server, or for more than two', () => {
    expect(ladderOf(farmOfTwelve())).toBeNull();
    expect(ladderOf(mergedOf(environmentResults(farmOf(2))))).toBeNull();
  });
});
