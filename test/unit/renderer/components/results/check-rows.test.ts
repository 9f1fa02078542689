import { describe, expect, it } from 'vitest';
import {
  checkRows,
  filterChoices,
  filterRows,
  noFilter,
} from '../../../../../renderer/components/results/check-rows.ts';
import { farmRun, ids } from '../../../shared/run/farm-run.ts';

const result = farmRun({ controller: 'refused', second: 'timeout' });
const rows = checkRows(result.checks);
const idsOf = (list: readonly { readonly check: { readonly id: string } }[]) =>
  list.map(({ check }) => check.id);
const narrowed = (filter: Partial<typeof noFilter>) => idsOf(filterRows(rows, { ...noFilter, ...filter }));

describe('the lines of the table', () => {
  it('stand worst first, and in the order of the catalogue among equals', () => {
    expect(rows.map(({ check }) => check.verdict)).toEqual(['fail', 'not-yet', 'not-testable-here', 'pass']);
    const same = checkRows(farmRun({ first: 'timeout', second: 'timeout' }).checks);
    expect(idsOf(same).slice(0, 2)).toEqual([ids.first, ids.second]);
  });

  it('put what is required before what is not', () => {
    const [first, second, ...others] = farmRun({ first: 'timeout', second: 'timeout' }).checks.filter(
      ({ verdict }) => verdict === 'fail',
    );
    expect(others).toEqual([]);
    const checks = [first, second].flatMap((check) => (check === undefined ? [] : [check]));
    const lesser = checks.map((check, index) =>
      index === 0 ? { ...check, severity: 'advisory' as const } : check,
    );
    expect(idsOf(checkRows(lesser))).toEqual([ids.second, ids.first]);
  });

  it('name the host at the other end', () => {
    const hosts = Object.fromEntries(rows.map(({ check, host }) => [check.id, host]));
    expect(hosts).toEqual({
      [ids.controller]: 'ctrl.example.local',
      [ids.inbound]: null,
      [ids.first]: 'fe1.example.local',
      [ids.second]: 'fe2.example.local',
    });
  });
});

describe('the filter', () => {
  it('leaves everything while nothing is chosen', () => {
    expect(narrowed({})).toEqual(idsOf(rows));
    expect(narrowed({ words: '   ' })).toEqual(idsOf(rows));
  });

  it('narrows by verdict, group and host, and by all of them together', () => {
    expect(narrowed({ verdict: 'fail' })).toEqual([ids.second]);
    expect(narrowed({ group: 'latency' })).toEqual([]);
    expect(narrowed({ group: 'runtime' })).toHaveLength(4);
    expect(narrowed({ host: 'fe1.example.local' })).toEqual([ids.first]);
    expect(narrowed({ host: '' })).toEqual([ids.inbound]);
    expect(narrowed({ host: 'fe1.example.local', verdict: 'fail' })).toEqual([]);
  });

  it('finds every word, in any order and case, in names, addresses, requirements and reasons', () => {
    expect(narrowed({ words: 'FE2 deployment' })).toEqual([ids.second]);
    expect(narrowed({ words: '12000 CTRL.example' })).toEqual([ids.controller]);
    expect(narrowed({ words: 'm2' })).toEqual([ids.inbound]);
    expect(narrowed({ words: 'packets dropped' })).toEqual([ids.second]);
    expect(narrowed({ words: 'fe2 refused' })).toEqual([]);
  });

  it('offers only what occurs', () => {
    expect(filterChoices(rows)).toEqual({
      verdicts: ['fail', 'not-yet', 'not-testable-here', 'pass'],
      severities: ['required'],
      groups: ['runtime'],
      hosts: ['', 'ctrl.example.local', 'fe1.example.local', 'fe2.example.local'],
    });
  });
});
