import { describe, expect, it } from 'vitest';
import { describeTerminal, paint } from '../../../../../electron/cli/terminal/terminal.ts';

const utf8 = { LANG: 'en_US.UTF-8', TERM: 'xterm-256color' };
const screen = { isTTY: true, columns: 120 };

describe('a terminal', () => {
  it('shows colour and a live line to somebody who watches', () => {
    const terminal = describeTerminal(screen, utf8, 'linux');
    expect(terminal).toEqual({ live: true, colour: true, unicode: true, asciiJson: false, columns: 120 });
    expect(paint(terminal, 'red', 'x')).toBe('\u001b[31mx\u001b[39m');
  });

  it.each([
    ['a pipe', { columns: 80 }, utf8, { live: false, colour: false }],
    ['NO_COLOR', screen, { ...utf8, NO_COLOR: '1' }, { live: true, colour: false }],
    ['an empty NO_COLOR', screen, { ...utf8, NO_COLOR: '' }, { live: true, colour: true }],
    ['a dumb terminal', screen, { ...utf8, TERM: 'dumb' }, { live: false, colour: false }],
  ])('respects %s', (_name, stream, environment, expected) => {
    const terminal = describeTerminal(stream, environment, 'linux');
    expect(terminal).toMatchObject(expected);
    expect(paint(terminal, 'red', 'x') === 'x').toBe(!expected.colour);
  });

  it.each([
    [{ LANG: 'C' }, 'linux', false],
    [{ LANG: 'C', LC_ALL: 'de_DE.utf8' }, 'linux', true],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, 'linux', false],
    [{ LANG: 'en_US.UTF-8' }, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ])('with %j on %s shows shapes: %s', (environment, platform, unicode) => {
    expect(describeTerminal(screen, environment, platform).unicode).toBe(unicode);
  });
});
