import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { maxPerHost } from '../../shared/probe/limits.ts';
import { commandPath } from '../support/command.ts';
import { needsRoot } from '../support/needs.ts';
import { type FarNetwork, farHosts, farOutcome, openFarNetwork } from './support/far-network.ts';
import { start, until } from './support/run.ts';

const needsNetwork = needsRoot('ip', 'nft', 'unshare', 'sysctl', 'tcpdump', 'hostname');

/** The first packet of one connection: when it was sent, in ms, and where it went. */
type Begun = { readonly atMs: number; readonly host: string };

/** How much earlier than its turn a connection may begin, in ms: the pace allows 20, the rest is for the kernel's clock. */
const earlyMs = 100;

/** The first packets of a recording, without those that the system sends again. */
function begun(text: string): readonly Begun[] {
  const connections = new Map<string, Begun>();
  for (const [, seconds, from = '', host = '', port = ''] of text.matchAll(
    /^(\d+\.\d+) IP (\S+) > (\d+\.\d+\.\d+\.\d+)\.(\d+): Flags \[SE?W?\]/gm,
  )) {
    const key = `${from} ${host} ${port}`;
    if (!connections.has(key)) connections.set(key, { atMs: Number(seconds) * 1000, host });
  }
  return [...connections.values()];
}

needsNetwork('how fast a run connects', () => {
  const opened: { network?: FarNetwork } = {};
  beforeAll(async () => {
    opened.network = await openFarNetwork();
  }, 60_000);
  afterAll(() => opened.network?.close());

  /** Runs checks of a profile, and tells what the network saw of it. */
  async function recorded(fields: object, only: readonly string[]): Promise<readonly Begun[]> {
    if (opened.network === undefined) throw new Error('The network did not open.');
    const { folder, near } = opened.network;
    const profile = join(folder, 'profile.json');
    await writeFile(profile, JSON.stringify({ schemaVersion: 1, phase: 'after-install', ...fields }));
    const filter = 'tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn';
    const recorder = near.start([
      ...[
        'tcpdump',
        '-Z',
        'root',
        '-i',
        'near0',
        '-nn',
        '-tt',
        '-l',
        '--immediate-mode',
        '-B',
        '8192',
        filter,
      ],
    ]);
    await until('tcpdump listens', () => recorder.output().includes('listening on'));
    const chosen = only.flatMap((id) => ['--only', id]);
    const words = [
      process.execPath,
      commandPath,
      'check',
      '--profile',
      profile,
      '--format',
      'json',
      ...chosen,
    ];
    const { stdout, stderr } = await start(near.within(words), {
      env: { PATH: process.env['PATH'] ?? '', NETREADY_HOME: join(folder, 'home') },
    }).ended;
    recorder.child.kill('SIGINT');
    const { stdout: packets } = await recorder.ended;
    expect(stdout, stderr).toContain('"netready.run/1"');
    return begun(packets);
  }

  it('begins so many connections in a second as the profile allows', async () => {
    const perSecond = 50;
    const frontEnds = farHosts(40).map((host) => ({ host }));
    const connections = await recorded(
      {
        machine: { roles: ['controller'] },
        frontEnds,
        limits: { connectTimeoutMs: 4000, connectionsPerSecond: perSecond },
      },
      ['mon-ctrl-iis', 'mon-ctrl-deploy', 'mon-ctrl-sched'],
    );
    expect(connections.length).toBeGreaterThanOrEqual(3 * frontEnds.length);
    const times = connections.map(({ atMs }) => atMs).sort((left, right) => left - right);
    const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(spanMs).toBeGreaterThan(((times.length - 1) / perSecond) * 1000 - earlyMs);
  });

  it('has no more than four connections at a time to one host', async () => {
    const host = farHosts(250).find((entry) => farOutcome(entry) === 'timeout') ?? '';
    const connectTimeoutMs = 4000;
    const connections = await recorded(
      {
        machine: { roles: ['front-end'] },
        controller: { host },
        cache: { host },
        lifetime: { host },
        databases: [
          { purpose: 'platform', host },
          { purpose: 'logging', host, port: 1434 },
          { purpose: 'session', host, port: 1435 },
        ],
        limits: { connectTimeoutMs },
      },
      [],
    );
    const times = connections
      .filter((entry) => entry.host === host)
      .map(({ atMs }) => atMs)
      .sort((left, right) => left - right);
    expect(times.length).toBeGreaterThan(maxPerHost);
    for (const [index, atMs] of times.entries()) {
      const later = times[index + maxPerHost];
      if (later !== undefined) expect(later - atMs).toBeGreaterThan(connectTimeoutMs - earlyMs);
    }
  });
});
