import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type EnvironmentResult,
  environmentResultSchema,
} from '../../shared/environment/environment-result.ts';
import { codeBytes, formatCode } from '../../shared/rehearsal/code.ts';
import { emptyTrust } from '../../shared/report/trust-file.ts';
import { drop } from './support/firewall.ts';
import { installFarm } from './support/installed-farm.ts';
import { needsLab } from './support/lab-needs.ts';
import { tracesOf } from './support/namespace.ts';
import {
  addressOf,
  forwarding,
  openRehearsalNetwork,
  type RehearsalNetwork,
  type Server,
  translating,
} from './support/rehearsal-network.ts';
import { clockShift, type ProfileFields, runNetready, writeProfile } from './support/run-in.ts';

const frontEnds = ['fe1', 'fe2'] as const;

const profile: ProfileFields = {
  phase: 'after-install',
  environment: { name: 'Lab', oneProvider: 'yes' },
  controller: { host: 'ctl.lab' },
  frontEnds: frontEnds.map((server) => ({ host: `${server}.lab` })),
  databases: [{ purpose: 'platform', host: 'sql.lab' }],
  cache: { host: 'mq.lab' },
  lifetime: { host: 'lt.lab' },
  managedServers: [
    { host: 'ctl.lab', roles: ['controller'] },
    ...frontEnds.map((server) => ({ host: `${server}.lab`, roles: ['front-end'] })),
  ],
  proxy: { mode: 'none' },
  limits: { connectTimeoutMs: 1500 },
};

/** Who checks, in this order: the front-end last on which something else answers, so that it looks when all have asked. */
const checking = [
  ['ctl', 'controller'],
  ['fe1', 'front-end'],
  ['lt', 'lifetime'],
  ['ws', 'end-user'],
  ['fe2', 'front-end'],
] as const;

/** What is wrong on the way: one front-end does not get to the database, and something answers for another one's service. */
const faults = [
  forwarding(drop({ from: addressOf('fe1'), to: addressOf('sql'), port: 1433 })),
  translating({
    to: [`ip daddr ${addressOf('fe2')} tcp dport 12002 dnat to ${addressOf('ws')}`],
    from: [`ip daddr ${addressOf('ws')} tcp dport 12002 masquerade`],
  }),
].join('');

needsLab('the lab of a merge after the installation', () => {
  const made: { network?: RehearsalNetwork; folder?: string; profile?: string } = {};
  const network = (): RehearsalNetwork => {
    if (made.network === undefined) throw new Error('The network did not start.');
    return made.network;
  };
  const folder = (): string => made.folder ?? '';
  const homeOf = (who: string): string => join(network().lab.folder, `home-${who}`);

  const run = (
    server: Server,
    words: readonly string[],
    as: string,
    more: Readonly<Record<string, string>> = {},
  ) =>
    runNetready(network().lab, network().hosts[server], words, {
      env: { NETREADY_HOME: homeOf(as), ...more },
    });

  type How = {
    readonly profile?: string;
    readonly more?: readonly string[];
    /** Whose data folder, and so whose key. */
    readonly as?: string;
    readonly env?: Readonly<Record<string, string>>;
  };

  /** Has a server ask, and gives its report. */
  const check = async (server: Server, role: string, how: How = {}): Promise<Buffer> => {
    const out = join(network().lab.folder, `checked-${randomBytes(4).toString('hex')}`);
    const words = ['check', '--profile', how.profile ?? made.profile ?? '', '--role', role];
    const ended = await run(
      server,
      [...words, '--out', out, '--format', 'short', ...(how.more ?? [])],
      how.as ?? server,
      how.env,
    );
    const pdf = (await readdir(out).catch(() => [])).find((name) => name.endsWith('.pdf'));
    if (pdf === undefined) throw new Error(`No report; exit code ${ended.code}: ${ended.stderr}`);
    return await readFile(join(out, pdf));
  };

  beforeAll(async () => {
    made.network = await openRehearsalNetwork(formatCode(randomBytes(codeBytes)));
    const { lab, issuing } = made.network;
    await installFarm(made.network);
    made.folder = join(lab.folder, 'collected');
    await mkdir(made.folder);
    made.profile = await writeProfile(lab, 'installed', { ...profile, caFile: issuing.caFile });
    await made.network.during(faults, async () => {
      for (const [server, role] of checking)
        await writeFile(join(folder(), `${server}.pdf`), await check(server, role));
    });
  }, 400_000);
  afterAll(async () => {
    if (made.network === undefined) return;
    await made.network.close();
    expect(await tracesOf(made.network.lab.id), 'left behind').toEqual([]);
  }, 60_000);

  type Merged = {
    readonly code: number | null;
    readonly stderr: string;
    readonly result: EnvironmentResult;
  };
  const merge = async (...args: readonly string[]): Promise<Merged> => {
    const out = join(network().lab.folder, `merged-${randomBytes(4).toString('hex')}`);
    const ended = await run('ws', ['merge', '--out', out, '--format', 'json', ...args], 'support');
    if (ended.stdout === '') throw new Error(`Nothing was merged; exit code ${ended.code}: ${ended.stderr}`);
    return { ...ended, result: environmentResultSchema.parse(JSON.parse(ended.stdout)) };
  };

  const nameIn = ({ machines }: EnvironmentResult, machine: number): string =>
    (machines[machine]?.name ?? '').replace('.lab', '');

  /** Every way as `fe1 > ctl:12000 pass both`. */
  const waysIn = (result: EnvironmentResult): readonly string[] =>
    result.connections.map(
      ({ from, to, port, verdict, decision }) =>
        `${nameIn(result, from)} > ${nameIn(result, to)}:${port} ${verdict} ${decision}`,
    );

  /** A folder with all reports but those that are put in the place of others. */
  const withReports = async (name: string, reports: Readonly<Record<string, Buffer>>): Promise<string> => {
    const own = join(network().lab.folder, name);
    await mkdir(own);
    for (const file of await readdir(folder()))
      await writeFile(join(own, file), await readFile(join(folder(), file)));
    for (const [file, bytes] of Object.entries(reports)) await writeFile(join(own, file), bytes);
    return own;
  };
  const inputOf = ({ inputs }: EnvironmentResult, file: string) => {
    const found = inputs.find((input) => input.file === file);
    if (found === undefined) throw new Error(`${file} is not among the inputs`);
    return found;
  };
  const remarksOf = (result: EnvironmentResult, file: string): readonly string[] =>
    inputOf(result, file).remarks.map(({ kind }) => kind);

  it('gives exactly the matrix of the farm, with real services', async () => {
    const { code, result } = await merge('--dir', folder());
    expect(code).toBe(6);
    expect(waysIn(result)).toEqual([
      'ctl > fe1:80 pass both',
      'ctl > fe1:12001 pass both',
      'ctl > fe1:12002 pass both',
      'ctl > fe2:80 pass both',
      'ctl > fe2:12001 pass both',
      'ctl > fe2:12002 fail service-absent',
      'ctl > lt:80 pass both',
      'ctl > lt:443 pass both',
      'ctl > sql:1433 pass source',
      'fe1 > ctl:12000 pass both',
      'fe1 > mq:5672 pass source',
      'fe1 > fe2:80 pass both',
      'fe1 > fe2:12001 pass both',
      'fe1 > fe2:12002 fail service-absent',
      'fe1 > lt:80 pass both',
      'fe1 > lt:443 pass both',
      'fe1 > sql:1433 fail source',
      'fe2 > ctl:12000 pass both',
      'fe2 > mq:5672 pass source',
      'fe2 > fe1:80 pass both',
      'fe2 > fe1:12001 pass both',
      'fe2 > fe1:12002 pass both',
      'fe2 > lt:80 pass both',
      'fe2 > lt:443 pass both',
      'fe2 > sql:1433 pass source',
      'lt > ctl:80 pass source',
      'lt > ctl:443 pass source',
      'lt > fe1:80 pass both',
      'lt > fe1:443 pass both',
      'lt > fe2:80 pass both',
      'lt > fe2:443 pass both',
      'End users > fe1:80 pass both',
      'End users > fe1:443 pass both',
      'End users > fe2:80 pass both',
      'End users > fe2:443 pass both',
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
      'System operators > lt:22 not-testable-here none',
      'System operators > lt:3389 not-testable-here none',
    ]);
    expect(
      result.requirements.map(
        ({ requirement, verdict, needs }) =>
          `${requirement} ${verdict}${needs.length === 0 ? '' : `: ${needs.map((machine) => nameIn(result, machine)).join(', ')}`}`,
      ),
    ).toEqual([
      'A1 pass',
      'A2 pass',
      'A3 fail',
      'B1 pass',
      'B2 pass',
      'B3 pass',
      'B4 pass',
      'R1 not-testable-here: System operators',
      'R2 pass',
      'R3 pass',
      'R4 not-testable-here: Development tools',
      'R5 not-testable-here: Development tools',
      'R6 not-applicable',
      'R7 pass',
      'R8 pass',
      'R9 fail',
      'R10 pass',
      'R11 pass',
      'M1 pass',
      'M2 pass',
      'M3 pass',
      'M4 fail',
      'M5 pass',
      'M6 pass',
      'M7 fail',
      'H1 not-applicable',
      'C1 not-applicable',
      'C2 not-applicable',
      'C3 not-applicable',
      'C4 not-applicable',
      'C5 not-applicable',
      'C6 not-applicable',
      'L1 skipped: fe1',
      'L2 pass',
      'T0 pass',
      'T0h pass',
      'T1 pass',
      'T2 pass',
      'T3 pass',
      'T4 pass',
      'D1 not-applicable',
    ]);
    for (const { requirement, verdict, needs } of result.requirements)
      if (verdict === 'not-testable-here' || verdict === 'unknown')
        expect([requirement, needs.length > 0]).toEqual([requirement, true]);
  }, 120_000);

  it('finds what answers in the place of a service that does not run, and says so', async () => {
    const { result } = await merge('--dir', folder());
    const disputed = result.connections.filter(({ decision }) => decision === 'service-absent');
    expect(
      disputed.map(({ from, to, port }) => `${nameIn(result, from)} > ${nameIn(result, to)}:${port}`),
    ).toEqual(['ctl > fe2:12002', 'fe1 > fe2:12002']);
    for (const { verdict, destination } of disputed)
      expect([verdict, destination?.says]).toEqual(['fail', 'listens-not']);
    const cause = result.causes.find(
      ({ destination }) => destination.kind === 'port' && destination.port === 1433,
    );
    expect(cause).toMatchObject({ layer: 'path', explains: 1, required: 1 });
  }, 120_000);

  it('verifies there as a whole, with every report inside', async () => {
    const out = join(network().lab.folder, 'merged-whole');
    await run('ws', ['merge', '--dir', folder(), '--out', out], 'support');
    const pdf = (await readdir(out)).find((name) => name.endsWith('.pdf')) ?? '';
    const { stdout } = await run('ws', ['verify', join(out, pdf), '--format', 'json'], 'support');
    const { length } = checking;
    expect(JSON.parse(stdout)).toMatchObject([
      { pages: 'match', environment: { inputs: { listed: length, proven: length } } },
    ]);
  }, 120_000);

  it('takes nothing from what is older, of another phase or edition, redacted or spoilt', async () => {
    const { lab, issuing } = network();
    const written = (name: string, fields: ProfileFields) =>
      writeProfile(lab, name, { ...profile, caFile: issuing.caFile, ...fields });
    const spoilt = await readFile(join(folder(), 'ctl.pdf'));
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    const odd = await withReports('odd', {
      'newer.pdf': await check('lt', 'lifetime'),
      'before.pdf': await check('fe1', 'front-end', {
        profile: await written('before', { phase: 'before-install' }),
      }),
      'edition.pdf': await check('fe1', 'front-end', {
        profile: await written('later', { edition: '2025' }),
      }),
      'redacted.pdf': await check('fe1', 'front-end', { more: ['--redact'] }),
      'spoilt.pdf': spoilt,
    });
    const { code, stderr, result } = await merge('--dir', odd);
    expect(code).toBe(5);
    expect(stderr).toContain('spoilt.pdf is not merged');
    expect(result.refused.map(({ file }) => file)).toEqual(['spoilt.pdf']);
    expect(inputOf(result, 'lt.pdf')).toMatchObject({
      use: 'replaced',
      replacedBy: result.inputs.indexOf(inputOf(result, 'newer.pdf')),
    });
    expect(inputOf(result, 'before.pdf').use).toBe('other-phase');
    expect(inputOf(result, 'edition.pdf').use).toBe('other-edition');
    const redacted = result.inputs.filter(({ remarks }) =>
      remarks.some(({ kind }) => kind === 'redacted-before'),
    );
    expect(redacted.map(({ use, file }) => [use, file])).toEqual([['unmatched', undefined]]);
    const { result: plain } = await merge('--dir', folder());
    expect(waysIn(result)).toEqual(waysIn(plain));
  }, 240_000);

  it('says what is odd of a report that it uses: its address, its profile, its clock', async () => {
    const { lab, issuing } = network();
    const written = (name: string, fields: ProfileFields) =>
      writeProfile(lab, name, { ...profile, caFile: issuing.caFile, ...fields });
    const liar = await check('ws', 'front-end', {
      profile: await written('liar', { machine: { name: 'fe1.lab', roles: ['front-end'] } }),
    });
    const odd = await withReports('used', {
      'fe1.pdf': liar,
      'ctl.pdf': await check('ctl', 'controller', {
        profile: await written('other', { features: { mobileApps: true } }),
      }),
      'fe2.pdf': await check('fe2', 'front-end', {
        env: await clockShift(lab, 'ahead', 11),
      }),
    });
    const { result } = await merge('--dir', odd);
    expect(inputOf(result, 'fe1.pdf').remarks).toContainEqual({
      kind: 'other-address',
      claimed: expect.arrayContaining([addressOf('ws')]),
      seen: [addressOf('fe1')],
    });
    expect(inputOf(result, 'ctl.pdf').remarks).toContainEqual({
      kind: 'other-profile',
      fields: ['features.mobileApps'],
    });
    expect(remarksOf(result, 'fe2.pdf')).toContain('clock');
    // Its times are no word about anybody else's, so that nobody can tell what came first.
    const [disputed] = result.connections.filter(
      ({ to, port }) => nameIn(result, to) === 'fe2' && port === 12_002,
    );
    expect(disputed?.destination?.looked).toBeUndefined();
  }, 240_000);

  it('refuses the changed key of a machine until somebody has confirmed it, and marks keys that it does not know', async () => {
    const { result: plain } = await merge('--dir', folder());
    const keyOf = (file: string): string => inputOf(plain, file).signer.fingerprint ?? '';
    const trust = join(network().lab.folder, 'trust.json');
    const known = ['ctl', 'fe1', 'fe2', 'lt'];
    await writeFile(
      trust,
      JSON.stringify({
        ...emptyTrust,
        signers: known.map((server) => ({
          name: `Netready on ${server}`,
          fingerprint: keyOf(`${server}.pdf`),
          addedAt: '2026-11-22',
        })),
      }),
    );
    const trusted = await merge('--dir', folder(), '--trust', trust);
    expect(trusted.code).toBe(6);
    expect(remarksOf(trusted.result, 'ws.pdf')).toContain('unknown-signer');
    expect(remarksOf(trusted.result, 'ctl.pdf')).toEqual([]);
    const odd = await withReports('keys', {
      'stranger.pdf': await check('fe1', 'front-end', { as: 'stranger' }),
    });
    const refused = await merge('--dir', odd, '--trust', trust);
    expect(refused.code).toBe(5);
    expect(refused.result.refused).toMatchObject([{ file: 'stranger.pdf', code: 'KEY_CHANGED' }]);
    const { result: untrusted } = await merge('--dir', odd);
    const strange = inputOf(untrusted, 'stranger.pdf').signer.fingerprint ?? '';
    const confirmed = await merge('--dir', odd, '--trust', trust, '--confirm-key', strange);
    expect(inputOf(confirmed.result, 'stranger.pdf').use).toBe('used');
    expect(inputOf(confirmed.result, 'fe1.pdf').use).toBe('replaced');
  }, 240_000);
});
