import { hostAndPort } from '../profile/host.ts';
import type { ProxyServer } from '../profile/proxy.ts';

/** A port that SQL Server Browser tells for an instance, by its own port (UDP). Known only during the run. */
export type InstancePort = { readonly instance: string; readonly browserPort: number };

/** A port that the profile fixes, or one that is told during the run. */
export type ServicePort = number | InstancePort;

/**
 * What a check asks the world. A request is plain data: equal requests are one probe, whose facts are reported
 * under every check that asked.
 */
export type ProbeRequest =
  /** All addresses of a name, from the operating system's resolver. */
  | { readonly kind: 'resolve'; readonly host: string }
  /** The hosts file's lines that name `localhost`. */
  | { readonly kind: 'hosts-file' }
  /** What each configured DNS server itself answers for a name (A and AAAA). */
  | { readonly kind: 'dns'; readonly name: string }
  /** One TCP connection to each address of a host. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: ServicePort }
  /** One TLS handshake with the first address of a host that accepts a connection. */
  | { readonly kind: 'tls'; readonly host: string; readonly port: number }
  /** One GET over plain HTTP to the first address of a host; `hostHeader` null sends none. */
  | {
      readonly kind: 'http';
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly hostHeader: string | null;
    }
  /**
   * One TLS handshake with the first address of a host that accepts a connection, and one GET over it. `issuer` says
   * whether the name is a public one, whose certificate must come from a public authority.
   */
  | {
      readonly kind: 'https';
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly issuer: 'any' | 'public';
    }
  /** The same through a proxy (CONNECT). Only the proxy is contacted; it looks the host up itself. */
  | {
      readonly kind: 'proxy-connect';
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly issuer: 'any' | 'public';
      readonly proxy: ProxyServer;
      /** Where the proxy is named. */
      readonly source: string;
    }
  /** Which proxies the settings of this machine name. */
  | { readonly kind: 'proxy-settings' }
  /** In which order this system asks for a name: hosts file, DNS and so on. */
  | { readonly kind: 'name-order' }
  /** Which ports this system keeps back, and which it gives to outgoing connections. */
  | { readonly kind: 'port-ranges' }
  /** Can this machine listen on a port of one of its addresses? */
  | { readonly kind: 'bind'; readonly address: '0.0.0.0' | '127.0.0.1'; readonly port: number }
  /** Who listens on a local port? */
  | { readonly kind: 'port-owner'; readonly port: number }
  /** What does the firewall of this machine itself do with connections to a local port? */
  | { readonly kind: 'inbound-firewall'; readonly port: number }
  /** What of OutSystems is installed on this machine, and do its services run? */
  | { readonly kind: 'installation' }
  /** Several TCP connects to the first address of a host, one after the other. */
  | { readonly kind: 'latency'; readonly host: string; readonly port: ServicePort; readonly samples: number }
  /** One question to SQL Server Browser at each address of a host: where does an instance listen? `port` is its own (UDP). */
  | {
      readonly kind: 'sql-browser';
      readonly host: string;
      readonly port: number;
      readonly instance: string;
    }
  /** One TDS PRELOGIN to the first address of a host; `instance` null asks for none in particular. */
  | {
      readonly kind: 'tds';
      readonly host: string;
      readonly port: ServicePort;
      readonly instance: string | null;
    }
  /** One TNS CONNECT to the first address of a host; `serviceName` null asks for none in particular. */
  | {
      readonly kind: 'tns';
      readonly host: string;
      readonly port: number;
      readonly serviceName: string | null;
    }
  /** The greeting of an AMQP 0-9-1 server at the first address of a host. */
  | { readonly kind: 'amqp'; readonly host: string; readonly port: number; readonly tls: boolean };

export type ProbeKind = ProbeRequest['kind'];

const portKey = (port: ServicePort): string =>
  typeof port === 'number' ? String(port) : `${port.instance.toLowerCase()}@${port.browserPort}`;

/** The text that is equal for equal requests and for no others. */
export function probeKey(request: ProbeRequest): string {
  switch (request.kind) {
    case 'resolve':
      return `resolve ${request.host}`;
    case 'hosts-file':
    case 'proxy-settings':
    case 'name-order':
    case 'port-ranges':
    case 'installation':
      return request.kind;
    case 'dns':
      return `dns ${request.name}`;
    case 'tcp':
    case 'tls':
      return `${request.kind} ${request.host} ${portKey(request.port)}`;
    case 'sql-browser':
      return `sql-browser ${request.host} ${portKey({ instance: request.instance, browserPort: request.port })}`;
    case 'tds':
      return `tds ${request.host} ${portKey(request.port)} ${request.instance?.toLowerCase() ?? '(none)'}`;
    case 'tns':
      return `tns ${request.host} ${request.port} ${request.serviceName ?? '(none)'}`;
    case 'amqp':
      return `amqp ${request.host} ${request.port} ${request.tls ? 'tls' : 'plain'}`;
    case 'http':
      return `http ${request.host} ${request.port} ${request.path} ${request.hostHeader ?? '(none)'}`;
    case 'https':
      return `https ${request.host} ${request.port} ${request.path} ${request.issuer}`;
    case 'proxy-connect':
      return `proxy-connect ${request.proxy.host} ${request.proxy.port} ${request.proxy.secure ? 'tls' : 'tcp'} ${request.host} ${request.port} ${request.path} ${request.issuer}`;
    case 'bind':
      return `bind ${request.address} ${request.port}`;
    case 'port-owner':
    case 'inbound-firewall':
      return `${request.kind} ${request.port}`;
    case 'latency':
      return `latency ${request.host} ${portKey(request.port)} ${request.samples}`;
  }
}

/** Where a request may go. `port` is null, and `instance` set, when SQL Server Browser tells the port during the run. */
export type ProbeContact = {
  readonly host: string;
  readonly port: number | null;
  readonly protocol: 'TCP' | 'UDP';
  readonly instance?: string;
};

const tcpContact = (host: string, port: ServicePort): ProbeContact =>
  typeof port === 'number'
    ? { host, port, protocol: 'TCP' }
    : { host, port: null, protocol: 'TCP', instance: port.instance };

/** The host and port that a request may contact; null when it stays inside this machine or asks DNS only. */
export function probeContact(request: ProbeRequest): ProbeContact | null {
  switch (request.kind) {
    case 'tcp':
    case 'tls':
    case 'http':
    case 'https':
    case 'latency':
    case 'tds':
    case 'tns':
    case 'amqp':
      return tcpContact(request.host, request.port);
    case 'sql-browser':
      return { host: request.host, port: request.port, protocol: 'UDP' };
    case 'proxy-connect':
      return tcpContact(request.proxy.host, request.proxy.port);
    case 'resolve':
    case 'hosts-file':
    case 'dns':
    case 'bind':
    case 'port-owner':
    case 'inbound-firewall':
    case 'installation':
    case 'proxy-settings':
    case 'name-order':
    case 'port-ranges':
      return null;
  }
}

/** What a probe waits for, in words for whoever watches. */
export function describeProbe(request: ProbeRequest): string {
  switch (request.kind) {
    case 'resolve':
      return `the name ${request.host}`;
    case 'dns':
      return `the name servers' answer for ${request.name}`;
    case 'hosts-file':
      return 'the hosts file';
    case 'bind':
      return `local port ${request.port}`;
    case 'port-owner':
      return `the owner of local port ${request.port}`;
    case 'inbound-firewall':
      return `the firewall's rules for local port ${request.port}`;
    case 'installation':
      return 'the installed platform';
    case 'proxy-settings':
      return 'the proxy settings';
    case 'name-order':
      return 'the order of name look-ups';
    case 'port-ranges':
      return "the system's port ranges";
    case 'proxy-connect':
      return `${hostAndPort(request.host, request.port)} through the proxy ${hostAndPort(request.proxy.host, request.proxy.port)}`;
    case 'tcp':
    case 'tls':
    case 'http':
    case 'https':
    case 'latency':
    case 'tds':
    case 'tns':
    case 'amqp':
      return typeof request.port === 'number'
        ? hostAndPort(request.host, request.port)
        : `${request.host}\\${request.port.instance}`;
    case 'sql-browser':
      return `SQL Server Browser on ${request.host}`;
  }
}
