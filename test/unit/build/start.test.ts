import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startFailure, whyNoWindow } from '../../../build/electron-window.mjs';
import { rememberFailure } from '../../../build/fetch-electron.mjs';
import { chooseStart, findElectron } from '../../../build/start.mjs';
import {
  electronArchive,
  electronProject,
  electronVersion,
  mirrorEnvironment,
  startMirror,
  testFolder,
} from '../../support/electron-mirror.ts';

/** Puts an Electron there that says and does something. Loading the package would be an error. */
function installElectron(root: string, script: string): string {
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'index.js'), 'throw new Error("the package electron was loaded");');
  writeFileSync(join(folder, 'path.txt'), 'electron');
  const program = join(folder, 'dist', 'electron');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

const window = 'printf "window %s run-as-node=%s" "$1" "$ELECTRON_RUN_AS_NODE"; exit';

/** An account without rights of its own on a Linux with a screen. */
const placeOf = (root: string, environment: Readonly<Record<string, string>> = { DISPLAY: ':0' }) => ({
  root,
  environment,
  platform: 'linux' as NodeJS.Platform,
  uid: 1000 as number | null,
  node: '24.21.0',
  now: 1000,
  readSetting: (_path: string) => '',
});

const browser = (why: string | null) => ({ kind: 'browser', why });

describe('npm start', () => {
  it('opens the window where the program is installed', () => {
    const root = testFolder();
    const program = installElectron(root, window);
    for (const environment of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'w' }])
      expect(chooseStart(placeOf(root, environment), [])).toEqual({ kind: 'window', program });
    expect(chooseStart({ ...placeOf(root, {}), platform: 'win32', uid: null }, [])).toEqual({
      kind: 'window',
      program,
    });
  });

  it('serves a browser where that is asked for, and where there is no screen', () => {
    const root = electronProject();
    expect(chooseStart(placeOf(root), ['--browser'])).toEqual(browser(null));
    expect(chooseStart(placeOf(root, { DISPLAY: '' }), [])).toEqual(browser('There is no screen here'));
  });

  it('fetches the program where it is missing and nothing speaks against it', () => {
    const root = electronProject();
    expect(chooseStart(placeOf(root), [])).toEqual({ kind: 'fetch' });
    expect(chooseStart({ ...placeOf(root, {}), platform: 'win32', uid: null }, [])).toEqual({
      kind: 'fetch',
    });
  });

  it('fetches nothing that is not wanted, and nothing that would not start', () => {
    const root = electronProject();
    const missing = 'The Electron program is not installed here';
    const chosen = (changes: object, args: readonly string[] = []) =>
      chooseStart({ ...placeOf(root), ...changes }, args);
    const withVariable = (name: string) => ({ environment: { DISPLAY: ':0', [name]: '1' } });
    expect(chooseStart(placeOf(testFolder()), [])).toEqual(browser(missing));
    expect(chosen(withVariable('NETREADY_ELECTRON'))).toEqual(browser(missing));
    expect(chosen(withVariable('NETREADY_NO_DOWNLOAD'))).toEqual(
      browser(`${missing}, and NETREADY_NO_DOWNLOAD is set`),
    );
    expect(chosen({ node: '20.19.0' })).toEqual(
      browser(`${missing}, and fetching it needs Node 22.12.0; this is 20.19.0`),
    );
    expect(chosen({ uid: 0 })).toEqual(browser('There can be no window here: Electron does not run as root'));
  });

  it('does not try again for a day what has failed, unless it is told to', () => {
    const root = electronProject();
    const place = placeOf(root);
    rememberFailure(root, place.environment, 'github.com could not be reached (ECONNREFUSED)', 500);
    expect(chooseStart(place, [])).toEqual(
      browser(
        'The Electron program could not be fetched within the last day (github.com could not be reached (ECONNREFUSED)); npm start -- --fetch tries again',
      ),
    );
    expect(chooseStart(place, ['--fetch'])).toEqual({ kind: 'fetch' });
    expect(chooseStart({ ...place, now: 500 + 24 * 3_600_000 }, [])).toEqual({ kind: 'fetch' });
  });

  it('takes the program that NETREADY_ELECTRON names, and none when that is not there', () => {
    const root = testFolder();
    const own = installElectron(root, window);
    const other = join(testFolder(), 'electron');
    expect(findElectron(root, { NETREADY_ELECTRON: other })).toBeNull();
    writeFileSync(other, '');
    expect(findElectron(root, { NETREADY_ELECTRON: other })).toBe(other);
    expect(findElectron(root, { NETREADY_ELECTRON: '' })).toBe(own);
  });
});

describe('where no Electron can show a window', () => {
  const place = placeOf('/srv/netready');

  it('is said of root, of a Linux that restricts user namespaces, and of a network share', () => {
    expect(whyNoWindow(place)).toBeNull();
    expect(whyNoWindow({ ...place, uid: 0 })).toBe('Electron does not run as root');
    for (const [file, value] of [
      ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
      ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
      ['/proc/sys/user/max_user_namespaces', '0'],
    ]) {
      const readSetting = (path: string) => (path === file ? (value ?? '') : '');
      expect(whyNoWindow({ ...place, readSetting })).toBe('this system lets Electron make no sandbox');
    }
    const windows = { ...place, platform: 'win32' as const, uid: null };
    for (const root of ['\\\\files\\tools\\netready', '//files/tools/netready'])
      expect(whyNoWindow({ ...windows, root })).toBe('Electron does not start from a network share');
    expect(whyNoWindow({ ...windows, root: 'C:\\tools\\netready' })).toBeNull();
  });

  it.each([
    [
      '[1:0101/000000.000000:FATAL:electron_main_delegate.cc(294)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
      'Electron does not run as root',
    ],
    [
      '[1234:0101/120000.123456:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not configured correctly.',
      'this system lets Electron make no sandbox',
    ],
    [
      '[1234:0101/120000.1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+',
      'this system lets Electron make no sandbox',
    ],
    [
      "[1234:0101/120000.1:FATAL:gpu_data_manager_impl_private.cc(415)] GPU process isn't usable. Goodbye.",
      'there are no usable graphics',
    ],
    [
      '/srv/electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory',
      'the library libnss3.so is missing',
    ],
    [
      '[1234:0101/120000.1:ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY',
      'no screen could be opened',
    ],
    ['Netready was moved.', null],
  ])('is read in %j', (line, why) => {
    expect(startFailure(line)).toBe(why);
  });
});

describe.skipIf(process.platform === 'win32')('build/start.mjs', { timeout: 60_000 }, () => {
  /** Starts what is built in a folder of its own, as an account that may show windows. */
  const start = async (
    root: string,
    environment: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ) => {
    mkdirSync(join(root, 'build'));
    mkdirSync(join(root, 'dist'));
    for (const name of ['start.mjs', 'electron-window.mjs', 'fetch-electron.mjs'])
      cpSync(join(import.meta.dirname, '../../../build', name), join(root, 'build', name));
    writeFileSync(
      join(root, 'dist', 'cli.cjs'),
      'console.log(process.argv.slice(2).join(" ")); process.exit(3);',
    );
    const place = `{ root: ${JSON.stringify(root)}, environment: process.env, platform: 'linux', uid: 1000, node: '24.21.0', now: Date.now(), readSetting: () => '' }`;
    writeFileSync(
      join(root, 'build', 'as-user.mjs'),
      `import { start } from './start.mjs';\nawait start(${place}, process.argv.slice(2));\n`,
    );
    const child = spawn(process.execPath, [join(root, 'build', 'as-user.mjs'), ...args], {
      env: { PATH: process.env['PATH'] ?? '', DISPLAY: ':0', ...environment },
    });
    const ended = new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { stdout, stderr, status };
  };

  const inBrowser = (why: string) => `${why}, so the wizard opens in your browser instead.\nserve --open\n`;

  it('starts the window as Electron, never as Node, and without a password', async () => {
    const root = testFolder();
    installElectron(
      root,
      `${window.replace('; exit', '; printf " password=%s" "$NETREADY_P12_PASSWORD"; exit')} 0`,
    );
    expect(await start(root, { ELECTRON_RUN_AS_NODE: '1', NETREADY_P12_PASSWORD: 'secret' })).toEqual({
      stdout: `window ${root} run-as-node= password=`,
      stderr: '',
      status: 0,
    });
  });

  it('ends in the browser with the reason where the window cannot start, not in the lines of Electron', async () => {
    const root = testFolder();
    const fatal =
      '[1:0101/000000.0:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found.';
    installElectron(root, `echo 'Netready says this.' >&2; echo '${fatal}' >&2; exit 133`);
    expect(await start(root, {})).toEqual({
      stdout: inBrowser('The window could not be opened (this system lets Electron make no sandbox)'),
      stderr: 'Netready says this.\n',
      status: 3,
    });
  });

  it('names how a window ended that says nothing, and a program that is none', async () => {
    const silent = testFolder();
    installElectron(silent, 'exit 7');
    expect((await start(silent, {})).stdout).toBe(
      inBrowser('The window could not be opened (it ended with code 7)'),
    );
    const none = testFolder();
    chmodSync(installElectron(none, window), 0o644);
    expect((await start(none, {})).stdout).toBe(
      inBrowser('The window could not be opened (it could not be started (EACCES))'),
    );
  });

  it('tries once more without graphics of the machine where these are not usable', async () => {
    const root = testFolder();
    const fatal = "[1:0101/000000.0:FATAL:gpu.cc(1)] GPU process isn't usable. Goodbye.";
    installElectron(
      root,
      `[ "$1" = --disable-gpu ] && printf 'window %s' "$*" && exit 0\necho "${fatal}" >&2; exit 1`,
    );
    expect(await start(root, {})).toEqual({ stdout: `window --disable-gpu ${root}`, stderr: '', status: 0 });
  });

  it('names the host, fetches the program from it, and shows the window', async () => {
    const root = electronProject();
    const mirror = await startMirror((_request, response) => {
      response.end(electronArchive);
    });
    expect(await start(root, mirror.environment)).toEqual({
      stdout: `${fetching(mirror.host)}window ${root}`,
      stderr: '',
      status: 0,
    });
  });

  const fetching = (host: string) =>
    `Fetching Electron ${electronVersion}, which shows the window, from ${host}: about 120 MB, once. To do without it: npm start -- --browser\n`;

  it('opens the browser where the host refuses, and asks it no more on that day', async () => {
    const root = electronProject();
    let asked = 0;
    const mirror = await startMirror((_request, response) => {
      asked += 1;
      response.writeHead(403).end();
    });
    const first = await start(root, mirror.environment);
    const why = `${mirror.host}: the answer was 403`;
    expect(first.stdout).toBe(
      fetching(mirror.host) + inBrowser(`The Electron program could not be fetched (${why})`),
    );
    expect(first.status).toBe(3);
    expect(asked).toBe(1);
    expect(
      chooseStart({ ...placeOf(root, { ...mirror.environment, DISPLAY: ':0' }), now: Date.now() }, []),
    ).toEqual(
      browser(
        `The Electron program could not be fetched within the last day (${why}); npm start -- --fetch tries again`,
      ),
    );
  });

  it('contacts nobody where the browser is asked for', async () => {
    const root = electronProject();
    expect(await start(root, mirrorEnvironment('http://127.0.0.1:9/'), ['--browser'])).toMatchObject({
      stdout: 'serve --open\n',
      stderr: '',
    });
  });
});
