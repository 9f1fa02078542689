import { longest } from '../words/lengths.ts';
import { hostAndPort, isAddress, isHostName } from './host.ts';

/**
 * A proxy as far as anybody may know it: where it is and whether it is spoken to over TLS. A login never becomes
 * part of it, so that none can be sent, stored or shown.
 */
export type ProxyServer = { readonly host: string; readonly port: number; readonly secure: boolean };

/** The port of a proxy whose address names none: that of the scheme (RFC 3986, section 3.2.3). */
const schemePorts = { http: 80, https: 443 } as const;

/** The authority of an address and what follows it. */
const addressParts = /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?<authority>[^/?#]*)(?<rest>.*)$/is;
const hostAndPortParts = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<port>\d{1,5}))?$/;

/**
 * Reads the address of a proxy as the environment, the system and a profile write it: `http://proxy:3128`, without a
 * scheme too. User name and password are dropped. Null when it is no address, or one of a kind that is not spoken
 * here (SOCKS).
 */
export function parseProxyServer(text: string): ProxyServer | null {
  const { scheme = 'http', authority = '', rest = '' } = addressParts.exec(text.trim())?.groups ?? {};
  const kind = scheme.toLowerCase();
  if ((kind !== 'http' && kind !== 'https') || rest.includes('@')) return null;
  const end = hostAndPortParts.exec(authority.slice(authority.lastIndexOf('@') + 1))?.groups;
  const host = (end?.['bracketed'] ?? end?.['plain'] ?? '').toLowerCase();
  const port = end?.['port'] === undefined ? schemePorts[kind] : Number(end['port']);
  const isHost = host.length <= longest.host && (isAddress(host) || isHostName(host));
  if (!isHost || port < 1 || port > 65_535) return null;
  return { host, port, secure: kind === 'https' };
}

/** A proxy's address for people and reports: `http://proxy.example.local:3128`, never with a login. */
export const proxyText = ({ host, port, secure }: ProxyServer): string =>
  `${secure ? 'https' : 'http'}://${hostAndPort(host, port)}`;

/** What is asked for through a proxy: `http` for requests in the clear, `https` for tunnels (CONNECT). */
export type ProxiedScheme = 'http' | 'https';

/**
 * How the programs that follow a setting read its exceptions, where they do not read them as `NO_PROXY` is read: those of
 * Internet Options (WinINet), and those of .NET's configuration files.
 */
export const exceptionReadings = ['wininet', 'dotnet'] as const;
export type ExceptionReading = (typeof exceptionReadings)[number];

/** How a setting leaves the proxy to others: to a script (PAC), or to whoever answers in the network (WPAD). */
export const automaticProxies = ['script', 'detect'] as const;
export type AutomaticProxy = (typeof automaticProxies)[number];

/** One setting of a machine that sends programs to a proxy. */
export type MachineProxy = {
  readonly source: 'environment' | 'system';
  /** What the setting is called where it stands, for example `HTTPS_PROXY`. */
  readonly name: string;
  readonly scheme: ProxiedScheme;
  /** Null when the setting is there, but is none that can be used: SOCKS, a script, or not readable. */
  readonly proxy: ProxyServer | null;
  /** Hosts that are reached without the proxy, as the setting lists them (see `no-proxy.ts`). */
  readonly bypass: readonly string[];
  /** As `NO_PROXY` unless given. */
  readonly exceptions?: ExceptionReading | undefined;
  /** Given where a script or the network names the proxy, which nobody asks here. */
  readonly automatic?: AutomaticProxy | undefined;
};
