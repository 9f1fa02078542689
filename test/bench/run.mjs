import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Time and memory of the command as whole processes, as ratios to a Node process that does nothing, measured in turn
 * in one run: the machine's speed cancels out. `npm run bench`; the first argument is the number of rounds. The
 * single-file program is measured where `npm run build:single` has built it; of its memory it tells nothing.
 */
const rounds = Number(process.argv[2] ?? 7);
const root = fileURLToPath(new URL('../../', import.meta.url));
const command = join(root, 'dist/cli.mjs');
const single = join(root, 'release/netready-linux-x64');

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'silent' })).module;

/** @type {any} */
const amqp = await load('test/support/servers/amqp-server.ts');
/** @type {any} */
const tds = await load('test/support/servers/tds-server.ts');

/** Tells the parent, over file descriptor 3, how much memory the process has used at most (KiB). */
const reportMemory = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))",
)}`;

/** @param {string[]} args @param {string} home */
async function measure(args, home) {
  const start = performance.now();
  const [program, ...rest] =
    args[0] === single ? args : [process.execPath, '--import', reportMemory, ...args];
  const child = spawn(program ?? single, rest, {
    env: { PATH: process.env['PATH'], NETREADY_HOME: home, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let memory = '';
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  pipe.setEncoding('utf8').on('data', (text) => {
    memory += text;
  });
  const [code] = await once(child, 'close');
  return { ms: performance.now() - start, mib: memory === '' ? Number.NaN : Number(memory) / 1024, code };
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A figure in its column; a dash where there is none. @param {number} value @param {number} digits @param {number} width */
const shown = (value, digits, width) => (Number.isNaN(value) ? '–' : value.toFixed(digits)).padStart(width);

/** @param {import('node:net').Server} server */
async function listenOn(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/** A machine on which every service of the platform answers at once, each in its own protocol. */
async function answeringWorld() {
  const names = ['deploymentController', 'deployment', 'scheduler'];
  const tcp = names.map(() => createServer((socket) => socket.on('error', () => socket.destroy())));
  const web = createHttpServer((_request, response) => response.end('ok'));
  const services = Object.fromEntries(
    await Promise.all(tcp.map(async (server, index) => [names[index], await listenOn(server)])),
  );
  const [cache, database] = await Promise.all([amqp.startAmqpServer(), tds.startTdsServer()]);
  const profile = {
    schemaVersion: 1,
    phase: 'after-install',
    machine: { roles: ['front-end'] },
    environment: { name: 'Benchmark', oneProvider: 'yes' },
    controller: { host: '127.0.0.1' },
    frontEnds: [{ host: '127.0.0.1' }],
    databases: [{ purpose: 'platform', engine: 'sqlserver', host: '127.0.0.1', port: database.port }],
    ports: { ...services, cache: cache.port, http: await listenOn(web) },
  };
  const close = async () => {
    for (const server of [...tcp, web]) server.close();
    await Promise.all([cache.close(), database.close()]);
  };
  return { profile, close };
}

const home = await mkdtemp(join(tmpdir(), 'netready-bench-'));
const world = await answeringWorld();
const profile = join(home, 'profile.json');
const out = join(home, 'reports');
await writeFile(profile, JSON.stringify(world.profile));
/** @type {Record<string, string[]>} */
const cases = {
  'node, nothing': ['-e', '0'],
  'netready plan': [command, 'plan', '--profile', profile],
  'netready check': [command, 'check', '--profile', profile],
  'netready check --out': [command, 'check', '--profile', profile, '--out', out],
  ...(existsSync(single) ? { 'single file plan': [single, 'plan', '--profile', profile] } : {}),
};
/** @type {Record<string, { ms: number, mib: number }[]>} */
const samples = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
try {
  for (const args of Object.values(cases)) await measure(args, home);
  const verifyArgs = async () => {
    const names = (await readdir(out)).filter((name) => name.endsWith('.pdf'));
    return [command, 'verify', ...names.slice(0, 1).map((name) => join(out, name))];
  };
  cases['netready verify'] = await verifyArgs();
  samples['netready verify'] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const [name, args] of Object.entries(cases)) samples[name]?.push(await measure(args, home));
  const base = samples['node, nothing'] ?? [];
  console.log(`${'whole process'.padEnd(22)} median ms   × node   peak MiB   × node   (${rounds} rounds)`);
  for (const [name, list] of Object.entries(samples)) {
    const timeRatio = median(list.map(({ ms }, index) => ms / (base[index]?.ms ?? ms)));
    const memoryRatio = median(list.map(({ mib }, index) => mib / (base[index]?.mib ?? mib)));
    console.log(
      `${name.padEnd(22)} ${shown(median(list.map(({ ms }) => ms)), 0, 9)} ${shown(timeRatio, 1, 8)} ` +
        `${shown(median(list.map(({ mib }) => mib)), 0, 10)} ${shown(memoryRatio, 1, 8)}`,
    );
  }
  const [pdf = ''] = (await readdir(out)).filter((name) => name.endsWith('.pdf'));
  console.log(`signed PDF: ${((await stat(join(out, pdf))).size / 1024).toFixed(0)} KiB`);
} finally {
  await world.close();
  await rm(home, { recursive: true, force: true });
}
