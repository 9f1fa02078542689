import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type EnvironmentResult,
  environmentResultSchema,
} from '../../shared/environment/environment-result.ts';
import { codeBytes, formatCode } from '../../shared/rehearsal/code.ts';
import { drop } from './support/firewall.ts';
import { needsLab } from './support/lab-needs.ts';
import { tracesOf } from './support/namespace.ts';
import {
  addressOf,
  forwarding,
  isOpen,
  openRehearsalNetwork,
  type RehearsalNetwork,
  type Server,
} from './support/rehearsal-network.ts';
import type { Running } from './support/run.ts';
import { type ProfileFields, runNetready, startNetready, writeProfile } from './support/run-in.ts';

const code = formatCode(randomBytes(codeBytes));

const profile: ProfileFields = {
  controller: { host: 'ctl.lab' },
  frontEnds: [{ host: 'fe1.lab' }, { host: 'fe2.lab' }],
  databases: [{ purpose: 'platform', host: 'sql.lab' }],
  environment: { name: 'Lab', oneProvider: 'yes' },
  proxy: { mode: 'none' },
  limits: { connectTimeoutMs: 1500 },
};

/** Who listens in the place of its services, and who asks; each with its role. */
const listening = [
  ['ctl', 'controller'],
  ['fe1', 'front-end'],
  ['fe2', 'front-end'],
  ['sql', 'database'],
] as const;
const asking = [
  ['ctl', 'controller'],
  ['fe1', 'front-end'],
  ['fe2', 'front-end'],
] as const;

needsLab('the lab of a merge', () => {
  const made: { network?: RehearsalNetwork; folder?: string } = {};
  const network = (): RehearsalNetwork => {
    if (made.network === undefined) throw new Error('The network did not start.');
    return made.network;
  };
  const folder = (): string => made.folder ?? '';
  const env = (server: string) => ({ env: { NETREADY_HOME: join(network().lab.folder, `home-${server}`) } });

  const run = (server: Server, words: readonly string[], as: string = server) =>
    runNetready(network().lab, network().hosts[server], words, env(as));

  /** Has a server ask, and gives its report. */
  const check = async (
    server: Server,
    role: string,
    file: string,
    more: readonly string[] = [],
    as: string = server,
  ) => {
    const out = join(network().lab.folder, `checked-${randomBytes(4).toString('hex')}`);
    const words = ['check', '--profile', file, '--role', role, '--out', out, '--format', 'short'];
    const ended = await run(server, [...words, '--rehearsal-file', network().codeFile, ...more], as);
    const pdf = (await readdir(out).catch(() => [])).find((name) => name.endsWith('.pdf'));
    if (pdf === undefined) throw new Error(`No report; exit code ${ended.code}: ${ended.stderr}`);
    return join(out, pdf);
  };

  const collect = async (name: string, report: string): Promise<void> =>
    writeFile(join(folder(), name), await readFile(report));

  beforeAll(async () => {
    made.network = await openRehearsalNetwork(code);
    const { lab, hosts, codeFile } = network();
    made.folder = join(lab.folder, 'collected');
    await mkdir(made.folder);
    const file = await writeProfile(lab, 'farm', { ...profile, phase: 'before-install' });
    const open: (readonly [Server, Running])[] = [];
    for (const [server, role] of listening) {
      const words = [
        'listen',
        '--profile',
        file,
        '--role',
        role,
        '--for',
        '30',
        '--out',
        join(lab.folder, `listened-${server}`),
      ];
      open.push([
        server,
        startNetready(lab, hosts[server], [...words, '--rehearsal-file', codeFile], env(server)),
      ]);
    }
    for (const [server, listener] of open) await isOpen(listener, server);
    const rules = forwarding(drop({ from: addressOf('fe1'), to: addressOf('ctl'), port: 12_000 }));
    await network().during(rules, async () => {
      for (const [server, role] of asking) await collect(`${server}.pdf`, await check(server, role, file));
    });
    for (const [, listener] of open) listener.child.kill('SIGINT');
    for (const [server, listener] of open) {
      await listener.ended;
      const out = join(lab.folder, `listened-${server}`);
      const pdf = (await readdir(out)).find((name) => name.endsWith('.pdf')) ?? '';
      await collect(`${server}-listener.pdf`, join(out, pdf));
    }
  }, 400_000);
  afterAll(async () => {
    if (made.network === undefined) return;
    await made.network.close();
    expect(await tracesOf(made.network.lab.id), 'left behind').toEqual([]);
  }, 60_000);

  const merge = async (
    ...args: readonly string[]
  ): Promise<{
    readonly code: number | null;
    readonly stderr: string;
    readonly result: EnvironmentResult;
  }> => {
    const out = join(network().lab.folder, `merged-${randomBytes(4).toString('hex')}`);
    const ended = await run('ws', ['merge', '--out', out, '--format', 'json', ...args]);
    if (ended.stdout === '') throw new Error(`Nothing was merged; exit code ${ended.code}: ${ended.stderr}`);
    return { ...ended, result: environmentResultSchema.parse(JSON.parse(ended.stdout)) };
  };

  const connections = ({ machines, connections: all }: EnvironmentResult) => {
    const nameOf = (machine: number): string => (machines[machine]?.name ?? '').replace('.lab', '');
    return all.map((one) => ({ ...one, way: `${nameOf(one.from)} > ${nameOf(one.to)}:${one.port}` }));
  };
  const ways = (result: EnvironmentResult, verdict: string): readonly string[] =>
    connections(result)
      .filter((one) => one.verdict === verdict)
      .map(({ way }) => way);

  it('gives the matrix of a farm that was rehearsed: what is cut is blocked, all else is open', async () => {
    const { code: ended, result } = await merge('--dir', folder());
    expect(ended).toBe(6);
    expect(result.inputs.filter(({ use }) => use === 'used')).toHaveLength(listening.length + asking.length);
    expect(ways(result, 'fail')).toEqual(['fe1 > ctl:12000']);
    const rehearsed = connections(result)
      .filter(({ basis }) => basis === 'rehearsal')
      .map(({ way }) => way);
    for (const way of [
      ...['fe2 > ctl:12000', 'fe1 > ctl:5672', 'fe2 > ctl:5672', 'ctl > fe1:12001', 'ctl > fe2:12001'],
      ...['fe1 > sql:1433', 'fe2 > sql:1433', 'ctl > sql:1433'],
    ])
      expect(rehearsed, way).toContain(way);
    // Every key is decided, or who would decide it is named.
    for (const { requirement, verdict, needs } of result.requirements)
      if (verdict === 'not-testable-here')
        expect([requirement, needs.length > 0]).toEqual([requirement, true]);
    const [cause] = result.causes;
    expect(cause).toMatchObject({ destination: { kind: 'port', port: 12_000 }, explains: 1 });
  }, 120_000);

  it('verifies there as a whole, with every report inside', async () => {
    const out = join(network().lab.folder, 'merged-whole');
    await run('ws', ['merge', '--dir', folder(), '--out', out]);
    const pdf = (await readdir(out)).find((name) => name.endsWith('.pdf')) ?? '';
    const { stdout } = await run('ws', ['verify', join(out, pdf), '--format', 'json']);
    const count = listening.length + asking.length;
    expect(JSON.parse(stdout)).toMatchObject([
      { code: 'UNKNOWN_SIGNER', pages: 'match', environment: { inputs: { listed: count, proven: count } } },
    ]);
  }, 120_000);

  it('names what is older, of another phase or edition, redacted, spoilt or of another key, and mixes nothing in', async () => {
    const { lab } = network();
    const before = await writeProfile(lab, 'again', { ...profile, phase: 'before-install' });
    const after = await writeProfile(lab, 'after', { ...profile, phase: 'after-install' });
    const other = await writeProfile(lab, 'other', {
      ...profile,
      phase: 'before-install',
      ports: { cache: 5673 },
    });
    const odd = join(lab.folder, 'odd');
    await mkdir(odd);
    const put = async (name: string, report: string) => writeFile(join(odd, name), await readFile(report));
    await put('newer.pdf', await check('fe2', 'front-end', before));
    await put('after.pdf', await check('fe1', 'front-end', after));
    await put('other.pdf', await check('ctl', 'controller', other));
    await put('redacted.pdf', await check('fe1', 'front-end', before, ['--redact']));
    await put('stranger.pdf', await check('fe1', 'front-end', before, [], 'stranger'));
    const spoilt = await readFile(join(folder(), 'ctl.pdf'));
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    await writeFile(join(odd, 'spoilt.pdf'), spoilt);
    const { code: ended, stderr, result } = await merge(join(folder(), '*.pdf'), join(odd, '*.pdf'));
    expect(ended).toBe(5);
    expect(stderr).toContain('spoilt.pdf is not merged');
    expect(result.refused.map(({ file }) => file)).toEqual(['spoilt.pdf']);
    const input = (file: string) => result.inputs.find((one) => one.file === file);
    expect(input('fe2.pdf')).toMatchObject({ use: 'replaced' });
    expect(input('newer.pdf')).toMatchObject({ use: 'used' });
    expect(input('after.pdf')).toMatchObject({ use: 'other-phase' });
    expect(input('other.pdf')?.remarks.map(({ kind }) => kind)).toContain('other-profile');
    expect(input('stranger.pdf')?.remarks.map(({ kind }) => kind)).toContain('other-key');
    const redacted = result.inputs.filter(({ remarks }) =>
      remarks.some(({ kind }) => kind === 'redacted-before'),
    );
    expect(redacted).toMatchObject([{ use: 'unmatched' }]);
  }, 240_000);
});
