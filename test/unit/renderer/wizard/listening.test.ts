import { describe, expect, it } from 'vitest';
import {
  absentOf,
  addListenEvent,
  type ListenVisit,
  newListening,
  visitorsOf,
} from '../../../../renderer/wizard/listening.ts';

const visit = (run: number, port: number, parts: Partial<ListenVisit> = {}): ListenVisit => ({
  at: '2026-11-22T10:00:00.000Z',
  run: `00000000-0000-4000-8000-00000000000${run}`,
  name: `fe0${run}`,
  roles: ['front-end'],
  port,
  from: `10.0.0.${run}`,
  as: [`fe0${run}`],
  changes: [],
  ...parts,
});

const told = (...visits: readonly ListenVisit[]) =>
  visits.reduce(
    (listening, each) => addListenEvent(listening, { kind: 'visit', ...each }),
    newListening(1, 'A-B'),
  );

describe('who comes to a machine that listens', () => {
  it('counts a run once for a port, with what it saw last', () => {
    const again = visit(1, 80, { changes: ['source'], from: '10.9.9.9' });
    const { visits } = told(visit(1, 80), visit(1, 443), again);
    expect(visits).toEqual([visit(1, 443), again]);
  });

  it('is drawn name by name, in the order of coming, with every address and the last visit to each port', () => {
    const later = '2026-11-22T10:05:00.000Z';
    const { visits } = told(visit(2, 80), visit(1, 80), visit(2, 443, { from: '10.9.9.9', at: later }));
    expect(visitorsOf(visits).map(({ name, from, at, visits: own }) => [name, from, at, own.length])).toEqual(
      [
        ['fe02', ['10.0.0.2', '10.9.9.9'], later, 2],
        ['fe01', ['10.0.0.1'], '2026-11-22T10:00:00.000Z', 1],
      ],
    );
  });

  const expected = [
    { name: 'fe01', isHost: true, ports: [80, 443] },
    { name: 'fe02', isHost: true, ports: [443, 80] },
    { name: 'fe03', isHost: true, ports: [80, 443] },
    { name: 'End users', isHost: false, ports: [443] },
  ];

  it('is held against those who should come', () => {
    const { visits } = told(visit(1, 80), visit(7, 80, { as: [] }));
    expect(visitorsOf(visits, expected).map(({ name, awaited }) => [name, awaited])).toEqual([
      ['fe01', [443]],
      ['fe07', []],
    ]);
    expect(absentOf(visits, expected)).toEqual([
      { names: ['fe02', 'fe03'], ports: [80, 443] },
      { names: ['End users'], ports: [443] },
    ]);
  });

  it('is drawn once where it is checked again, with what it saw last', () => {
    const { visits } = told(
      visit(1, 443, { changes: ['tls'] }),
      visit(1, 80),
      visit(2, 443, { name: 'fe01' }),
    );
    expect(
      visitorsOf(visits).map(({ name, visits: own }) => [
        name,
        own.map(({ port, changes }) => [port, changes]),
      ]),
    ).toEqual([
      [
        'fe01',
        [
          [80, []],
          [443, []],
        ],
      ],
    ]);
  });

  it('goes on longer where that is told', () => {
    const opened = { tag: 'TAGG', until: '2026-11-22T11:00:00.000Z', latest: '2026-11-22T14:00:00.000Z' };
    const until = '2026-11-22T11:30:00.000Z';
    const open = addListenEvent(told(), { kind: 'opened', ...opened, expected: [], ports: [] });
    expect(addListenEvent(open, { kind: 'put-off', until }).opened?.until).toBe(until);
    expect(addListenEvent(told(), { kind: 'put-off', until })).toEqual(told());
  });

  it('hears of visits before it hears that it is open', () => {
    const early = told(visit(1, 80));
    expect(early.opened).toBeNull();
    const opened = {
      tag: 'TAGG',
      until: '2026-11-22T11:00:00.000Z',
      latest: '2026-11-22T14:00:00.000Z',
      expected: [],
      ports: [],
    };
    expect(addListenEvent(early, { kind: 'opened', ...opened })).toMatchObject({
      opened,
      visits: [visit(1, 80)],
    });
  });
});
