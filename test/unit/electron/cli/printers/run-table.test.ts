import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { runTable } from '../../../../../electron/cli/printers/run-table.ts';
import type { Terminal } from '../../../../../electron/cli/terminal/terminal.ts';
import { headlineOf } from '../../../../../shared/run/result.ts';
import {
  failedResult,
  farmResult,
  healthyWorld,
  passedResult,
  sampleResult,
  troubledWorld,
} from '../../../../support/sample-results.ts';

const screen = (columns: number): Terminal => ({
  live: true,
  colour: false,
  unicode: true,
  asciiJson: false,
  columns,
});
const pipe: Terminal = { live: false, colour: false, unicode: true, asciiJson: false, columns: 100 };

const longHost = 'osfe-production-web-server-number-01.datacentre-frankfurt.corp.example.com';
const farm = sampleResult({
  profile: {
    machine: { roles: ['front-end'] },
    controller: { host: 'ctrl.example.local' },
    frontEnds: [{ host: longHost }],
  },
});

describe('the table of a run', () => {
  it.each([60, 80, 100, 160])('has no line that is longer than a terminal of %i columns', (columns) => {
    for (const result of [passedResult(), farm])
      for (const line of runTable(result, screen(columns)).slice(3))
        expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  });

  it.each([60, 80, 100, 160])('loses no word and no id in %i columns', (columns) => {
    const shown = runTable(farm, screen(columns)).join('').replaceAll(/\s/g, '');
    for (const check of farm.checks) {
      const { id } = check;
      expect(shown).toContain(id);
      expect(shown).toContain(headlineOf(check).replaceAll(' ', ''));
    }
  });

  it('has one line for each check where programs read it, with the headlines below each other', () => {
    const lines = runTable(farm, pipe);
    const columns = farm.checks.flatMap((check) => {
      const { id } = check;
      const headline = headlineOf(check);
      const line = lines.find((text) => text.includes(` ${id} `) && text.endsWith(headline));
      expect(line, id).toBeDefined();
      return id.includes(longHost) ? [] : [line?.indexOf(headline)];
    });
    expect(new Set(columns).size).toBe(1);
  });

  it('tells what several checks have in common once, with all of them, why, and what would prove it wrong', () => {
    const world = troubledWorld(healthyWorld('after-install'), [
      { port: 12000, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    ]);
    const profile = {
      phase: 'after-install',
      machine: { roles: ['front-end'] },
      controller: { host: 'app01' },
    };
    const lines = runTable(sampleResult({ world, profile }), screen(160));
    const at = lines.findIndex((line) => line.endsWith(' app01:12000  out-ctrl'));
    expect(lines[at - 1]).toBe('  ✗ Failed 1: No way from this server to app01:12000 explains 2 of 3');
    expect(lines[at + 1]).toMatch(/ app01:12000 {2}mon-fe-ctrl$/);
    expect(lines.filter((line) => line.startsWith('    Next (network team): '))).toHaveLength(1);
    expect(lines.some((line) => line.startsWith('    Proved wrong by: '))).toBe(true);
    expect(lines.at(-1)).toBe(
      '1 cause explains 2 of 3 failed checks (1 required, 1 monitoring, 1 advisory); not explained: 1.',
    );
  });

  it('ends with the first cause, and says what nothing explains', () => {
    const lines = runTable(farmResult(), screen(160));
    const numbers = lines.flatMap((line) => /^ {2}✗ Failed (\d+):/.exec(line)?.[1] ?? []);
    expect(numbers).toEqual(['5', '4', '3', '2', '1']);
    expect(lines.at(-1)).toBe('5 causes explain 22 of 22 failed checks (6 required, 16 monitoring).');
    expect(runTable(failedResult(), screen(160)).at(-1)).toBe(
      '2 failed checks, which nothing but themselves explains.',
    );
  });

  it('lets a long id stand out of its column instead of widening it for all', () => {
    const lines = runTable(farm, screen(160));
    const at = lines.findIndex((line) => line.endsWith(`mon-fe-iis@${longHost}`));
    expect(lines[at + 1]).toMatch(/^ {40,}IIS of the front-end/);
    expect(lines).toContainEqual(expect.stringMatching(/ loc-resolve +localhost resolves/));
  });

  it('counts the checks that were not asked for instead of listing them', () => {
    const result = sampleResult({ only: ['loc-roles', 'loc-config'] });
    const lines = runTable(result, pipe);
    expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(2);
    expect(lines).toContain(`${result.checks.length - 2} other checks left out`);
    expect(runTable(farm, pipe).join()).not.toContain('left out');
  });
});
