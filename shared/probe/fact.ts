import { z } from 'zod';
import { automaticProxies, exceptionReadings } from '../profile/proxy.ts';
import { instantSchema } from '../words/instant.ts';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { networkKinds } from './network-kinds.ts';
import { outcomeSchema } from './outcome.ts';
import { carrierSchema, signedCheckerViewSchema, signedListenerViewSchema } from './rehearsal-view.ts';

const port = z.int().min(1).max(65535);
const address = text(longest.address);
const addresses = z.array(address).max(most.addresses);
const host = text(longest.host);
const word = text(longest.word);
const name = text(longest.name);
const line = text(longest.line);

/** What every fact carries: when (UTC), how long (ms), between which addresses, and the system's error code. */
const common = {
  outcome: outcomeSchema,
  startedAt: instantSchema,
  durationMs: z.number().min(0),
  localAddress: address.optional(),
  localPort: port.optional(),
  remoteAddress: address.optional(),
  remotePort: port.optional(),
  /** The system's or library's error code, for example `ECONNREFUSED`. */
  code: text(longest.code).optional(),
  /** Which attempt this was; absent for the first. It stands after the attempt that it repeats. */
  attempt: z.int().min(2).optional(),
};

/** The proxy, as `http://host:port`, through which a server was spoken to; absent when it was spoken to directly. */
const proxy = text(longest.hostAndPort).optional();

/**
 * The operating system's answer for a name: every address, in the order in which it was given. `remoteAddress` is the name
 * server that answered with an error, where one did.
 */
export const resolveFactSchema = z.strictObject({
  kind: z.literal('resolve'),
  ...common,
  host,
  addresses,
});

/** The lines of the hosts file that name `localhost`, with their line numbers. */
export const hostsFileFactSchema = z.strictObject({
  kind: z.literal('hosts-file'),
  ...common,
  /** How it is written, where no system reads all of it so. */
  encoding: z.enum(['utf-8-bom', 'utf-16']).optional(),
  path: text(longest.path),
  lines: z
    .array(z.strictObject({ number: z.int().min(1), address, names: z.array(host).max(most.hostsNames) }))
    .max(most.hostsLines),
});

/** What one DNS server itself answers for a name, without the hosts file. `remoteAddress` is the server. */
export const dnsFactSchema = z.strictObject({
  kind: z.literal('dns'),
  ...common,
  name: host,
  recordType: z.enum(['A', 'AAAA']),
  addresses,
});

/** One TCP connection attempt to one address. */
export const tcpFactSchema = z.strictObject({
  kind: z.literal('tcp'),
  ...common,
  host,
  /** The first line that the other end said without being asked, in printable ASCII; absent when it waited. */
  greeting: name.optional(),
});

/** One certificate of a chain, leaf first; a chain that this machine trusts ends with its root, sent or not. */
export const certificateSchema = z.strictObject({
  subject: line,
  issuer: line,
  validFrom: instantSchema,
  validTo: instantSchema,
  altNames: z.array(line).max(most.altNames),
  /** SHA-256 of the certificate, lower-case hex without separators. */
  sha256: text(64),
});

/**
 * One TLS handshake. Verification is judged from what was observed; no more is sent over the connection than the
 * request of an `http` fact beside it.
 */
export const tlsFactSchema = z.strictObject({
  kind: z.literal('tls'),
  ...common,
  host,
  proxy,
  protocol: word.optional(),
  /** Which library spoke for this program; one server can get two verdicts. Absent in results of earlier versions. */
  tlsLibrary: z.enum(['openssl', 'boringssl']).optional(),
  chain: z.array(certificateSchema).max(most.certificates),
  /**
   * Whether the chain leads to an authority that is trusted everywhere, and not only here. Absent where no chain was
   * judged, and in results of earlier versions.
   */
  publicAuthority: z.boolean().optional(),
});

/** One HTTP request and the head of its answer. `hostHeader` is null when none was sent. */
export const httpFactSchema = z.strictObject({
  kind: z.literal('http'),
  ...common,
  host,
  proxy,
  /** The scheme of the request; `http` when it is absent. */
  scheme: z.enum(['http', 'https']).optional(),
  hostHeader: text(longest.hostAndPort).nullable(),
  path: text(longest.path),
  status: z.int().optional(),
  /** What stands behind the point of a status such as 403.4, where the page of IIS says it. */
  subStatus: z.int().min(0).max(999).optional(),
  server: name.optional(),
  /** Whose page of an error it is, told by the page itself where no server is named. */
  page: z.literal('http-sys').optional(),
  location: line.optional(),
  /** Who else handled the answer on its way, as the answer says (RFC 9110, section 7.6.3, and others' headers). */
  via: name.optional(),
});

/**
 * One request to a proxy for a tunnel to a host (CONNECT). `host` and `port` are what was asked for, the remote end is
 * the proxy. What came through the tunnel are facts of their own.
 */
export const proxyConnectFactSchema = z.strictObject({
  kind: z.literal('proxy-connect'),
  ...common,
  host,
  port,
  /** The proxy as `http://host:port`. */
  proxy: text(longest.hostAndPort),
  /** Where the proxy is named: the profile, a variable of the environment, the system. */
  source: name,
  status: z.int().optional(),
  server: name.optional(),
});

/** The proxies that the settings of this machine name, without logins. `proxy` is null for one that cannot be used. */
export const proxySettingsFactSchema = z.strictObject({
  kind: z.literal('proxy-settings'),
  ...common,
  settings: z
    .array(
      z.strictObject({
        source: z.enum(['environment', 'system']),
        name,
        scheme: z.enum(['http', 'https']),
        proxy: text(longest.hostAndPort).nullable(),
        bypass: z.array(line).max(most.bypass),
        /** How the programs that follow the setting read its exceptions; as `NO_PROXY` when it is absent. */
        exceptions: z.enum(exceptionReadings).optional(),
        /** Where a script or the network names the proxy, which is not asked. */
        automatic: z.enum(automaticProxies).optional(),
      }),
    )
    .max(most.proxySettings),
});

/** Where this system looks a host's name up, first to last, for example `files`, `dns` (nsswitch.conf(5)). */
export const nameOrderFactSchema = z.strictObject({
  kind: z.literal('name-order'),
  ...common,
  sources: z.array(word).max(most.nameSources),
});

/** Both ends belong to the range. */
const portRangeSchema = z.strictObject({ from: z.int().min(0).max(65_535), to: z.int().min(0).max(65_535) });

/** `isAdministered`: whether an administrator set it, and not a service of Windows; absent where nobody tells. */
const reservedRangeSchema = portRangeSchema.extend({ isAdministered: z.boolean().optional() });

/** Ports that this system keeps back, and those that it gives to outgoing connections; null where it does not tell. */
export const portRangesFactSchema = z.strictObject({
  kind: z.literal('port-ranges'),
  ...common,
  reserved: z.array(reservedRangeSchema).max(most.portRanges),
  dynamic: portRangeSchema.nullable(),
});

/** An attempt to listen on a local port, given back at once. */
export const bindFactSchema = z.strictObject({
  kind: z.literal('bind'),
  ...common,
  address,
  port,
});

/** Who listens on a local port, where the system tells. */
export const portOwnerFactSchema = z.strictObject({
  kind: z.literal('port-owner'),
  ...common,
  port,
  owners: z
    .array(
      z.strictObject({
        address,
        pid: z.int().min(0).optional(),
        process: name.optional(),
        /** The services of Windows in that process, by their short names. */
        services: z.array(name).max(most.ownerNames).readonly().optional(),
        /** The URLs that HTTP.sys keeps for somebody on the port, where it is what listens. */
        reservations: z.array(name).max(most.ownerNames).readonly().optional(),
      }),
    )
    .max(most.owners),
});

/**
 * What a firewall does with a connection that comes in. `off`: it filters nothing. `allowed`, `blocked`: by a rule, or
 * by a setting that blocks whatever the rules say; `-in-part`: by a rule for some senders, users or interfaces only, or
 * with a condition that is not known. `open`, `closed`: by default, because no rule is about it.
 */
export const firewallDecisions = [
  'off',
  'allowed',
  'allowed-in-part',
  'blocked',
  'blocked-in-part',
  'open',
  'closed',
] as const;

/** What the firewall of this machine itself does with TCP connections to a port, for each kind of network. */
export const inboundFirewallFactSchema = z.strictObject({
  kind: z.literal('inbound-firewall'),
  ...common,
  port,
  networks: z
    .array(
      z.strictObject({
        network: z.enum(networkKinds),
        /** Whether this machine is in such a network now; null where the system does not tell. */
        isActive: z.boolean().nullable(),
        decision: z.enum(firewallDecisions),
        /** The rules that decide, by their names, and whether a group policy set them or this machine. */
        rules: z
          .array(z.strictObject({ ruleName: name, origin: z.enum(['machine', 'policy']) }))
          .max(most.rules),
      }),
    )
    .max(most.networks),
});

/** A service of Windows as its service manager knows it. None of its words is translated. */
export const windowsServiceSchema = z.strictObject({
  /** Its short name, for example `RabbitMQ`. */
  service: name,
  /** `Running`, `Stopped`, and what lies between them. */
  state: name,
  /** `Auto`, `Manual` or `Disabled`. */
  startMode: name,
});

/** What of OutSystems is installed on this machine, and the services that it needs, where the system tells. */
export const installationFactSchema = z.strictObject({
  kind: z.literal('installation'),
  ...common,
  /** The version of Platform Server, for example `11.28.1.44071`; null when none is installed or it is not told. */
  version: name.nullable(),
  services: z.array(windowsServiceSchema).max(most.services),
});

/** Several TCP connects, one after the other, to one address. Times in ms; a lost sample is null. */
export const latencyFactSchema = z.strictObject({
  kind: z.literal('latency'),
  ...common,
  host,
  samplesMs: z.array(z.number().min(0).nullable()).max(most.samples),
  /** Why samples are null, and how many for each reason; absent where none is, and in results from before it was told. */
  failures: z
    .array(z.strictObject({ outcome: outcomeSchema, count: z.int().min(1) }))
    .max(most.samples)
    .optional(),
});

/** What SQL Server Browser tells about one instance ([MC-SQLR] section 2.2.5). */
export const sqlBrowserFactSchema = z.strictObject({
  kind: z.literal('sql-browser'),
  ...common,
  host,
  instance: name,
  /** Absent when nothing was told, or when the instance does not listen on TCP. */
  tcpPort: port.optional(),
  version: word.optional(),
});

/** How a SQL Server answers the question whether to encrypt ([MS-TDS] section 2.2.6.5, ENCRYPTION). */
export const tdsEncryptions = ['off', 'on', 'not-supported', 'required'] as const;

/** One TDS PRELOGIN and its answer ([MS-TDS] section 2.2.6.5). No login is sent. */
export const tdsFactSchema = z.strictObject({
  kind: z.literal('tds'),
  ...common,
  host,
  /** Major, minor and build number of the server. */
  version: word.optional(),
  encryption: z.enum(tdsEncryptions).optional(),
  /** The instance that the server was asked for, and whether it says that it is that one. */
  instance: name.optional(),
  instanceMatches: z.boolean().optional(),
});

/** What an Oracle listener does with a connection. */
export const tnsAnswers = ['accepted', 'refused', 'redirected'] as const;

/** One TNS CONNECT and its answer. No login is sent. */
export const tnsFactSchema = z.strictObject({
  kind: z.literal('tns'),
  ...common,
  host,
  /** The service name that was asked for. */
  serviceName: name.optional(),
  answer: z.enum(tnsAnswers).optional(),
  /** The listener's version, which only a refusal tells. */
  version: word.optional(),
  /** The number of the ORA error with which the connection was refused. */
  errorNumber: z.int().min(0).optional(),
  /** Where the listener sends the caller instead, as `host:port`. Not contacted. */
  redirect: line.optional(),
});

/** The greeting of an AMQP 0-9-1 server (Connection.Start, section 1.4.2.1 of its class reference). No login is sent. */
export const amqpFactSchema = z.strictObject({
  kind: z.literal('amqp'),
  ...common,
  host,
  tls: z.boolean(),
  product: name.optional(),
  version: word.optional(),
  platform: name.optional(),
  mechanisms: z.array(word).max(most.mechanisms).optional(),
  /** The protocol version that the server offers instead of 0-9-1. */
  offered: word.optional(),
});

/** How far a rehearsal came: to no connection, to one, to somebody who has the code, to both halves of the evidence. */
export const rehearsalSteps = ['nothing', 'connection', 'challenge', 'answer'] as const;

/**
 * One conversation with a listener that stands in for a service which is not there yet. The outcome is that of the
 * connection or of the first question over it. What both sides saw is signed, so that it can be checked long after the
 * code is gone.
 */
export const rehearsalFactSchema = z.strictObject({
  kind: z.literal('rehearsal'),
  ...common,
  host,
  carrier: carrierSchema,
  /** Which reports belong together, for people. */
  tag: text(4),
  reached: z.enum(rehearsalSteps),
  /** How long the connection took, and the quicker of both answers, in ms. */
  connectMs: z.number().min(0).optional(),
  answerMs: z.number().min(0).optional(),
  checker: signedCheckerViewSchema.optional(),
  listener: signedListenerViewSchema.optional(),
  /** Who issued the certificate that arrived, where it is not the listener's. */
  issuer: line.optional(),
  /** What the listener of the same host said through another port, where it said that it listens at this one too. */
  vouched: z.strictObject({ port, listener: signedListenerViewSchema }).optional(),
});

/** What became of a port at which a listener of this machine was to stand in for a service. */
export const rehearsedStates = ['rehearsed', 'in-use', 'not-opened'] as const;

/** Who came to a port at which this machine listened in the place of a service. */
export const visitsFactSchema = z.strictObject({
  kind: z.literal('visits'),
  ...common,
  port,
  /** Absent where nobody listened. */
  state: z.enum(rehearsedStates).optional(),
  visits: z
    .array(
      z.strictObject({
        /** When the peer came, and how long the conversation took, in ms. */
        at: instantSchema,
        durationMs: z.number().min(0),
        checker: signedCheckerViewSchema,
        listener: signedListenerViewSchema,
      }),
    )
    .max(most.visits),
});

export const factSchema = z.discriminatedUnion('kind', [
  resolveFactSchema,
  hostsFileFactSchema,
  dnsFactSchema,
  tcpFactSchema,
  tlsFactSchema,
  httpFactSchema,
  bindFactSchema,
  portOwnerFactSchema,
  inboundFirewallFactSchema,
  installationFactSchema,
  latencyFactSchema,
  proxyConnectFactSchema,
  proxySettingsFactSchema,
  nameOrderFactSchema,
  portRangesFactSchema,
  sqlBrowserFactSchema,
  tdsFactSchema,
  tnsFactSchema,
  amqpFactSchema,
  rehearsalFactSchema,
  visitsFactSchema,
]);

export type Fact = Readonly<z.infer<typeof factSchema>>;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
export type Certificate = Readonly<z.infer<typeof certificateSchema>>;
export type PortRange = Readonly<z.infer<typeof portRangeSchema>>;
export type ReservedRange = Readonly<z.infer<typeof reservedRangeSchema>>;
export type FirewallDecision = (typeof firewallDecisions)[number];
export type WindowsService = Readonly<z.infer<typeof windowsServiceSchema>>;
