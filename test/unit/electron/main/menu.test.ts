import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../../electron/main/menu.ts';
import { type Command, commands } from '../../../../shared/contract/commands.ts';
import { createMenu } from '../../../support/electron-standin/menu.ts';

type Item = MenuItemConstructorOptions;

function flatten(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

function menu(platform: NodeJS.Platform, isPackaged = true) {
  const sent: Command[] = [];
  const template = menuTemplate({ platform, isPackaged, send: (command) => sent.push(command) });
  const items = flatten(template);
  const press = (item: Item): void => item.click?.({} as never, undefined, {} as never);
  return { template, items, sent, press, roles: items.flatMap(({ role }) => role ?? []) };
}

describe.each(['win32', 'linux', 'darwin'] as const)('the menu on %s', (platform) => {
  it('has only roles, keys and accelerators that Electron knows', () => {
    expect(() => createMenu(menu(platform).template)).not.toThrow();
    expect(() => createMenu(menu(platform, false).template)).not.toThrow();
  });

  it('tells the page each command once, under the expected key', () => {
    const { items, sent, press } = menu(platform);
    const own = items.filter(({ click }) => click !== undefined);
    for (const item of own) press(item);
    expect(sent).toEqual([...commands]);
    expect(own.map(({ label, accelerator }) => [label, accelerator])).toEqual([
      ['New check', 'CmdOrCtrl+N'],
      ['Open environment file…', 'CmdOrCtrl+O'],
      ['Save report…', 'CmdOrCtrl+S'],
    ]);
  });

  it('has what people expect of every program', () => {
    expect(menu(platform).roles).toEqual(
      expect.arrayContaining([
        ...['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'],
        ...['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'about', 'quit'],
      ]),
    );
  });

  it('reaches the developer tools only where the program is not packaged', () => {
    const forDevelopment = ['reload', 'toggleDevTools'];
    expect(menu(platform, false).roles).toEqual(expect.arrayContaining(forDevelopment));
    expect(menu(platform).roles.filter((role) => /reload|devtools/i.test(role))).toEqual([]);
  });
});

describe('the menu of the stand-in', () => {
  it.each([
    [{ role: 'selfDestruct' }, /no role/],
    [{ label: 'x', accelerator: 'Ctrl-N' }, /no? ?.*accelerator/],
    [{ label: 'x', toolTip: 'y' }, /not covered/],
    [{}, /label or a role/],
  ])('refuses %j', (item, message) => {
    expect(() => createMenu([item as never])).toThrow(message);
  });
});
