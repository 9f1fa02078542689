import { posix, win32 } from 'node:path';

/** What decides where a user's data lies. Passed in, so that every system can be tested on any. */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** An absolute path from the environment; anything else counts as unset (XDG Base Directory Specification). */
function absolute(value: string | undefined, isAbsolute: (path: string) => boolean): string | undefined {
  return value !== undefined && isAbsolute(value) ? value : undefined;
}

/**
 * The folder for what belongs to this user's installation: the signing key and the list of trusted signers.
 * `NETREADY_HOME` overrides it; a relative path there counts from the working folder.
 */
export function dataFolder({ platform, home, workingFolder, environment }: Surroundings): string {
  const { resolve, join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const chosen = environment['NETREADY_HOME'];
  if (chosen !== undefined && chosen !== '') return resolve(workingFolder, chosen);
  switch (platform) {
    case 'win32':
      return join(
        absolute(environment['APPDATA'], isAbsolute) ?? join(home, 'AppData', 'Roaming'),
        'Netready',
      );
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Netready');
    default:
      return join(
        absolute(environment['XDG_DATA_HOME'], isAbsolute) ?? join(home, '.local', 'share'),
        'netready',
      );
  }
}
