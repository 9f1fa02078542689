import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isViewSigned } from '../../electron/core/rehearsal/session-key.ts';
import { codeBytes, formatCode } from '../../shared/rehearsal/code.ts';
import { type CheckResult, type RunResult, runResultSchema } from '../../shared/run/result.ts';
import { drop, rejectWithReset } from './support/firewall.ts';
import { needsLab } from './support/lab-needs.ts';
import { tracesOf } from './support/namespace.ts';
import { recordPackets } from './support/packets.ts';
import {
  addressOf,
  devicePorts,
  forwarding,
  isOpen,
  openRehearsalNetwork,
  processTexts,
  type RehearsalNetwork,
  type Server,
  servers,
  tamperWith,
  translating,
  virtualAddress,
} from './support/rehearsal-network.ts';
import { type Running, start, until } from './support/run.ts';
import { type ProfileFields, runNetready, startNetready, writeProfile } from './support/run-in.ts';

const bytes = randomBytes(codeBytes);
const code = formatCode(bytes);

const profile: ProfileFields = {
  controller: { host: 'ctl.lab' },
  frontEnds: [{ host: 'fe1.lab' }, { host: 'fe2.lab' }, { host: 'fe3.lab' }],
  databases: [
    { purpose: 'platform', host: 'sql.lab' },
    { purpose: 'logging', engine: 'oracle', host: 'sql.lab', instance: 'ORCL' },
  ],
  lifetime: { host: 'lt.lab' },
  environment: { oneProvider: 'yes' },
  proxy: { mode: 'none' },
  limits: { connectTimeoutMs: 1500 },
};

/** What each server listens as. */
const listeningAs: Readonly<Partial<Record<Server, string>>> = {
  ctl: 'controller',
  fe2: 'front-end',
  fe3: 'front-end',
  sql: 'database',
  lt: 'lifetime',
  cr: 'container-runtime',
};

/** The same environment, in which applications run in containers. */
const withContainers: ProfileFields = {
  ...profile,
  environment: { oneProvider: 'yes', hosting: 'containers' },
  containerRuntimes: [{ host: 'cr.lab' }],
};

const from = addressOf('fe1');
const toward = (server: Server, port: number) => ({ from, to: addressOf(server), port });
const arriving = (server: Server, port: number): string =>
  `ip saddr ${from} ip daddr ${addressOf(server)} tcp dport ${port}`;
const pushed = (server: Server, port: number): string => `${arriving(server, port)} tcp flags & psh == psh`;

/** What leads each connection to a port of the virtual address to the next of some servers. */
const inTurn = (port: number, to: readonly Server[]): string =>
  `ip daddr ${virtualAddress} tcp dport ${port} dnat to numgen inc mod ${to.length} map { ${to
    .map((server, index) => `${index} : ${addressOf(server)}`)
    .join(', ')} }`;

type Expected = readonly [finding: string, verdict: string, says?: string];
type Case = {
  readonly title: string;
  readonly rules: string | null;
  readonly profile?: ProfileFields;
  readonly role?: string;
  readonly on?: Server;
  readonly phase?: 'after-install';
  readonly expect: Readonly<Record<string, Expected>>;
};

const cases: readonly Case[] = [
  {
    title: 'nothing stands between the servers',
    rules: null,
    expect: {
      'out-ctrl': ['proven', 'pass', 'ctl answered in the place of the Deployment Controller Service'],
      'out-cache': ['proven', 'pass'],
      'out-fe-db-sql@platform': ['proven', 'pass', 'sql answered'],
      'out-fe-db-ora@logging': ['proven', 'pass', 'sql answered'],
      'mon-fe-iis@fe2.lab': ['proven', 'pass'],
      'mon-fe-deploy@fe3.lab': ['proven', 'pass'],
    },
  },
  {
    title: 'the ports of IIS, from a workstation',
    rules: null,
    on: 'ws',
    role: 'end-user',
    expect: { 'user-fe-80@fe2.lab': ['proven', 'pass'], 'user-fe-443@fe2.lab': ['proven', 'pass'] },
  },
  {
    title: 'after the installation a listener shows that the service is not there',
    rules: null,
    phase: 'after-install',
    expect: { 'out-cache': ['proven', 'fail', 'a listener of Netready holds the port'] },
  },
  {
    title: 'after the installation a port of the platform is spoken to, once a listener has named it',
    rules: null,
    phase: 'after-install',
    expect: {
      'out-ctrl': ['proven', 'fail', 'the Deployment Controller Service is not there'],
      'out-cache': ['proven', 'fail'],
    },
  },
  {
    title: 'after the installation a firewall drops a port that a listener has named',
    rules: forwarding(drop(toward('ctl', 12_000))),
    phase: 'after-install',
    expect: {
      'out-ctrl': ['path-blocked', 'fail', 'ctl says through port 5672 that it listens at port 12000'],
      'out-cache': ['proven', 'fail'],
    },
  },
  {
    title: 'a virtual address leads to two machines in turn',
    rules: translating({
      to: [...[80, 12_001].map((port) => inTurn(port, ['fe2', 'fe3']))],
    }),
    profile: { ...profile, frontEnds: [{ host: 'fe1.lab' }, { host: 'vip.lab' }] },
    expect: {
      'mon-fe-iis@vip.lab': ['several-machines', 'warn', '2 machines answered in turn'],
      'mon-fe-deploy@vip.lab': ['several-machines', 'warn', 'fe3 (report '],
    },
  },
  {
    title: 'a virtual address leads to a machine on which nothing listens, every other time',
    rules: translating({
      to: [inTurn(12_001, ['fe2', 'ws'])],
    }),
    profile: { ...profile, frontEnds: [{ host: 'fe1.lab' }, { host: 'vip.lab' }] },
    expect: { 'mon-fe-deploy@vip.lab': ['proven-at-times', 'warn', 'conversations came to no listener'] },
  },
  {
    title: 'names lead to two machines, and to one that is there and one that is not',
    rules: null,
    profile: { ...profile, frontEnds: [{ host: 'fe1.lab' }, { host: 'both.lab' }, { host: 'half.lab' }] },
    expect: {
      'mon-fe-deploy@both.lab': ['several-machines', 'warn', 'fe2 (report '],
      'mon-fe-deploy@half.lab': ['proven-in-part', 'warn', `At ${addressOf('ws')}, where half.lab leads`],
    },
  },
  {
    title: 'applications run in containers: from their host',
    rules: null,
    on: 'cr',
    role: 'container-runtime',
    profile: withContainers,
    expect: {
      'ct-ctrl': ['proven', 'pass', 'ctl answered'],
      'ct-cache': ['proven', 'pass'],
      'ct-db-platform@platform': ['proven', 'pass', 'sql answered'],
    },
  },
  {
    title: 'applications run in containers: to their host',
    rules: null,
    on: 'ctl',
    role: 'controller',
    profile: withContainers,
    expect: { 'ct-out-80@cr.lab': ['proven', 'pass', 'cr answered'] },
  },
  {
    title: 'a firewall drops one direction to one port',
    rules: forwarding(drop(toward('ctl', 12_000))),
    expect: {
      'out-ctrl': ['path-blocked', 'fail', 'ctl says through port 5672 that it listens at port 12000'],
      'out-cache': ['proven', 'pass'],
    },
  },
  {
    title: 'a firewall rejects with a reset',
    rules: forwarding(rejectWithReset(toward('ctl', 12_000))),
    expect: {
      'out-ctrl': ['path-blocked', 'fail', 'ECONNREFUSED'],
      'out-cache': ['proven', 'pass'],
    },
  },
  {
    title: 'a firewall drops every port of the listener, so that nobody speaks for it',
    rules: forwarding(rejectWithReset({ from, to: addressOf('ctl') })),
    expect: {
      'out-ctrl': ['not-rehearsed', 'not-yet', 'no other port of ctl.lab was answered'],
      'out-cache': ['not-rehearsed', 'not-yet'],
    },
  },
  {
    title: 'a filter cuts unknown protocols off after their first bytes',
    rules: forwarding(`${pushed('ctl', 12_000)} reject with tcp reset`),
    expect: {
      'out-ctrl': ['cut-off-in-rehearsal', 'fail', 'as soon as the first bytes were sent'],
      'out-cache': ['proven', 'pass'],
    },
  },
  {
    title: 'a device accepts, and lets nothing through',
    rules: forwarding(`${pushed('ctl', 12_000)} drop`),
    expect: { 'out-ctrl': ['accepted-for-it', 'fail'], 'out-cache': ['proven', 'pass'] },
  },
  {
    title: 'an answer is cut off in the middle of the exchange',
    rules: forwarding(
      `ip saddr ${from} ip daddr ${addressOf('ctl')} tcp dport 12000 meta length > 600 reject with tcp reset`,
    ),
    expect: { 'out-ctrl': ['cut-off-in-rehearsal', 'fail', 'in the middle of the exchange'] },
  },
  {
    title: 'the source is translated',
    rules: translating({ from: ['oifname "ctl" masquerade'] }),
    expect: {
      'out-ctrl': ['proven-via', 'pass', 'it saw the connection come from 10.78.1.1:'],
      'out-fe-db-sql@platform': ['proven', 'pass'],
    },
  },
  {
    title: 'the destination is a virtual address',
    rules: translating({ to: [`ip daddr ${virtualAddress} dnat to ${addressOf('ctl')}`] }),
    profile: { ...profile, controller: { host: 'vip.lab' } },
    expect: { 'out-ctrl': ['proven-via', 'pass', `it arrived at ${addressOf('ctl')}:12000`] },
  },
  {
    title: 'ports are crossed',
    rules: translating({ to: [`${arriving('fe2', 12_001)} dnat to ${addressOf('fe2')}:12002`] }),
    expect: {
      'mon-fe-deploy@fe2.lab': ['crossed', 'fail', 'arrives at port 12002 of fe2'],
      'mon-fe-sched@fe2.lab': ['proven', 'pass'],
    },
  },
  {
    title: 'another machine of the profile answers',
    rules: translating({ to: [`ip saddr ${from} ip daddr ${addressOf('fe2')} dnat to ${addressOf('fe3')}`] }),
    expect: {
      'mon-fe-deploy@fe2.lab': ['other-machine', 'fail', 'answered by fe3'],
      'mon-fe-iis@fe2.lab': ['other-machine', 'fail'],
      'mon-fe-deploy@fe3.lab': ['proven', 'pass'],
    },
  },
  {
    title: 'a relay accepts in the place of the listener',
    rules: translating({ to: [`${arriving('ctl', 12_000)} redirect to :${devicePorts.relay}`] }),
    expect: { 'out-ctrl': ['proven-via', 'pass', 'a device on the way accepts connections itself'] },
  },
  {
    title: 'a device ends TLS',
    on: 'ws',
    role: 'end-user',
    rules: translating({
      to: [`ip daddr ${addressOf('fe2')} tcp dport 443 redirect to :${devicePorts.inspector}`],
    }),
    expect: { 'user-fe-443@fe2.lab': ['tls-inspected', 'warn', 'issuer of what arrived: CN='] },
  },
  {
    title: 'an HTTP proxy changes requests, and opens a connection for each',
    rules: translating({ to: [`${arriving('fe2', 80)} redirect to :${devicePorts.proxy}`] }),
    expect: { 'mon-fe-iis@fe2.lab': ['http-proxy', 'warn'] },
  },
  {
    title: 'a real RabbitMQ and a real nginx are met by the clothes',
    rules: null,
    profile: { ...profile, cache: { host: 'mq.lab' }, frontEnds: [{ host: 'fe1.lab' }, { host: 'mq.lab' }] },
    expect: {
      'out-cache': ['open', 'pass', 'RabbitMQ 3.'],
      'mon-fe-iis@mq.lab': ['open', 'pass', 'nginx'],
    },
  },
];

needsLab('the lab of a rehearsal', () => {
  const made: { network?: RehearsalNetwork } = {};
  const listeners = new Map<Server, Running>();
  const network = (): RehearsalNetwork => {
    if (made.network === undefined) throw new Error('The network did not start.');
    return made.network;
  };
  const outOf = (server: Server): string => join(network().lab.folder, `reports-${server}`);
  const environment = (server: Server) => ({
    env: { NETREADY_HOME: join(network().lab.folder, `home-${server}`) },
  });

  beforeAll(async () => {
    made.network = await openRehearsalNetwork(code);
    const { lab, hosts, codeFile } = network();
    const file = await writeProfile(lab, 'listening', profile);
    const containers = await writeProfile(lab, 'listening-containers', withContainers);
    for (const [server, role] of Object.entries(listeningAs) as [Server, string][]) {
      const own = server === 'cr' ? containers : file;
      const words = ['listen', '--profile', own, '--role', role, '--for', '30', '--out', outOf(server)];
      const listener = startNetready(
        lab,
        hosts[server],
        [...words, '--rehearsal-file', codeFile],
        environment(server),
      );
      listeners.set(server, listener);
    }
    for (const [server, listener] of listeners) await isOpen(listener, server);
  }, 300_000);
  afterAll(async () => {
    if (made.network === undefined) return;
    await made.network.close();
    expect(await tracesOf(made.network.lab.id), 'left behind').toEqual([]);
  }, 60_000);

  const check = async (labCase: Case, more: readonly string[] = []): Promise<RunResult> => {
    const { lab, hosts, codeFile } = network();
    const { on = 'fe1', role = 'front-end', phase = 'before-install' } = labCase;
    const file = await writeProfile(lab, 'checking', labCase.profile ?? profile);
    const only = Object.keys(labCase.expect).flatMap((id) => ['--only', id]);
    const words = ['check', '--profile', file, '--role', role, '--phase', phase, '--format', 'json'];
    const ended = await runNetready(
      lab,
      hosts[on],
      [...words, ...only, '--rehearsal-file', codeFile, ...more],
      environment(on),
    );
    if (ended.stdout === '') throw new Error(`No result; exit code ${ended.code}: ${ended.stderr}`);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(code);
    return runResultSchema.parse(JSON.parse(ended.stdout));
  };
  const found = (result: RunResult, id: string): CheckResult | undefined =>
    result.checks.find((entry) => entry.id === id);

  /** Runs a program that is none of ours on a server, to its end. */
  const runReal = (server: Server, words: readonly string[], input = '') =>
    start(network().hosts[server].within(words), { input }).ended;

  it.each(cases.map((entry) => [entry.title, entry] as const))('%s', async (_title, labCase) => {
    const result = await network().during(labCase.rules, () => check(labCase));
    for (const [id, [finding, verdict, says = '']] of Object.entries(labCase.expect)) {
      const row = found(result, id);
      expect([id, row?.finding, row?.verdict, row?.reason]).toEqual([
        id,
        finding,
        verdict,
        expect.stringContaining(says),
      ]);
    }
  });

  it('does no harm to the real services that its clothes meet', async () => {
    const { nginx, rabbitmq } = network().logs;
    expect(await nginx()).toContain('POST /netready/rehearsal');
    expect(await nginx()).not.toMatch(/\[(error|crit|alert|emerg)\]|exited on signal/);
    const log = await rabbitmq();
    expect(log).not.toMatch(/crash|supervisor report/i);
    const graver = log.split('\n').filter((line) => /\[(error|critical)\]/.test(line));
    expect(graver.filter((line) => !/closing AMQP connection|client unexpectedly closed/.test(line))).toEqual(
      [],
    );
    expect((await runReal('mq', ['curl', '-sS', '-m', '5', 'http://127.0.0.1/'])).stdout).toBe('ok');
  });

  const tampered = [
    ['plain', 'ctl', 12_000],
    ['amqp', 'ctl', 5672],
    ['http', 'fe2', 80],
    ['tds', 'sql', 1433],
    ['tns', 'sql', 1521],
  ] as const;

  it.each(tampered)(
    'is no proof over %s where a device alters a bit of any message',
    async (carrier, server, port) => {
      const { reached, told } = await tamperWith(network(), 'flip', { server, port, carrier });
      const { connections, flipped } = JSON.parse(told.split('\n')[1] ?? '{}');
      expect(reached['answer']).toBeUndefined();
      expect(reached['challenge']).toBeGreaterThan(80);
      expect(flipped).toBe(connections);
      expect(connections).toBeGreaterThan(150);
    },
  );

  it('is no proof over TLS where a device alters a bit of what is sent', async () => {
    const { reached, told } = await tamperWith(network(), 'raw', {
      server: 'fe2',
      port: 443,
      carrier: 'https',
    });
    const { connections, flipped } = JSON.parse(told.split('\n')[1] ?? '{}');
    expect(reached['answer']).toBeUndefined();
    expect(Object.values(reached).reduce((sum, count) => sum + count, 0)).toBe(connections);
    expect(flipped).toBe(connections);
  });

  it.each(tampered)(
    'is no proof over %s where a device sends back what it gets',
    async (carrier, server, port) => {
      const { reached } = await tamperWith(network(), 'reflect', { server, port, carrier });
      expect(reached).toEqual({ connection: 5 });
    },
  );

  it.each(tampered)(
    'is no proof over %s where a device repeats what it recorded, to either side',
    async (carrier, server, port) => {
      const { reached, told } = await tamperWith(network(), 'replay', { server, port, carrier });
      expect(reached).toEqual({ answer: 1, connection: 4 });
      expect(JSON.parse(told.split('\n')[1] ?? '{}')).toMatchObject({ connections: 5, leaked: 0 });
    },
  );

  it('is no pass in a report where a device alters what is sent', async () => {
    const { router, lab } = network();
    const words = [process.execPath, join(lab.folder, 'tamper', 'tamper.mjs'), 'relay', 'flip'];
    const device = router.start([...words, addressOf('ctl'), '12000', 'plain']);
    await until('the device that tampers listens', () => device.output().includes('listens'));
    const port = /listens (\d+)/.exec(device.output())?.[1];
    const rules = translating({ to: [`${arriving('ctl', 12_000)} redirect to :${port}`] });
    const expected = { 'out-ctrl': ['unproven', 'unknown'], 'out-cache': ['proven', 'pass'] } as const;
    const result = await network().during(rules, () => check({ title: '', rules: null, expect: expected }));
    device.child.kill('SIGTERM');
    expect(found(result, 'out-ctrl')?.verdict).toMatch(/^(fail|unknown)$/);
    expect(found(result, 'out-cache')?.verdict).toBe('pass');
  });

  it('lets real clients fail cleanly, shows them nothing, and goes on', async () => {
    const [web, sql, mq] = [addressOf('fe2'), addressOf('sql'), addressOf('ctl')];
    const amqpClient = `
      const socket = require('node:net').connect(5672, '${mq}');
      let bytes = 0;
      socket.on('data', (chunk) => { bytes += chunk.length; });
      socket.on('error', () => undefined).on('close', () => console.log('closed after', bytes, 'bytes'));
      socket.write(Buffer.from('414d515000000901', 'hex'));
      setTimeout(() => socket.write(Buffer.from('010000000000080a000b0000000005504c41494ece', 'hex')), 300);`;
    const clients: readonly (readonly [words: readonly string[], says: RegExp])[] = [
      [['curl', '-sS', '-m', '20', `http://${web}/`], /curl: \((52|56)\)/],
      [['curl', '-sSk', '-m', '20', `https://${web}/`], /curl: \((52|56)\)/],
      [['openssl', 's_client', '-connect', `${web}:443`], /CN ?= ?netready-rehearsal/],
      [['tsql', '-H', sql, '-p', '1433', '-U', 'sa', '-P', 'x'], /Unexpected EOF|connection failed/i],
      [[process.execPath, '-e', amqpClient], /^closed after 0 bytes\n$/],
      [['nmap', '-sV', '-Pn', '-n', '-p', '80,443,12001', web], /80\/tcp +open/],
    ];
    await Promise.all(
      clients.map(async ([words, says]) => {
        const ended = await runReal('fe1', words, 'GET / HTTP/1.0\r\n\r\n');
        const said = `${ended.stdout}${ended.stderr}`;
        expect([words[0], said]).toEqual([words[0], expect.stringMatching(says)]);
        expect(said).not.toMatch(/netready listen|rehearsal\/1|fe2\b/i);
      }),
    );
    const result = await check({
      title: '',
      rules: null,
      expect: { 'out-ctrl': ['proven', 'pass'], 'mon-fe-iis@fe2.lab': ['proven', 'pass'] },
    });
    expect(result.checks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['out-ctrl', 'mon-fe-iis@fe2.lab']),
    );
  });

  it('contacts what the plans of both sides list and nothing else', async () => {
    const { hosts, lab, codeFile } = network();
    const file = await writeProfile(lab, 'recorded', profile);
    const words = ['check', '--profile', file, '--role', 'front-end', '--format', 'json'];
    let planned = '';
    const silence = await recordPackets(hosts.fe1, async () => {
      const plan = ['plan', ...words.slice(1)];
      planned = (await runNetready(lab, hosts.fe1, plan)).stdout;
    });
    expect(silence).toEqual([]);
    const listening: string[] = [];
    const packets = await recordPackets(hosts.fe1, async () => {
      const onListener = await recordPackets(hosts.ctl, async () => {
        await runNetready(lab, hosts.fe1, [...words, '--rehearsal-file', codeFile], environment('fe1'));
      });
      listening.push(
        ...onListener.filter((packet) => packet.from === addressOf('ctl')).map(({ line }) => line),
      );
    });
    expect(listening).toEqual([]);
    const contacts: readonly { readonly host: string; readonly port: number }[] =
      JSON.parse(planned).contacts;
    const addresses = (host: string): string =>
      host === 'localhost' || host === '127.0.0.1'
        ? '127.0.0.1'
        : addressOf(servers.find((server) => host === `${server}.lab`) ?? 'fe1');
    const allowed = new Set(contacts.map(({ host, port }) => `${addresses(host)}:${port}`));
    const own = [addressOf('fe1'), '127.0.0.1', '::1'];
    const strangers = packets.filter(
      ({ from: sender, to, protocol }) =>
        own.includes(sender) && protocol === 'TCP' && !allowed.has(to) && !to.startsWith('::1'),
    );
    expect(strangers.map(({ line }) => line)).toEqual([]);
  }, 120_000);

  it('gives a listener to nobody who has another code', async () => {
    const { lab, hosts } = network();
    const file = await writeProfile(lab, 'other-code', profile);
    const ended = await runNetready(
      lab,
      hosts.fe1,
      ['check', '--profile', file, '--role', 'front-end', '--only', 'out-ctrl', '--format', 'json'],
      { env: { ...environment('fe1').env, NETREADY_REHEARSAL: formatCode(randomBytes(codeBytes)) } },
    );
    const result = runResultSchema.parse(JSON.parse(ended.stdout));
    expect(found(result, 'out-ctrl')).toMatchObject({ finding: 'unproven', verdict: 'unknown' });
  });

  it('has the code in no argument, environment, output or file of its own', async () => {
    const { lab, hosts, codeFile } = network();
    const secrets = [code, code.replaceAll('-', ''), bytes.toString('hex'), bytes.toString('base64')];
    const shown = [
      ...(await Promise.all(servers.map((server) => processTexts(hosts[server])))),
      ...[...listeners.values()].map((listener) => listener.output()),
    ];
    for (const secret of secrets) for (const text of shown) expect(text.includes(secret)).toBe(false);
    const names = await readdir(lab.folder, { recursive: true, withFileTypes: true });
    for (const entry of names.filter((name) => name.isFile())) {
      const path = join(entry.parentPath, entry.name);
      if (path === codeFile || !/reports-|home-/.test(path)) continue;
      const content = await readFile(path);
      for (const secret of [...secrets, bytes]) expect(content.includes(secret), path).toBe(false);
    }
  });

  it('is told to both ends: the reports of the listeners name who came, with halves that fit together', async () => {
    const checked = await check({ title: '', rules: null, expect: { 'out-ctrl': ['proven', 'pass'] } });
    for (const listener of listeners.values()) listener.child.kill('SIGINT');
    const results = new Map<Server, RunResult>();
    for (const [server, listener] of listeners) {
      const ended = await listener.ended;
      expect([server, ended.code], ended.stderr).toEqual([server, 0]);
      const json = (await readdir(outOf(server))).find((name) => name.endsWith('.json')) ?? '';
      results.set(
        server,
        runResultSchema.parse(JSON.parse(await readFile(join(outOf(server), json), 'utf8'))),
      );
    }
    const row = (server: Server, id: string) => results.get(server)?.checks.find((entry) => entry.id === id);
    expect(row('ctl', 'in-ctrl')).toMatchObject({ finding: 'reached-in-part', verdict: 'not-testable-here' });
    expect(row('ctl', 'in-ctrl')?.reason).toContain('nobody came from fe2.lab and fe3.lab');
    expect(row('fe2', 'in-user-443')).toMatchObject({ finding: 'reached-changed' });
    expect(row('fe3', 'in-deploy@front-end')?.finding).toBe('reached-in-part');
    expect(row('sql', 'host-database@front-end-1433')?.reason).toContain(`fe1 from ${from}:`);
    expect(row('sql', 'host-database@controller-1433')?.finding).toBe('nobody-came');

    const theirs = found(checked, 'out-ctrl')?.facts.find((fact) => fact.kind === 'rehearsal');
    const ours = row('ctl', 'in-ctrl')?.facts.find((fact) => fact.kind === 'visits')?.visits;
    const visit = ours?.find(({ checker }) => checker.view.run === checked.id);
    expect(visit?.checker).toEqual(theirs?.checker);
    expect(visit?.listener).toEqual(theirs?.listener);
    expect(visit?.listener.view).toMatchObject({
      run: results.get('ctl')?.id,
      sessionKey: results.get('ctl')?.rehearsal?.sessionKey,
    });
    expect(visit?.checker.view.sessionKey).toBe(checked.rehearsal?.sessionKey);
    expect(visit !== undefined && isViewSigned('listener', visit.listener)).toBe(true);

    const { lab, hosts } = network();
    for (const server of ['ctl', 'sql'] as const) {
      const pdf = (await readdir(outOf(server))).find((name) => name.endsWith('.pdf')) ?? '';
      const verified = await runNetready(lab, hosts[server], [
        'verify',
        join(outOf(server), pdf),
        '--format',
        'json',
      ]);
      expect(JSON.parse(verified.stdout)).toMatchObject([{ outcome: 'unknown-signer', pages: 'match' }]);
    }
  }, 180_000);
});
