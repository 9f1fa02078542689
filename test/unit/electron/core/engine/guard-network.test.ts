import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { guardNetwork } from '../../../../../electron/core/engine/guard-network.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { startDnsServer } from '../../../../support/servers/dns-server.ts';
import { startSqlBrowser } from '../../../../support/servers/sql-browser-server.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith } from '../probe-world.ts';
import { planOf } from './test-plan.ts';

const wait = () => ({ timeoutMs: 5000, signal: new AbortController().signal });
const refused = { ok: false, code: 'NOT_IN_PLAN' };

describe('the guard of a plan', () => {
  it('lets a planned host be reached at the addresses that the resolver gave, and at no other', async () => {
    const server = await during(startSilentServer());
    const { port } = server;
    const names = networkWith({ 'db.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] });
    const guarded = guardNetwork(planOf([{ kind: 'tcp', host: 'db.test', port }]), names, systemClock);
    const connect = (host: string, address: string, to = port) =>
      guarded.connect({ host, address, port: to }, wait());

    expect(await connect('db.test', '127.0.0.1')).toMatchObject(refused);
    expect(await guarded.lookup('db.test', wait())).toMatchObject({ ok: true, value: ['127.0.0.1'] });
    expect(await guarded.lookup('other.test', wait())).toMatchObject(refused);
    expect(await connect('db.test', '127.0.0.2')).toMatchObject(refused);
    expect(await connect('db.test', '127.0.0.1', port + 1)).toMatchObject(refused);
    expect(await connect('other.test', '127.0.0.1')).toMatchObject(refused);
    expect(await connect('127.0.0.1', '127.0.0.1')).toMatchObject(refused);
    expect(server.connections().total).toBe(0);

    const connected = await connect('db.test', '127.0.0.1');
    expect(connected.ok).toBe(true);
    if (connected.ok) connected.value.destroy();
    await server.reached(0);
  });

  it('lets a planned address be reached without a lookup', async () => {
    const server = await during(startSilentServer());
    const plan = planOf([{ kind: 'tcp', host: '127.0.0.1', port: server.port }]);
    const guarded = guardNetwork(plan, networkWith({}), systemClock);
    const target = { host: '127.0.0.1', address: '127.0.0.1', port: server.port };
    const connected = await guarded.connect(target, wait());
    expect(connected.ok).toBe(true);
    if (connected.ok) connected.value.destroy();
    expect(await guarded.connect({ ...target, address: '127.0.0.2' }, wait())).toMatchObject(refused);
  });

  it('lets planned names be asked of the configured DNS servers only', async () => {
    const server = await during(startDnsServer(() => ({ addresses: ['127.0.0.1'] })));
    const stranger = await during(startDnsServer(() => ({ addresses: ['127.0.0.1'] })));
    const plan = planOf([{ kind: 'dns', name: 'localhost' }]);
    const guarded = guardNetwork(plan, networkWith({}, [server.server]), systemClock);
    const ask = (name: string, { address, port }: { address: string; port: number }) =>
      guarded.queryDns({ server: { address, port }, name, recordType: 'A' }, wait());

    expect(await ask('localhost', server)).toMatchObject({ ok: true });
    expect(await ask('secret.test', server)).toMatchObject(refused);
    expect(await ask('localhost', stranger)).toMatchObject(refused);
    expect(server.queries()).toHaveLength(1);
    expect(stranger.queries()).toEqual([]);
  });

  it('lets a planned instance be asked for at its planned browser only', async () => {
    const browser = await during(
      startSqlBrowser({
        instances: [
          { name: 'OS', tcpPort: 1 },
          { name: 'HR', tcpPort: 2 },
        ],
      }),
    );
    const stranger = await during(startSqlBrowser({ instances: [{ name: 'OS', tcpPort: 3 }] }));
    const plan = planOf([{ kind: 'sql-browser', host: 'sql.test', port: browser.port, instance: 'OS' }]);
    const guarded = guardNetwork(plan, networkWith({ 'sql.test': ['127.0.0.1'] }), systemClock);
    const ask = (instance: string, port = browser.port, host = 'sql.test') =>
      guarded.askSqlBrowser({ host, address: '127.0.0.1', port }, instance, wait());

    expect(await ask('OS')).toMatchObject(refused);
    await guarded.lookup('sql.test', wait());
    expect(await ask('HR')).toMatchObject(refused);
    expect(await ask('OS', stranger.port)).toMatchObject(refused);
    expect(await ask('OS', browser.port, 'other.test')).toMatchObject(refused);
    expect(browser.questions()).toEqual([]);
    expect(stranger.questions()).toEqual([]);
    expect(await ask('os')).toMatchObject({ ok: true, value: { tcpPort: 1 } });
  });

  it('lets only the port be reached that the browser of the host told for the instance', async () => {
    const server = await during(startSilentServer());
    const other = await during(startSilentServer());
    const instances = [
      { name: 'OS', tcpPort: server.port },
      { name: 'HR', tcpPort: other.port },
    ];
    const browser = await during(startSqlBrowser({ instances }));
    const port = { instance: 'OS', browserPort: browser.port };
    const plan = planOf([
      { kind: 'sql-browser', host: 'sql.test', port: browser.port, instance: 'OS' },
      { kind: 'tcp', host: 'sql.test', port },
      { kind: 'sql-browser', host: 'sql.test', port: browser.port, instance: 'HR' },
      { kind: 'sql-browser', host: 'hr.test', port: browser.port, instance: 'HR' },
      { kind: 'tcp', host: 'two.test', port: { instance: 'OS', browserPort: browser.port } },
    ]);
    const names = networkWith({
      'sql.test': ['127.0.0.1'],
      'hr.test': ['127.0.0.1'],
      'two.test': ['127.0.0.1'],
    });
    const guarded = guardNetwork(plan, names, systemClock);
    const connect = (host: string, to: number) =>
      guarded.connect({ host, address: '127.0.0.1', port: to }, wait());
    const ask = (host: string, instance: string) =>
      guarded.askSqlBrowser({ host, address: '127.0.0.1', port: browser.port }, instance, wait());
    for (const host of ['sql.test', 'hr.test', 'two.test']) await guarded.lookup(host, wait());

    expect(await connect('sql.test', server.port)).toMatchObject(refused);
    expect(await ask('hr.test', 'HR')).toMatchObject({ ok: true, value: { tcpPort: other.port } });
    expect(await ask('sql.test', 'OS')).toMatchObject({ ok: true, value: { tcpPort: server.port } });
    expect(await ask('sql.test', 'HR')).toMatchObject({ ok: true, value: { tcpPort: other.port } });
    expect(await connect('sql.test', other.port)).toMatchObject(refused);
    expect(await connect('hr.test', other.port)).toMatchObject(refused);
    expect(await connect('two.test', server.port)).toMatchObject(refused);
    expect(await connect('sql.test', browser.port)).toMatchObject(refused);
    expect(server.connections().total + other.connections().total).toBe(0);

    const connected = await connect('sql.test', server.port);
    expect(connected.ok).toBe(true);
    if (connected.ok) connected.value.destroy();
  });

  it('lets planned ports be listened on only', async () => {
    const { port, close } = await startSilentServer();
    await close();
    const plan = planOf([{ kind: 'bind', address: '127.0.0.1', port }]);
    const guarded = guardNetwork(plan, networkWith({}), systemClock);
    expect(await guarded.bind({ address: '127.0.0.1', port }, wait())).toMatchObject({ ok: true });
    expect(await guarded.bind({ address: '0.0.0.0', port }, wait())).toMatchObject(refused);
    expect(await guarded.bind({ address: '127.0.0.1', port: port + 1 }, wait())).toMatchObject(refused);
  });
});

describe('the way around the guard', () => {
  const folder = new URL('../../../../../electron/core/probes/', import.meta.url);
  const network = /from 'node:(net|dns|dns\/promises|dgram|http2?|https|tls)'/g;
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'system-network.ts': ['dgram', 'dns/promises', 'net'],
    'http-head.ts': ['http'],
    'proxy-connect.ts': ['http'],
    'own-authorities.ts': ['tls'],
    'public-authorities.ts': ['tls'],
    'tls-handshake.ts': ['tls'],
    'trusted-authorities.ts': ['tls'],
  };

  it('is closed: no probe imports code that opens connections of its own', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll(/^import type .*$/gm, '');
      const found = [...text.matchAll(network)].map((match) => match[1]);
      expect([file, found]).toEqual([file, allowed[file] ?? []]);
    }
  });

  it('is closed for handshakes and requests: they take a connection that is open', async () => {
    const tls = await readFile(new URL('tls-handshake.ts', folder), 'utf8');
    const requests = ['http-head.ts', 'proxy-connect.ts'].map((name) =>
      readFile(new URL(name, folder), 'utf8'),
    );
    expect(tls.match(/tlsModule\.connect\(\{\n\s+socket: raw,/g)).toHaveLength(1);
    expect(tls.match(/tlsModule\.connect\(/g)).toHaveLength(1);
    for (const text of await Promise.all(requests)) {
      expect(text.match(/httpRequest\(\{/g)).toHaveLength(1);
      expect(text).toContain('createConnection: () => socket,');
    }
  });
});
