import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Carrier } from '../../../shared/probe/carriers.ts';
import { type Issuer, makeIssuer } from './issuer.ts';
import { type Lab, type Namespace, openLab } from './namespace.ts';
import { type Running, run, until } from './run.ts';
import { copyProgram } from './run-in.ts';
import { buildProgram, startNginx, startRabbitmq } from './services.ts';

/** The servers of an environment, each behind the router by a link of its own, so that every way crosses the router. */
export const servers = ['ctl', 'fe1', 'fe2', 'fe3', 'sql', 'lt', 'ws', 'mq', 'cr'] as const;
export type Server = (typeof servers)[number];

/** The address of a server, and that of the router on its link. */
export const addressOf = (server: Server): string => `10.78.${servers.indexOf(server) + 1}.2`;
const gatewayOf = (server: Server): string => `10.78.${servers.indexOf(server) + 1}.1`;

/** An address that nobody has; the router gives it to somebody. */
export const virtualAddress = '10.78.99.9';

const hostLines = [
  '127.0.0.1 localhost',
  ...servers.map((server) => `${addressOf(server)} ${server}.lab`),
  `${virtualAddress} vip.lab`,
  // Names that lead to two machines: to two front-ends, and to one of them and a machine on which nothing listens.
  ...[addressOf('fe2'), addressOf('fe3')].map((address) => `${address} both.lab`),
  ...[addressOf('fe2'), addressOf('ws')].map((address) => `${address} half.lab`),
];

/** Ports of the router at which its own devices listen. */
export const devicePorts = { relay: 18_000, inspector: 18_443, proxy: 18_080 } as const;

/** How long the relay keeps what it sends on, in ms: as if the listener were far behind it. */
const relayDelayMs = 200;

/** Accepts a connection itself and sends on what comes, as a relay or a load balancer does. */
const relayProgram = `
  const net = require('node:net');
  const [, port, host, target] = process.argv;
  net.createServer((client) => {
    client.on('error', () => undefined);
    const server = net.connect({ host, port: Number(target) });
    server.on('error', () => client.destroy());
    client.on('data', (chunk) => setTimeout(() => server.write(chunk), ${relayDelayMs}));
    client.on('end', () => setTimeout(() => server.end(), ${relayDelayMs}));
    server.pipe(client);
  }).listen({ host: '0.0.0.0', port: Number(port) }, () => console.log('ready'));`;

/** Ends TLS with a certificate of its own, as a device does that looks into it. */
const inspectorProgram = `
  const tls = require('node:tls');
  const { readFileSync } = require('node:fs');
  const [, port, host, target, file] = process.argv;
  const pem = readFileSync(file);
  tls.createServer({ key: pem, cert: pem, ALPNProtocols: ['http/1.1'] }, (client) => {
    client.on('error', () => undefined);
    const server = tls.connect({ host, port: Number(target), rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    server.on('error', () => client.destroy());
    client.pipe(server).pipe(client);
  }).listen({ host: '0.0.0.0', port: Number(port) }, () => console.log('ready'));`;

async function startDevice(router: Namespace, program: string, words: readonly string[]): Promise<void> {
  const device = router.start([process.execPath, '-e', program, ...words]);
  await until('a device of the router listens', () => device.output().includes('ready'));
}

/** What the device of `tamper.ts` does with the messages of a conversation. */
export type Tampering = 'flip' | 'raw' | 'reflect' | 'replay';

/**
 * Holds conversations from one server with a listener, through a device on the router that tampers with each of them.
 * @returns how far they came, and what the device did
 */
export async function tamperWith(
  { lab, router, hosts, codeFile }: Pick<RehearsalNetwork, 'lab' | 'router' | 'hosts' | 'codeFile'>,
  how: Tampering,
  to: { readonly server: Server; readonly port: number; readonly carrier: Carrier },
): Promise<{ readonly reached: Readonly<Record<string, number>>; readonly told: string }> {
  const program = join(lab.folder, 'tamper', 'tamper.mjs');
  const words = (...more: readonly (string | number)[]) => [process.execPath, program, ...more.map(String)];
  const device = router.start(words('relay', how, addressOf(to.server), to.port, to.carrier));
  await until('the device that tampers listens', () => device.output().includes('listens'));
  const end = `${gatewayOf('fe1')}:${/listens (\d+)/.exec(device.output())?.[1]}`;
  const said = await hosts.fe1.run(words('dial', codeFile, end, to.carrier, how, to.port));
  device.child.kill('SIGTERM');
  await device.ended;
  return { reached: JSON.parse(said), told: device.output() };
}

export type RehearsalNetwork = {
  readonly lab: Lab;
  readonly router: Namespace;
  readonly hosts: Readonly<Record<Server, Namespace>>;
  readonly codeFile: string;
  /** Whoever issues certificates to its servers. */
  readonly issuing: Issuer;
  /** What the real services on `mq` have said so far. */
  readonly logs: Readonly<Record<'nginx' | 'rabbitmq', () => Promise<string>>>;
  /** Runs something while the router has rules of its own (nft(8)); they are gone afterwards. */
  readonly during: <T>(rules: string | null, act: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

async function addServer(lab: Lab, router: Namespace, server: Server): Promise<Namespace> {
  const namespace = await lab.addNamespace(server, { hosts: hostLines, nameServers: [], sources: 'files' });
  await router.ip(
    `link add ${server} type veth peer name eth0 netns ${namespace.name}`,
    `link set ${server} up`,
    `addr add ${gatewayOf(server)}/24 dev ${server}`,
  );
  await namespace.ip(
    'link set eth0 up',
    `addr add ${addressOf(server)}/24 dev eth0`,
    `route add default via ${gatewayOf(server)}`,
  );
  return namespace;
}

/** Builds the environment with its devices. Nothing listens on the servers yet, but for what is real on `mq`. */
export async function openRehearsalNetwork(code: string): Promise<RehearsalNetwork> {
  const lab = await openLab();
  try {
    await copyProgram(lab);
    const router = await lab.addNamespace('router', { hosts: hostLines, nameServers: [], sources: 'files' });
    await router.run(['sysctl', '-qw', 'net.ipv4.ip_forward=1']);
    const hosts = {} as Record<Server, Namespace>;
    for (const server of servers) hosts[server] = await addServer(lab, router, server);
    const codeFile = join(lab.folder, 'code.txt');
    await writeFile(codeFile, `${code}\n`);
    const issuing = await makeIssuer(lab);
    const certificate = await issuing.issue('inspector.lab');
    const { relay, inspector, proxy } = devicePorts;
    await buildProgram(lab, 'tamper', 'tamper');
    const [, , , nginx, rabbitmq] = await Promise.all([
      startDevice(router, relayProgram, [String(relay), addressOf('ctl'), '12000']),
      startDevice(router, inspectorProgram, [String(inspector), addressOf('fe2'), '443', certificate]),
      startNginx(lab, router, [
        {
          listen: `0.0.0.0:${proxy}`,
          directives: [`location / { proxy_pass http://${addressOf('fe2')}:80; }`],
        },
      ]),
      startNginx(lab, hosts.mq, [{ listen: '0.0.0.0:80', directives: ['return 200 "ok"'] }], {
        level: 'info',
        requests: true,
      }),
      startRabbitmq(lab, hosts.mq, certificate, issuing.caFile),
    ]);
    const during: RehearsalNetwork['during'] = async (rules, act) => {
      if (rules === null) return await act();
      await router.run(['nft', '-f', '-'], rules);
      try {
        return await act();
      } finally {
        await router.run(['nft', 'flush', 'ruleset']);
      }
    };
    const logs = { nginx: nginx.log, rabbitmq: rabbitmq.log };
    return { lab, router, hosts, codeFile, issuing, logs, during, close: lab.close };
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/** A table whose rules look at what crosses the router. */
export const forwarding = (...rules: readonly string[]): string =>
  [
    'table inet ways {',
    'chain f {',
    'type filter hook forward priority 0; policy accept;',
    ...rules,
    '}',
    '}',
    '',
  ].join('\n');

/** A table that translates addresses: of destinations, and of sources. */
export const translating = (parts: {
  readonly to?: readonly string[];
  readonly from?: readonly string[];
}): string =>
  [
    'table ip nat {',
    'chain pre {',
    'type nat hook prerouting priority dstnat;',
    ...(parts.to ?? []),
    '}',
    'chain post {',
    'type nat hook postrouting priority srcnat;',
    ...(parts.from ?? []),
    '}',
    '}',
    '',
  ].join('\n');

/** Waits until a listener says that it is open. */
export const isOpen = (listener: Running, host: string): Promise<void> =>
  until(`netready listen is open on ${host}`, () => listener.output().includes('NETREADY LISTENS'));

/** The command lines and environments of every process in a namespace, as other accounts of the machine could look for them. */
export async function processTexts(namespace: Namespace): Promise<string> {
  const pids = (await run(['ip', 'netns', 'pids', namespace.name])).split('\n').filter(Boolean);
  const texts = await Promise.all(
    pids.map((pid) => run(['sh', '-c', `cat /proc/${pid}/cmdline /proc/${pid}/environ 2>/dev/null || true`])),
  );
  return texts.join('\n');
}
