import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { codeOf } from '../base/error-code.ts';
import type { SocketAddress } from '../base/world.ts';
import { tableAddress } from './linux.ts';

/** A connection between two programs of this machine, as the one that was connected to sees it. */
export type ConnectionEnds = { readonly local: SocketAddress; readonly remote: SocketAddress };

/** Which account holds the other end of a connection: its uid; null when there is no such connection any more. */
export type ConnectionOwner = (ends: ConnectionEnds) => Promise<number | null>;

/** The state of a connection that both ends hold open (include/net/tcp_states.h). */
const established = '01';

function endOf(field: string, endianness: 'LE' | 'BE'): SocketAddress {
  const [address = '', port = ''] = field.split(':');
  return { address: tableAddress(address, endianness), port: Number.parseInt(port, 16) };
}

const isSame = (left: SocketAddress, right: SocketAddress): boolean =>
  left.address === right.address && left.port === right.port;

/**
 * The uid in the row of a connection's other end, from one of the kernel's tables (proc_pid_net(5)). Rows of a socket
 * that its program has closed say 0, which would be root: without an inode, or not established, a row says nothing.
 */
export function ownerInTable(
  table: string,
  { local, remote }: ConnectionEnds,
  endianness: 'LE' | 'BE' = os.endianness(),
): number | null {
  const port = `:${remote.port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (const row of table.split('\n')) {
    if (!row.includes(port)) continue;
    const [, theirs = '', ours = '', state, , , , uid = '', , inode = '0'] = row.trim().split(/\s+/);
    if (state !== established || inode === '0' || !/^\d+$/.test(uid)) continue;
    if (isSame(endOf(theirs, endianness), remote) && isSame(endOf(ours, endianness), local))
      return Number(uid);
  }
  return null;
}

/** The kernel may pass over a row while others come and go, so that a table is read again before it counts as missing. */
const readings = 3;

async function tableOf(name: 'tcp' | 'tcp6'): Promise<string> {
  try {
    return await readFile(`/proc/net/${name}`, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Who holds the other end of a connection. Costs a reading of the kernel's tables, which grow with everybody's
 * connections: ask only of a connection that has shown something nobody else knows, never of each.
 */
async function linuxConnectionOwner(ends: ConnectionEnds): Promise<number | null> {
  for (let reading = 0; reading < readings; reading += 1) {
    const owner = ownerInTable(await tableOf('tcp'), ends) ?? ownerInTable(await tableOf('tcp6'), ends);
    if (owner !== null) return owner;
  }
  return null;
}

/**
 * What this system can tell about the account behind a connection; null where it tells nothing. Windows would tell by
 * `GetExtendedTcpTable`, macOS by `libproc`: both need native code.
 */
export const connectionOwnerOf = (system: NodeJS.Platform): ConnectionOwner | null =>
  system === 'linux' ? linuxConnectionOwner : null;
