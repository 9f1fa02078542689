import { hostAndPort } from '../profile/host.ts';

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
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
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
  /** Can this machine listen on a port of one of its addresses? */
  | { readonly kind: 'bind'; readonly address: '0.0.0.0' | '127.0.0.1'; readonly port: number }
  /** Who listens on a local port? */
  | { readonly kind: 'port-owner'; readonly port: number }
  /** Several TCP connects to the first address of a host, one after the other. */
  | { readonly kind: 'latency'; readonly host: string; readonly port: number; readonly samples: number };

export type ProbeKind = ProbeRequest['kind'];

/** The text that is equal for equal requests and for no others. */
export function probeKey(request: ProbeRequest): string {
  switch (request.kind) {
    case 'resolve':
      return `resolve ${request.host}`;
    case 'hosts-file':
      return 'hosts-file';
    case 'dns':
      return `dns ${request.name}`;
    case 'tcp':
    case 'tls':
      return `${request.kind} ${request.host} ${request.port}`;
    case 'http':
      return `http ${request.host} ${request.port} ${request.path} ${request.hostHeader ?? '(none)'}`;
    case 'bind':
      return `bind ${request.address} ${request.port}`;
    case 'port-owner':
      return `port-owner ${request.port}`;
    case 'latency':
      return `latency ${request.host} ${request.port} ${request.samples}`;
  }
}

/** The host and port that a request may contact over TCP; null when it stays inside this machine or asks DNS only. */
export function probeContact(request: ProbeRequest): { readonly host: string; readonly port: number } | null {
  switch (request.kind) {
    case 'tcp':
    case 'tls':
    case 'http':
    case 'latency':
      return { host: request.host, port: request.port };
    case 'resolve':
    case 'hosts-file':
    case 'dns':
    case 'bind':
    case 'port-owner':
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
    case 'tcp':
    case 'tls':
    case 'http':
    case 'latency':
      return hostAndPort(request.host, request.port);
  }
}
