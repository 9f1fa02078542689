import type { Certificate, Fact, FactOf, PortRange } from '../probe/fact.ts';
import { probeKinds } from '../probe/kinds.ts';
import { type LatencyFigures, latencyFigures } from '../probe/latency-figures.ts';
import { outcomeWords } from '../probe/outcome.ts';
import type { CheckerView, ListenerView, RehearsalEnd } from '../probe/rehearsal-view.ts';
import {
  firewallDecisionWords,
  oracleError,
  serviceText,
  tdsEncryptionWords,
} from '../probe/service-words.ts';
import { hostAndPort } from '../profile/host.ts';
import { formatMs } from '../words/duration.ts';
import { listed, timeText } from '../words/phrases.ts';
import { connectionsText } from './latency-plot.ts';
import { observationOf, observationText } from './observation.ts';

/** One fact as it is shown: when, what was asked, what came back. */
export type FactText = {
  /** Time of day in UTC with milliseconds. */
  readonly time: string;
  readonly probe: string;
  readonly target: string;
  readonly outcome: string;
  /** The system's or library's error code; null when there was none. */
  readonly code: string | null;
  /** Addresses, certificates, headers: one text each. */
  readonly details: readonly string[];
};

const endpoint = (address: string | undefined, port: number | undefined): string | null =>
  address === undefined ? null : port === undefined ? address : hostAndPort(address, port);

function routeOf(fact: Fact): readonly string[] {
  const local = endpoint(fact.localAddress, fact.localPort);
  const remote = endpoint(fact.remoteAddress, fact.remotePort);
  if (local !== null && remote !== null) return [`from ${local} to ${remote}`];
  return remote === null ? [] : [`to ${remote}`];
}

/** The most names of a certificate and the most details of a fact that are shown; report.json has them all. */
const namesShown = 5;
const detailsShown = 12;

function firstOf(list: readonly string[], most: number): readonly string[] {
  const more = list.length - most;
  return more <= 0 ? list : [...list.slice(0, most), `and ${more} more`];
}

function certificateText(certificate: Certificate, index: number): string {
  const { subject, issuer, validFrom, validTo, altNames, sha256 } = certificate;
  const names = altNames.length === 0 ? '' : `, names ${firstOf(altNames, namesShown).join(' ')}`;
  return `certificate ${index + 1}: ${subject}, issued by ${issuer}, valid ${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)}${names}, SHA-256 ${sha256}`;
}

/** The figures of a measurement in one text. */
const latencyText = ({ medianMs, p95Ms, maxMs }: LatencyFigures): string =>
  `median ${formatMs(medianMs)}, 95 % ${formatMs(p95Ms)}, maximum ${formatMs(maxMs)}`;

function latencyDetails(fact: FactOf<'latency'>): readonly string[] {
  const { samplesMs } = fact;
  const figures = latencyFigures(samplesMs);
  const words = (fact.failures ?? []).map(({ outcome, count }) => `${count} ${outcomeWords[outcome]}`);
  const reasons = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return [`${connectionsText(fact)}${reasons}`, ...(figures === null ? [] : [latencyText(figures)])];
}

const optional = (label: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`${label} ${value}`];

function tdsDetails({ version, encryption, instance, instanceMatches }: FactOf<'tds'>): readonly string[] {
  const verdict = instanceMatches === true ? 'confirmed' : 'not this one';
  return [
    ...optional('SQL Server', version),
    ...(encryption === undefined ? [] : [`encryption ${tdsEncryptionWords[encryption]}`]),
    ...(instance === undefined || instanceMatches === undefined ? [] : [`instance ${instance}: ${verdict}`]),
  ];
}

function tnsDetails({
  version,
  answer,
  errorNumber,
  serviceName,
  redirect,
}: FactOf<'tns'>): readonly string[] {
  return [
    ...optional('Oracle listener', version),
    ...optional('service', serviceName),
    ...(answer === undefined ? [] : [`connection ${answer}`]),
    ...(errorNumber === undefined ? [] : [oracleError(errorNumber)]),
    ...optional('sent on to', redirect),
  ];
}

function amqpDetails({
  tls,
  product,
  version,
  platform,
  mechanisms,
  offered,
}: FactOf<'amqp'>): readonly string[] {
  return [
    tls ? 'over TLS' : 'without TLS',
    ...optional('product', product),
    ...optional('version', version),
    ...optional('platform', platform),
    ...(mechanisms === undefined || mechanisms.length === 0 ? [] : [`logins by ${mechanisms.join(', ')}`]),
    ...optional('protocol version', offered),
  ];
}

const endText = ({ address, port }: RehearsalEnd): string => hostAndPort(address, port);

/** Both halves of a conversation: what was sent from where to where, and where it came from and arrived. */
const viewDetails = (checker: CheckerView, listener: ListenerView): readonly string[] => [
  `${checker.name} dialled ${endText(checker.dialled)} from ${endText(checker.own)}`,
  `${listener.name} was reached at ${endText(listener.arrived)} from ${endText(listener.peer)}`,
  `run ${checker.run}, key ${checker.sessionKey}`,
  `run ${listener.run}, key ${listener.sessionKey}`,
];

const stepWords: Readonly<Record<FactOf<'rehearsal'>['reached'], string>> = {
  nothing: 'no connection',
  connection: 'accepted, but nobody proved to have the code',
  challenge: 'somebody had the code, then the connection was cut',
  answer: 'both ends proved themselves',
};

function rehearsalDetails(fact: FactOf<'rehearsal'>): readonly string[] {
  const { reached, tag, carrier, answerMs, checker, listener, issuer, vouched } = fact;
  return [
    `${stepWords[reached]}, carried by ${carrier}, rehearsal ${tag}`,
    ...(answerMs === undefined ? [] : [`answered in ${formatMs(answerMs)}`]),
    ...(checker === undefined || listener === undefined ? [] : viewDetails(checker.view, listener.view)),
    ...optional('the certificate that arrived was issued by', issuer),
    ...(vouched === undefined
      ? []
      : [`${vouched.listener.view.name} says through port ${vouched.port} that it listens here`]),
  ];
}

/** What became of a port, in words. */
export const rehearsedWords: Readonly<Record<NonNullable<FactOf<'visits'>['state']>, string>> = {
  rehearsed: 'a listener of Netready stood in for the service',
  'in-use': 'another program held the port, and it was left alone',
  'not-opened': 'the port could not be opened',
};

const visitDetails = ({ state, visits }: FactOf<'visits'>): readonly string[] => [
  state === undefined ? 'nobody listened' : rehearsedWords[state],
  ...visits.map(
    ({ at, checker, listener }) =>
      `${timeText(at)} ${checker.view.name} from ${endText(listener.view.peer)}, run ${checker.view.run}, key ${checker.view.sessionKey}`,
  ),
];

const addressList = (addresses: readonly string[]): readonly string[] =>
  addresses.length === 0 ? [] : [listed(addresses)];

/** What is said of a setting that leaves the proxy to others. */
const automaticWords = {
  script: 'as a script says, which is not run here',
  detect: 'whatever answers in the network (WPAD), which is not asked here',
} as const;

function settingText({
  name,
  scheme,
  proxy,
  bypass,
  automatic,
}: FactOf<'proxy-settings'>['settings'][number]): string {
  if (automatic !== undefined) return `${name} for ${scheme}: ${automaticWords[automatic]}`;
  const except = bypass.length === 0 ? ', no exceptions' : `, except ${bypass.join(' ')}`;
  return `${name} for ${scheme}: ${proxy ?? 'one that cannot be used here'}${except}`;
}

const rangeText = ({ from, to }: PortRange): string => (from === to ? String(from) : `${from}-${to}`);

function rangeDetails({ dynamic, reserved }: FactOf<'port-ranges'>): readonly string[] {
  return [
    ...(dynamic === null ? [] : [`for outgoing connections ${rangeText(dynamic)}`]),
    ...(reserved.length === 0 ? [] : [`kept back ${reserved.map(rangeText).join(', ')}`]),
  ];
}

function ownerDetail({
  address,
  process,
  pid,
  services = [],
  reservations = [],
}: FactOf<'port-owner'>['owners'][number]): string {
  const whose = services.length === 0 ? '' : `, services ${firstOf(services, namesShown).join(', ')}`;
  const kept = reservations.length === 0 ? '' : `, keeps ${firstOf(reservations, namesShown).join(' ')}`;
  return `${address}: ${process ?? 'program not known'}${pid === undefined ? '' : ` (process ${pid})`}${whose}${kept}`;
}

function networkDetail({
  network,
  isActive,
  decision,
  rules,
}: FactOf<'inbound-firewall'>['networks'][number]): string {
  const here = isActive === true ? ' (this machine is in one)' : '';
  const names = rules.map(({ ruleName, origin }) =>
    origin === 'policy' ? `"${ruleName}" of a group policy` : `"${ruleName}"`,
  );
  const by = names.length === 0 ? '' : ` by ${firstOf(names, namesShown).join(', ')}`;
  return `${network} networks${here}: ${firewallDecisionWords[decision]}${by}`;
}

const installationDetails = ({ outcome, version, services }: FactOf<'installation'>): readonly string[] =>
  outcome === 'read'
    ? [version === null ? 'no Platform Server' : `Platform Server ${version}`, ...services.map(serviceText)]
    : [];

type Shown = { readonly target: string; readonly details: readonly string[] };

function shown(fact: Fact): Shown {
  switch (fact.kind) {
    case 'resolve':
      return { target: fact.host, details: addressList(fact.addresses) };
    case 'hosts-file':
      return {
        target: fact.path,
        details: fact.lines.map(
          ({ number, address, names }) => `line ${number}: ${address} ${names.join(' ')}`,
        ),
      };
    case 'dns':
      return {
        target: `${fact.name} (${fact.recordType})`,
        details: [...routeOf(fact), ...addressList(fact.addresses)],
      };
    case 'tcp':
      return { target: fact.host, details: [...routeOf(fact), ...optional('says first', fact.greeting)] };
    case 'tls':
      return {
        target: fact.host,
        details: [
          ...routeOf(fact),
          ...optional('through the proxy', fact.proxy),
          ...optional('protocol', fact.protocol),
          ...(fact.tlsLibrary === 'boringssl' ? ['TLS by BoringSSL, of the desktop program'] : []),
          ...fact.chain.map(certificateText),
          ...(fact.publicAuthority === false ? ['of a private authority'] : []),
        ],
      };
    case 'http':
      return {
        target: `GET ${fact.path} on ${fact.host}${fact.scheme === 'https' ? ' over TLS' : ''}`,
        details: [
          ...routeOf(fact),
          ...optional('through the proxy', fact.proxy),
          fact.hostHeader === null ? 'without a Host header' : `Host header ${fact.hostHeader}`,
          ...optional(
            'status',
            fact.subStatus === undefined ? fact.status : `${fact.status}.${fact.subStatus}`,
          ),
          ...optional('server', fact.server),
          ...(fact.page === undefined ? [] : ['an error page of HTTP.sys']),
          ...optional('redirect to', fact.location),
          ...optional('handled by', fact.via),
        ],
      };
    case 'proxy-connect':
      return {
        target: `${hostAndPort(fact.host, fact.port)} through ${fact.proxy}`,
        details: [
          ...routeOf(fact),
          `proxy named by ${fact.source}`,
          ...optional('status', fact.status),
          ...optional('server', fact.server),
        ],
      };
    case 'proxy-settings':
      return { target: 'this machine', details: fact.settings.map(settingText) };
    case 'name-order':
      return { target: 'host names', details: fact.sources.length === 0 ? [] : [fact.sources.join(', ')] };
    case 'port-ranges':
      return { target: 'TCP ports of this machine', details: rangeDetails(fact) };
    case 'bind':
      return { target: hostAndPort(fact.address, fact.port), details: [] };
    case 'port-owner':
      return { target: `port ${fact.port}`, details: fact.owners.map(ownerDetail) };
    case 'inbound-firewall':
      return { target: `port ${fact.port}`, details: fact.networks.map(networkDetail) };
    case 'installation':
      return { target: 'this machine', details: installationDetails(fact) };
    case 'latency':
      return { target: fact.host, details: [...routeOf(fact), ...latencyDetails(fact)] };
    case 'sql-browser':
      return {
        target: `${fact.host}\\${fact.instance}`,
        details: [
          ...routeOf(fact),
          ...optional('TCP port', fact.tcpPort),
          ...optional('version', fact.version),
        ],
      };
    case 'tds':
      return { target: fact.host, details: [...routeOf(fact), ...tdsDetails(fact)] };
    case 'tns':
      return { target: fact.host, details: [...routeOf(fact), ...tnsDetails(fact)] };
    case 'amqp':
      return { target: fact.host, details: [...routeOf(fact), ...amqpDetails(fact)] };
    case 'rehearsal':
      return { target: fact.host, details: [...routeOf(fact), ...rehearsalDetails(fact)] };
    case 'visits':
      return { target: `local port ${fact.port}`, details: visitDetails(fact) };
  }
}

/** The texts of one fact. */
export function factText(fact: Fact): FactText {
  const { target, details } = shown(fact);
  return {
    time: timeText(fact.startedAt),
    probe:
      fact.attempt === undefined
        ? probeKinds[fact.kind].noun
        : `${probeKinds[fact.kind].noun}, second attempt`,
    target,
    outcome: observationText(observationOf(fact)),
    code: fact.code ?? null,
    details: firstOf(details, detailsShown),
  };
}
