import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, outcomes } from '../../shared/probe/outcome.ts';
import { planViewSchema } from '../../shared/run/plan-view.ts';
import { labCases } from './cases/index.ts';
import { controller } from './cases/profiles.ts';
import { type Farm, startFarm } from './support/farm.ts';
import { type CaseRow, connectTimeoutMs, runCase } from './support/lab-case.ts';
import { needsLab } from './support/lab-needs.ts';
import { joinMachine, placeOf } from './support/machine.ts';
import {
  addresses,
  labNames,
  nameServers,
  oracle,
  proxyPorts,
  severalAddresses,
  sqlInstances,
} from './support/map.ts';
import { removeStale, tracesOf } from './support/namespace.ts';
import { recordPackets } from './support/packets.ts';
import { run, start } from './support/run.ts';
import { runNetready, writeProfile } from './support/run-in.ts';

/** The fewest cases that the lab may shrink to. */
const fewestCases = 60;

/** Outcomes that no state of a network or of a Linux machine can bring about, and why. */
const unreached: Readonly<Partial<Record<Outcome, string>>> = {
  'tls-unverified':
    'Only a Node that does not read the store of its system comes to it, on Windows and macOS.',
  'probe-failed': 'Only a defect of a probe, or a code of the system that nobody knows, shows it.',
};

/** The machine whose packets are recorded, after those of the cases. */
const recordedMachine = labCases.length;

needsLab('the network lab', () => {
  const started: { farm?: Farm } = {};
  const rows: CaseRow[] = [];
  const farm = (): Farm => {
    if (started.farm === undefined) throw new Error('The farm did not start.');
    return started.farm;
  };
  beforeAll(async () => {
    started.farm = await startFarm();
  }, 180_000);
  afterAll(async () => {
    if (started.farm === undefined) return;
    await started.farm.close();
    expect(await tracesOf(started.farm.lab.id), 'left behind').toEqual([]);
  }, 60_000);

  describe.concurrent('a case', () => {
    labCases.forEach((labCase, index) => {
      it(labCase.title, async ({ task, expect: expectHere }) => {
        const found = await runCase(farm(), labCase, index);
        task.meta.labRows = found;
        rows.push(...found);
        expectHere(found.map(({ check, got }) => `${check} ${got}`)).toEqual(
          found.map(({ check, expected }) => `${check} ${expected}`),
        );
      });
    });
  });

  it('has a case for every outcome that can be brought about', () => {
    const reached = new Set(rows.flatMap((row) => row.outcomes));
    const missing = outcomes.filter((outcome) => !reached.has(outcome));
    expect(missing).toEqual(Object.keys(unreached));
    expect(new Set(labCases.map(({ title }) => title)).size).toBe(labCases.length);
    expect(labCases.length).toBeGreaterThanOrEqual(fewestCases);
  });

  it('contacts what the plan lists and nothing else', async () => {
    const { lab } = farm();
    const { namespace } = await joinMachine(
      farm(),
      recordedMachine,
      { hosts: ['127.0.0.1 localhost'], nameServers: [nameServers.honest] },
      [],
    );
    const profile = await writeProfile(lab, 'recorded', {
      ...controller,
      machine: { roles: ['controller', 'front-end'] },
      controller: { host: 'dual.lab' },
      frontEnds: [{ host: 'fe1.lab' }, { host: 'fe2.lab' }],
      lifetime: { host: 'lifetime.lab' },
      databases: [
        { purpose: 'platform', host: 'db.lab' },
        { purpose: 'logging', host: 'db.lab', instance: 'REPORTS' },
        { purpose: 'session', engine: 'oracle', host: 'db.lab', port: oracle.redirecting },
      ],
      features: { mobileApps: true },
      proxy: { mode: 'manual', url: `http://proxy.lab:${proxyPorts.open}` },
      limits: { connectTimeoutMs: connectTimeoutMs.answers },
    });
    const common = ['--profile', profile, '--phase', 'after-install', '--format', 'json'];
    const printed = { plan: '', result: '' };
    const silence = await recordPackets(namespace, async () => {
      printed.plan = (await runNetready(lab, namespace, ['plan', ...common])).stdout;
    });
    expect(silence).toEqual([]);
    const packets = await recordPackets(namespace, async () => {
      printed.result = (await runNetready(lab, namespace, ['check', ...common])).stdout;
    });
    expect(JSON.parse(printed.result)).toMatchObject({ cancelled: false });

    const plan = planViewSchema.parse(JSON.parse(printed.plan));
    const addressesOf = (host: string): readonly string[] =>
      host === 'localhost' ? ['127.0.0.1'] : (severalAddresses[host] ?? labNames[host] ?? [host]);
    const planned = [
      ...plan.contacts.flatMap(({ host, port, protocol }) =>
        addressesOf(host).map((address) => `${protocol} ${address}:${port ?? sqlInstances.REPORTS}`),
      ),
      ...plan.nameServers.map((server) => `UDP ${server}`),
    ];
    const { address, ipv6 } = placeOf(recordedMachine);
    const own = [address, ipv6, '127.0.0.1', '::1'];
    const sent = packets.filter(({ from }) => own.includes(from));
    expect(packets.filter((packet) => !sent.includes(packet) && packet.protocol === 'TCP')).toEqual([]);
    const sorted = (list: readonly string[]) => [...new Set(list)].sort();
    expect(sorted(sent.map(({ protocol, to }) => `${protocol} ${to}`))).toEqual(sorted(planned));
    expect(sorted(sent.flatMap(({ asks }) => asks ?? []))).toEqual(sorted(plan.names));
  }, 120_000);

  describe('programs of other people', () => {
    const ask = async (...words: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await start(farm().hosts.frontEnd2.within(words)).ended;
      return stdout + stderr;
    };
    const database = addresses.database;
    const scan = (port: number): readonly string[] => ['-Pn', '-n', '-p', String(port), database];

    it('take the SQL Server responder for SQL Server', async () => {
      const login = ['-U', 'lab', '-P', 'lab'];
      const tsql = await ask('tsql', '-H', database, '-p', String(sqlInstances.MSSQLSERVER), ...login);
      expect(tsql).toContain('Msg 18456');
      // The script reads the answer and then fails for every server in nmap 7.93 (github.com/nmap/nmap/issues/2622).
      const nmap = await ask('nmap', '-d', ...scan(sqlInstances.MSSQLSERVER), '--script', 'ms-sql-info');
      expect(nmap).toContain('brandedVersion: 2022');
    });

    it('take the browser responder for SQL Server Browser', async () => {
      const list = await ask('tsql', '-LH', database);
      for (const [name, port] of Object.entries(sqlInstances)) {
        expect(list).toContain(`InstanceName ${name}`);
        expect(list).toContain(`tcp ${port}`);
      }
    });

    it('take the Oracle responder for an Oracle listener', async () => {
      const version = ['-sV', '--version-intensity', '0', '--script', 'oracle-tns-version'];
      const nmap = await ask('nmap', ...scan(oracle.port), ...version);
      expect(nmap).toContain('Oracle TNS listener 19.0.0.0.0');
    });
  });

  it('removes what a killed lab left, and nothing of a living one', async () => {
    const stale = 'nrlab-4194305-1';
    await run(['ip', 'netns', 'add', `${stale}-host`]);
    await mkdir(`/etc/netns/${stale}-host`, { recursive: true });
    await writeFile(`/etc/netns/${stale}-host/hosts`, '');
    await mkdtemp(join(tmpdir(), `${stale}-`));
    const left = start(['ip', 'netns', 'exec', `${stale}-host`, 'sleep', '600']);
    expect(await tracesOf(stale)).toHaveLength(3);
    const mine = await tracesOf(farm().lab.id);
    await removeStale();
    await left.ended;
    expect(await tracesOf(stale)).toEqual([]);
    expect(await tracesOf(farm().lab.id)).toEqual(mine);
  });
});
