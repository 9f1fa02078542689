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
