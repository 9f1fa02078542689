import { join } from 'node:path';
import { sweepTemporary } from './temporary.ts';

/** Every folder of an installation in which something is made under a temporary name, in the data folder. */
const folders: readonly (readonly string[])[] = [
  [],
  ['runs'],
  ['aliases'],
  ['unnamed'],
  ['desktop'],
  ['desktop', 'unnamed'],
];

/** Removes what killed processes have left in a data folder: unfinished files, and private keys that never got a name. */
export async function sweepDataFolder(dataFolder: string, now: Date): Promise<void> {
  for (const parts of folders) await sweepTemporary(join(dataFolder, ...parts), now, true);
}
