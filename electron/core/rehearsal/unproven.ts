import type { Socket } from 'node:net';

/**
 * Connections whose peer has proven nothing yet. When there are too many, the oldest of the address that has most is cut
 * off: whoever floods, loses; whoever knocks once gets through. (Closing the newest, as `maxConnections` of Node does, would
 * let the flood keep everybody out.) It is not closed by `resetAndDestroy`, which leaves a connection open for ever that is
 * just being shut down under TLS.
 */
export type Unproven = {
  readonly add: (socket: Socket, address: string) => void;
  /** To be called when a peer has proven itself, or its connection has ended. */
  readonly remove: (socket: Socket) => void;
  readonly count: () => number;
};

/** @param most how many there may be at a time */
export function createUnproven(most: number): Unproven {
  const byAddress = new Map<string, Set<Socket>>();
  const addresses = new Map<Socket, string>();

  const remove = (socket: Socket): void => {
    const address = addresses.get(socket);
    if (address === undefined) return;
    addresses.delete(socket);
    const sockets = byAddress.get(address);
    sockets?.delete(socket);
    if (sockets?.size === 0) byAddress.delete(address);
  };
  const cutOldest = (): void => {
    let largest: Set<Socket> | null = null;
    for (const sockets of byAddress.values()) if (sockets.size > (largest?.size ?? 0)) largest = sockets;
    const [oldest] = largest ?? [];
    if (oldest === undefined) return;
    remove(oldest);
    oldest.destroy();
  };

  return {
    add: (socket, address) => {
      if (addresses.size >= most) cutOldest();
      addresses.set(socket, address);
      byAddress.set(address, (byAddress.get(address) ?? new Set()).add(socket));
    },
    remove,
    count: () => addresses.size,
  };
}
