import type { ProbeRequest, ServicePort } from '../probe/probe-request.ts';
import { hostAndPort, isAddress } from '../profile/host.ts';
import type { Place, Role } from '../profile/roles.ts';
import { type PlatformService, type PortListener, platformServices } from '../profile/services.ts';
import { most } from '../words/lengths.ts';
import { merged } from '../words/merged.ts';
import { isWindows, type PlanContext, type Subject, type Subjects } from './check.ts';
import type { GapName } from './gaps.ts';
import { type FindingParameters, nothing, type Parameter, param } from './parameter.ts';
import { frontEnds, mayBeThisMachine, otherHosts, otherServers, type Target } from './targets.ts';

/** What is asked of an open port beyond TCP. */
export type Depth = 'none' | 'http' | 'https' | 'tls';

/** The protocol column: the transport, then what is spoken over it where that is known. */
export const protocols = {
  tcp: 'TCP',
  http: 'TCP/HTTP',
  https: 'TCP/TLS',
  amqp: 'TCP/AMQP',
  amqps: 'TCP/TLS/AMQP',
  sqlserver: 'TCP/TDS',
  oracle: 'TCP/TNS',
} as const;

export const planned = (subjects: readonly Subject[]): Subjects => ({ kind: 'planned', subjects });
export const notApplicable = (reason: string): Subjects => ({ kind: 'not-applicable', reason });
export const missing = (gap: GapName, parameters: FindingParameters = {}): Subjects => ({
  kind: 'missing',
  missing: { gap, parameters },
});

/**
 * One instance for each front-end of the profile, this machine included; reports the gap when there is none. Where
 * applications run in containers, their runtimes stand in the place of front-ends, and none has to be named.
 */
export function eachFrontEnd(context: PlanContext, subject: (to: Target) => Subject): Subjects {
  const targets = frontEnds(context);
  if (targets.length > 0) return planned(targets.map(subject));
  return context.profile.environment.hosting === 'containers'
    ? notApplicable(
        'Applications run in containers[[ (environment.hosting)]], and [[the profile lists no front-end server|no front-end server is listed]].',
      )
    : missing('no-front-end');
}

/** This machine's host name, for a sentence such as "allow TCP 443 from …". */
const thisHost = ({ machine, profile }: PlanContext): string => profile.machine.name ?? machine.hostname;

/** The value of an HTTP Host header (RFC 9110, section 7.2): the port is named unless it is the default one. */
export function hostHeader(host: string, port: number): string {
  if (port !== 80) return hostAndPort(host, port);
  return host.includes(':') ? `[${host}]` : host;
}

/** The requests that open a connection to a service: its name, where it listens if only a server can tell, its port. */
export function connectionProbes(host: string, port: ServicePort): readonly ProbeRequest[] {
  const told: readonly ProbeRequest[] =
    typeof port === 'number'
      ? []
      : [{ kind: 'sql-browser', host, port: port.browserPort, instance: port.instance }];
  return [{ kind: 'resolve', host }, ...told, { kind: 'tcp', host, port }];
}

/** The requests that prove a TCP service: its name, its port, and what speaks there. */
export function reachProbes(host: string, port: number, depth: Depth = 'none'): readonly ProbeRequest[] {
  const tcp = connectionProbes(host, port);
  switch (depth) {
    case 'none':
      return tcp;
    case 'http':
      return [...tcp, { kind: 'http', host, port, path: '/', hostHeader: hostHeader(host, port) }];
    case 'https':
      return [...tcp, { kind: 'https', host, port, path: '/', issuer: 'any' }];
    case 'tls':
      return [...tcp, { kind: 'tls', host, port }];
  }
}

export type ReachSubject = {
  readonly from: Place;
  readonly to: Target;
  readonly port: number;
  readonly protocol: string;
  /** The service's name, for the sentences. */
  readonly service: string;
  /** Tells instances apart; the host unless given. `null` where there is only ever one. */
  readonly key?: string | null;
  readonly depth?: Depth;
  /** Another port of the same host that serves instead when this one is closed, and what is asked of it. */
  readonly fallback?: { readonly port: number; readonly depth: Depth };
  /** How the service greets whoever connects; absent for one that waits for a question. */
  readonly greeting?: string;
  /** The web server that must answer, where it is not enough that any does. */
  readonly server?: 'iis';
  /** The scheme, where it is to be said which of two is used. */
  readonly scheme?: 'http' | 'https';
};

/** What tells a family that a destination must not be this machine: the addresses by which it would be. */
function elsewhereHints(context: PlanContext, from: Place, to: Target): Readonly<Record<string, string>> {
  return mayBeThisMachine(context, from, to) ? {} : { ownAddresses: context.machine.addresses.join(',') };
}

/** What a destination is called in a sentence that says that this machine is not it. */
const placeOf = ({ role }: Target): Parameter => param.keep(placeNouns[role]);

const placeNouns: Readonly<Record<Place, string>> = {
  controller: 'the Deployment Controller',
  'front-end': 'that front-end',
  lifetime: 'the LifeTime server',
  'container-runtime': 'the container runtime',
  database: 'that database server',
  cache: 'the server of the Cache Invalidation Service',
  server: 'that server',
  'outsystems-cloud': 'that service in the Internet',
  'end-user': 'that workstation',
  'development-tools': 'that workstation',
  sysops: 'that workstation',
};

/** One connection from this machine, as a subject of the family `reach`. */
export function reachSubject(context: PlanContext, subject: ReachSubject): Subject {
  const { to, port } = subject;
  const key = subject.key === undefined ? to.host : subject.key;
  const { fallback, scheme, server, greeting } = subject;
  const instead = fallback === undefined ? [] : reachProbes(to.host, fallback.port, fallback.depth);
  const hints = merged(elsewhereHints(context, subject.from, to), {
    ...(fallback === undefined ? {} : { fallbackPort: String(fallback.port) }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(server === undefined ? {} : { server }),
    ...(greeting === undefined ? {} : { greeting }),
  });
  return {
    source: { role: subject.from, host: thisHost(context) },
    ...(key === null ? {} : { key }),
    destination: { role: to.role, host: to.host, port, protocol: subject.protocol },
    probes: [
      ...reachProbes(to.host, port, subject.depth),
      ...instead.filter(({ kind }) => kind !== 'resolve'),
    ],
    parameters: {
      service: param.keep(subject.service),
      source: param.host(thisHost(context)),
      place: placeOf(to),
    },
    ...(Object.keys(hints).length === 0 ? {} : { hints }),
  };
}

export type ServiceSubject = Pick<ReachSubject, 'from' | 'to' | 'protocol' | 'key'> & {
  readonly port: ServicePort;
  /** The service's name, for the sentences. */
  readonly service: Parameter;
  /** What is asked over the connection, in the protocol of the service. */
  readonly asks: readonly ProbeRequest[];
};

/** Said beside a port for which a rule alone would be of no use. */
const dynamicNote = ' (give the instance a static port first: this one changes when it starts)';

/** One connection from this machine to a service that is asked in its own protocol, as a subject of the family `reach`. */
export function serviceSubject(context: PlanContext, subject: ServiceSubject): Subject {
  const { to, port, key = to.host } = subject;
  const told =
    typeof port === 'number'
      ? { portNote: nothing }
      : {
          portNote: param.keep(dynamicNote),
          instance: param.name(port.instance),
          browserPort: param.number(port.browserPort),
        };
  return {
    source: { role: subject.from, host: thisHost(context) },
    ...(key === null ? {} : { key }),
    destination: {
      role: to.role,
      host: to.host,
      port: typeof port === 'number' ? port : null,
      protocol: subject.protocol,
    },
    probes: [...connectionProbes(to.host, port), ...subject.asks],
    parameters: {
      service: subject.service,
      source: param.host(thisHost(context)),
      place: placeOf(to),
      ...told,
    },
    hints: elsewhereHints(context, subject.from, to),
  };
}

export type WebSubject = {
  readonly from: Place;
  readonly to: Target;
  readonly scheme: 'http' | 'https';
  readonly service?: string;
  /** `null` where there is only ever one; the host unless given. */
  readonly key?: null;
  /** Whether the other scheme's port serves instead when this one is closed (requirement T0h). */
  readonly otherSchemeServes?: boolean;
};

/** One connection to a web server of the environment, on the profile's port for HTTP or HTTPS, with depth. */
export function webSubject(context: PlanContext, subject: WebSubject): Subject {
  const { http, https } = context.profile.ports;
  const isHttp = subject.scheme === 'http';
  const otherScheme = isHttp
    ? ({ port: https, depth: 'https' } as const)
    : ({ port: http, depth: 'http' } as const);
  return reachSubject(context, {
    from: subject.from,
    to: subject.to,
    port: isHttp ? http : https,
    protocol: protocols[subject.scheme],
    service: subject.service ?? platformServices.iis.service,
    depth: subject.scheme,
    ...(subject.service === undefined ? { server: 'iis' } : {}),
    ...(subject.key === undefined ? {} : { key: subject.key }),
    ...(subject.otherSchemeServes === true ? { scheme: subject.scheme, fallback: otherScheme } : {}),
  });
}

/**
 * Whether other machines need a service of this one: users are always elsewhere; the platform's own services are called by
 * the other servers of the environment, where it has any.
 */
const doOthersConnect = (context: PlanContext, windowsService: string): boolean =>
  windowsService === platformServices.iis.windowsService ||
  context.profile.containerRuntimes.length > 0 ||
  otherServers(context, ['controller', 'front-end']).length > 0;

/**
 * A local port, as a subject of the family `local-port`. On Windows one can listen on all addresses beside a program that
 * listens on one of them, so that an attempt alone proves nothing (Winsock, "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE").
 */
export function localPortSubject(
  context: PlanContext,
  role: Place,
  port: number,
  { service, windowsService, processes, addressSetting }: PlatformService,
): Subject {
  return {
    source: null,
    destination: { role, host: thisHost(context), port, protocol: protocols.tcp },
    probes: [
      { kind: 'bind', address: '0.0.0.0', port },
      { kind: 'bind', address: '127.0.0.1', port },
      { kind: 'port-owner', port },
      { kind: 'port-ranges' },
      { kind: 'installation' },
    ],
    parameters: {
      port: param.number(port),
      service: param.keep(service),
      addressSetting: param.keep(addressSetting),
    },
    hints: {
      expected: processes.join(','),
      windowsService,
      ...(doOthersConnect(context, windowsService) ? { othersConnect: 'yes' } : {}),
      ...(isWindows(context.machine) ? { bindShares: 'yes' } : {}),
    },
  };
}

/** The requests to the web server of this machine by a loopback address, under each name that means it. */
export const localHttpProbes = (host: '127.0.0.1' | '::1', port: number): readonly ProbeRequest[] =>
  (host === '::1' ? [host] : [host, 'localhost']).map((name) => ({
    kind: 'http',
    host,
    port,
    path: '/',
    hostHeader: hostHeader(name, port),
  }));

/** The request to the web server of this machine over HTTPS, whatever its certificate is. */
export const ownSiteProbe = (port: number): ProbeRequest => ({
  kind: 'https',
  host: '127.0.0.1',
  port,
  path: '/',
  issuer: 'any',
});

/** Requests to the web server of this machine by a loopback address, as a subject of the family `local-http`. */
export function localHttpSubject({ profile }: PlanContext, host: '127.0.0.1' | '::1'): Subject {
  const port = profile.ports.http;
  return {
    source: null,
    destination: { role: 'server', host, port, protocol: protocols.http },
    probes: [
      ...localHttpProbes(host, port),
      { kind: 'port-owner', port },
      ...(host === '::1' ? [] : [{ kind: 'proxy-settings' } as const]),
    ],
    parameters: {},
  };
}

/** Those who open connections to a server, as they stand in a sentence. */
const sourceWords: Readonly<Record<Role | 'server', string>> = {
  controller: 'the Deployment Controller',
  'front-end': 'the front-ends',
  lifetime: 'LifeTime',
  'container-runtime': 'the container runtimes',
  'end-user': 'end users',
  'development-tools': 'the development tools',
  sysops: 'system operators',
  server: 'the other servers',
};

export type InboundSubject = {
  readonly from: Role | 'server';
  /** The source's host where the profile names exactly one. */
  readonly fromHost?: string | null;
  readonly to: Place;
  readonly port: number;
  readonly protocol: string;
  /** Who listens on the port. */
  readonly listener: PortListener;
  /** The hosts of all who connect, where the profile names them; the one of `fromHost` unless given. */
  readonly senders?: readonly string[];
  /** Tells instances apart; absent where there is only ever one. */
  readonly key?: string;
};

/** A connection that others open to this machine, as a subject of the family `inbound`. */
export function inboundSubject(context: PlanContext, subject: InboundSubject): Subject {
  const host = thisHost(context);
  const { from, to, port, protocol, listener, fromHost = null } = subject;
  const senders = subject.senders ?? (fromHost === null ? [] : [fromHost]);
  const areKnown = senders.length > 0 && senders.every(isAddress);
  return {
    source: { role: from, host: fromHost },
    ...(subject.key === undefined ? {} : { key: subject.key }),
    destination: { role: to, host, port, protocol },
    probes: [{ kind: 'inbound-firewall', port, listener, ...(areKnown ? { senders } : {}) }],
    parameters: {
      from: param.keep(sourceWords[from]),
      host: param.host(host),
      port: param.number(port),
      target: param.host(hostAndPort(host, port)),
    },
    ...(senders.length === 0 ? {} : { hints: { senders: senders.slice(0, most.parameterItems).join(',') } }),
  };
}

/**
 * A connection that other servers of the environment open to this one: one instance for each role that does, keyed
 * by it when several may. Not applicable where no other server does.
 */
export function inboundFromServers(
  context: PlanContext,
  wanted: readonly ('controller' | 'front-end')[],
  to: Place,
  port: number,
  protocol: string,
  listener: PortListener,
): Subjects {
  const sources = otherServers(context, wanted);
  if (sources.length === 0)
    return notApplicable('No other server of this environment opens this connection to this machine.');
  return planned(
    sources.map(({ role, host }) =>
      inboundSubject(context, {
        from: role === 'controller' ? 'controller' : 'front-end',
        fromHost: host,
        senders: otherHosts(context, role === 'controller' ? 'controller' : 'front-end'),
        to,
        port,
        protocol,
        listener,
        ...(wanted.length > 1 ? { key: role } : {}),
      }),
    ),
  );
}

/** A service in a sentence: `host:port`, or `host\\instance` where the port is told during the run. */
const serviceParameter = (host: string, port: ServicePort): Parameter =>
  typeof port === 'number'
    ? param.host(hostAndPort(host, port))
    : param.phrase('host-and-instance', { host: param.host(host), instance: param.name(port.instance) });

/** How many connections a latency measurement makes. */
export const latencySamples = 20;

/** A latency measurement, as a subject of the family `latency`. */
export function latencySubject(
  context: PlanContext,
  from: Place,
  to: Target,
  port: ServicePort,
  key: string,
): Subject {
  const limit = context.profile.limits.latencyMs;
  return {
    key,
    source: { role: from, host: thisHost(context) },
    destination: {
      role: to.role,
      host: to.host,
      port: typeof port === 'number' ? port : null,
      protocol: protocols.tcp,
    },
    probes: [
      ...connectionProbes(to.host, port).filter(({ kind }) => kind !== 'tcp'),
      { kind: 'latency', host: to.host, port, samples: latencySamples },
    ],
    parameters: { target: serviceParameter(to.host, port), host: param.host(to.host) },
    hints: merged(elsewhereHints(context, from, to), limit === undefined ? {} : { limitMs: String(limit) }),
  };
}

/** An answer of the profile, as a subject of the family `statement`. */
export function statementSubject(
  statement: 'as-required' | 'not-as-required' | 'not-stated',
  parameters: FindingParameters = {},
): Subject {
  return { source: null, destination: null, probes: [], parameters, hints: { statement } };
}

/** A yes-or-no answer of the profile as a statement; `required` is the answer that meets the requirement. */
export function answerSubject(answer: 'yes' | 'no' | 'unknown', required: 'yes' | 'no'): Subject {
  if (answer === 'unknown') return statementSubject('not-stated');
  return statementSubject(answer === required ? 'as-required' : 'not-as-required');
}
