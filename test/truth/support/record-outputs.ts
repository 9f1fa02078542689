import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../../electron/core/base/error-code.ts';
import type { Platform } from '../../../electron/core/base/world.ts';
import type { RunCommand } from '../../../electron/core/platform/run-command.ts';
import { createWindowsPlatform, type WindowsSystem } from '../../../electron/core/platform/windows.ts';
import { readFileAccess } from '../../../electron/core/platform/windows-access-list.ts';
import { ProbeError } from '../../../electron/core/probes/probe-error.ts';
import type { Redact } from './redact-output.ts';

/** One command that the product has run on Windows, and what came of it. */
export type RecordedCall = {
  readonly program: string;
  readonly args: readonly string[];
  readonly outcome:
    | { readonly kind: 'printed'; readonly bytes: Uint8Array }
    | { readonly kind: 'failed'; readonly code: string };
};

/** The port that is asked about. Which one it is changes no command. */
const port = 80;

/**
 * Every question that the product asks Windows. The type has no place for a method of the platform that is forgotten
 * here.
 */
const questions: {
  readonly [Method in Exclude<keyof Platform, 'forRun'>]: (platform: Platform) => unknown;
} = {
  machine: (platform) => platform.machine(),
  environmentProxies: (platform) => platform.environmentProxies(),
  systemProxy: (platform) => platform.systemProxy(),
  nameOrder: (platform) => platform.nameOrder(),
  reservedPorts: (platform) => platform.reservedPorts(),
  dynamicPortRange: (platform) => platform.dynamicPortRange(),
  hostsFilePath: (platform) => platform.hostsFilePath,
  hostsFileText: (platform) => platform.hostsFileText(),
  portOwners: (platform) => platform.portOwners(port),
  inboundFirewall: (platform) => platform.inboundFirewall(port, 'iis'),
  installedVersion: (platform) => platform.installedVersion(),
  platformServices: (platform) => platform.platformServices(),
  firstUnprivilegedPort: (platform) => platform.firstUnprivilegedPort(),
};

/** What Windows answered to every question, as far as it is the same in each run on the same machine. */
export async function askEverything(system: WindowsSystem): Promise<Readonly<Record<string, unknown>>> {
  const platform = createWindowsPlatform(system.environment, system).forRun();
  const answers: Record<string, unknown> = {};
  for (const [name, ask] of Object.entries(questions)) {
    try {
      answers[name] = await ask(platform);
    } catch (error) {
      answers[name] = { code: codeOf(error) };
    }
  }
  return answers;
}

/**
 * Has the product ask everything that it asks on Windows, and keeps every command that it runs for that, with its
 * output: the list is the product's own, so that it can lack nothing.
 * @param folder an empty one, in which the access list of a file is asked for
 */
export async function recordCalls(system: WindowsSystem, folder: string): Promise<readonly RecordedCall[]> {
  const calls = new Map<string, RecordedCall>();
  const keep = (call: RecordedCall): void => {
    calls.set(JSON.stringify([call.program, call.args]), call);
  };
  const named = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
  const failed = (error: unknown) => ({ kind: 'failed', code: codeOf(error) }) as const;
  const run: RunCommand = async (file, args, limits) => {
    try {
      const bytes = await system.run(file, args, limits);
      keep({ program: named(file), args, outcome: { kind: 'printed', bytes } });
      return bytes;
    } catch (error) {
      keep({ program: named(file), args, outcome: failed(error) });
      throw error;
    }
  };
  const runNow: WindowsSystem['runNow'] = (file, args, limits) => {
    try {
      const bytes = system.runNow(file, args, limits);
      keep({ program: named(file), args, outcome: { kind: 'printed', bytes } });
      return bytes;
    } catch (error) {
      keep({ program: named(file), args, outcome: failed(error) });
      throw error;
    }
  };
  await askEverything({ ...system, run, runNow });
  const path = join(folder, 'asked', 'key.pem');
  await mkdir(join(folder, 'asked'), { recursive: true });
  await writeFile(path, '');
  await readFileAccess(path, { run, environment: { ...system.environment } }).catch(() => undefined);
  await rm(join(folder, 'asked'), { recursive: true });
  return [...calls.values()];
}

const entrySchema = z.strictObject({
  program: z.string(),
  args: z.array(z.string()),
  /** The name of the file with what was printed; the code of the failure in its place. */
  printed: z.string().optional(),
  failed: z.string().optional(),
});
const indexSchema = z.strictObject({ system: z.string(), calls: z.array(entrySchema) });

const fileName = (index: number, program: string): string =>
  `${String(index + 1).padStart(3, '0')}-${program.replace(/\.exe$/i, '').toLowerCase()}.txt`;

/** Writes a recording: `index.json` with the commands, and one file for what each has printed, byte for byte. */
export async function writeRecording(
  folder: string,
  system: string,
  calls: readonly RecordedCall[],
  redact: Redact,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries: z.input<typeof entrySchema>[] = [];
  for (const [index, { program, args, outcome }] of calls.entries()) {
    const named = { program, args: args.map(redact.text) };
    if (outcome.kind === 'failed') {
      entries.push({ ...named, failed: outcome.code });
      continue;
    }
    const printed = fileName(index, program);
    await writeFile(join(folder, printed), redact.bytes(outcome.bytes));
    entries.push({ ...named, printed });
  }
  await writeFile(join(folder, 'index.json'), `${JSON.stringify({ system, calls: entries }, null, 2)}\n`);
}

/**
 * A recording as the Windows of a test: what ran before is answered as it was then, anything else is not there
 * (`ENOENT`).
 */
export async function replayRecording(folder: string): Promise<Pick<WindowsSystem, 'run' | 'runNow'>> {
  const { calls } = indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  const answers = new Map<string, Uint8Array | string>();
  for (const { program, args, printed, failed = 'UNKNOWN' } of calls)
    answers.set(
      JSON.stringify([program, args]),
      printed === undefined ? failed : await readFile(join(folder, printed)),
    );
  const answer: WindowsSystem['runNow'] = (file, args) => {
    const known = answers.get(JSON.stringify([file.split('\\').at(-1), args])) ?? 'ENOENT';
    if (typeof known === 'string') throw new ProbeError(known);
    return known;
  };
  return { runNow: answer, run: async (...call) => answer(...call) };
}
