import type { MenuItemConstructorOptions } from 'electron';
import type { Command } from '../../shared/contract/commands.ts';

/** What the menu depends on. */
export type MenuSetting = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Brings a command to the page. */
  readonly send: (command: Command) => void;
};

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/**
 * The application's menu: the shortcuts that people expect, and roles of the system for what it does best itself.
 * Items that concern the wizard only tell the page what was asked for. In a packaged program nothing in it reaches
 * the developer tools.
 */
export function menuTemplate({ platform, isPackaged, send }: MenuSetting): Item[] {
  const isMac = platform === 'darwin';
  const command = (label: string, key: string, name: Command): Item => ({
    label,
    accelerator: `CmdOrCtrl+${key}`,
    click: () => send(name),
  });
  const about: Item = { role: 'about', label: 'About Netready' };
  const quit: Item = { role: 'quit' };
  const development: readonly Item[] = [separator, { role: 'reload' }, { role: 'toggleDevTools' }];
  const program: Item = { label: 'Netready', submenu: [about, separator, { role: 'hide' }, quit] };
  const file: Item = {
    label: '&File',
    submenu: [
      command('New check', 'N', 'new-check'),
      command('Open environment file…', 'O', 'open-environment'),
      separator,
      command('Save report…', 'S', 'save-report'),
      ...(isMac ? [] : [separator, quit]),
    ],
  };
  const edit: Item = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
  const view: Item = {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(isPackaged ? [] : development),
    ],
  };
  return isMac ? [program, file, edit, view] : [file, edit, view, { label: '&Help', submenu: [about] }];
}
