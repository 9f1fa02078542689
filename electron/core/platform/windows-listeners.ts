import ipaddr from 'ipaddr.js';
import type { PortOwner } from '../base/world.ts';
import { ProbeError } from '../probes/probe-error.ts';
import type { RegistryValue } from './windows-registry.ts';

/** The process of the Windows kernel, in which HTTP.sys listens for IIS and others. */
export const kernelPid = 4;

/** The most services and reservations that are named for one listener: one process can host dozens. */
const maxNames = 20;

/** `192.0.2.1` and `::1` as they come; the number of an interface (`fe80::1%5`) is left out. */
const plainAddress = (text: string): string => text.replace(/%.*$/, '');

/** Who listens on which port. */
export type Listener = PortOwner & { readonly port: number; readonly pid: number };

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

/** A program as `tasklist` lists it, with the short names of the services in it. */
export type ListedProgram = { readonly process: string; readonly services: readonly string[] };

/** What is no ASCII came in a code page that nobody knows. */
const asciiName = (name: string): string => name.replace(/[^ -~]/g, '?');

/** Services have no slash in their names, which words for none do (`N/A`), and are read in ASCII alone. */
const isServiceName = (name: string): boolean => /^[ -.0-~]+$/.test(name);

const tasklistRow = /^"(?<process>[^"]+)","(?<pid>\d+)",(?:"(?<services>[^"]*)"\s*$)?/;

/** The idle process hosts no services: what stands there in their place is the translated word for none. */
const idlePid = 0;

/**
 * The programs in the rows of `tasklist /SVC /FO CSV /NH`, by their process ids, with the services in them. Rows of more
 * columns than three, which come where `/SVC` is not known, name no services.
 */
export function tasklistPrograms(text: string): ReadonlyMap<number, ListedProgram> {
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const { process, pid, services = '' } = tasklistRow.exec(line)?.groups ?? {};
    return process === undefined ? [] : [{ process: asciiName(process), pid: Number(pid), services }];
  });
  const none = rows.find(({ pid }) => pid === idlePid)?.services;
  const servicesIn = (column: string): readonly string[] =>
    column === none
      ? []
      : column
          .split(',')
          .map((name) => name.trim())
          .filter(isServiceName);
  return new Map(
    rows.map(({ pid, process, services }) => [pid, { process, services: servicesIn(services) }]),
  );
}

/** A listener with what is known of its process. */
export const withProgram = (listener: Listener, program: ListedProgram | undefined): Listener =>
  program === undefined
    ? listener
    : {
        ...listener,
        process: program.process,
        ...(program.services.length === 0 ? {} : { services: program.services.slice(0, maxNames) }),
      };

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
