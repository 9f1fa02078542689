import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { load } from './processes.mjs';

/** @param {import('node:net').Server} server */
async function listenOn(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/**
 * For how long a connection is watched on which nobody speaks, in ms: the least that a profile allows. The services of the
 * platform wait for whoever connects, and so do those of this world, where that shall not be what is measured.
 */
const connectTimeoutMs = 500;

/** A machine on which every service of the platform answers at once, each in its own protocol, and its profile. */
export async function answeringWorld() {
  const amqp = await load('test/support/servers/amqp-server.ts');
  const tds = await load('test/support/servers/tds-server.ts');
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
    limits: { connectTimeoutMs },
    ports: { ...services, cache: cache.port, http: await listenOn(web) },
  };
  const close = async () => {
    for (const server of [...tcp, web]) server.close();
    await Promise.all([cache.close(), database.close()]);
  };
  return { profile, close };
}
