import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  keepWindowState,
  placeWindow,
  readWindowState,
  type WindowState,
} from '../../../../electron/main/window-state.ts';
import { makeTemporaryFolder } from '../../../support/electron-standin/in-process.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  schemaVersion: 1,
  bounds: { x, y, width, height },
  maximized: false,
});

describe('placeWindow', () => {
  it('opens where the window was', () => {
    expect(placeWindow(at(100, 50), [main])).toEqual({
      x: 100,
      y: 50,
      width: 1000,
      height: 700,
      maximized: false,
    });
    expect(placeWindow(at(2000, 0), [main, right])).toMatchObject({ x: 2000, y: 0 });
  });

  it.each([
    ['on a screen that was unplugged', at(2000, 0)],
    ['with the title bar above every screen', at(100, -200)],
    ['with the title bar below every screen', at(100, 1030)],
    ['with too little of the title bar left of the screen', at(-900, 0)],
    ['far away', at(-30_000, -30_000)],
  ])('opens in the middle when it was %s', (_where, state) => {
    const placement = placeWindow(state, [main]);
    expect(placement).not.toHaveProperty('x');
    expect(placement).toMatchObject({ width: 1240, height: 800 });
  });

  it('fits a screen that has become smaller, and never gets smaller than the smallest window', () => {
    expect(placeWindow(at(0, 0, 1900, 1000), [{ ...main, width: 1280, height: 680 }])).toMatchObject({
      width: 1280,
      height: 680,
    });
    expect(placeWindow(at(0, 0, 200, 100), [main])).toMatchObject({ width: 640, height: 480 });
    expect(placeWindow(null, [{ ...main, width: 1280, height: 680 }])).toEqual({
      width: 1240,
      height: 680,
      maximized: false,
    });
    expect(placeWindow(null, [{ ...main, width: 320, height: 200 }])).toMatchObject({
      width: 640,
      height: 480,
    });
  });

  it('remembers that the window filled the screen, also when its place is gone', () => {
    expect(placeWindow({ ...at(2000, 0), maximized: true }, [main])).toMatchObject({ maximized: true });
  });
});

describe('the file of the window state', () => {
  const folder = () => makeTemporaryFolder();

  it('gives back what was kept, and leaves no other file', () => {
    const home = folder();
    const file = join(home, 'desktop', 'window.json');
    expect(keepWindowState(file, at(1, 2))).toBe(true);
    expect(keepWindowState(file, at(3, 4))).toBe(true);
    expect(readWindowState(file)).toEqual(at(3, 4));
    expect(readdirSync(join(home, 'desktop'))).toEqual(['window.json']);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...at(0, 0), schemaVersion: 2 })],
    ['a key that we do not write', JSON.stringify({ ...at(0, 0), url: 'https://example.com' })],
    ['a length that no screen has', JSON.stringify(at(0, 0, 1e9))],
    ['a fraction', JSON.stringify(at(0.5, 0))],
    ['a text for a number', JSON.stringify({ ...at(0, 0), bounds: { x: '0', y: 0, width: 1, height: 1 } })],
  ])('counts as absent when it holds %s', (_what, text) => {
    const file = join(folder(), 'window.json');
    writeFileSync(file, text);
    expect(readWindowState(file)).toBeNull();
  });

  it('is no failure when it cannot be written', () => {
    const file = join(folder(), 'taken');
    writeFileSync(file, '');
    expect(keepWindowState(join(file, 'window.json'), at(0, 0))).toBe(false);
  });
});
