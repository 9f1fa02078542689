import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { listeningSockets } from '../../../electron/core/platform/linux.ts';
import type { Listener } from './listeners.ts';
import type { Lab, Namespace } from './namespace.ts';
import { type Running, until } from './run.ts';

/** A folder of the lab for one service, readable by every account. */
async function folderFor(lab: Lab, { host }: Namespace, service: string): Promise<string> {
  const folder = join(lab.folder, `${host}-${service}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Waits until somebody in the namespace listens on each of the TCP ports; fails as soon as the service ends. */
async function listening(
  namespace: Namespace,
  service: Running,
  ports: readonly number[],
  timeoutMs?: number,
): Promise<void> {
  const failure = service.ended.then(({ code }) => {
    throw new Error(`The service on ${namespace.host} ended with ${code}: ${service.output()}`);
  });
  const open = until(
    `port ${ports.join(' and ')} of ${namespace.host} is open`,
    async () => {
      const tables = (await namespace.run(['cat', '/proc/net/tcp', '/proc/net/tcp6'])).split(/(?=\s*sl )/);
      const found = tables.flatMap((text) => listeningSockets(text)).map(({ port }) => port);
      return ports.every((port) => found.includes(port));
    },
    timeoutMs,
  );
  failure.catch(() => undefined);
  await Promise.race([open, failure]);
}

/** Makes the program of `serve.ts` once for a lab: one file that Node runs without anything beside it. */
export const buildListeners = (lab: Lab): Promise<void> => buildProgram(lab, 'serve', 'listeners');

/** Makes a program of this folder once for a lab: one file, in a folder of its own there, that Node runs without anything beside it. */
export async function buildProgram(lab: Lab, name: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
      outDir: join(lab.folder, folder),
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
}

/**
 * Starts one process that holds several listeners.
 * @param name what the system shows as the name of the process
 */
export async function startListeners(
  lab: Lab,
  namespace: Namespace,
  listeners: readonly Listener[],
  name = 'listener',
): Promise<void> {
  const program = join(lab.folder, 'listeners', 'serve.mjs');
  const service = namespace.start([process.execPath, program, name, JSON.stringify(listeners)]);
  const ended = service.ended.then(() => {
    throw new Error(`A listener on ${namespace.host} ended: ${service.output()}`);
  });
  const ready = new Promise<void>((resolve) => {
    service.child.stdout?.once('data', () => resolve());
  });
  ended.catch(() => undefined);
  await Promise.race([ready, ended]);
}

/** One `server` block of nginx. */
export type Site = {
  /** `address:port` and options, as nginx takes them. */
  readonly listen: string;
  /** The file with the certificate and its key, when the site speaks TLS. */
  readonly certificate?: string;
  /** Further directives, each without its semicolon; blocks as they are. */
  readonly directives: readonly string[];
};

const portOf = (listen: string): number => Number(/:(\d+)( |$)/.exec(listen)?.[1]);

function serverBlock({ listen, certificate, directives }: Site): string {
  const tls =
    certificate === undefined ? [] : [`ssl_certificate ${certificate}`, `ssl_certificate_key ${certificate}`];
  const lines = [`listen ${listen}${certificate === undefined ? '' : ' ssl'}`, ...tls, ...directives];
  return `server {\n${lines.map((line) => `  ${line}${line.endsWith('}') ? '' : ';'}\n`).join('')}}`;
}

/** Puts a program into a folder under another name, which is then what the system shows of its processes. */
async function calledProgram(folder: string, path: string, name: string): Promise<string> {
  const link = join(folder, name);
  await symlink(path, link);
  return link;
}

/**
 * Starts nginx with the sites given.
 * @param logging from which level on it says what happens to it, and whether it says who asked
 * @param name what the system shows as the name of the process
 * @returns what it has said so far
 */
export async function startNginx(
  lab: Lab,
  namespace: Namespace,
  sites: readonly Site[],
  logging: { readonly level: 'info' | 'crit'; readonly requests: boolean } = {
    level: 'crit',
    requests: false,
  },
  name = 'nginx',
): Promise<{ readonly log: () => Promise<string> }> {
  const folder = await folderFor(lab, namespace, 'nginx');
  const requests = join(folder, 'access.log');
  const file = join(folder, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const lines = [
    'user root;',
    'daemon off;',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    `error_log stderr ${logging.level};`,
    'events {}',
    'http {',
    logging.requests ? `access_log ${requests};` : 'access_log off;',
    ...paths,
    ...sites.map(serverBlock),
    '}',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const program = name === 'nginx' ? name : await calledProgram(folder, '/usr/sbin/nginx', name);
  const service = namespace.start([program, '-e', 'stderr', '-c', file]);
  await listening(
    namespace,
    service,
    sites.map(({ listen }) => portOf(listen)),
  );
  return {
    log: async () => `${service.output()}${logging.requests ? await readFile(requests, 'utf8') : ''}`,
  };
}

/** How long RabbitMQ may take until it listens, in ms. */
const rabbitmqStartMs = 120_000;

/**
 * Starts RabbitMQ on port 5672 of every IPv4 address, and with TLS on port 5671. Its start takes some ten seconds, and
 * several times that beside the rest of the farm on a machine with few processors.
 * @param certificate the file with the certificate and its key
 * @returns its log
 */
export async function startRabbitmq(
  lab: Lab,
  namespace: Namespace,
  certificate: string,
  caFile: string,
): Promise<{ readonly log: () => Promise<string> }> {
  const folder = await folderFor(lab, namespace, 'rabbitmq');
  const file = join(folder, 'rabbitmq.conf');
  const lines = [
    'listeners.tcp.1 = 0.0.0.0:5672',
    'listeners.ssl.1 = 0.0.0.0:5671',
    `ssl_options.cacertfile = ${caFile}`,
    `ssl_options.certfile = ${certificate}`,
    `ssl_options.keyfile = ${certificate}`,
    'ssl_options.verify = verify_none',
    'loopback_users = none',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const environment = {
    HOME: folder,
    RABBITMQ_CONFIG_FILE: file,
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_NODENAME: 'lab@localhost',
  };
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const service = namespace.start(['env', ...settings, '/usr/lib/rabbitmq/bin/rabbitmq-server']);
  await listening(namespace, service, [5671, 5672], rabbitmqStartMs);
  return { log: () => readFile(join(folder, 'log', 'lab@localhost.log'), 'utf8') };
}

/** Starts a web server of OpenSSL on port 443 of an address that breaks off with who shows no certificate. */
export async function startMutualTls(
  namespace: Namespace,
  address: string,
  certificate: string,
): Promise<void> {
  const service = namespace.start([
    ...['openssl', 's_server', '-www', '-quiet', '-accept', `${address}:443`, '-Verify', '1'],
    ...['-tls1_2', '-cert', certificate, '-key', certificate],
  ]);
  await listening(namespace, service, [443]);
}

/** Starts OpenSSH's server on port 22. */
export async function startSshd(lab: Lab, namespace: Namespace): Promise<void> {
  const folder = await folderFor(lab, namespace, 'sshd');
  const key = join(folder, 'host_key');
  await namespace.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
  await mkdir('/run/sshd', { recursive: true });
  const settings = [`HostKey=${key}`, `PidFile=${join(folder, 'pid')}`, 'Port=22'];
  const options = settings.flatMap((setting) => ['-o', setting]);
  const service = namespace.start(['/usr/sbin/sshd', '-D', '-e', '-f', '/dev/null', ...options]);
  await listening(namespace, service, [22]);
}

/** What one DNS server answers; everything else has no such name (NXDOMAIN), or is refused. */
export type Zone = {
  readonly address: string;
  /** Addresses by name, of both kinds. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Names that exist without an address. */
  readonly withoutAddress?: readonly string[];
  /** How names are answered that are not listed. */
  readonly others?: 'no-such-name' | 'refused';
};

/** Starts dnsmasq on port 53 of one address. */
export async function startDnsmasq(
  namespace: Namespace,
  { address, names, withoutAddress = [], others = 'no-such-name' }: Zone,
): Promise<void> {
  const records = Object.entries(names).flatMap(([name, addresses]) =>
    addresses.map((entry) => `--host-record=${name},${entry}`),
  );
  const texts = withoutAddress.map((name) => `--txt-record=${name},empty`);
  const local = others === 'refused' ? [] : ['--local=/#/'];
  const service = namespace.start([
    ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--pid-file='],
    ...['--no-resolv', '--no-hosts', '--bind-interfaces', `--listen-address=${address}`],
    ...['--except-interface=lo', '--log-facility=-'],
    ...local,
    ...records,
    ...texts,
  ]);
  await listening(namespace, service, [53]);
}

/** One instance of tinyproxy. */
export type Proxy = {
  readonly port: number;
  /** The login that it wants, as `user password`. */
  readonly login?: string;
  /** The only port to which it opens tunnels; every port unless given. */
  readonly onlyTo?: number;
  /** The proxy that it asks in turn, as `host:port`. */
  readonly behind?: string;
};

/** Starts tinyproxy on one port of an address. */
export async function startTinyproxy(
  lab: Lab,
  namespace: Namespace,
  address: string,
  { port, login, onlyTo, behind }: Proxy,
): Promise<void> {
  const folder = await folderFor(lab, namespace, 'tinyproxy');
  const file = join(folder, `${port}.conf`);
  const lines = [
    'User root',
    'Group root',
    `Listen ${address}`,
    `Port ${port}`,
    'Timeout 20',
    'LogLevel Error',
    ...(login === undefined ? [] : [`BasicAuth ${login}`]),
    ...(behind === undefined ? [] : [`Upstream http ${behind}`]),
    ...(onlyTo === undefined ? [] : [`ConnectPort ${onlyTo}`]),
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const service = namespace.start(['tinyproxy', '-d', '-c', file]);
  await listening(namespace, service, [port]);
}
