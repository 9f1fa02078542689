import { percentile } from '../catalogue/families/latency.ts';
import { formatMs } from '../catalogue/families/reach.ts';
import { hostAndPort } from '../profile/host.ts';
import type { Certificate, Fact, FactKind, FactOf } from '../run/fact.ts';
import { observationOf, observationText } from './observation.ts';
import { counted, listed, timeText } from './words.ts';

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

/** What each kind of probe does, as a short noun. */
export const probeWords: Readonly<Record<FactKind, string>> = {
  resolve: 'Name lookup',
  'hosts-file': 'Hosts file',
  dns: 'DNS query',
  tcp: 'TCP connection',
  tls: 'TLS handshake',
  http: 'HTTP request',
  bind: 'Listening',
  'port-owner': 'Port owner',
  latency: 'Latency',
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

function latencyDetails(fact: FactOf<'latency'>): readonly string[] {
  const answered = fact.samplesMs.filter((sample) => sample !== null);
  const lost = fact.samplesMs.length - answered.length;
  const figures =
    answered.length === 0
      ? []
      : [
          `median ${formatMs(percentile(answered, 0.5))}, 95 % ${formatMs(percentile(answered, 0.95))}, maximum ${formatMs(percentile(answered, 1))}`,
        ];
  return [`${counted(fact.samplesMs.length, 'connection')}, ${lost} lost`, ...figures];
}

const optional = (label: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`${label} ${value}`];

const addressList = (addresses: readonly string[]): readonly string[] =>
  addresses.length === 0 ? [] : [listed(addresses)];

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
      return { target: fact.host, details: routeOf(fact) };
    case 'tls':
      return {
        target: fact.host,
        details: [
          ...routeOf(fact),
          ...optional('protocol', fact.protocol),
          ...fact.chain.map(certificateText),
        ],
      };
    case 'http':
      return {
        target: `GET ${fact.path} on ${fact.host}`,
        details: [
          ...routeOf(fact),
          fact.hostHeader === null ? 'without a Host header' : `Host header ${fact.hostHeader}`,
          ...optional('status', fact.status),
          ...optional('server', fact.server),
          ...optional('redirect to', fact.location),
        ],
      };
    case 'bind':
      return { target: hostAndPort(fact.address, fact.port), details: [] };
    case 'port-owner':
      return {
        target: `port ${fact.port}`,
        details: fact.owners.map(
          ({ address, process, pid }) =>
            `${address}: ${process ?? 'program not known'}${pid === undefined ? '' : ` (process ${pid})`}`,
        ),
      };
    case 'latency':
      return { target: fact.host, details: [...routeOf(fact), ...latencyDetails(fact)] };
  }
}

/** The texts of one fact. */
export function factText(fact: Fact): FactText {
  const { target, details } = shown(fact);
  return {
    time: timeText(fact.startedAt),
    probe: probeWords[fact.kind],
    target,
    outcome: observationText(observationOf(fact)),
    code: fact.code ?? null,
    details: firstOf(details, detailsShown),
  };
}
