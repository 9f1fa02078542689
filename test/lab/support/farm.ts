import { startServices } from './farm-services.ts';
import { makeIssuer } from './issuer.ts';
import {
  addresses,
  beyond,
  faultyAddress,
  faultySites,
  type HostName,
  ipv6Of,
  labHosts,
  nameServers,
} from './map.ts';
import { type Lab, type NameFiles, type Namespace, openLab } from './namespace.ts';
import { copyProgram, writeAuthorityHook } from './run-in.ts';

const hostFiles: NameFiles = { hosts: labHosts, nameServers: ['127.0.0.1'], sources: 'files' };

/** The farm, ready to be tested from machines that join it. */
export type Farm = {
  readonly lab: Lab;
  readonly hosts: Readonly<Record<HostName, Namespace>>;
  /** The PEM file of the authority that the lab's certificates come from. */
  readonly caFile: string;
  readonly close: () => Promise<void>;
};

const networkOf = (address: string): string => address.replace(/\.\d+$/, '.0/24');

async function addRouter(lab: Lab): Promise<Namespace> {
  const router = await lab.addNamespace('router', hostFiles);
  const settings = ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding'].map((name) => `${name}=1`);
  await router.run(['sysctl', '-qw', ...settings, 'net.ipv4.icmp_ratelimit=0', 'net.ipv6.icmp.ratelimit=0']);
  await router.ip(
    'link add lan type bridge',
    'link set lan up',
    `addr add ${addresses.router}/24 dev lan`,
    `addr add ${ipv6Of('router')}/64 dev lan nodad`,
    `route add unreachable ${networkOf(beyond.noRoute)}`,
    `route add blackhole ${networkOf(beyond.blackhole)}`,
    `route add prohibit ${networkOf(beyond.prohibited)}`,
  );
  return router;
}

/** Joins a host to the network behind the router, with further addresses where it stands for several servers. */
async function addHost(
  lab: Lab,
  router: Namespace,
  host: HostName,
  further: readonly string[] = [],
): Promise<Namespace> {
  const namespace = await lab.addNamespace(host, hostFiles);
  await router.ip(
    `link add ${host} type veth peer name eth0 netns ${namespace.name}`,
    `link set ${host} master lan up`,
  );
  await namespace.ip(
    'link set eth0 up',
    ...[addresses[host], ...further].map((address) => `addr add ${address}/24 dev eth0`),
    `addr add ${ipv6Of(host)}/64 dev eth0 nodad`,
    `route add default via ${addresses.router}`,
    `route add ::/0 via ${ipv6Of('router')}`,
  );
  return namespace;
}

/** Builds the farm and starts every server once. Closes what it began when it cannot be finished. */
export async function startFarm(): Promise<Farm> {
  const lab = await openLab();
  try {
    await copyProgram(lab);
    const router = await addRouter(lab);
    const host = (name: HostName, further?: readonly string[]) => addHost(lab, router, name, further);
    const { honest: _, ...otherServers } = nameServers;
    const hosts = {
      router,
      controller: await host('controller'),
      frontEnd1: await host('frontEnd1'),
      frontEnd2: await host('frontEnd2'),
      database: await host('database'),
      lifetime: await host('lifetime'),
      proxy: await host('proxy'),
      names: await host('names', Object.values(otherServers)),
      cloud: await host('cloud'),
      faulty: await host('faulty', faultySites.map(faultyAddress)),
    };
    const issuing = await makeIssuer(lab);
    await writeAuthorityHook(lab, issuing.caFile);
    await startServices(lab, hosts, issuing);
    return { lab, hosts, caFile: issuing.caFile, close: lab.close };
  } catch (error) {
    await lab.close();
    throw error;
  }
}
