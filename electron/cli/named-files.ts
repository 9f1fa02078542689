import { readdir, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';

/** Whether a path, or a part of one, stands for several names. */
const isPattern = (text: string): boolean => /[*?]/.test(text);

/** What a part of a pattern means: `*` any characters, `?` one; a hidden name only where the full stop is written. */
function nameTest(part: string, system: NodeJS.Platform): (name: string) => boolean {
  const source = part
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '[^]*')
    .replaceAll('?', '[^]');
  const form = new RegExp(`^${source}$`, system === 'win32' ? 'iu' : 'u');
  return (name) => form.test(name) && (part.startsWith('.') || !name.startsWith('.'));
}

/** A part of a path with whatever separates it from the next one. */
type Part = { readonly text: string; readonly separator: string };

const partsOf = (path: string, system: NodeJS.Platform): readonly Part[] =>
  [...path.matchAll(system === 'win32' ? /([^\\/]*)([\\/]+|$)/g : /([^/]*)(\/+|$)/g)]
    .map(([, text = '', separator = '']) => ({ text, separator }))
    .filter(({ text, separator }) => text !== '' || separator !== '');

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** The names in a folder; none where it is no folder or may not be read, which matches nothing. */
const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder === '' ? '.' : folder).catch(() => []);

async function matches(
  folder: string,
  [first, ...rest]: readonly Part[],
  system: NodeJS.Platform,
): Promise<readonly string[]> {
  if (first === undefined) return [folder];
  const { text, separator } = first;
  if (!isPattern(text)) return matches(`${folder}${text}${separator}`, rest, system);
  const fits = nameTest(text, system);
  const found: string[] = [];
  for (const name of (await namesIn(folder)).filter(fits).sort()) {
    const path = `${folder}${name}`;
    if ((await isFolder(path)) === rest.length > 0)
      found.push(...(await matches(`${path}${separator}`, rest, system)));
  }
  return found;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function filesNamed(argument: string, system: NodeJS.Platform): Promise<readonly string[]> {
  if (!isPattern(argument) || (await isThere(argument))) return [argument];
  const found: string[] = [];
  for (const path of await matches('', partsOf(argument, system), system))
    if (await isThere(path)) found.push(path);
  if (found.length === 0) throw new AppError('file-unreadable', `No file fits ${argument}.`);
  return found;
}

/**
 * The files that arguments name. `*` and `?` are what they are to a shell, because those of Windows pass them on as they
 * are; a file of just that name is that file. What an argument stands for comes by name, in the order of the arguments.
 * @throws AppError `file-unreadable` for a pattern that no file fits
 */
export async function namedFiles(
  args: readonly string[],
  system: NodeJS.Platform = process.platform,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const argument of args) files.push(...(await filesNamed(argument, system)));
  return files;
}
