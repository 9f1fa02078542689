import { z } from 'zod';
import { ProbeError } from '../probes/probe-error.ts';
import type { Environment } from './environment-proxies.ts';
import type { CommandLimits, RunCommand } from './run-command.ts';
import { systemCommand } from './windows-registry.ts';

/** The first start of PowerShell on a busy server takes several seconds. */
const limits: CommandLimits = { timeoutMs: 20_000, maxBytes: 4 * 1024 * 1024 };

/**
 * Ends at the first error, prints no progress, and writes UTF-8 where the system's policy lets a script say so
 * (constrained language mode does not).
 */
const preamble =
  "$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';try{[Console]::OutputEncoding=New-Object System.Text.UTF8Encoding $false}catch{};";

/**
 * A list as Windows PowerShell 5.1 writes it in JSON: an array, its only element without the brackets, nothing for
 * none, or an object with `value` and `Count` where the array carries properties of its own.
 */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .union([
      z.array(item),
      z.object({ value: z.array(item), Count: z.number() }).transform(({ value }) => value),
      z.null().transform((): z.output<S>[] => []),
      item.transform((only): z.output<S>[] => [only]),
    ])
    .pipe(z.array(z.custom<z.output<S>>()));
}

/**
 * How PowerShell is asked: by a script that everybody can read in the list of processes, as encoded ones are what rules of
 * security products look for. Scripts have no double quotes, which the command line would take away.
 */
export const powerShellArguments = (script: string): readonly string[] => [
  ...['-NoLogo', '-NoProfile', '-NonInteractive'],
  ...['-Command', `${preamble}${script}`],
];

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch {
    throw new ProbeError('COMMAND_ANSWER');
  }
}

/**
 * Asks Windows PowerShell, which every Windows Server has, for one fact. Scripts only read.
 * @param script prints one JSON text with `ConvertTo-Json`
 * @param schema what the answer must be
 * @throws ProbeError as `RunCommand` does, and `COMMAND_ANSWER` when the answer is another one
 */
export async function askPowerShell<S extends z.ZodType>(
  { run, environment }: { readonly run: RunCommand; readonly environment: Environment },
  script: string,
  schema: S,
): Promise<z.output<S>> {
  const file = systemCommand(environment, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const parsed = schema.safeParse(parseJson(await run(file, powerShellArguments(script), limits)));
  if (!parsed.success) throw new ProbeError('COMMAND_ANSWER');
  return parsed.data;
}
