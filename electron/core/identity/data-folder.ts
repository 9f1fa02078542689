import { posix, win32 } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { windowsPathFault } from '../files/windows-file-name.ts';

/** What decides where a user's data lies. Passed in, so that every system can be tested on any. */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** A drive with its root, or a share: `\data` alone lies on the drive of the working folder. */
const windowsRoot = /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/])/i;

/** Whether a path means the same folder, wherever a program was started. */
const isFixed = (platform: NodeJS.Platform, path: string): boolean =>
  platform === 'win32' ? windowsRoot.test(path) : posix.isAbsolute(path);

/** The folder that a person has chosen for the data; a path that is none is refused rather than passed by. */
function chosenFolder({ platform, environment }: Surroundings): string | null {
  const chosen = environment['NETREADY_HOME'];
  if (chosen === undefined) return null;
  const fault = platform === 'win32' ? windowsPathFault(chosen) : null;
  if (fault !== null)
    throw new AppError(
      'data-folder-unset',
      `NETREADY_HOME is "${chosen}", and Windows has no folder of the name "${fault}".`,
    );
  if (isFixed(platform, chosen)) return chosen;
  const given = chosen === '' ? 'empty' : `"${chosen}", which is no absolute path`;
  throw new AppError('data-folder-unset', `NETREADY_HOME is ${given}.`);
}

/** What the system calls the home of a user, and the variable that it comes from. */
function homeFolder({ platform, home }: Surroundings): string {
  if (isFixed(platform, home)) return home;
  const variable = platform === 'win32' ? 'USERPROFILE' : 'HOME';
  const given = home === '' ? 'is empty' : `is "${home}", which is no absolute path`;
  throw new AppError('data-folder-unset', `${variable} ${given}, so there is no place for the signing key.`);
}

/** A folder that the system names; one that is no absolute path counts as unset (XDG Base Directory Specification). */
const systemFolder = ({ platform, environment }: Surroundings, variable: string): string | null => {
  const folder = environment[variable] ?? '';
  return isFixed(platform, folder) ? folder : null;
};

/**
 * The folder for what belongs to this user's installation: the signing key, the list of trusted signers and the runs.
 * `NETREADY_HOME` overrides it. Never a place that depends on the working folder: the key of one folder would be
 * another one's, and lie where others can read it.
 * @throws AppError `data-folder-unset` where nothing names an absolute path
 */
export function dataFolder(surroundings: Surroundings): string {
  const { platform } = surroundings;
  const { join } = platform === 'win32' ? win32 : posix;
  const chosen = chosenFolder(surroundings);
  if (chosen !== null) return join(chosen);
  switch (platform) {
    case 'win32': {
      const local = systemFolder(surroundings, 'LOCALAPPDATA');
      return join(local ?? join(homeFolder(surroundings), 'AppData', 'Local'), 'Netready');
    }
    case 'darwin':
      return join(homeFolder(surroundings), 'Library', 'Application Support', 'Netready');
    default: {
      const data = systemFolder(surroundings, 'XDG_DATA_HOME');
      return join(data ?? join(homeFolder(surroundings), '.local', 'share'), 'netready');
    }
  }
}

/**
 * Where the data of a user lay in earlier versions: on Windows in the part of a profile that goes from machine to machine,
 * to a file server and back. Null elsewhere, and where a person has chosen a folder.
 */
export function formerDataFolder(surroundings: Surroundings): string | null {
  const { platform, home } = surroundings;
  if (platform !== 'win32' || chosenFolder(surroundings) !== null) return null;
  const roaming = systemFolder(surroundings, 'APPDATA');
  if (roaming === null && !isFixed(platform, home)) return null;
  const former = win32.join(roaming ?? win32.join(home, 'AppData', 'Roaming'), 'Netready');
  return former.toLowerCase() === dataFolder(surroundings).toLowerCase() ? null : former;
}
