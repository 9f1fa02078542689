import { createWindowsPlatform } from '../../../electron/core/platform/windows.ts';
import { type Condition, needsThat } from '../../support/needs.ts';

/** What decides whether a part of the suite can run on a machine. */
export type TruthMachine = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isElevated: boolean;
};

/** The consent to tests that change settings of the machine for their length: a server in use shall not meet them unasked. */
export const consent = { name: 'NETREADY_TRUTH', value: 'change-this-machine' } as const;

/**
 * Why a part of the suite cannot run. Away from Windows there is one reason; nobody there can do anything about the
 * others.
 * @param kind `reads` changes nothing; `changes` makes and removes rules, sites, ranges or programs
 */
export function windowsConditions(
  { platform, environment, isElevated }: TruthMachine,
  kind: 'reads' | 'changes',
): readonly Condition[] {
  if (platform !== 'win32') return [{ isMet: false, otherwise: 'this system is not Windows' }];
  if (kind === 'reads') return [];
  return [
    {
      isMet: environment[consent.name] === consent.value,
      otherwise: `${consent.name}=${consent.value} is not set, and this changes the machine for a moment`,
    },
    { isMet: isElevated, otherwise: 'this process has no rights of an administrator' },
  ];
}

const here: TruthMachine = {
  platform: process.platform,
  environment: process.env,
  isElevated:
    process.platform === 'win32' &&
    (await createWindowsPlatform(process.env)
      .isElevated()
      .catch(() => false)),
};

/** Announces tests that read a real Windows and change nothing. */
export const onWindows = (...conditions: readonly Condition[]) =>
  needsThat([...windowsConditions(here, 'reads'), ...conditions]);

/** Announces tests that change a real Windows and take every change back. */
export const changingWindows = (...conditions: readonly Condition[]) =>
  needsThat([...windowsConditions(here, 'changes'), ...(here.platform === 'win32' ? conditions : [])]);
