import { codeOf } from '../base/error-code.ts';
import type { Platform, PortOwner } from '../base/world.ts';
import type { Environment } from './environment-proxies.ts';
import { createOtherPlatform } from './other.ts';
import { asciiText, type CommandLimits, type RunCommand, runSystemCommand } from './run-command.ts';

const limits: CommandLimits = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 };

/** An address as lsof(8) writes it: `*` for every one, IPv6 in brackets. */
function lsofAddress(text: string, isIpv6: boolean): string {
  if (text === '*') return isIpv6 ? '::' : '0.0.0.0';
  return text.replace(/^\[|\]$/g, '');
}

/**
 * The listeners in the output of `lsof -F pctn`, in which each line begins with the letter of its field: process,
 * command, kind of the socket, name (lsof(8), "Output for other programs").
 */
export function lsofOwners(text: string, port: number): readonly PortOwner[] {
  const owners: PortOwner[] = [];
  let pid = 0;
  let process = '';
  let isIpv6 = false;
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = Number(value);
    if (line.startsWith('c')) process = value;
    if (line.startsWith('t')) isIpv6 = value === 'IPv6';
    const at = value.lastIndexOf(':');
    if (line.startsWith('n') && Number(value.slice(at + 1)) === port)
      owners.push({ address: lsofAddress(value.slice(0, at), isIpv6), pid, process });
  }
  return owners;
}

/** Who listens on a port. `lsof` ends with a failure and no output when nobody does, or when it may not look. */
async function portOwners(run: RunCommand, port: number): Promise<readonly PortOwner[]> {
  const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-F', 'pctn'];
  try {
    return lsofOwners(asciiText(await run('/usr/sbin/lsof', args, limits)), port);
  } catch (error) {
    if (codeOf(error) === 'COMMAND_FAILED') return [];
    throw error;
  }
}

/** macOS: who listens on a port, as far as this account may see; nothing beyond what Node tells besides. */
export function createMacosPlatform(environment: Environment, run: RunCommand = runSystemCommand): Platform {
  return { ...createOtherPlatform('darwin', environment), portOwners: (port) => portOwners(run, port) };
}
