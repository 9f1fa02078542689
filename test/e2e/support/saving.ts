import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import type { PickedFile } from '../pages/wizard.ts';
import type { Running } from './running.ts';

/**
 * Saves one file as a person does: in the desktop's dialog the suggested name in the folder of documents, in a
 * browser the download.
 * @param act what starts saving
 * @returns the path of the file
 */
export async function saveFile(
  { page, desktop, folders }: Running,
  act: () => Promise<void>,
): Promise<string> {
  if (desktop === null) {
    const coming = page.waitForEvent('download');
    await act();
    const download = await coming;
    const path = join(folders.documents, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }
  const answered = desktop.evaluate(
    ({ dialog }, folder) =>
      new Promise<string>((resolve) => {
        dialog.showSaveDialog = async (...args: readonly unknown[]) => {
          const { defaultPath = '' } = args[args.length - 1] as { readonly defaultPath?: string };
          const filePath = `${folder}/${defaultPath.split(/[\\/]/).pop()}`;
          resolve(filePath);
          return { canceled: false, filePath };
        };
      }),
    folders.documents,
  );
  await act();
  const path = await answered;
  await expect.poll(() => existsSync(path)).toBe(true);
  return path;
}

/** A file of the disk, to be picked again. */
export function picked(path: string, mimeType: string, change = (bytes: Buffer) => bytes): PickedFile {
  return { name: basename(path), mimeType, buffer: change(readFileSync(path)) };
}
