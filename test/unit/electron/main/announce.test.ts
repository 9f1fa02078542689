import { describe, expect, it } from 'vitest';
import { announcer } from '../../../../electron/main/announce.ts';
import { startShell } from '../../../support/electron-standin/in-process.ts';

/** A program with an open window, and what tells its person something. */
async function openShell() {
  const shell = startShell();
  const { window } = await shell.window();
  const [own] = shell.electron.BrowserWindow.getAllWindows();
  if (own === undefined) throw new Error('There is no window.');
  return { shell, window, announce: announcer(shell.electron, own) };
}

describe('a notice of the system', () => {
  it('is shown to whoever has another window before them, and leads back', async () => {
    const { shell, window, announce } = await openShell();
    window.setFocused(false);
    window.minimize();
    expect(announce('Ended', 'Not ready.')).toBe(true);
    expect(shell.control.notices.shown()).toMatchObject([{ title: 'Ended', body: 'Not ready.' }]);
    expect(window.isFlashing()).toBe(true);
    shell.control.notices.shown()[0]?.click();
    expect(shell.journal.slice(-2)).toEqual(['show', 'focus']);
    expect(window.isFlashing()).toBe(false);
  });

  it('is not shown to whoever sees the window', async () => {
    const { shell, window, announce } = await openShell();
    expect(announce('Ended', 'Not ready.')).toBe(false);
    expect(shell.control.notices.shown()).toEqual([]);
    expect(window.isFlashing()).toBe(false);
  });

  it('takes the place of the one before', async () => {
    const { shell, window, announce } = await openShell();
    window.setFocused(false);
    announce('Ended', 'Not ready.');
    announce('Ended', 'Ready.');
    expect(shell.control.notices.shown().map(({ body }) => body)).toEqual(['Ready.']);
  });

  it('leaves the mark in the bar of the system where there are no notices', async () => {
    const { shell, window, announce } = await openShell();
    shell.control.notices.setSupported(false);
    window.setFocused(false);
    expect(announce('Ended', 'Not ready.')).toBe(true);
    expect(shell.control.notices.shown()).toEqual([]);
    expect(window.isFlashing()).toBe(true);
  });
});
