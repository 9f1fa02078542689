import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { PortOwner } from '../base/world.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { listOf } from './windows-powershell.ts';
import type { RegistryValue } from './windows-registry.ts';

/** The process of the Windows kernel, in which HTTP.sys listens for IIS and others. */
export const kernelPid = 4;

/** The most services and reservations that are named for one listener: one process can host dozens. */
const maxNames = 20;

const names = z.object({ ProcessId: z.int().min(0), Name: z.string().max(300) });

/** What `listenersScript` prints. */
export const listenersSchema = z.object({
  sockets: listOf(
    z.object({ LocalAddress: z.string().max(100), LocalPort: z.int(), OwningProcess: z.int().min(0) }),
  ),
  processes: listOf(names),
  services: listOf(names),
});
export type ListedListeners = z.output<typeof listenersSchema>;

/** Lists every TCP listener, every program and the services in them: one start of PowerShell for all ports of a run. */
export const listenersScript = [
  '$sockets=@(Get-NetTCPConnection -State Listen|Select-Object LocalAddress,LocalPort,OwningProcess)',
  '$processes=@(Get-CimInstance Win32_Process -Property ProcessId,Name|Select-Object ProcessId,Name)',
  '$services=@(Get-CimInstance Win32_Service -Filter "ProcessId>0"|Select-Object ProcessId,Name)',
  'ConvertTo-Json -Compress -Depth 3 -InputObject @{sockets=$sockets;processes=$processes;services=$services}',
].join(';');

/** `192.0.2.1` and `::1` as they come; the number of an interface (`fe80::1%5`) is left out. */
const plainAddress = (text: string): string => text.replace(/%.*$/, '');

/** Who listens on which port. */
export type Listener = PortOwner & { readonly port: number; readonly pid: number };

/**
 * The listeners among what PowerShell printed.
 * @throws ProbeError `COMMAND_ANSWER` when nothing at all listens: some service of Windows always does
 */
export function listedListeners({ sockets, processes, services }: ListedListeners): readonly Listener[] {
  if (sockets.length === 0) throw new ProbeError('COMMAND_ANSWER');
  return sockets.map(({ LocalAddress, LocalPort: port, OwningProcess: pid }) => {
    const name = processes.find(({ ProcessId }) => ProcessId === pid)?.Name;
    const own = services.filter(({ ProcessId }) => ProcessId === pid).map(({ Name }) => Name);
    return {
      address: plainAddress(LocalAddress),
      port,
      pid,
      ...(name === undefined ? {} : { process: name }),
      ...(own.length === 0 ? {} : { services: own.slice(0, maxNames) }),
    };
  });
}

/**
 * The owners of a port among all listeners.
 * @param reservations the URLs that are reserved on the port; they go with listeners of the kernel
 */
export const ownersOn = (
  port: number,
  listeners: readonly Listener[],
  reservations: readonly string[],
): readonly PortOwner[] =>
  listeners
    .filter((listener) => listener.port === port)
    .map(({ port: _port, ...owner }) =>
      owner.pid === kernelPid && reservations.length > 0
        ? { ...owner, reservations: reservations.slice(0, maxNames) }
        : owner,
    );

const netstatRow =
  /^\s*TCP\s+(?<address>\[[^\]]+\]|[\d.]+):(?<port>\d+)\s+(?:\[::\]|0\.0\.0\.0):0\s.*\s(?<pid>\d+)\s*$/;

/**
 * The listeners that `netstat -ano` prints. The word for the state is translated, but only a listener has no other
 * end, which is written as port 0.
 * @throws ProbeError `COMMAND_ANSWER` when there is none at all: some service of Windows always listens
 */
export function netstatListeners(text: string): readonly Listener[] {
  const listeners = text.split(/\r?\n/).flatMap((line) => {
    const { address, port, pid } = netstatRow.exec(line)?.groups ?? {};
    if (address === undefined) return [];
    const plain = plainAddress(address.replace(/^\[|\]$/g, ''));
    return ipaddr.isValid(plain) ? [{ address: plain, port: Number(port), pid: Number(pid) }] : [];
  });
  if (listeners.length === 0) throw new ProbeError('COMMAND_ANSWER');
  return listeners;
}

/** The programs in the rows of `tasklist /FO CSV /NH`, by their process ids. What follows these two is translated. */
export const tasklistNames = (text: string): ReadonlyMap<number, string> =>
  new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const { name, pid } = /^"(?<name>[^"]+)","(?<pid>\d+)",/.exec(line)?.groups ?? {};
      return name === undefined ? [] : [[Number(pid), name] as const];
    }),
  );

const reservedUrl = /^(?<scheme>https?):\/\/(?:\[[^\]]+\]|[^/:[\]]+)(?::(?<port>\d{1,5}))?\//i;

/** The URLs that HTTP.sys keeps for somebody on a port: the names of the values under its key `UrlAclInfo`. */
export function reservationsOn(port: number, values: readonly RegistryValue[]): readonly string[] {
  return values
    .map(({ name }) => name)
    .filter((url) => {
      const parts = reservedUrl.exec(url)?.groups;
      const usual = parts?.['scheme']?.toLowerCase() === 'https' ? 443 : 80;
      return parts !== undefined && Number(parts['port'] ?? usual) === port;
    });
}
