import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Environment = Readonly<Record<string, string | undefined>>;
type Suite = (name: string, tests: () => void) => void;

/** The ways in which a group of tests can be announced. A parameter, so that the choice itself can be tested. */
export type Announcer = {
  readonly run: Suite;
  readonly skip: Suite;
  readonly fail: (name: string, why: string) => void;
};

const vitestAnnouncer: Announcer = {
  run: (name, tests) => describe(name, tests),
  skip: (name, tests) => describe.skip(name, tests),
  fail: (name, why) => describe(name, () => it('has what it needs', () => expect.fail(why))),
};

function isInstalled(command: string, environment: Environment): boolean {
  const endings = process.platform === 'win32' ? (environment['PATHEXT'] ?? '.EXE').split(';') : [''];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) =>
    endings.some((ending) => {
      try {
        accessSync(join(folder, command + ending), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}

/**
 * Groups tests that need commands which are not part of the project. Where one is missing the group is skipped and
 * its title says why; with `NETREADY_NO_SKIP=1` it fails instead, so that a pipeline cannot skip unnoticed.
 */
export function needsWith(
  announcer: Announcer,
  environment: Environment,
  commands: readonly string[],
): Suite {
  const missing = commands.filter((command) => !isInstalled(command, environment));
  if (missing.length === 0) return announcer.run;
  const why = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
  if (environment['NETREADY_NO_SKIP'] === '1') return (name) => announcer.fail(name, why);
  return (name, tests) => announcer.skip(`${name} (skipped: ${why})`, tests);
}

/** `needsWith` for the test runner and the environment of this process. */
export const needs = (...commands: readonly string[]): Suite =>
  needsWith(vitestAnnouncer, process.env, commands);
