import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationDeps } from '../../../../../electron/core/operations/deps.ts';
import { createHandlers } from '../../../../../electron/core/operations/handlers.ts';
import { links } from '../../../../../electron/core/operations/links.ts';
import { dispatch, type OperationOutput } from '../../../../../shared/contract/dispatch.ts';
import { linkIds, type OperationName } from '../../../../../shared/contract/operations.ts';
import type { Failure, Reply } from '../../../../../shared/contract/reply.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { RunProgress } from '../../../../../shared/run/progress.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { loopbackProfile, testDeps } from '../../../../support/operation-deps.ts';
import {
  endedProcess,
  journalHead,
  journalId,
  journalText,
  leaveJournal,
} from '../../../../support/run-journals.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import type { LocalServer } from '../../../../support/servers/local-server.ts';
import { holdClosedPort, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { sqlServerHsconf } from '../hsconf/sample-hsconf.ts';

let folder = '';
const servers: LocalServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-operations-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

type Ask = <N extends OperationName>(
  name: N,
  input: unknown,
  options?: { readonly emit?: (event: unknown) => void; readonly signal?: AbortSignal },
) => Promise<Reply<OperationOutput<N>>>;

/** The real operations on the folder of the test, called as every transport calls them. */
function operations(changes: Partial<OperationDeps> = {}) {
  const { deps, log } = testDeps(folder, changes);
  const handlers = createHandlers(deps);
  const ask: Ask = async (name, input, { emit = () => undefined, signal } = {}) => {
    const own = signal ?? new AbortController().signal;
    return (await dispatch(handlers, name, input, { emit, signal: own })) as Reply<never>;
  };
  return { ask, deps, log };
}

function given<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.description}`);
  return reply.value;
}

function refused(reply: Reply<unknown>): Failure {
  if (reply.ok) throw new Error('it did not fail');
  return reply.error;
}

async function portOf(starting: Promise<LocalServer>): Promise<number> {
  const server = await starting;
  servers.push(server);
  return server.port;
}

const silentPort = (): Promise<number> => portOf(startSilentServer());
/** Refuses, so that a run has its answers at once. */
const closedPort = (): Promise<number> => portOf(holdClosedPort());

describe('who is asking', () => {
  it('is described without contacting anybody', async () => {
    const about = given(await operations().ask('app.describe', {}));
    expect(about).toMatchObject({ host: 'desktop', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(about.machine.hostname).not.toBe('');
  });

  it.each([
    ['win32', 'windows'],
    ['linux', 'linux'],
    ['darwin', 'macos'],
    ['freebsd', 'other'],
  ] as const)('runs on %s, which is called %s', async (platform, expected) => {
    expect(given(await operations({ platform }).ask('app.describe', {})).platform).toBe(expected);
  });

  it('names servers with their ports', async () => {
    const { deps } = testDeps(folder);
    const network = { ...deps.world.network, dnsServers: () => [{ address: 'fd00::53', port: 53 }] };
    const { ask } = operations({ world: { ...deps.world, network } });
    expect(given(await ask('app.describe', {})).nameServers).toEqual(['[fd00::53]:53']);
  });

  it('can end the program and open the links of the contract', async () => {
    const { ask, log } = operations();
    for (const link of linkIds) given(await ask('link.open', { link }));
    expect(log.links).toEqual([...linkIds]);
    expect(refused(await ask('link.open', { link: 'https://example.invalid' })).code).toBe('input-invalid');
    given(await ask('app.quit', {}));
    expect(log.quits).toBe(1);
  });

  it('has only https addresses of OutSystems behind its links', () => {
    for (const address of Object.values(links)) {
      const { protocol, hostname, username, search } = new URL(address);
      expect([protocol, hostname, username, search]).toEqual(['https:', 'success.outsystems.com', '', '']);
    }
  });
});

describe('the session', () => {
  it('is kept, restored and forgotten', async () => {
    const session = { schemaVersion: 1, step: 'review', answers: '{}', lastRun: null } as const;
    const save = { session, base: null, window: '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01' };
    const { revision } = given(await operations().ask('session.save', save));
    expect(given(await operations().ask('session.load', {}))).toMatchObject({
      session,
      revision,
      problem: null,
    });
    expect(given(await operations().ask('session.revision', {}))).toEqual({ revision });
    given(await operations().ask('session.clear', { base: revision }));
    expect(given(await operations().ask('session.load', {})).session).toBeNull();
  });

  it('of a window that has not seen what is kept is refused, waits aside, and can be forgotten', async () => {
    const session = { schemaVersion: 1, step: 'review', answers: '{}', lastRun: null } as const;
    const window = '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01';
    given(await operations().ask('session.save', { session, base: null, window }));
    const late = { ...session, answers: '{"late":true}' };
    const other = '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a02';
    const failure = refused(
      await operations().ask('session.save', { session: late, base: null, window: other }),
    );
    expect(failure).toMatchObject({
      code: 'session-changed',
      title: expect.stringContaining('another window'),
    });
    expect(refused(await operations().ask('session.clear', {})).code).toBe('session-changed');
    expect(given(await operations().ask('session.load', {}))).toMatchObject({
      session,
      aside: [{ window: other, session: late }],
    });
    given(await operations().ask('session.forget', { window: other }));
    expect(given(await operations().ask('session.load', {})).aside).toEqual([]);
  });
});

describe('a profile', () => {
  const profile = loopbackProfile(12000);
  const ask = (text: string) => operations().ask('profile.import', { name: 'file', text });

  it('comes from a profile file, with or without a byte order mark', async () => {
    for (const mark of ['', '\uFEFF'])
      expect(given(await ask(`${mark}${JSON.stringify(profile)}`))).toEqual({ profile, notes: [] });
  });

  it('comes from a Platform Server configuration, with the defaults for what that does not say', async () => {
    const { profile: taken, notes } = given(await ask(`\uFEFF\r\n${sqlServerHsconf.slice(38)}`));
    expect(taken).toMatchObject({ phase: 'before-install', controller: { host: 'ctrl-01.example.local' } });
    expect(notes).toContain('Nothing else was read: no user name and no password.');
  });

  it('is refused with the field that is wrong', async () => {
    expect(refused(await ask('{"schemaVersion":1,"surprise":1}'))).toMatchObject({
      code: 'profile-invalid',
      description: expect.stringContaining('surprise: there is no such field'),
    });
  });

  it.each(['AdminPassword=fake-1', '"fake-1', '\u0000fake-1'])(
    'is refused without quoting what is no profile at all: %j',
    async (text) => {
      const failure = refused(await ask(text));
      expect(failure.description).toBe(
        'file is neither a profile (JSON) nor a Platform Server configuration (XML).',
      );
    },
  );

  it('is saved as a file that can be imported again', async () => {
    const { ask: call, log } = operations();
    const saved = given(await call('profile.save', { profile }));
    expect(saved.files).toEqual([
      { name: 'netready-profile.json', path: '/chosen/netready-profile.json', download: null },
    ]);
    const [{ files, suggested }] = log.saved as [(typeof log.saved)[number]];
    expect(suggested).toBe('netready-profile');
    const text = new TextDecoder().decode(files[0]?.bytes);
    expect(given(await ask(text)).profile).toEqual(profile);
  });
});

describe('a plan', () => {
  it('is shown without contacting anything', async () => {
    const server = await startSilentServer();
    servers.push(server);
    const view = given(await operations().ask('plan.preview', { profile: loopbackProfile(server.port) }));
    expect(view.contacts.map(({ host, port }) => `${host}:${port}`)).toContain(`127.0.0.1:${server.port}`);
    expect(view.contacts.every(({ host }) => ['127.0.0.1', '::1', 'localhost'].includes(host))).toBe(true);
    expect(server.connections().total).toBe(0);
  });

  it('is refused for an overlay that nobody knows', async () => {
    const profile = { ...loopbackProfile(12000), overlays: ['no-such-overlay'] };
    expect(refused(await operations().ask('plan.preview', { profile })).code).toBe('profile-invalid');
  });
});

describe('a run', () => {
  it('tells how it gets on, gives a result and keeps it', async () => {
    const profile = loopbackProfile(await closedPort());
    const events: RunProgress[] = [];
    const { ask, log } = operations();
    const emit = (event: unknown) => events.push(event as RunProgress);
    const result = given(await ask('run.start', { profile, base: null }, { emit }));
    const checked = events.filter((event) => event.kind === 'check');
    expect(events[0]?.kind).toBe('planned');
    expect(checked.map(({ check }) => check.id).sort()).toEqual(result.checks.map(({ id }) => id).sort());
    expect(result.contacted.every(({ address }) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
    const later = operations();
    expect(given(await later.ask('run.read', { id: result.id }))).toEqual(result);
    expect(given(await later.ask('run.list', {})).runs.map(({ id }) => id)).toEqual([result.id]);
    expect(log.notices).toEqual([]);
  });

  it('is the only one at a time, and can be followed by another', async () => {
    const profile = loopbackProfile(await closedPort());
    const { ask } = operations();
    const first = ask('run.start', { profile, base: null });
    const second = refused(await ask('run.start', { profile, base: null }));
    expect([second.code, second.description]).toEqual(['busy', 'This program is running checks already.']);
    given(await first);
    given(await ask('run.start', { profile, base: null }));
  });

  it('that was refused does not keep others out', async () => {
    const { ask } = operations();
    const profile = { ...loopbackProfile(12000), overlays: ['no-such-overlay'] };
    expect(refused(await ask('run.start', { profile, base: null })).code).toBe('profile-invalid');
    given(await ask('run.start', { profile: loopbackProfile(await closedPort()), base: null }));
  });

  it('can be cancelled, and is kept as far as it came', async () => {
    const server = await startSilentServer();
    servers.push(server);
    const profile = loopbackProfile(await silentPort(), {
      ports: { http: server.port },
      limits: { connectTimeoutMs: 60_000 },
    });
    const controller = new AbortController();
    const { ask } = operations();
    const emit = (event: unknown) => {
      if ((event as RunProgress).kind === 'waiting') controller.abort();
    };
    const result = given(
      await ask('run.start', { profile, base: null }, { emit, signal: controller.signal }),
    );
    expect(result.cancelled).toBe(true);
    expect(given(await ask('run.read', { id: result.id })).cancelled).toBe(true);
  });

  it('repeats only the checks that were named, and keeps the others of the run before', async () => {
    const server = await startSilentServer();
    const profile = loopbackProfile(server.port);
    const { ask } = operations();
    const before = given(await ask('run.start', { profile, base: null }));
    await server.close();
    const base = { id: before.id, checks: ['out-ctrl'] };
    const after = given(await ask('run.start', { profile, base }));
    const findingOf = (result: RunResult, id: string) =>
      result.checks.find((check) => check.id === id)?.finding;
    expect([findingOf(before, 'out-ctrl'), findingOf(after, 'out-ctrl')]).toEqual(['open', 'refused']);
    expect(findingOf(after, 'out-cache')).toBe(findingOf(before, 'out-cache'));
    expect(after.checks).toHaveLength(before.checks.length);
    expect(after.id).not.toBe(before.id);
    expect(given(await ask('run.list', {})).runs).toHaveLength(2);
  });

  it('cannot repeat what the run before does not have, or a run that is not kept', async () => {
    const { ask, deps } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const start = (base: object) => ask('run.start', { profile: result.profile, base });
    expect(refused(await start({ id: result.id, checks: ['out-ctrl', 'nothing'] }))).toMatchObject({
      code: 'input-invalid',
      description: 'The earlier run has no check "nothing".',
    });
    const gone = { id: '11111111-1111-4111-8111-111111111111', checks: ['out-ctrl'] };
    expect(refused(await start(gone)).code).toBe('not-found');
  });

  it('is refused before anything is contacted where it does not fit the run before', async () => {
    const server = await startSilentServer();
    servers.push(server);
    const profile = loopbackProfile(server.port);
    const { ask, deps } = operations();
    const elsewhere = { ...failedResult(), profile };
    await deps.runs.save(elsewhere);
    const base = { id: elsewhere.id, checks: ['out-ctrl'] };
    expect(refused(await ask('run.start', { profile, base }))).toMatchObject({
      code: 'input-invalid',
      description: expect.stringMatching(/^The checks cannot be joined to the earlier run, because the /),
    });
    expect(server.connections().total).toBe(0);
    expect(given(await ask('run.list', {})).runs).toHaveLength(1);
  });

  it('leaves no journal once it is kept, and keeps it where it is not', async () => {
    const profile = loopbackProfile(await closedPort());
    const { ask, deps } = operations();
    given(await ask('run.start', { profile, base: null }));
    const journals = async () =>
      (await readdir(join(folder, 'runs'))).filter((name) => name.endsWith('.journal'));
    expect(await journals()).toEqual([]);
    const full = new AppError('output-unwritable', 'The disk is full.');
    const failing = operations({ runs: { ...deps.runs, save: () => Promise.reject(full) } });
    const { id } = given(await failing.ask('run.start', { profile, base: null }));
    expect(await journals()).toEqual([`${id}.journal`]);
  });

  it('that was broken off is among the others after the next start, and told of', async () => {
    await leaveJournal(folder, journalText(journalHead(await endedProcess())));
    const { ask, log } = operations();
    expect(given(await ask('run.list', {})).runs).toMatchObject([{ id: journalId, brokenOff: true }]);
    expect(log.notices).toEqual([expect.stringContaining('was broken off after')]);
    const { pdf } = given(await ask('report.preview', { id: journalId }));
    expect(pdf.length).toBeGreaterThan(1000);
  });

  it('survives a disk that does not take it: the report can still be made', async () => {
    const { deps } = testDeps(folder);
    const full = new AppError('output-unwritable', 'The disk is full.');
    const runs = { ...deps.runs, save: () => Promise.reject(full) };
    const { ask, log } = operations({ runs });
    const profile = loopbackProfile(await closedPort());
    const result = given(await ask('run.start', { profile, base: null }));
    expect(log.notices).toEqual(['The disk is full.']);
    expect(given(await ask('run.read', { id: result.id }))).toEqual(result);
    expect(given(await ask('report.preview', { id: result.id })).sizeBytes).toBeGreaterThan(1000);
  });

  it('is asked about once: what is saved is the report that was previewed, with whose word its time is', async () => {
    const asked: string[] = [];
    const confirmTime: OperationDeps['confirmTime'] = async ({ timestamp }, _signature, signal) => {
      asked.push(timestamp?.url ?? '');
      return { ok: false, why: signal.aborted ? 'Cancelled.' : 'Nobody answered.' };
    };
    const { ask, deps, log } = operations({ confirmTime });
    const failed = failedResult();
    const timestamp = { url: 'http://tsa.example.local/' };
    const result = { ...failed, profile: { ...failed.profile, timestamp } };
    await deps.runs.save(result);
    const { id } = result;
    await ask('report.preview', { id }, { signal: AbortSignal.abort() });
    const preview = given(await ask('report.preview', { id }));
    expect(preview.time).toEqual({ kind: 'claimed', why: 'Nobody answered.' });
    given(await ask('report.save', { id, formats: ['pdf'] }));
    expect(asked).toEqual([timestamp.url, timestamp.url]);
    const [saved] = log.saved.at(-1)?.files ?? [];
    expect(Buffer.from(saved?.bytes ?? []).toString('base64')).toBe(preview.pdf);
  });

  it('is listed without the files that cannot be used, which are told apart', async () => {
    const { ask, deps, log } = operations();
    await deps.runs.save(failedResult());
    await writeFile(join(folder, 'runs', '11111111-1111-4111-8111-111111111111.json'), '{');
    expect(given(await ask('run.list', {})).runs).toHaveLength(1);
    expect(log.notices).toEqual([expect.stringContaining('could not be used: it is damaged.')]);
  });
});

describe('a waiver', () => {
  it('is set and taken back, and stays with the run', async () => {
    const { ask, deps } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const failed = result.checks.find(({ verdict }) => verdict === 'fail');
    if (failed === undefined) throw new Error('nothing failed');
    const waive = (reason: string | null) => ask('run.waive', { id: result.id, checks: [failed.id], reason });
    const waived = given(await waive('Agreed with support'));
    expect(waived.checks.find(({ id }) => id === failed.id)?.verdict).toBe('waived');
    expect(given(await operations().ask('run.read', { id: result.id }))).toEqual(waived);
    const back = given(await waive(null));
    expect(back.checks.find(({ id }) => id === failed.id)?.verdict).toBe('fail');
    expect(refused(await waive('no')).code).toBe('input-invalid');
    expect(refused(await waive(null)).code).toBe('input-invalid');
  });
});

describe('a report', () => {
  it('that cannot be signed does not keep the data from being saved', async () => {
    const broken = () => Promise.reject(new AppError('identity-damaged', 'The key is damaged.'));
    const { ask, deps, log } = operations({ openIdentity: broken, openUnnamedIdentity: broken });
    const { id } = failedResult();
    await deps.runs.save(failedResult());
    expect(refused(await ask('report.save', { id, formats: ['pdf', 'json'] })).code).toBe('identity-damaged');
    for (const redact of [false, true])
      given(await ask('report.save', { id, formats: ['json', 'csv'], redact }));
    const endings = log.saved.map(({ files }) => files.map(({ name }) => name.replace(/^.*Z/, '')));
    expect(endings).toEqual([
      ['.json', '-firewall.csv'],
      ['.json', '-firewall.csv'],
    ]);
  });

  it('is made on the paper that is asked for, A4 unless another is', async () => {
    const { ask, deps, log } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const { id } = result;
    const boxes = (pdf: Uint8Array) => [
      ...new Set(
        Buffer.from(pdf)
          .toString('latin1')
          .match(/\/MediaBox \[[^\]]+\]/g),
      ),
    ];
    const previewed = async (pageSize?: 'A4' | 'LETTER') =>
      boxes(Buffer.from(given(await ask('report.preview', { id, pageSize })).pdf, 'base64'));
    expect(await previewed()).toEqual(['/MediaBox [0 0 595.28 841.89]']);
    expect(await previewed('LETTER')).toEqual(['/MediaBox [0 0 612 792]']);
    given(await ask('report.save', { id, pageSize: 'LETTER', formats: ['pdf'] }));
    expect(boxes(log.saved[0]?.files[0]?.bytes ?? new Uint8Array())).toEqual(['/MediaBox [0 0 612 792]']);
  });

  it('is previewed exactly as it is saved, and verified again', async () => {
    const { ask, deps, log } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const preview = given(await ask('report.preview', { id: result.id }));
    const identity = given(await ask('identity.show', {}));
    expect(preview).toMatchObject({
      name: 'netready-app01-20260302-140510Z.pdf',
      signerName: identity.name,
      fingerprint: identity.fingerprint,
    });
    expect(given(await ask('report.reveal', {})).shown).toBe(false);
    const formats = ['csv', 'pdf', 'json', 'pdf'] as const;
    expect(refused(await ask('report.save', { id: result.id, formats })).code).toBe('input-invalid');
    given(await ask('report.save', { id: result.id, formats: formats.slice(0, 3) }));
    expect(given(await ask('report.reveal', {})).shown).toBe(true);
    const [{ files, suggested }] = log.saved as [(typeof log.saved)[number]];
    expect(suggested).toBe('netready-app01-20260302-140510Z');
    expect(files.map(({ name }) => name)).toEqual([
      `${suggested}-firewall.csv`,
      `${suggested}.pdf`,
      `${suggested}.json`,
    ]);
    const pdf = Buffer.from(files[1]?.bytes ?? []);
    expect(pdf.toString('base64') === preview.pdf).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(files[2]?.bytes))).toEqual(result);
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain('"member","DB","db01.example.local"');

    const damaged = Buffer.from(pdf).fill(0x20, 5000, 5010);
    const events: unknown[] = [];
    const { outcomes } = given(
      await ask(
        'verify.reports',
        {
          files: [
            { name: 'a.pdf', pdf: preview.pdf },
            { name: 'b.pdf', pdf: damaged.toString('base64') },
          ],
        },
        { emit: (event) => events.push(event) },
      ),
    );
    const told = outcomes.map((outcome, index) => ({ index, outcome }));
    expect(events).toHaveLength(2);
    expect(events).toEqual(expect.arrayContaining(told));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'unknown-signer',
      expect.stringMatching(/changed|damaged/),
    ]);
    expect(outcomes[0]?.report).toMatchObject({ id: result.id, host: 'app01', verdict: 'fail' });

    const signer = { fingerprint: identity.fingerprint, name: 'App server', addedAt: '2026-11-22' };
    await writeFile(join(folder, 'trust.json'), JSON.stringify({ schemaVersion: 1, signers: [signer] }));
    const files2 = [{ name: 'a.pdf', pdf: preview.pdf }];
    expect(given(await ask('verify.reports', { files: files2 })).outcomes[0]).toMatchObject({
      outcome: 'trusted',
      signer: { name: 'App server' },
    });
    await writeFile(join(folder, 'trust.json'), '{');
    expect(refused(await ask('verify.reports', { files: files2 })).code).toBe('trust-invalid');
  });

  it('is redacted for others: the page sees what changes, the list of aliases stays here', async () => {
    const { ask, deps, log } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const { changes, texts } = given(await ask('report.redaction', { id: result.id }));
    expect(changes).toContainEqual({ kind: 'host', original: 'app01', alias: 'fe-1' });
    const reason = 'Mobile apps are built in another environment, agreed with support.';
    const told = { fields: ['waiver'], text: reason, marker: '[text 1 removed]', kept: reason };
    expect(texts).toContainEqual(told);
    const preview = given(await ask('report.preview', { id: result.id, redact: true }));
    expect(preview.name).toBe('netready-fe-1-20260302-140510Z.pdf');
    expect(preview.signerName).toBe('Netready on a machine without a name');
    expect(preview.fingerprint).not.toBe(given(await ask('identity.show', {})).fingerprint);
    const { aliases } = given(await ask('report.save', { id: result.id, formats: ['pdf'], redact: true }));
    const saved = log.saved.at(-1)?.files ?? [];
    expect(saved.map(({ name }) => name)).toEqual([preview.name]);
    expect(aliases).toEqual({ kind: 'kept', path: join(folder, 'aliases', `${result.id}.json`) });
    const list = await readFile(join(folder, 'aliases', `${result.id}.json`), 'utf8');
    expect(list).toContain('"original": "app01"');
    expect(list).toContain(reason);
    expect(Buffer.from(saved[0]?.bytes ?? []).toString('base64') === preview.pdf).toBe(true);
    const keep = [reason];
    given(await ask('report.save', { id: result.id, formats: ['json'], redact: true, keep }));
    const kept = new TextDecoder().decode(log.saved.at(-1)?.files[0]?.bytes);
    expect(kept).toContain(reason);
    expect(kept).toContain('[text 3 removed]');
    given(await ask('report.save', { id: result.id, formats: ['json'] }));
    expect(log.saved.at(-1)?.files.map(({ name }) => name)).toEqual(['netready-app01-20260302-140510Z.json']);
  });

  it('is never given out with names where they were to be replaced, whoever signs', async () => {
    const { deps } = operations();
    const { ask } = operations({ openUnnamedIdentity: deps.openIdentity });
    const result = failedResult();
    await deps.runs.save(result);
    const nameOf = async (redact: boolean) =>
      given(await ask('report.preview', { id: result.id, redact })).name;
    expect([await nameOf(false), await nameOf(true)]).toEqual([
      'netready-app01-20260302-140510Z.pdf',
      'netready-fe-1-20260302-140510Z.pdf',
    ]);
  });

  it('is made anew when its run has changed', async () => {
    const { ask, deps } = operations();
    const result = passedResult();
    await deps.runs.save(result);
    const before = given(await ask('report.preview', { id: result.id }));
    await deps.runs.save({
      ...result,
      profile: { ...result.profile, environment: { ...result.profile.environment, name: 'Other' } },
    });
    const after = given(await ask('report.preview', { id: result.id }));
    expect(before.pdf === after.pdf).toBe(false);
  });

  it('is signed once, also when it is previewed and saved at the same time', async () => {
    const { ask, deps, log } = operations();
    const result = passedResult();
    await deps.runs.save(result);
    const [preview] = await Promise.all([
      ask('report.preview', { id: result.id }),
      ask('report.save', { id: result.id, formats: ['pdf'] }),
    ]);
    const [saved] = log.saved.at(-1)?.files ?? [];
    expect(Buffer.from(saved?.bytes ?? []).toString('base64')).toBe(given(preview).pdf);
  });

  it('of a run that is not kept does not exist', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    for (const [name, input] of [
      ['report.preview', { id }],
      ['report.redaction', { id }],
      ['report.save', { id, formats: ['pdf'] }],
      ['run.read', { id }],
      ['run.waive', { id, checks: ['out-ctrl'], reason: null }],
    ] as const)
      expect(refused(await operations().ask(name, input)).code).toBe('not-found');
  });

  it('is not verified any further when nobody waits', async () => {
    const controller = new AbortController();
    controller.abort();
    const files = [{ name: 'a.pdf', pdf: '' }];
    const reply = await operations().ask('verify.reports', { files }, { signal: controller.signal });
    expect(refused(reply).code).toBe('cancelled');
  });
});
