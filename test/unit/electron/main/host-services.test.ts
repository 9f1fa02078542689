import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { createHostServices, type DesktopServices } from '../../../../electron/main/host-services.ts';
import { linkIds } from '../../../../shared/contract/operations.ts';
import { makeTemporaryFolder } from '../../../support/electron-standin/in-process.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const pdf = { name: 'netready-app-01.pdf', bytes: bytes('pdf') };
const json = { name: 'netready-app-01.json', bytes: bytes('json') };

/** A host whose dialogs answer as the test says, and what it asked for. */
function makeHost(answer: { readonly path?: string; readonly folder?: string } = {}) {
  const folder = makeTemporaryFolder();
  const asked: (SaveDialogOptions | OpenDialogOptions)[] = [];
  const shown: string[] = [];
  const opened: string[] = [];
  let isQuit = false;
  const desktop = {
    firstFolder: folder,
    window: {},
    announce: () => false,
    dialog: {
      showSaveDialog: async (_window: unknown, options: SaveDialogOptions) => {
        asked.push(options);
        const filePath = answer.path === undefined ? '' : join(folder, answer.path);
        return { canceled: answer.path === undefined, filePath };
      },
      showOpenDialog: async (_window: unknown, options: OpenDialogOptions) => {
        asked.push(options);
        const chosen = answer.folder === undefined ? [] : [join(folder, answer.folder)];
        return { canceled: chosen.length === 0, filePaths: chosen };
      },
    },
    shell: {
      showItemInFolder: (path: string) => shown.push(path),
      openExternal: async (url: string) => {
        opened.push(url);
      },
    },
    quit: () => {
      isQuit = true;
    },
  } as unknown as DesktopServices;
  return { host: createHostServices(desktop), folder, asked, shown, opened, isQuit: () => isQuit };
}

describe('saving one file', () => {
  it('goes where the person says, and nowhere else', async () => {
    const { host, folder, asked } = makeHost({ path: 'mine.pdf' });
    expect(await host.saveFiles([pdf], 'netready-app-01')).toEqual({
      files: [{ name: 'mine.pdf', path: join(folder, 'mine.pdf'), download: null }],
      dismissed: false,
    });
    expect(readdirSync(folder)).toEqual(['mine.pdf']);
    expect(asked[0]).toMatchObject({
      defaultPath: join(folder, 'netready-app-01.pdf'),
      filters: [{ name: 'Signed report', extensions: ['pdf'] }],
    });
  });

  it('writes nothing when the dialog is closed', async () => {
    const { host, folder } = makeHost();
    expect(await host.saveFiles([pdf], 'x')).toEqual({ files: [], dismissed: true });
    expect(readdirSync(folder)).toEqual([]);
    expect(await host.revealLast()).toBe(false);
  });

  it('replaces a file that the person has confirmed, whole', async () => {
    const { host, folder } = makeHost({ path: 'mine.pdf' });
    writeFileSync(join(folder, 'mine.pdf'), 'an older and longer report');
    await host.saveFiles([pdf], 'x');
    expect(readFileSync(join(folder, 'mine.pdf'), 'utf8')).toBe('pdf');
    expect(readdirSync(folder)).toEqual(['mine.pdf']);
  });

  it('adds the ending that was left out, and then replaces nothing that nobody confirmed', async () => {
    const { host, folder } = makeHost({ path: 'mine' });
    expect(await host.saveFiles([pdf], 'x')).toMatchObject({ files: [{ name: 'mine.pdf' }] });
    await expect(host.saveFiles([pdf], 'x')).rejects.toMatchObject({ code: 'file-exists' });
    expect(readdirSync(folder)).toEqual(['mine.pdf']);
  });

  it('says why it could not write, and leaves nothing half-written', async () => {
    const { host, folder } = makeHost({ path: 'mine.pdf' });
    mkdirSync(join(folder, 'mine.pdf'));
    await expect(host.saveFiles([pdf], 'x')).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(readdirSync(folder)).toEqual(['mine.pdf']);
  });
});

describe('saving several files', () => {
  it('puts all into the folder that the person chooses', async () => {
    const { host, folder, asked } = makeHost({ folder: 'reports' });
    const saved = await host.saveFiles([pdf, json], 'x');
    expect(saved.files.map(({ path }) => path)).toEqual([
      join(folder, 'reports', pdf.name),
      join(folder, 'reports', json.name),
    ]);
    expect(asked[0]).toMatchObject({ buttonLabel: 'Save 2 files here', defaultPath: folder });
    await host.saveFiles([pdf], 'x');
    expect(asked[1]).toMatchObject({ defaultPath: join(folder, 'reports', pdf.name) });
  });

  it('overwrites none, and then writes none', async () => {
    const { host, folder } = makeHost({ folder: '.' });
    writeFileSync(join(folder, json.name), 'older');
    await expect(host.saveFiles([pdf, json], 'x')).rejects.toMatchObject({ code: 'file-exists' });
    expect(readdirSync(folder)).toEqual([json.name]);
    expect(readFileSync(join(folder, json.name), 'utf8')).toBe('older');
  });

  it('writes nothing when the dialog is closed', async () => {
    const { host, folder } = makeHost();
    expect(await host.saveFiles([pdf, json], 'x')).toEqual({ files: [], dismissed: true });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('showing what was saved', () => {
  it('shows the file that was saved last, as long as it is there', async () => {
    const { host, folder, shown } = makeHost({ path: 'mine.pdf' });
    await host.saveFiles([pdf], 'x');
    expect(await host.revealLast()).toBe(true);
    expect(shown).toEqual([join(folder, 'mine.pdf')]);
    rmSync(join(folder, 'mine.pdf'));
    expect(await host.revealLast()).toBe(false);
    expect(shown).toHaveLength(1);
  });
});

describe('links', () => {
  it('lead to OutSystems only, all by HTTPS', async () => {
    const { host, opened } = makeHost();
    for (const id of linkIds) await host.openLink(id);
    expect(opened).toHaveLength(linkIds.length);
    for (const url of opened) expect(url).toMatch(/^https:\/\/success\.outsystems\.com\//);
  });
});

describe('the host', () => {
  it('is the desktop, and can be ended', () => {
    const { host, isQuit } = makeHost();
    expect(host.kind).toBe('desktop');
    host.quit();
    expect(isQuit()).toBe(true);
  });
});
