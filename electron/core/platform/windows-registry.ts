import { win32 } from 'node:path';
import type { Environment } from './environment-proxies.ts';
import { asciiText, type CommandLimits, type RunCommand } from './run-command.ts';

/** One value of the registry as `reg query` prints it: data as text, `0x1` for a number, hex for bytes. */
export type RegistryValue = {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly data: string;
};

const valueLine = /^ {4}(?<name>.*?) {4}(?<type>REG_[A-Z0-9_]+)(?: {4}(?<data>.*))?$/;

/**
 * The values that `reg query` prints. Keys, names and types are not translated; what Windows does translate, the name
 * of a key's default value, is not read by name.
 */
export function registryValues(text: string): readonly RegistryValue[] {
  const values: RegistryValue[] = [];
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    const { name, type, data = '' } = valueLine.exec(line)?.groups ?? {};
    if (name !== undefined && type !== undefined) values.push({ key, name, type, data });
    else if (line.startsWith('HKEY_')) key = line.trimEnd();
  }
  return values;
}

/** The names of the keys directly below the one that `reg query` was asked for. */
export const registryKeyNames = (text: string): readonly string[] =>
  text.split(/\r?\n/).flatMap((line) => /^HKEY_.*\\([^\\]+?)\s*$/.exec(line)?.[1] ?? []);

/** The data of a value by its name; null when there is none. Names of the registry know no case. */
export const registryData = (values: readonly RegistryValue[], name: string): string | null =>
  values.find((value) => value.name.toLowerCase() === name.toLowerCase())?.data ?? null;

/** The number in a REG_DWORD (`0x1`); null for what is none. */
export const registryNumber = (data: string | null): number | null =>
  data !== null && /^0x[0-9a-f]{1,8}$/i.test(data) ? Number.parseInt(data, 16) : null;

/** A REG_EXPAND_SZ with its variables put in. A variable that is not set stays as it is. */
export function expandVariables(text: string, environment: Environment): string {
  const byName = new Map(Object.entries(environment).map(([name, value]) => [name.toLowerCase(), value]));
  return text.replace(/%([^%]+)%/g, (whole, name: string) => byName.get(name.toLowerCase()) ?? whole);
}

/** The folder of Windows itself. The environment of a program knows it in several spellings. */
export const systemRoot = (environment: Environment): string =>
  environment['SystemRoot'] ?? environment['SYSTEMROOT'] ?? environment['windir'] ?? 'C:\\Windows';

/** The full path of a command of Windows. */
export const systemCommand = (environment: Environment, ...path: readonly string[]): string =>
  win32.join(systemRoot(environment), 'System32', ...path);

/** Registry queries end within milliseconds; the rules of the firewall are the longest answer. */
export const registryLimits: CommandLimits = { timeoutMs: 5000, maxBytes: 16 * 1024 * 1024 };

/** The arguments with which `reg` reads a key from the registry of 64-bit programs. */
export const registryQuery = (key: string, ...more: readonly string[]): readonly string[] => [
  'query',
  key,
  ...more,
  '/reg:64',
];

/**
 * The values of a key.
 * @throws ProbeError `COMMAND_FAILED` when there is no such key, or this account may not read it
 */
export async function readRegistry(
  { run, environment }: { readonly run: RunCommand; readonly environment: Environment },
  key: string,
  ...more: readonly string[]
): Promise<readonly RegistryValue[]> {
  const file = systemCommand(environment, 'reg.exe');
  return registryValues(asciiText(await run(file, registryQuery(key, ...more), registryLimits)));
}
