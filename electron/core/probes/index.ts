import { probeKinds } from '../../../shared/probe/kinds.ts';
import type { ProbeKind } from '../../../shared/probe/probe-request.ts';
import { amqp } from './amqp.ts';
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
import { resolve } from './resolve.ts';
import { retried } from './retried.ts';
import { sqlBrowser } from './sql-browser.ts';
import { tcp } from './tcp.ts';
import { tds } from './tds.ts';
import { tls } from './tls.ts';
import { tns } from './tns.ts';

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
};

/** Every probe, with the second attempt that its kind has. */
export const probes = Object.fromEntries(
  Object.entries(once).map(([kind, probe]) => [
    kind,
    probeKinds[kind as ProbeKind].repeats === 'whole' ? retried(probe as Probe<ProbeKind>) : probe,
  ]),
) as unknown as Probes;
