import type { MenuItemConstructorOptions } from 'electron';
import { strict } from './strict.ts';

/** The roles of Electron's menu items, in lower case (roles are case-insensitive). */
const roles = new Set(
  [
    ...['undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll', 'reload'],
    ...['forceReload', 'toggleDevTools', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'window'],
    ...['minimize', 'close', 'help', 'about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'zoom'],
    ...['fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'front', 'appMenu', 'toggleSpellChecker'],
  ].map((role) => role.toLowerCase()),
);

/** Electron's accelerators: modifiers and one key, joined by `+`. */
const accelerator =
  /^((CmdOrCtrl|CommandOrControl|Ctrl|Control|Cmd|Command|Alt|Option|AltGr|Shift|Super|Meta)\+)*([A-Z0-9=\-,./;'`[\]\\]|F([1-9]|1\d|2[0-4])|Plus|Space|Tab|Enter|Return|Escape|Esc|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|Backspace)$/;

type Template = MenuItemConstructorOptions;

const covered = new Set(['label', 'role', 'type', 'accelerator', 'visible', 'click', 'submenu']);

function createItem(template: Template): object {
  for (const key of Object.keys(template))
    if (!covered.has(key)) throw new Error(`The key ${key} of a menu item is not covered by the stand-in.`);
  const { label = '', role, type = 'normal', submenu, visible = true } = template;
  if (role !== undefined && !roles.has(role.toLowerCase())) throw new Error(`There is no role ${role}.`);
  if (template.accelerator !== undefined && !accelerator.test(template.accelerator))
    throw new Error(`${template.accelerator} is not an accelerator.`);
  if (type === 'normal' && label === '' && role === undefined)
    throw new Error('A menu item needs a label or a role.');
  return strict('menuItem', {
    label,
    role: role ?? null,
    type,
    visible,
    accelerator: template.accelerator ?? null,
    submenu: Array.isArray(submenu) ? createMenu(submenu) : null,
    click: template.click ?? (() => undefined),
  });
}

/** A menu from its template. Unknown roles, keys and accelerators are refused. */
export function createMenu(template: readonly Template[]): object {
  return strict('menu', { items: template.map(createItem) });
}
