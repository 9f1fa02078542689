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

/** Something that tests need and that is no command; `otherwise` says what is the case when it is not met. */
export type Condition = { readonly isMet: boolean; readonly otherwise: string };

function missingCommands(environment: Environment, commands: readonly string[]): readonly string[] {
  const missing = commands.filter((command) => !isInstalled(command, environment));
  return missing.length === 0
    ? []
    : [`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`];
}

/**
 * Groups tests that need commands which are not part of the project. Where one is missing the group is skipped and
 * its title says why; with `NETREADY_NO_SKIP=1` it fails instead, so that a pipeline cannot skip unnoticed.
 */
export function needsWith(
  announcer: Announcer,
  environment: Environment,
  commands: readonly string[],
  conditions: readonly Condition[] = [],
): Suite {
  const unmet = conditions.filter(({ isMet }) => !isMet).map(({ otherwise }) => otherwise);
  const why = [...unmet, ...missingCommands(environment, commands)].join(', ');
  if (why === '') return announcer.run;
  if (environment['NETREADY_NO_SKIP'] === '1') return (name) => announcer.fail(name, why);
  return (name, tests) => announcer.skip(`${name} (skipped: ${why})`, tests);
}

/** `needsWith` for the test runner and the environment of this process. */
export const needs = (...commands: readonly string[]): Suite =>
  needsWith(vitestAnnouncer, process.env, commands);

/** `needs` for tests that also need something that is no command. */
export const needsThat = (conditions: readonly Condition[], ...commands: readonly string[]): Suite =>
  needsWith(vitestAnnouncer, process.env, commands, conditions);

/** `needs` for tests that need something else beside commands. */
export const needsAlso = (conditions: readonly Condition[], ...commands: readonly string[]): Suite =>
  needsWith(vitestAnnouncer, process.env, commands, conditions);

/** `needs` for tests that also need the rights of root on Linux. */
export const needsRoot = (...commands: readonly string[]): Suite =>
  needsWith(vitestAnnouncer, process.env, commands, [
    { isMet: process.platform === 'linux', otherwise: 'this system is not Linux' },
    { isMet: process.getuid?.() === 0, otherwise: 'this account is not root' },
  ]);
