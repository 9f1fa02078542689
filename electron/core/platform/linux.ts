import { createReadStream } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { PortRange } from '../../../shared/probe/fact.ts';
import { codeOf } from '../base/error-code.ts';
import type { Platform, PortOwner } from '../base/world.ts';
import { ProbeError } from '../probes/probe-error.ts';
import type { Environment } from './environment-proxies.ts';
import { createOtherPlatform, machineFacts } from './other.ts';

/** A listening socket as the kernel's table shows it (proc_pid_net(5)). */
export type ListeningSocket = { readonly address: string; readonly port: number; readonly inode: string };

/** The row of a socket that listens (state 0A): its address, its port, and six columns on its inode. */
const listeningRow = /^ *\d+: ([\dA-F]+):([\dA-F]{4}) [\dA-F:]+ 0A(?: +\S+){5} +(\d+)/gm;

/**
 * An address as the kernel's table writes it: 32-bit words in hex, each in the byte order of the processor. An IPv4
 * address that is mapped into IPv6 is written as the IPv4 address that it is.
 */
export function tableAddress(hex: string, endianness: 'LE' | 'BE'): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => {
    const inOrder = [...Buffer.from(word, 'hex')];
    return endianness === 'LE' ? inOrder.reverse() : inOrder;
  });
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toString();
}

/** The listening sockets of one table (`/proc/net/tcp` or `tcp6`). */
export function listeningSockets(
  table: string,
  endianness: 'LE' | 'BE' = os.endianness(),
): readonly ListeningSocket[] {
  return Array.from(table.matchAll(listeningRow), ([, address = '', port = '', inode = '']) => ({
    address: tableAddress(address, endianness),
    port: Number.parseInt(port, 16),
    inode,
  }));
}

/**
 * The listening sockets of one table of this machine, read some rows at a time: it has one for each connection, also for those
 * that a run has just closed.
 * @throws the error of the system when the table cannot be read
 */
async function listeningIn(path: string): Promise<readonly ListeningSocket[]> {
  const found: ListeningSocket[] = [];
  let begun = '';
  for await (const chunk of createReadStream(path, 'latin1') as AsyncIterable<string>) {
    const rows = begun + chunk;
    const end = rows.lastIndexOf('\n') + 1;
    found.push(...listeningSockets(rows.slice(0, end)));
    begun = rows.slice(end);
  }
  return [...found, ...listeningSockets(begun)];
}

/** What is read from a file that this system may lack, for example the table of a protocol that is switched off. */
async function ifPresent<T>(read: Promise<T>, absent: T): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return absent;
    throw error;
  }
}

/** Codes for "this account may not look" and "the process has just ended". */
const hiddenCodes = new Set(['EACCES', 'EPERM', 'ENOENT', 'ESRCH', 'ENOTDIR']);

/** What a look into another account's or an ended process would give; null then. */
async function ifVisible<T>(look: Promise<T>): Promise<T | null> {
  try {
    return await look;
  } catch (error) {
    if (hiddenCodes.has(codeOf(error))) return null;
    throw error;
  }
}

type Holder = { readonly inode: string; readonly pid: number; readonly process: string };

async function holdersAmong(
  pid: number,
  inodes: ReadonlySet<string>,
  procFolder: string,
): Promise<readonly Holder[]> {
  const folder = join(procFolder, String(pid));
  const descriptors = (await ifVisible(readdir(join(folder, 'fd')))) ?? [];
  const held = new Set<string>();
  for (const descriptor of descriptors) {
    const target = await ifVisible(readlink(join(folder, 'fd', descriptor)));
    const inode = /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1];
    if (inode !== undefined && inodes.has(inode)) held.add(inode);
  }
  if (held.size === 0) return [];
  const name = await ifVisible(readFile(join(folder, 'comm'), 'utf8'));
  return name === null ? [] : [...held].map((inode) => ({ inode, pid, process: name.trim() }));
}

async function holdersOf(inodes: ReadonlySet<string>, procFolder: string): Promise<readonly Holder[]> {
  const pids = (await readdir(procFolder)).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: Holder[] = [];
  for (const pid of pids.sort((left, right) => left - right)) {
    found.push(...(await holdersAmong(pid, inodes, procFolder)));
  }
  return found;
}

/** Worker processes share their parent's socket: of one name on one address, the first process stands for all. */
function ownersOfSocket(
  { address, inode }: ListeningSocket,
  holders: readonly Holder[],
): readonly PortOwner[] {
  const own = holders.filter((holder) => holder.inode === inode);
  const first = own.filter(
    (holder, index) => own.findIndex(({ process }) => process === holder.process) === index,
  );
  return first.length === 0 ? [{ address }] : first.map(({ pid, process }) => ({ address, pid, process }));
}

/** Reads who holds sockets. @param wanted those that are asked for; @param listening all that listen */
type ReadHolders = (
  wanted: ReadonlySet<string>,
  listening: ReadonlySet<string>,
) => Promise<readonly Holder[]>;

/** As `read` for one socket, but for all of them at once, and again only for one that listens since. */
function readOnce(read: (inodes: ReadonlySet<string>) => Promise<readonly Holder[]>): ReadHolders {
  let known: ReadonlySet<string> = new Set();
  let holders: Promise<readonly Holder[]> = Promise.resolve([]);
  return (wanted, listening) => {
    if ([...wanted].some((inode) => !known.has(inode))) {
      known = listening;
      holders = read(listening);
    }
    return holders;
  };
}

async function portOwners(
  port: number,
  procFolder: string,
  readHolders: ReadHolders,
): Promise<readonly PortOwner[]> {
  const listening = [
    ...(await listeningIn(join(procFolder, 'net', 'tcp'))),
    ...(await ifPresent(listeningIn(join(procFolder, 'net', 'tcp6')), [])),
  ];
  const sockets = listening.filter((socket) => socket.port === port);
  if (sockets.length === 0) return [];
  const inodesOf = (some: readonly ListeningSocket[]) => new Set(some.map(({ inode }) => inode));
  const holders = await readHolders(inodesOf(sockets), inodesOf(listening));
  return sockets.flatMap((socket) => ownersOfSocket(socket, holders));
}

/** The name of the distribution (os-release(5)); `Linux` where there is none. */
async function distribution(): Promise<string> {
  const text = await ifPresent(readFile('/etc/os-release', 'utf8'), '');
  return /^PRETTY_NAME="?(?<name>[^"\n]+)"?$/m.exec(text)?.groups?.['name'] ?? 'Linux';
}

/**
 * Where a host's name is looked up, in order, from the line `hosts:` of nsswitch.conf(5); actions such as
 * `[NOTFOUND=return]` are kept, because they end the search. Null when there is no such line.
 */
export function hostSources(text: string): readonly string[] | null {
  const line = text
    .split('\n')
    .map((entry) => entry.replace(/#.*$/, '').trim())
    .find((entry) => entry.startsWith('hosts:'));
  return line === undefined ? null : (line.slice('hosts:'.length).match(/\[[^\]]*\]|[^\s[]+/g) ?? []);
}

/** Ranges as the kernel writes them: `8080,9000-9100`; empty for none (ip-sysctl, ip_local_reserved_ports). */
export function portRanges(text: string): readonly PortRange[] {
  return text
    .trim()
    .split(',')
    .flatMap((entry) => {
      const [from = '', to = from] = entry.trim().split('-');
      return /^\d+$/.test(from) && /^\d+$/.test(to) ? [{ from: Number(from), to: Number(to) }] : [];
    });
}

/** The two ends of a range that the kernel writes as two numbers (ip-sysctl, ip_local_port_range). */
export function portRange(text: string): PortRange {
  const [from, to] = text.trim().split(/\s+/).map(Number);
  if (from === undefined || to === undefined || !Number.isInteger(from) || !Number.isInteger(to))
    throw new ProbeError('UNSUPPORTED');
  return { from, to };
}

/** Where Linux keeps what is read here; tests have files of their own. */
export type LinuxFiles = {
  readonly procFolder?: string;
  readonly nsswitchPath?: string;
};

/**
 * Linux: who listens on a port is read from the kernel's tables and from the open files of each process. The
 * process is left out where this account may not look into it. Ports that the kernel reserves are only kept from
 * outgoing connections; whoever asks for one by number gets it. There is no system-wide proxy. The open files of all
 * processes are tens of thousands on a busy server, so that a run looks through them once.
 */
export function createLinuxPlatform(
  { procFolder = '/proc', nsswitchPath = '/etc/nsswitch.conf' }: LinuxFiles = {},
  environment: Environment = {},
): Platform {
  const other = createOtherPlatform('linux', environment);
  const setting = (name: string): Promise<string> => readFile(join(procFolder, 'sys/net/ipv4', name), 'utf8');
  const holders = (inodes: ReadonlySet<string>) => holdersOf(inodes, procFolder);
  const platform: Platform = {
    ...other,
    machine: async () => machineFacts(await distribution(), other),
    portOwners: (port) => portOwners(port, procFolder, holders),
    nameOrder: async () => {
      const sources = hostSources(await readFile(nsswitchPath, 'utf8'));
      if (sources === null) throw new ProbeError('UNSUPPORTED');
      return sources;
    },
    reservedPorts: async () => portRanges(await setting('ip_local_reserved_ports')),
    dynamicPortRange: async () => portRange(await setting('ip_local_port_range')),
    firstUnprivilegedPort: async () =>
      Number(
        await ifPresent(
          readFile(join(procFolder, 'sys/net/ipv4/ip_unprivileged_port_start'), 'utf8'),
          '1024',
        ),
      ),
  };
  const forRun = (): Platform => {
    const read = readOnce(holders);
    return { ...platform, portOwners: (port) => portOwners(port, procFolder, read) };
  };
  return { ...platform, forRun };
}
