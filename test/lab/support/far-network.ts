import { type Namespace, openLab } from './namespace.ts';
import { until } from './run.ts';

/** The ports on which every front-end is asked. */
export const ports = [80, 12001, 12002] as const;

/** Where the two namespaces meet, and the network whose every address the far one has (AnyIP, ip-route(8)). */
const place = { near: '10.8.0.1', far: '10.8.0.2', network: '10.9.0.0/16' } as const;

/** Hosts of a /24 with these last octets stay silent up to the first, and refuse up to the second. */
const lastSilent = 50;
const lastRefusing = 100;
const hostsPerNet = 250;

/** Coprime to the hosts of a /24, so that so many hosts have their shares of each kind, however few they are. */
const stride = 53;

/** The addresses of so many front-ends. */
export const farHosts = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `10.9.${Math.floor(index / hostsPerNet)}.${((index * stride) % hostsPerNet) + 1}`,
  );

/** What a connection to a far host comes to. */
export function farOutcome(host: string): 'timeout' | 'refused' | 'open' {
  const last = Number(host.split('.')[3]);
  return last <= lastSilent ? 'timeout' : last <= lastRefusing ? 'refused' : 'open';
}

/** Answers on every address of its namespace: HTTP on the first port, nothing on the others. */
const server = `
const { createServer } = require('node:http');
const { createServer: createTcpServer } = require('node:net');
const ports = ${JSON.stringify(ports)};
const quiet = (socket) => socket.on('error', () => socket.destroy());
const servers = ports.map((port) =>
  port === 80
    ? createServer((_request, response) => response.end('ok')).on('connection', quiet)
    : createTcpServer(quiet));
let left = servers.length;
servers.forEach((server, index) =>
  server.listen({ port: ports[index], host: '0.0.0.0', backlog: 4096 }, () => { if (--left === 0) console.log('listening'); }));
`;

const firewall = `table inet far {
  chain input {
    type filter hook input priority 0;
    ip daddr ${place.network} ip daddr & 0.0.0.255 <= 0.0.0.${lastSilent} drop
    ip daddr ${place.network} ip daddr & 0.0.0.255 <= 0.0.0.${lastRefusing} tcp flags syn reject with tcp reset
  }
}
`;

/** Two namespaces joined by a virtual cable, of which the near one is where commands are run. */
export type FarNetwork = {
  readonly folder: string;
  readonly near: Namespace;
  readonly close: () => Promise<void>;
};

/** Opens a network of which the far end has every address, with the servers of all front-ends. Needs root. */
export async function openFarNetwork(): Promise<FarNetwork> {
  const lab = await openLab();
  try {
    const files = { hosts: ['127.0.0.1 localhost'], nameServers: [], sources: 'files' };
    const near = await lab.addNamespace('near', files);
    const remote = await lab.addNamespace('far', files);
    await near.ip(`link add near0 type veth peer name far0 netns ${remote.name}`);
    await near.ip(`addr add ${place.near}/24 dev near0`, 'link set near0 up');
    await remote.ip(
      `addr add ${place.far}/24 dev far0`,
      'link set far0 up',
      `route add local ${place.network} dev lo`,
    );
    await near.ip(`route add ${place.network} via ${place.far}`);
    await remote.run(['sysctl', '-qw', 'net.core.somaxconn=4096', 'net.ipv4.tcp_max_syn_backlog=8192']);
    await remote.run(['nft', '-f', '-'], firewall);
    const servers = remote.start([process.execPath, '-e', server]);
    await until('the far servers listen', () => servers.output().includes('listening'));
    return { folder: lab.folder, near, close: lab.close };
  } catch (error) {
    await lab.close();
    throw error;
  }
}
