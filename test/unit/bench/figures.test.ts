import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Figure,
  keyOf,
  lineOf,
  regressions,
  withLines,
  withTable,
} from '../../bench/support/figures.mjs';

const figure: Figure = { figure: 'plan', value: 90.04, unit: 'ms', peer: '`node -e 0`', peerValue: 40 };
const line = lineOf('start', figure);
const key = 'start: plan (ms) / `node -e 0`';
const project = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('a line of the bench', () => {
  it('has the ratio to the peer, in three digits', () => {
    expect(line).toEqual({ ...figure, case: 'start', value: 90, ratio: 2.25 });
    expect(keyOf(line)).toBe(key);
  });

  it('is a regression where it is worse than kept by more than the tolerance', () => {
    expect(regressions([line], { [key]: 1.8 })).toEqual([]);
    expect(regressions([line], { [key]: 1.7 })).toEqual([`${key}: 2.25, kept 1.7`]);
  });

  it('is a regression where it is worse than allowed, whatever is kept', () => {
    expect(regressions([{ ...line, limit: 2 }], {})).toEqual([`${key}: 2.25, allowed 2`]);
    expect(regressions([{ ...line, limit: 2.25 }], {})).toEqual([]);
  });
});

describe('the kept ratios', () => {
  it('take what was measured and keep the rest, in order', () => {
    const other = 'report: drawn (ms cpu) / `node -e 0`';
    expect(Object.entries(withLines({ [key]: 9, [other]: 1 }, [line]))).toEqual([
      [other, 1],
      [key, 2.25],
    ]);
  });

  it('are drawn as a table between the marks of a text, and nothing else of it changes', () => {
    const text = 'a\n<!-- bench: written by `npm run bench -- --keep` -->\nold\n<!-- bench: end -->\nb\n';
    const drawn = withTable(text, { [key]: 2.25 });
    expect(drawn).toContain('| start | plan | time | `node -e 0` | 2.25 × |');
    expect(drawn).not.toContain('old');
    expect(drawn.startsWith('a\n')).toBe(true);
    expect(drawn.endsWith('\nb\n')).toBe(true);
    expect(withTable(drawn, { [key]: 2.25 })).toBe(drawn);
  });

  it('are refused where a mark is missing, or a name is none', () => {
    expect(() => withTable('no marks', {})).toThrow('lacks the marks');
    expect(() => withTable(project('README.md'), { nonsense: 1 })).toThrow('"nonsense" is no name');
  });

  it('are what the README says', () => {
    const readme = project('README.md');
    expect(withTable(readme, JSON.parse(project('test/bench/baseline.json')))).toBe(readme);
  });
});
