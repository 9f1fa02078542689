import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../electron/core/platform/platform.ts';
import { createSystemNetwork } from '../../../electron/core/probes/system-network.ts';
import { commandPath } from '../../support/command.ts';
import type { World } from '../../unit/electron/core/probe-world.ts';
import { type Printed, runProgram } from './windows-commands.ts';

/** This machine as a probe meets it in earnest: nothing stands in for anything. */
export const thisWorld = (): World => ({
  network: createSystemNetwork({ clock: systemClock, dnsServers: [] }),
  platform: createPlatform(),
});

/** An empty folder that goes away with the test. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'netready-truth-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

/** The variables of a program that keeps its data in a folder of the test. */
export const environmentWith = (home: string): NodeJS.ProcessEnv => ({ ...process.env, NETREADY_HOME: home });

/** Runs the built command with this Node to its end, its data in a folder of the test. */
export const netready = (home: string, ...args: readonly string[]): Promise<Printed> =>
  runProgram(process.execPath, [commandPath, ...args], { env: environmentWith(home) });

/** What was printed, as UTF-8. */
export const textOf = ({ stdout }: Printed): string => stdout.toString('utf8');
