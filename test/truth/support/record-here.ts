import { readFile } from 'node:fs/promises';
import { hostname, release, userInfo, version } from 'node:os';
import { runSystemCommand, runSystemCommandNow } from '../../../electron/core/platform/run-command.ts';
import type { WindowsSystem } from '../../../electron/core/platform/windows.ts';
import { type RecordedCall, recordCalls, writeRecording } from './record-outputs.ts';
import { createRedact } from './redact-output.ts';

/** This Windows, as the product meets it. */
export const thisSystem = (): WindowsSystem => ({
  run: runSystemCommand,
  runNow: runSystemCommandNow,
  environment: process.env,
  readText: (path) => readFile(path, 'utf8'),
});

/** What a machine is called: the name in the environment is cut after 15 letters, and commands print either. */
export const machinesOf = (environment: NodeJS.ProcessEnv, name: string): readonly string[] => [
  ...new Set([name, environment['COMPUTERNAME'] ?? name]),
];

/** The domains that the environment of an account names, without this machine, which stands there outside a domain. */
export const domainsOf = (environment: NodeJS.ProcessEnv, machines: readonly string[]): readonly string[] =>
  [environment['USERDOMAIN'], environment['USERDNSDOMAIN'], environment['LOGONSERVER']?.replace(/^\\+/, '')]
    .filter((name): name is string => name !== undefined && name !== '')
    .filter((name) => machines.every((machine) => name.toLowerCase() !== machine.toLowerCase()))
    .sort((left, right) => right.length - left.length);

/**
 * Records this Windows into a folder, with names and addresses replaced.
 * @param work an empty folder for what has to be asked about
 */
export async function recordHere(folder: string, work: string): Promise<readonly RecordedCall[]> {
  const machines = machinesOf(process.env, hostname());
  const names = { user: userInfo().username, machines, domains: domainsOf(process.env, machines) };
  const calls = await recordCalls(thisSystem(), work);
  await writeRecording(folder, `${version()} ${release()}`, calls, createRedact(names));
  return calls;
}
