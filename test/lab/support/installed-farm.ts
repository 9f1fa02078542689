import type { Listener } from './listeners.ts';
import type { Namespace } from './namespace.ts';
import type { RehearsalNetwork, Server } from './rehearsal-network.ts';
import { buildListeners, startListeners, startNginx } from './services.ts';

/** What IIS answers to a plain request for its first page. */
const iisAnswer = [
  'HTTP/1.1 200 OK',
  'Server: Microsoft-IIS/10.0',
  'Content-Type: text/plain',
  'Content-Length: 2',
  'Connection: close',
  '',
  'ok',
].join('\r\n');

const workerPort = 8080;

type Network = Pick<RehearsalNetwork, 'lab' | 'hosts' | 'issuing'>;

/**
 * Starts what Windows has at the ports of IIS: a process called System that listens on all addresses, with TLS as well, and
 * behind it one that answers.
 */
async function startIis({ lab, hosts, issuing }: Network, server: Server): Promise<void> {
  const host = hosts[server];
  const certificate = await issuing.issue(`${server}.lab`);
  const worker: Listener = { kind: 'answering', address: '127.0.0.1', port: workerPort, text: iisAnswer };
  await startListeners(lab, host, [worker], 'w3wp.exe');
  const directives = [`location / { proxy_pass http://127.0.0.1:${workerPort}; proxy_pass_header Server; }`];
  await startNginx(
    lab,
    host,
    [
      { listen: '0.0.0.0:80', directives },
      { listen: '0.0.0.0:443', certificate, directives },
    ],
    { level: 'crit', requests: false },
    'System',
  );
}

const silent = (port: number): Listener => ({ kind: 'silent', port });

/** Starts a service of the platform under the name of its process. */
const startService = ({ lab, hosts }: Network, server: Server, port: number, name: string): Promise<void> =>
  startListeners(lab, hosts[server] satisfies Namespace, [silent(port)], name);

/**
 * The farm after its installation: every server has its services, but that the Scheduler Service of `fe2` does not run. The
 * cache is the RabbitMQ that is there anyway.
 */
export async function installFarm(network: Network): Promise<void> {
  const { lab, hosts } = network;
  await buildListeners(lab);
  await Promise.all([
    ...(['ctl', 'fe1', 'fe2', 'lt'] as const).map((server) => startIis(network, server)),
    startService(network, 'ctl', 12_000, 'CompilerService'),
    startService(network, 'fe1', 12_001, 'DeployService'),
    startService(network, 'fe1', 12_002, 'Scheduler'),
    startService(network, 'fe2', 12_001, 'DeployService'),
    // LifeTime is an environment of its own, on one server.
    startService(network, 'lt', 12_000, 'CompilerService'),
    startService(network, 'lt', 12_001, 'DeployService'),
    startService(network, 'lt', 12_002, 'Scheduler'),
    startListeners(lab, hosts.sql, [{ kind: 'tds', port: 1433, options: {} }], 'sqlservr'),
    // Whoever answers in the place of the service that does not run.
    startListeners(lab, hosts.ws, [silent(12_002)], 'impostor'),
  ]);
}
