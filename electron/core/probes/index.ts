import { bind } from './bind.ts';
import { dns } from './dns.ts';
import { hostsFile } from './hosts-file.ts';
import { http } from './http.ts';
import { latency } from './latency.ts';
import { portOwner } from './port-owner.ts';
import type { Probes } from './probe.ts';
import { resolve } from './resolve.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

/** Every probe by the kind of request that it answers. A new probe is one file and one line here. */
export const probes: Probes = {
  resolve,
  'hosts-file': hostsFile,
  dns,
  tcp,
  tls,
  http,
  bind,
  'port-owner': portOwner,
  latency,
};
