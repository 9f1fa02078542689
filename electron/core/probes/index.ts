import { probeKinds, type Repeats } from '../../../shared/probe/kinds.ts';
import type { ProbeKind } from '../../../shared/probe/probe-request.ts';
import { amqp } from './amqp.ts';
import { atEachOpenAddress } from './at-each-open-address.ts';
import { bind } from './bind.ts';
import { dns } from './dns.ts';
import { hostsFile } from './hosts-file.ts';
import { http } from './http.ts';
import { https } from './https.ts';
import { inboundFirewall } from './inbound-firewall.ts';
import { installation } from './installation.ts';
import { latency } from './latency.ts';
import { nameOrder } from './name-order.ts';
import { portOwner } from './port-owner.ts';
import { portRanges } from './port-ranges.ts';
import type { Probe, Probes } from './probe.ts';
import { proxyConnect } from './proxy-connect.ts';
import { proxySettings } from './proxy-settings.ts';
import { rehearsal } from './rehearsal.ts';
import { resolve } from './resolve.ts';
import { retried } from './retried.ts';
import { sqlBrowser } from './sql-browser.ts';
import { tcp } from './tcp.ts';
import { tds } from './tds.ts';
import { tls } from './tls.ts';
import { tns } from './tns.ts';
import { visits } from './visits.ts';

/** Every probe by the kind of request that it answers. A new probe is one file and one line here. */
const once: Probes = {
  resolve,
  'hosts-file': hostsFile,
  dns,
  tcp,
  tls,
  http,
  https,
  'proxy-connect': proxyConnect,
  'proxy-settings': proxySettings,
  'name-order': nameOrder,
  'port-ranges': portRanges,
  bind,
  'port-owner': portOwner,
  'inbound-firewall': inboundFirewall,
  installation,
  latency,
  'sql-browser': sqlBrowser,
  tds,
  tns,
  amqp,
  rehearsal,
  visits,
};

/** A probe as often as its kind is asked: those that ask each address again do so themselves. */
const asOften: Readonly<Record<Repeats, (probe: Probe<ProbeKind>) => Probe<ProbeKind>>> = {
  whole: retried,
  'each-address': (probe) => probe,
  'each-open-address': (probe) => atEachOpenAddress(retried(probe)),
  'each-open-address-once': atEachOpenAddress,
  never: (probe) => probe,
};

/** Every probe, with the addresses and the second attempt that its kind has. */
export const probes = Object.fromEntries(
  Object.entries(once).map(([kind, probe]) => [
    kind,
    asOften[probeKinds[kind as ProbeKind].repeats](probe as Probe<ProbeKind>),
  ]),
) as unknown as Probes;
