import type { ProxyServer } from '../profile/proxy.ts';
import type { PortListener } from '../profile/services.ts';
import type { Carrier } from './carriers.ts';

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
  /** One TLS handshake with each address of a host that accepts a connection. */
  | { readonly kind: 'tls'; readonly host: string; readonly port: number }
  /** One GET over plain HTTP to each address of a host that accepts a connection; `hostHeader` null sends none. */
  | {
      readonly kind: 'http';
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly hostHeader: string | null;
    }
  /**
   * One TLS handshake with each address of a host that accepts a connection, and one GET over it. `issuer` says
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
  | {
      readonly kind: 'inbound-firewall';
      readonly port: number;
      readonly listener: PortListener;
      /** The addresses of all who connect; absent where one of them is not known by its address. */
      readonly senders?: readonly string[];
    }
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
  /** One TDS PRELOGIN to each address of a host that accepts a connection; `instance` null asks for none in particular. */
  | {
      readonly kind: 'tds';
      readonly host: string;
      readonly port: ServicePort;
      readonly instance: string | null;
    }
  /** One TNS CONNECT to each address of a host that accepts a connection; `serviceName` null asks for none in particular. */
  | {
      readonly kind: 'tns';
      readonly host: string;
      readonly port: number;
      readonly serviceName: string | null;
    }
  /** The greeting of an AMQP 0-9-1 server at each address of a host that accepts a connection. */
  | { readonly kind: 'amqp'; readonly host: string; readonly port: number; readonly tls: boolean }
  /** A conversation with a listener that stands in for a service, at each address of a host that accepts a connection. */
  | {
      readonly kind: 'rehearsal';
      readonly host: string;
      readonly port: number;
      readonly carrier: Carrier;
      /** Set where nothing is sent unless a listener has said through another port of the same address that it is there. */
      readonly isListedOnly?: true;
    }
  /** Who came to a port at which this machine itself listened in the place of a service. */
  | { readonly kind: 'visits'; readonly port: number };

export type ProbeKind = ProbeRequest['kind'];

export type RequestOf<K extends ProbeKind> = Extract<ProbeRequest, { readonly kind: K }>;
