import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { win32 } from 'node:path';

/** A program and its arguments, given to the system as they are: no shell reads them. */
export type BrowserCommand = { readonly file: string; readonly args: readonly string[] };

/**
 * Whether the command line of a process is a secret of its user. On Windows it is: it lies in the memory of the process,
 * which other users may not open. Elsewhere everybody can list it.
 */
export const hidesCommandLines = (platform: NodeJS.Platform): boolean => platform === 'win32';

/**
 * What opens an address, or a page on disk, in the browser that the person has chosen for this system. On Windows with
 * its full path: otherwise a program of that name in the working folder would be started instead.
 */
export function browserCommand(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  target: string,
): BrowserCommand {
  switch (platform) {
    case 'win32':
      return {
        file: win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'rundll32.exe'),
        args: ['url.dll,FileProtocolHandler', target],
      };
    case 'darwin':
      return { file: 'open', args: [target] };
    default:
      return { file: 'xdg-open', args: [target] };
  }
}

/**
 * Starts a program that goes on by itself.
 * @throws the system's error when it cannot be started
 */
export async function startApart({ file, args }: BrowserCommand): Promise<void> {
  const child = spawn(file, args, { stdio: 'ignore', detached: true, shell: false, windowsHide: true });
  await once(child, 'spawn');
  child.unref();
}
