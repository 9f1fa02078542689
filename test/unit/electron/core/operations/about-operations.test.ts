import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationDeps } from '../../../../../electron/core/operations/deps.ts';
import { createHandlers } from '../../../../../electron/core/operations/handlers.ts';
import { dispatch, type OperationOutput } from '../../../../../shared/contract/dispatch.ts';
import type { OperationName } from '../../../../../shared/contract/operations.ts';
import type { Reply } from '../../../../../shared/contract/reply.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import {
  environmentFile,
  mergeOf,
  reportOf,
  signerOf,
  trusting,
} from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { testDeps } from '../../../../support/operation-deps.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-about-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function operations(changes: Partial<OperationDeps> = {}) {
  const { deps, log } = testDeps(folder, changes);
  const handlers = createHandlers(deps);
  const ask = async <N extends OperationName>(name: N, input: unknown): Promise<Reply<OperationOutput<N>>> =>
    (await dispatch(handlers, name, input, {
      emit: () => undefined,
      signal: new AbortController().signal,
    })) as Reply<never>;
  const given = async <N extends OperationName>(name: N, input: unknown): Promise<OperationOutput<N>> => {
    const reply = await ask(name, input);
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.description}`);
    return reply.value;
  };
  return { ask, given, deps, log };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('what Netready says of itself', () => {
  it('is where its data lie and how much of them it keeps', async () => {
    const { given, deps } = operations();
    await deps.runs.save(failedResult());
    const about = await given('app.about', {});
    expect(about).toMatchObject({
      dataFolder: folder,
      runs: { folder: join(folder, 'runs'), kept: 1, most: 100 },
    });
    expect(about.editions.length).toBeGreaterThan(0);
    expect(about.catalogueSha256).toMatch(/^[\da-f]{64}$/);
  });

  it('holds no host, no address and no path in a bundle, unless asked for', async () => {
    const { given, deps, log } = operations();
    await deps.runs.save(failedResult());
    const { hostname, addresses } = await deps.world.platform.machine();
    const { text } = await given('diagnostics.show', { withMachine: false });
    const bundle = JSON.parse(text);
    expect(Object.keys(bundle)).toEqual(['schema', 'madeAt', 'tool', 'system', 'runs', 'failures']);
    for (const secret of [hostname, ...addresses, folder, 'db01.example.local', 'controller.example.local'])
      expect(text).not.toContain(secret);
    const asked = await given('diagnostics.show', { withMachine: true });
    expect(JSON.parse(asked.text).machine).toMatchObject({ hostname, addresses });
    expect(log.saved).toEqual([]);
  });

  it('is saved when asked for, as it was shown', async () => {
    const { given, log } = operations();
    await given('diagnostics.save', { withMachine: false });
    const [saved] = log.saved;
    expect(saved?.suggested).toMatch(/^netready-diagnostics-\d{8}-\d{6}Z$/);
    expect(saved?.files.map(({ name }) => name)).toEqual([`${saved?.suggested}.json`]);
    expect(JSON.parse(Buffer.from(saved?.files[0]?.bytes ?? []).toString()).schema).toBe(
      'netready.diagnostics/1',
    );
  });
});

describe('a failure of an operation', () => {
  const broken = (error: Error): Partial<OperationDeps> => {
    const { runs } = testDeps(folder).deps;
    return { runs: { ...runs, list: () => Promise.reject(error) } };
  };

  it('is remembered in codes, and told to whoever asked as before', async () => {
    const { ask, given } = operations(
      broken(new AppError('file-unreadable', 'The file of db01.example.local is damaged.')),
    );
    const reply = await ask('run.list', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    const { text } = await given('diagnostics.show', { withMachine: false });
    expect(JSON.parse(text).failures).toEqual([
      expect.objectContaining({ operation: 'run.list', code: 'file-unreadable' }),
    ]);
    expect(text).not.toContain('db01');
  });

  it('is told although it cannot be remembered', async () => {
    const { ask, log } = operations({
      ...broken(new AppError('file-unreadable', 'damaged')),
      troubles: {
        read: async () => [],
        note: () => Promise.reject(new AppError('output-unwritable', 'The disk is full.')),
      },
    });
    expect(await ask('run.list', {})).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(log.notices).toEqual(['A failure could not be noted: The disk is full.']);
  });
});

describe('a kept run', () => {
  it('is removed when asked for, and then is not there', async () => {
    const { given, ask, deps } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    await given('run.remove', { id: result.id });
    expect((await given('run.list', {})).runs).toEqual([]);
    expect(await ask('run.remove', { id: result.id })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('is removed whole where its last change did not fit on the disk', async () => {
    const { deps } = testDeps(folder);
    const result = failedResult();
    await deps.runs.save(result);
    const full = new AppError('output-unwritable', 'The disk is full.');
    const { given, ask } = operations({ runs: { ...deps.runs, save: () => Promise.reject(full) } });
    const [check] = result.checks.filter(({ verdict }) => verdict === 'fail');
    await given('run.waive', { id: result.id, checks: [check?.id], reason: 'Not needed here.' });
    await given('run.remove', { id: result.id });
    expect((await given('run.list', {})).runs).toEqual([]);
    expect(await ask('run.read', { id: result.id })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('lends its checks to what lines of a log mean', async () => {
    const { given, deps } = operations();
    const result = failedResult();
    await deps.runs.save(result);
    const text =
      'No connection could be made because the target machine actively refused it controller.example.local:12000';
    const alone = await given('symptoms.explain', { text, run: null });
    expect(alone.answers.map(({ id, known }) => [id, known])).toEqual([['controller-refused', []]]);
    const [answer] = (await given('symptoms.explain', { text, run: result.id })).answers;
    expect(answer?.known[0]).toMatchObject({ id: 'out-ctrl', isSamePlace: true });
  });
});

describe('the answer to a report', () => {
  it('is written of a report and of an environment', async () => {
    const { given } = operations();
    const one = await given('ticket.write', { pdf: base64(await reportOf(failedResult())) });
    expect(one).toMatchObject({ kind: 'ticket' });
    if (one.kind === 'ticket') {
      expect(one.markdown).toContain('## What is wrong');
      expect(one.text).toContain('What is wrong\n-------------');
      expect(one.text).toContain('We do not know the key');
    }
    const results = environmentResults(farmOf(1));
    const files = await Promise.all(
      results.map(async (result) => [`${result.machine.hostname}.pdf`, await reportOf(result)]),
    );
    const merged = await mergeOf(
      Object.fromEntries(files),
      trusting(...results.map(({ machine }) => machine.hostname)),
    );
    expect(await given('ticket.write', { pdf: base64(await environmentFile(merged)) })).toMatchObject({
      kind: 'ticket',
      markdown: expect.stringContaining('# Network check of the environment'),
    });
  });

  it('is refused for a report whose pages say something else than its data', async () => {
    const { given } = operations();
    const lying = await signResult(madeHere(passedResult()), signerOf('app01'), {
      attached: madeHere(failedResult()),
    });
    expect(await given('ticket.write', { pdf: base64(lying) })).toEqual({
      kind: 'refused',
      message: verifyOutcome('PAGES').message,
    });
  });

  it('is refused for a file that was changed', async () => {
    const { given } = operations();
    const bytes = Buffer.from(await reportOf(failedResult()));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    expect(await given('ticket.write', { pdf: base64(bytes) })).toEqual({
      kind: 'refused',
      message: expect.stringMatching(/\S/),
    });
  });
});
