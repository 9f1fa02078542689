import { getEventListeners, once } from 'node:events';
import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import {
  createSystemNetwork,
  isSelfConnected,
  lookupsAtOnce,
  parseDnsServer,
} from '../../../../../electron/core/probes/system-network.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during } from '../probe-world.ts';

const network = createSystemNetwork({ clock: systemClock });
const wait = () => ({ timeoutMs: 5000, signal: new AbortController().signal });

describe('a DNS server as Node lists it', () => {
  it.each([
    ['10.0.0.1', { address: '10.0.0.1', port: 53 }],
    ['10.0.0.1:5353', { address: '10.0.0.1', port: 5353 }],
    ['2001:db8::1', { address: '2001:db8::1', port: 53 }],
    ['[2001:db8::1]', { address: '2001:db8::1', port: 53 }],
    ['[2001:db8::1]:5353', { address: '2001:db8::1', port: 5353 }],
    ['', null],
    ['dns.test', null],
    ['10.0.0.1:99999', null],
  ])('%j is read', (text, server) => {
    expect(parseDnsServer(text)).toEqual(server);
  });

  it('comes from the system unless others are given', () => {
    expect(Array.isArray(network.dnsServers())).toBe(true);
    const own = createSystemNetwork({ clock: systemClock, dnsServers: ['127.0.0.1:5353', 'nonsense'] });
    expect(own.dnsServers()).toEqual([{ address: '127.0.0.1', port: 5353 }]);
  });
});

describe('how many names are looked up at a time', () => {
  it.each([
    [undefined, 2],
    ['4', 2],
    ['16', 8],
    ['1', 1],
    ['0', 2],
    ['many', 2],
  ])('%j threads: %i', (poolSize, count) => {
    expect(lookupsAtOnce(poolSize)).toBe(count);
  });
});

describe('a connection of the system', () => {
  it('survives a peer that cuts it off when nobody looks', async () => {
    const server = await during(startSilentServer());
    const connected = await network.connect({ host: 'x', address: '127.0.0.1', port: server.port }, wait());
    if (!connected.ok) throw new Error(connected.code);
    const socket = connected.value;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy(new Error('cut off'));
    await closed;
    expect(socket.errored?.message).toBe('cut off');
  });

  it('leaves only its guard against errors on the socket', async () => {
    const server = await during(startSilentServer());
    const connected = await network.connect({ host: 'x', address: '127.0.0.1', port: server.port }, wait());
    if (!connected.ok) throw new Error(connected.code);
    expect(connected.value.listenerCount('error')).toBe(1);
    expect(connected.value.listenerCount('connect')).toBe(0);
    connected.value.destroy();
  });

  it.skipIf(process.platform !== 'linux')('to itself is recognised (Linux lets one be made)', async () => {
    const { port, close } = await startSilentServer();
    await close();
    const socket = createConnection({
      host: '127.0.0.1',
      port,
      localAddress: '127.0.0.1',
      localPort: port,
    });
    await once(socket, 'connect');
    expect(isSelfConnected(socket)).toBe(true);
    socket.destroy();
    const server = await during(startSilentServer());
    const other = createConnection({ host: '127.0.0.1', port: server.port });
    await once(other, 'connect');
    expect(isSelfConnected(other)).toBe(false);
    other.destroy();
  });

  it('is not even tried once the run was stopped', async () => {
    const server = await during(startSilentServer());
    const signal = AbortSignal.abort();
    const target = { host: 'x', address: '127.0.0.1', port: server.port };
    const attempts = await Promise.all([
      network.connect(target, { timeoutMs: 5000, signal }),
      network.lookup('localhost', { timeoutMs: 5000, signal }),
      network.bind(target, { timeoutMs: 5000, signal }),
    ]);
    expect(attempts).toMatchObject(attempts.map(() => ({ ok: false, code: 'CANCELLED' })));
    expect(server.connections().total).toBe(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
