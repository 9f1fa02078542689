import { constants } from 'node:fs';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Profile } from '../../../shared/profile/profile.ts';
import { commandPath } from '../../support/command.ts';
import type { Lab, Namespace } from './namespace.ts';
import { type Ended, type Running, start } from './run.ts';

/** Fields of a profile, as a file holds them. */
export type ProfileFields = { readonly [Field in keyof Profile]?: unknown };

/** Who runs the command, and with which variables beside the few that it always has. */
export type Caller = {
  readonly account?: 'root' | 'nobody';
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the lab's authority counts as a public one, as those do whose roots Node carries. */
  readonly knowsAuthority?: boolean;
  /** The variable of the environment that names the file of the lab's authority. */
  readonly authorityIn?: 'NODE_EXTRA_CA_CERTS' | 'SSL_CERT_FILE';
};

const authorityHook = 'authority-hook.mjs';
const nodeIn = ({ folder }: Lab): string => join(folder, 'node');

const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Copies the built program, and Node itself, to where every account can read them. */
export async function copyProgram(lab: Lab): Promise<void> {
  await copyFile(process.execPath, nodeIn(lab), constants.COPYFILE_FICLONE);
  await cp(dirname(commandPath), join(lab.folder, 'dist'), { recursive: true });
}

/**
 * Writes a module that makes Node's list of public authorities (`rootCertificates` of node:tls) longer by the lab's, where
 * the command asks Node for its parts, so that the command itself stays as it was built.
 */
export async function writeAuthorityHook(lab: Lab, caFile: string): Promise<void> {
  const text = `import { readFileSync } from 'node:fs';
    import Module from 'node:module';
    import tls from 'node:tls';
    const rootCertificates = [...tls.rootCertificates, readFileSync('${caFile}', 'utf8')];
    const longer = Object.defineProperties({}, {
      ...Object.getOwnPropertyDescriptors(tls),
      rootCertificates: { value: rootCertificates, enumerable: true },
    });
    const load = Module._load;
    Module._load = (name, ...more) => (name === 'node:tls' ? longer : load(name, ...more));`;
  await writeFile(join(lab.folder, authorityHook), text);
}

/** A folder of its own for one profile and the data of its caller. */
export async function writeProfile(lab: Lab, name: string, fields: ProfileFields): Promise<string> {
  const folder = join(lab.folder, name);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'profile.json');
  await writeFile(file, JSON.stringify({ schemaVersion: 1, ...fields }));
  return file;
}

/**
 * The variables with which the command has another clock than its machine, by so many minutes; the module that moves it is
 * written for that.
 */
export async function clockShift(
  lab: Lab,
  name: string,
  minutes: number,
): Promise<Readonly<Record<string, string>>> {
  const file = join(lab.folder, `clock-${name}.mjs`);
  await writeFile(
    file,
    `const Own = Date;
    const ahead = ${minutes} * 60_000;
    globalThis.Date = class extends Own {
      constructor(...given) { super(...(given.length === 0 ? [Own.now() + ahead] : given)); }
      static now() { return Own.now() + ahead; }
    };`,
  );
  return { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
}

/** Starts the built command in a namespace, without a terminal. */
export function startNetready(
  lab: Lab,
  namespace: Namespace,
  parameters: readonly string[],
  { account = 'root', env = {}, knowsAuthority = false, authorityIn }: Caller = {},
): Running {
  const hook = knowsAuthority ? ['--import', pathToFileURL(join(lab.folder, authorityHook)).href] : [];
  const words = [nodeIn(lab), ...hook, join(lab.folder, 'dist', 'cli.cjs'), ...parameters];
  const named = authorityIn === undefined ? {} : { [authorityIn]: join(lab.folder, 'authority.pem') };
  const home = '/nonexistent';
  return start(namespace.within(account === 'nobody' ? [...nobody, ...words] : words), {
    cwd: lab.folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      LANG: 'C.UTF-8',
      NETREADY_HOME: home,
      ...named,
      ...env,
    },
  });
}

/** Runs the built command in a namespace to its end, without a terminal. */
export const runNetready = (...call: Parameters<typeof startNetready>): Promise<Ended> =>
  startNetready(...call).ended;
