import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Decides who may talk to the host. Every question is answered from the head of a request alone. */
export type Gate = {
  /**
   * Whether a request was meant for this host: exactly one Host field, naming a loopback name and this very port, so
   * that no name of somebody else's DNS can be pointed here. Through a tunnel the port must therefore be the same on
   * both sides.
   */
  readonly isAddressed: (request: IncomingMessage) => boolean;
  /** Whether a request was sent by this host's own page: its origin is the address it was sent to (RFC 6454). */
  readonly isFromPage: (request: IncomingMessage) => boolean;
  /** The token for the first page, for whoever started the host. It works once. */
  readonly token: string;
  /** Takes the token and gives the value of a Set-Cookie field; null for any other text and any second time. */
  readonly admit: (token: string) => string | null;
  /** Whether a request brings the cookie that `admit` gave. */
  readonly isAdmitted: (request: IncomingMessage) => boolean;
};

/** Compares two texts in a time that does not depend on where they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** How many random bytes a secret has. */
const secretBytes = 32;

/** The values of one cookie in a request (RFC 6265, section 4.2.1); several when another path or port set it too. */
function cookieValues({ headers }: IncomingMessage, name: string): readonly string[] {
  return (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * A gate for a host on a port. The cookie is of the session, for this host alone, out of reach of scripts and never
 * sent with a request that another site started. Browsers give it to other ports of this machine too, so its name
 * carries the port.
 */
export function createGate(port: number, randomBytes: (count: number) => Uint8Array): Gate {
  const newSecret = (): string => Buffer.from(randomBytes(secretBytes)).toString('base64url');
  const names: readonly string[] = [`127.0.0.1:${port}`, `localhost:${port}`];
  const cookieName = `netready-${port}`;
  const token = newSecret();
  const cookie = newSecret();
  let isUsed = false;

  const only = (values: readonly string[] | undefined): string =>
    values?.length === 1 ? (values[0] ?? '') : '';

  return {
    token,
    isAddressed: ({ headersDistinct }) => names.includes(only(headersDistinct['host'])),
    isFromPage: ({ headersDistinct }) =>
      only(headersDistinct['origin']) === `http://${only(headersDistinct['host'])}`,
    admit: (given) => {
      if (isUsed || !isSame(given, token)) return null;
      isUsed = true;
      return `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isAdmitted: (request) =>
      isUsed && cookieValues(request, cookieName).some((value) => isSame(value, cookie)),
  };
}
