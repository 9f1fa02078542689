import { win32 } from 'node:path';

/** Names of devices, which Windows finds in every folder, with any ending ("Naming Files, Paths, and Namespaces"). */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Characters that end a name for Windows, or make it one of something else: `a:b` is a stream inside the file `a`. */
const forbidden = /[<>:"/\\|?*]/;

/**
 * Whether Windows keeps a file under just this name. It drops a full stop or a space at the end, and writes to a
 * device or into another file without saying so.
 */
export function isWindowsFileName(name: string): boolean {
  const isPlain = [...name].every((character) => character >= ' ') && !forbidden.test(name);
  return name !== '' && isPlain && !devices.test(name) && !/[. ]$/.test(name);
}

/** What a path begins with where it does not name a file system: `\\.\NUL`, `\\?\GLOBALROOT\…`. */
const deviceRoot = /^[\\/]{2}(?:\.|\?[\\/](?!(?:[a-z]:|unc[\\/]|volume\{)))/i;

/**
 * The first part of a path that Windows would not keep under just this name, so that what is written there goes elsewhere
 * or nowhere; null when there is none. Every part counts: of `aux.d\report` it is the folder.
 */
export function windowsPathFault(path: string): string | null {
  if (deviceRoot.test(path)) return path;
  const { root } = win32.parse(path);
  const parts = path.slice(root.length).split(/[\\/]/);
  const isStep = (part: string): boolean => part === '' || part === '.' || part === '..';
  return parts.find((part) => !isStep(part) && !isWindowsFileName(part)) ?? null;
}
