import { describe, expect, it } from 'vitest';
import { hues } from '../../../../shared/theme/tokens.ts';
import {
  cellShapePaths,
  cellShapes,
  markBox,
  shapePaths,
  shapes,
  verdictLooks,
} from '../../../../shared/theme/verdicts.ts';
import { type Verdict, verdicts } from '../../../../shared/words/verdict.ts';

/** Verdicts that share the dash on purpose: nothing was to be tested. */
const dashed: readonly Verdict[] = ['skipped', 'not-applicable'];

/** The end points of a path that uses absolute M, L, H, V, A and Z only. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  const points: [number, number][] = [];
  let x = 0;
  let y = 0;
  for (const [, command = '', body = ''] of path.matchAll(/([MLHVAZ])([^MLHVAZ]*)/g)) {
    const numbers = [...body.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
    const size = command === 'A' ? 7 : command === 'H' || command === 'V' ? 1 : command === 'Z' ? 0 : 2;
    expect(numbers.length, `${command} in ${path}`).toBe(size);
    if (command === 'H') x = numbers[0] ?? 0;
    else if (command === 'V') y = numbers[0] ?? 0;
    else if (command !== 'Z') [x = 0, y = 0] = numbers.slice(-2);
    points.push([x, y]);
  }
  return points;
}

describe('the looks of the verdicts', () => {
  it('give every verdict a word of its own', () => {
    const words = verdicts.map((verdict) => verdictLooks[verdict].word);
    expect(new Set(words).size).toBe(verdicts.length);
    expect(words).toContain('Needs another machine');
  });

  it('tell verdicts apart without colour: by shape, by glyph and in ASCII', () => {
    const apart = verdicts
      .filter((verdict) => verdict !== 'not-applicable')
      .map((name) => verdictLooks[name]);
    for (const key of ['shape', 'glyph', 'ascii'] as const)
      expect(new Set(apart.map((look) => look[key])).size, key).toBe(apart.length);
    expect(dashed.map((verdict) => verdictLooks[verdict].shape)).toEqual(['dash', 'dash']);
  });

  it('are one character each, plain ASCII where that is asked for', () => {
    for (const { glyph, ascii } of Object.values(verdictLooks)) {
      expect(Array.from(glyph)).toHaveLength(1);
      expect(ascii).toMatch(/^[\x21-\x7e]$/);
    }
  });

  it('use only hues that every palette has, and every shape', () => {
    const looks = Object.values(verdictLooks);
    expect(looks.every(({ hue }) => hues.includes(hue))).toBe(true);
    expect(new Set(looks.map(({ shape }) => shape))).toEqual(new Set(shapes));
  });

  it('are drawn in a cell as they are elsewhere', () => {
    for (const shape of shapes) expect(cellShapePaths[shape]).toBe(shapePaths[shape]);
  });

  it.each([...shapes, ...cellShapes])('draw inside the box and close every contour: %s', (shape) => {
    const path = cellShapePaths[shape];
    const inside = (value: number) => value >= 0 && value <= markBox;
    expect(pointsOf(path).every(([x, y]) => inside(x) && inside(y))).toBe(true);
    expect(path.match(/M/g)?.length).toBe(path.match(/Z/g)?.length);
  });
});
