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
import {
  clockShift,
  type ProfileFields,
  runNetready,
  startNetready,
  writeProfile,
} from './support/run-in.ts';

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
  const made: { network?: RehearsalNetwork; folder?: string; late?: Buffer } = {};
  const network = (): RehearsalNetwork => {
    if (made.network === undefined) throw new Error('The network did not start.');
    return made.network;
  };
  const folder = (): string => made.folder ?? '';
  const env = (server: string) => ({ env: { NETREADY_HOME: join(network().lab.folder, `home-${server}`) } });

  const run = (
    server: Server,
    words: readonly string[],
    as: string = server,
    more: Readonly<Record<string, string>> = {},
  ) => runNetready(network().lab, network().hosts[server], words, { env: { ...env(as).env, ...more } });

  /** Has a server ask, and gives its report. */
  const check = async (
    server: Server,
    role: string,
    file: string,
    more: readonly string[] = [],
    as: string = server,
    variables: Readonly<Record<string, string>> = {},
  ) => {
    const out = join(network().lab.folder, `checked-${randomBytes(4).toString('hex')}`);
    const words = ['check', '--profile', file, '--role', role, '--out', out, '--format', 'short'];
    const ended = await run(
      server,
      [...words, '--rehearsal-file', network().codeFile, ...more],
      as,
      variables,
    );
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
    const late = await clockShift(lab, 'late', -11);
    made.late = await readFile(await check('fe2', 'front-end', file, [], 'fe2', late));
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
  it('gives the matrix of a farm that was rehearsed: what is cut is blocked, all else is open', async () => {
    const { code: ended, result } = await merge('--dir', folder());
    expect(ended).toBe(6);
    expect(result.inputs.filter(({ use }) => use === 'used')).toHaveLength(listening.length + asking.length);
    expect(
      connections(result).map(({ way, verdict, decision, basis = '' }) =>
        `${way} ${verdict} ${decision} ${basis}`.trim(),
      ),
    ).toEqual([
      'ctl > fe1:80 pass both rehearsal',
      'ctl > fe1:12001 pass both rehearsal',
      'ctl > fe1:12002 pass both rehearsal',
      'ctl > fe2:80 pass both rehearsal',
      'ctl > fe2:12001 pass both rehearsal',
      'ctl > fe2:12002 pass both rehearsal',
      'ctl > sql:1433 pass both rehearsal',
      'fe1 > ctl:5672 pass both rehearsal',
      'fe1 > ctl:12000 fail both',
      'fe1 > fe2:80 pass both rehearsal',
      'fe1 > fe2:12001 pass both rehearsal',
      'fe1 > fe2:12002 pass both rehearsal',
      'fe1 > sql:1433 pass both rehearsal',
      'fe2 > ctl:5672 pass both rehearsal',
      'fe2 > ctl:12000 pass both rehearsal',
      'fe2 > fe1:80 pass both rehearsal',
      'fe2 > fe1:12001 pass both rehearsal',
      'fe2 > fe1:12002 pass both rehearsal',
      'fe2 > sql:1433 pass both rehearsal',
      'End users > fe1:80 not-testable-here none',
      'End users > fe1:443 not-testable-here none',
      'End users > fe2:80 not-testable-here none',
      'End users > fe2:443 not-testable-here none',
      'Development tools > fe1:80 not-testable-here none',
      'Development tools > fe1:443 not-testable-here none',
      'Development tools > fe2:80 not-testable-here none',
      'Development tools > fe2:443 not-testable-here none',
      'System operators > ctl:22 not-testable-here none',
      'System operators > ctl:3389 not-testable-here none',
      'System operators > fe1:22 not-testable-here none',
      'System operators > fe1:3389 not-testable-here none',
      'System operators > fe2:22 not-testable-here none',
      'System operators > fe2:3389 not-testable-here none',
    ]);
    expect(
      result.requirements
        .filter(({ verdict }) => verdict !== 'not-applicable')
        .map(({ requirement, verdict, needs }) => {
          const names = needs.map((machine) => (result.machines[machine]?.name ?? '').replace('.lab', ''));
          return `${requirement} ${verdict}${names.length === 0 ? '' : `: ${names.join(', ')}`}`;
        }),
    ).toEqual([
      'A1 pass',
      'A2 pass',
      'A3 pass',
      'B1 pass',
      'B2 not-yet: ctl, fe1, fe2',
      'B3 pass',
      'B4 pass',
      'R1 not-testable-here: System operators',
      'R2 not-yet: fe1, fe2, End users',
      'R3 not-yet: fe1, fe2, End users',
      'R4 not-yet: fe1, fe2, Development tools',
      'R5 not-yet: fe1, fe2, Development tools',
      'R7 pass',
      'R8 fail',
      'R9 pass',
      'R10 pass',
      'R11 pass',
      'M1 fail: fe1, fe2',
      'M2 fail',
      'M3 pass',
      'M4 pass',
      'M5 pass',
      'M6 pass',
      'M7 pass',
      'L1 skipped: fe1',
      'L2 pass',
    ]);
    // Every key is decided, or who would decide it is named.
    for (const { requirement, verdict, needs } of result.requirements)
      if (verdict === 'not-testable-here' || verdict === 'unknown')
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

  it('says whose clock is eleven minutes behind the others, as their conversations show', async () => {
    const odd = join(network().lab.folder, 'late');
    await mkdir(odd);
    await writeFile(join(odd, 'late.pdf'), made.late ?? Buffer.of());
    const others = ['ctl', 'fe1'].flatMap((server) => [`${server}.pdf`, `${server}-listener.pdf`]);
    const files = ['sql-listener.pdf', ...others].map((name) => join(folder(), name));
    const { result } = await merge(join(odd, 'late.pdf'), ...files);
    const clocks = result.inputs.flatMap(({ file, remarks }) =>
      remarks.flatMap((remark) => (remark.kind === 'clock' ? [{ file, seconds: remark.seconds }] : [])),
    );
    expect(clocks.map(({ file }) => file)).toEqual(['late.pdf']);
    expect(Math.abs((clocks[0]?.seconds ?? 0) + 660)).toBeLessThan(30);
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
