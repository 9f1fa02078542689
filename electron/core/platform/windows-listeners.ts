import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { PortOwner } from '../ports.ts';
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
  total: z.int().min(0),
  sockets: listOf(
    z.object({ LocalAddress: z.string().max(100), LocalPort: z.int(), OwningProcess: z.int().min(0) }),
  ),
  processes: listOf(names),
  services: listOf(names),
});
export type Listeners = z.output<typeof listenersSchema>;

/** Lists the listeners on one TCP port, their programs and the services in them, and counts all listeners. */
export const listenersScript = (port: number): string =>
  [
    '$all=@(Get-NetTCPConnection -State Listen|Select-Object LocalAddress,LocalPort,OwningProcess)',
    `$mine=@($all|Where-Object{$_.LocalPort -eq ${port}})`,
    '$ids=@($mine|ForEach-Object{$_.OwningProcess}|Where-Object{$_ -gt 0}|Sort-Object -Unique)',
    '$processes=@($ids|ForEach-Object{Get-CimInstance Win32_Process -Filter "ProcessId=$_"|Select-Object ProcessId,Name})',
    '$services=@($ids|ForEach-Object{Get-CimInstance Win32_Service -Filter "ProcessId=$_"|Select-Object ProcessId,Name})',
    'ConvertTo-Json -Compress -Depth 3 -InputObject @{total=$all.Count;sockets=$mine;processes=$processes;services=$services}',
  ].join(';');

/** `192.0.2.1` and `::1` as they come; the number of an interface (`fe80::1%5`) is left out. */
const plainAddress = (text: string): string => text.replace(/%.*$/, '');

const optionalNames = <K extends string>(key: K, found: readonly string[]): { [P in K]?: string[] } =>
  found.length === 0 ? {} : ({ [key]: found.slice(0, maxNames) } as { [P in K]?: string[] });

/**
 * The owners among what PowerShell printed.
 * @param reservations the URLs that are reserved on the port; they go with listeners of the kernel
 * @throws ProbeError `COMMAND_ANSWER` when nothing at all listens: some service of Windows always does
 */
export function ownersOfListeners(
  { total, sockets, processes, services }: Listeners,
  reservations: readonly string[],
): readonly PortOwner[] {
  if (total === 0) throw new ProbeError('COMMAND_ANSWER');
  return sockets.map(({ LocalAddress, OwningProcess: pid }) => {
    const name = processes.find(({ ProcessId }) => ProcessId === pid)?.Name;
    const own = services.filter(({ ProcessId }) => ProcessId === pid).map(({ Name }) => Name);
    return {
      address: plainAddress(LocalAddress),
      pid,
      ...(name === undefined ? {} : { process: name }),
      ...optionalNames('services', own),
      ...optionalNames('reservations', pid === kernelPid ? reservations : []),
    };
  });
}

/** One listener of `netstat`. */
export type NetstatListener = { readonly address: string; readonly port: number; readonly pid: number };

const netstatRow =
  /^\s*TCP\s+(?<address>\[[^\]]+\]|[\d.]+):(?<port>\d+)\s+(?:\[::\]|0\.0\.0\.0):0\s.*\s(?<pid>\d+)\s*$/;

/**
 * The listeners that `netstat -ano` prints. The word for the state is translated, but only a listener has no other
 * end, which is written as port 0.
 * @throws ProbeError `COMMAND_ANSWER` when there is none at all: some service of Windows always listens
 */
export function netstatListeners(text: string): readonly NetstatListener[] {
  const listeners = text.split(/\r?\n/).flatMap((line) => {
    const { address, port, pid } = netstatRow.exec(line)?.groups ?? {};
    if (address === undefined) return [];
    const plain = plainAddress(address.replace(/^\[|\]$/g, ''));
    return ipaddr.isValid(plain) ? [{ address: plain, port: Number(port), pid: Number(pid) }] : [];
  });
  if (listeners.length === 0) throw new ProbeError('COMMAND_ANSWER');
  return listeners;
}

/** The program's name in a row of `tasklist /FO CSV /NH`; null when the process has ended. */
export const tasklistName = (text: string, pid: number): string | null =>
  text
    .split(/\r?\n/)
    .map((line) => /^"(?<name>[^"]+)","(?<pid>\d+)",/.exec(line)?.groups)
    .find((row) => Number(row?.['pid']) === pid)?.['name'] ?? null;

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
