import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter, Shell } from 'electron';
import { type NewFile, publishFiles } from '../core/files/publish-files.ts';
import { unwritable } from '../core/files/unwritable.ts';
import type { HostServices, Saved } from '../core/operations/deps.ts';
import { links } from '../core/operations/links.ts';
import type { Announce } from './announce.ts';

/** What the desktop uses of Electron towards the person. */
export type DesktopServices = {
  readonly dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder' | 'openExternal'>;
  readonly announce: Announce;
  /** The window to which dialogs belong. */
  readonly window: BrowserWindow;
  /** The folder that a first dialog offers. */
  readonly firstFolder: string;
  /** Ends the program, once what is under way has been answered. */
  readonly quit: () => void;
};

/** What the kinds of file are called in a dialog, by ending. */
const fileKinds: Readonly<Record<string, string>> = {
  '.pdf': 'Signed report',
  '.json': 'Netready data',
  '.csv': 'Table',
  '.md': 'Text for a ticket',
};

const dismissed: Saved = { files: [], dismissed: true };

function filtersOf(ending: string): FileFilter[] {
  const name = fileKinds[ending];
  return name === undefined ? [] : [{ name, extensions: [ending.slice(1)] }];
}

/** Replaces a file in one step, as the person has confirmed in the dialog; new bytes or old, never half of either. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}.part`;
  const [part = ''] = await publishFiles(dirname(path), [{ name, bytes }]);
  try {
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw unwritable(path, error);
  }
}

/** Writes one file to the path that was chosen. A path without the ending gets it, and is then new by its own. */
async function writeChosen(chosen: string, file: NewFile): Promise<string> {
  const ending = extname(file.name);
  const hasEnding = chosen.toLowerCase().endsWith(ending);
  if (hasEnding && existsSync(chosen)) {
    await replaceFile(chosen, file.bytes);
    return chosen;
  }
  const name = basename(hasEnding ? chosen : `${chosen}${ending}`);
  const [path = chosen] = await publishFiles(dirname(chosen), [{ name, bytes: file.bytes }]);
  return path;
}

/**
 * The desktop's side of the operations: native dialogs, the file manager, the browser. Paths come from dialogs alone,
 * and addresses from our own table; a page can name neither. (Electron security checklist, item 15.)
 */
export function createHostServices(desktop: DesktopServices): HostServices {
  let folder = desktop.firstFolder;
  let last: string | null = null;

  const saved = (paths: readonly string[]): Saved => {
    last = paths[0] ?? last;
    if (last !== null) folder = dirname(last);
    return {
      files: paths.map((path) => ({ name: basename(path), path, download: null })),
      dismissed: false,
    };
  };

  const saveOne = async (file: NewFile): Promise<Saved> => {
    const { canceled, filePath } = await desktop.dialog.showSaveDialog(desktop.window, {
      defaultPath: join(folder, file.name),
      filters: filtersOf(extname(file.name)),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? dismissed : saved([await writeChosen(filePath, file)]);
  };

  const saveTogether = async (files: readonly NewFile[]): Promise<Saved> => {
    const { canceled, filePaths } = await desktop.dialog.showOpenDialog(desktop.window, {
      title: 'Choose the folder for the files',
      buttonLabel: `Save ${files.length} files here`,
      defaultPath: folder,
      properties: ['openDirectory', 'createDirectory'],
    });
    const [chosen] = filePaths;
    return canceled || chosen === undefined ? dismissed : saved(await publishFiles(chosen, files));
  };

  return {
    kind: 'desktop',
    saveFiles: (files) => {
      const [first, ...more] = files;
      return first !== undefined && more.length === 0 ? saveOne(first) : saveTogether(files);
    },
    revealLast: async () => {
      if (last === null || !existsSync(last)) return false;
      desktop.shell.showItemInFolder(last);
      return true;
    },
    openLink: (link) => desktop.shell.openExternal(links[link]),
    announce: async (title, text) => desktop.announce(title, text),
    quit: desktop.quit,
  };
}
