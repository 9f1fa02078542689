import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseStart, findElectron } from '../../../build/start.mjs';

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netready-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Puts the package `electron` there, with or without its program. Loading it would be an error. */
function installElectron(root: string, hasProgram: boolean): string {
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'index.js'), 'throw new Error("the package electron was loaded");');
  const program = join(folder, 'dist', 'electron');
  if (!hasProgram) return program;
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(
    program,
    '#!/bin/sh\nprintf "window %s run-as-node=%s" "$1" "$ELECTRON_RUN_AS_NODE"\nexit 7\n',
  );
  chmodSync(program, 0o755);
  return program;
}

describe('npm start', () => {
  it('opens the window where the program is installed', () => {
    const root = project();
    const program = installElectron(root, true);
    expect(chooseStart(root, { DISPLAY: ':0' }, 'linux')).toEqual({
      command: program,
      args: [root],
      sentence: null,
    });
    expect(chooseStart(root, { WAYLAND_DISPLAY: 'w' }, 'linux')).toMatchObject({ command: program });
    expect(chooseStart(root, {}, 'win32')).toMatchObject({ command: program });
  });

  it('serves a browser where the program was not downloaded, and says so in one sentence', () => {
    const root = project();
    const browser = {
      command: process.execPath,
      args: [join(root, 'dist', 'cli.mjs'), 'serve', '--open'],
      sentence: 'The Electron program is not installed here, so the wizard opens in your browser instead.',
    };
    expect(chooseStart(root, { DISPLAY: ':0' }, 'linux')).toEqual(browser);
    installElectron(root, false);
    expect(chooseStart(root, { DISPLAY: ':0' }, 'linux')).toEqual(browser);
  });

  it('serves a browser where there is no screen', () => {
    const root = project();
    installElectron(root, true);
    expect(chooseStart(root, { DISPLAY: '' }, 'linux')).toMatchObject({
      args: [join(root, 'dist', 'cli.mjs'), 'serve', '--open'],
      sentence: 'There is no screen here, so the wizard is served to a browser instead.',
    });
  });

  it('takes the program that NETREADY_ELECTRON names, and none when that is not there', () => {
    const root = project();
    const own = installElectron(root, true);
    const other = join(project(), 'electron');
    expect(findElectron(root, { NETREADY_ELECTRON: other })).toBeNull();
    writeFileSync(other, '');
    expect(findElectron(root, { NETREADY_ELECTRON: other })).toBe(other);
    expect(findElectron(root, { NETREADY_ELECTRON: '' })).toBe(own);
  });
});

describe.skipIf(process.platform === 'win32')('build/start.mjs', () => {
  const start = (root: string, environment: Readonly<Record<string, string>>) => {
    mkdirSync(join(root, 'build'));
    cpSync(join(import.meta.dirname, '../../../build/start.mjs'), join(root, 'build', 'start.mjs'));
    return spawnSync(process.execPath, [join(root, 'build', 'start.mjs')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    });
  };

  it('starts the window as Electron, never as Node, and ends as it ends', () => {
    const root = project();
    installElectron(root, true);
    const { status, stdout } = start(root, { DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1' });
    expect(stdout).toBe(`window ${root} run-as-node=`);
    expect(status).toBe(7);
  });

  it('starts the browser host without loading the package electron', () => {
    const root = project();
    installElectron(root, false);
    mkdirSync(join(root, 'dist'));
    writeFileSync(
      join(root, 'dist', 'cli.mjs'),
      'console.log(process.argv.slice(2).join(" ")); process.exit(3);',
    );
    const { status, stdout, stderr } = start(root, {});
    expect(stdout).toBe(
      'The Electron program is not installed here, so the wizard opens in your browser instead.\nserve --open\n',
    );
    expect(stderr).toBe('');
    expect(status).toBe(3);
  });
});
