import { spawnSync } from 'node:child_process';
import { bundles } from './project-paths.ts';
import { environmentFor, type Folders } from './running.ts';

/** Runs the built command line to its end. */
export function netready(folders: Folders, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundles.command, ...args], {
    encoding: 'utf8',
    env: environmentFor(folders),
  });
  return { status, stdout, stderr };
}
