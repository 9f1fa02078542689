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

/** A script as PowerShell takes it in one argument: UTF-16 in base64, so that nothing in it has to be quoted. */
export const encodedCommand = (script: string): string =>
  Buffer.from(`${preamble}${script}`, 'utf16le').toString('base64');

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
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encodedCommand(script)];
  const parsed = schema.safeParse(parseJson(await run(file, args, limits)));
  if (!parsed.success) throw new ProbeError('COMMAND_ANSWER');
  return parsed.data;
}
