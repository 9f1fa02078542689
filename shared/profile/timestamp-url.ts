import { isAddress, isHostName } from './host.ts';

/** Where a time-stamping authority is asked: the parts of its address, the port always named. */
export type TimestampServer = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Path and query as they go into the request line; `/` where the address has none. */
  readonly path: string;
};

/** The port of an authority whose address names none: that of the scheme (RFC 3986, section 3.2.3). */
const schemePorts = { http: 80, https: 443 } as const;

/** The longest address that is accepted, in characters. */
export const maxTimestampUrl = 1000;

/** Scheme, authority and what follows it, from the characters that RFC 3986 allows there; no `@`, no fragment. */
const urlParts =
  /^(?<scheme>https?):\/\/(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:/?#@[\]\s]+))(?::(?<port>\d{1,5}))?(?<path>\/[\w\-.~!$&'()*+,;=:@/%]*)?(?<query>\?[\w\-.~!$&'()*+,;=:@/%?]*)?$/i;

/**
 * Reads the address of a time-stamping authority (RFC 3161, section 3.4: over HTTP). Null when it is no address, is one
 * of another scheme, or carries a user name, a password or a fragment.
 */
export function parseTimestampUrl(text: string): TimestampServer | null {
  if (text.length > maxTimestampUrl) return null;
  const parts = urlParts.exec(text.trim())?.groups;
  if (parts === undefined) return null;
  const scheme = parts['scheme']?.toLowerCase() === 'https' ? 'https' : 'http';
  const { bracketed, plain = '' } = parts;
  const host = (bracketed ?? plain).normalize('NFC').toLowerCase();
  const isHost =
    bracketed === undefined ? isHostName(host) || isAddress(host) : isAddress(host) && host.includes(':');
  const port = parts['port'] === undefined ? schemePorts[scheme] : Number(parts['port']);
  if (!isHost || port < 1 || port > 65_535) return null;
  return {
    host,
    port,
    secure: scheme === 'https',
    path: `${parts['path'] ?? '/'}${parts['query'] ?? ''}`,
  };
}
