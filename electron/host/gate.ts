import type { IncomingMessage } from 'node:http';

/** Decides for whom a request was meant and who sent it, from its head alone. */
export type Gate = {
  /** The one origin under which the host is found. */
  readonly origin: string;
  /**
   * Whether a request was meant for this host: exactly one Host field, naming 127.0.0.1 and this very port, so that no
   * name of somebody else's DNS can be pointed here. `localhost` is not taken: it can be [::1], where another account may
   * hold the same port. Through a tunnel the port must be the same on both sides.
   */
  readonly isAddressed: (request: IncomingMessage) => boolean;
  /** Whether a request was sent by a page of this host: its origin is this host's (RFC 6454). */
  readonly isFromPage: (request: IncomingMessage) => boolean;
};

/** The address of this machine that the host listens on, as browsers write it. */
export const loopback = '127.0.0.1';

/** The value of a field that a request has exactly once; empty for none, and for several. */
export function onlyField({ headersDistinct }: IncomingMessage, name: string): string {
  const values = headersDistinct[name];
  return values?.length === 1 ? (values[0] ?? '') : '';
}

/** A gate for a host on a port. */
export function createGate(port: number): Gate {
  const name = `${loopback}:${port}`;
  const origin = `http://${name}`;
  return {
    origin,
    isAddressed: (request) => onlyField(request, 'host') === name,
    isFromPage: (request) => onlyField(request, 'origin') === origin,
  };
}
