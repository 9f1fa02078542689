import type { Socket } from 'node:net';
import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import type { FactOf, PortRange, ReservedRange, WindowsService } from '../../../shared/probe/fact.ts';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import type { PortListener } from '../../../shared/profile/services.ts';

/** Time, so that tests can hold it still. */
export interface Clock {
  /** The wall clock: when something happened. */
  now(): Date;
  /** Milliseconds since an arbitrary instant, never going back: how long something took. */
  monotonicMs(): number;
}

/** One end of a connection. */
export type SocketAddress = { readonly address: string; readonly port: number };

/** How long an attempt may take, and what stops it early. */
export type Wait = { readonly timeoutMs: number; readonly signal: AbortSignal };

/**
 * One attempt to get something from the world: when it started, how long it took in ms, and what came of it. A
 * failure is a code of the system, of a library, or one of our own (`DEADLINE`, `CANCELLED`, …), never a text.
 */
export type Attempt<T> = { readonly startedAt: Date; readonly durationMs: number } & (
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      /** The local end from which the attempt was made, where it had one. */
      readonly local: SocketAddress | null;
    }
);

/** Where to connect to. The host is what the profile calls it; the address is one of its addresses. */
export type ConnectTarget = SocketAddress & {
  readonly host: string;
  /** Whether an open connection lets others have its turn: what it waits for then holds nobody up. */
  readonly yieldsTurn?: boolean;
};

export type DnsQuestion = {
  readonly server: SocketAddress;
  readonly name: string;
  readonly recordType: 'A' | 'AAAA';
};

/** Where an instance of SQL Server listens, as SQL Server Browser tells. */
export type SqlInstance = {
  /** Null when the instance does not listen on TCP. */
  readonly tcpPort: number | null;
  /** As it came, clean and cut; null when it is not told. */
  readonly version: string | null;
};

/**
 * Everything through which a run can touch the network. Probes have no other way. No method rejects because of
 * what the network did: that is an attempt that failed.
 */
export interface Network {
  /** All addresses of a name from the operating system's resolver, in the order in which it gives them, each once. */
  lookup(host: string, wait: Wait): Promise<Attempt<readonly string[]>>;
  /**
   * Opens one TCP connection to one address. Whoever gets the socket destroys it. It carries a listener for
   * `error`, so that a peer that cuts it off at any moment does no harm.
   */
  connect(target: ConnectTarget, wait: Wait): Promise<Attempt<Socket>>;
  /** Asks one DNS server itself, past the hosts file. Empty answers are failures (`ENODATA`). */
  queryDns(question: DnsQuestion, wait: Wait): Promise<Attempt<readonly string[]>>;
  /** Asks SQL Server Browser at one address over UDP where an instance listens ([MC-SQLR] section 2.2.3). */
  askSqlBrowser(target: ConnectTarget, instance: string, wait: Wait): Promise<Attempt<SqlInstance>>;
  /** The DNS servers that are configured on this machine. */
  dnsServers(): readonly SocketAddress[];
  /** Listens on a local address and port, and gives it back at once. */
  bind(local: SocketAddress, wait: Wait): Promise<Attempt<null>>;
}

/** Who listens on a port. What the system does not tell is left out. */
export type PortOwner = {
  readonly address: string;
  readonly pid?: number;
  readonly process?: string;
  /** The services of Windows in that process, by their short names. */
  readonly services?: readonly string[];
  /** The URLs that HTTP.sys keeps for somebody on this port, where it is what listens. */
  readonly reservations?: readonly string[];
};

/** What the firewall of a machine does with connections to one port, for each kind of network. */
export type InboundFirewall = readonly Readonly<FactOf<'inbound-firewall'>['networks'][number]>[];

/** What only the operating system knows. Methods reject with an error that carries a `code`. */
export interface Platform {
  /**
   * The same system for the length of one run: what is costly to read is read once, at its first use. Absent where
   * nothing is.
   */
  forRun?(): Platform;
  /** Host name, operating system, addresses and proxies of this machine. */
  machine(): Promise<MachineFacts>;
  /** The proxies that the environment of this process names, without logins. */
  environmentProxies(): readonly MachineProxy[];
  /**
   * The proxies that the system's own settings name for this account, without logins.
   * @throws when this system has no such settings or does not tell (`UNSUPPORTED`)
   */
  systemProxy(): Promise<readonly MachineProxy[]>;
  /**
   * Where this system looks a host's name up, first to last, for example `files`, `dns`.
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  nameOrder(): Promise<readonly string[]>;
  /**
   * TCP ports that the system gives to nobody who does not ask for them by number; some systems give them to nobody
   * at all.
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  reservedPorts(): Promise<readonly ReservedRange[]>;
  /**
   * The TCP ports from which outgoing connections get theirs.
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  dynamicPortRange(): Promise<PortRange>;
  readonly hostsFilePath: string;
  hostsFileText(): Promise<string>;
  /**
   * Every listener on a TCP port, on whatever local address.
   * @throws when this system does not tell (`UNSUPPORTED`) or does not let this account look
   */
  portOwners(port: number): Promise<readonly PortOwner[]>;
  /**
   * What this machine's own firewall does with TCP connections to a port.
   * @param listener who listens there, or will: rules can be for one program alone
   * @param senders the addresses of all who connect; absent where one of them is not known
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  inboundFirewall(
    port: number,
    listener: PortListener,
    senders?: readonly string[],
  ): Promise<InboundFirewall>;
  /**
   * The version of Platform Server that is installed; null for none.
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  installedVersion(): Promise<string | null>;
  /**
   * The services of the platform, of its cache and of its web server, as far as they are installed.
   * @throws when this system does not tell (`UNSUPPORTED`)
   */
  platformServices(): Promise<readonly WindowsService[]>;
  /** Ports below this one can only be listened on by a privileged account; 0 where there is no such rule. */
  firstUnprivilegedPort(): Promise<number>;
}

/** Everything impure that a run needs. */
export type World = { readonly clock: Clock; readonly network: Network; readonly platform: Platform };
