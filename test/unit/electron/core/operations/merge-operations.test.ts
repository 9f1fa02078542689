import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandlers } from '../../../../../electron/core/operations/handlers.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { dispatch } from '../../../../../shared/contract/dispatch.ts';
import { maxMergeTrays, type OperationName } from '../../../../../shared/contract/operations.ts';
import type { Reply } from '../../../../../shared/contract/reply.ts';
import { environmentViews } from '../../../../../shared/environment/environment-views.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { reportOf, trusting } from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { namesIn } from '../../../../support/names-in.ts';
import { testDeps } from '../../../../support/operation-deps.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const results = environmentResults(farmOf(2));
const files: Record<string, string> = {};
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-merging-'));
  for (const result of results)
    files[result.machine.hostname] = Buffer.from(await reportOf(result)).toString('base64');
  await writeFile(join(home, 'trust.json'), JSON.stringify(trusting('ctrl', 'fe1', 'fe2')));
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

/** A page's view of the operations. */
function page() {
  const { deps, log } = testDeps(home);
  const handlers = createHandlers(deps);
  const signal = new AbortController().signal;
  const ask = async (name: OperationName, input: unknown): Promise<Reply<unknown>> =>
    dispatch(handlers, name, input, { emit: () => undefined, signal });
  return { ask, log };
}

// biome-ignore lint/suspicious/noExplicitAny: what an operation gives is checked by its schema, and here by what is expected.
const given = (reply: Reply<unknown>): any => {
  if (!reply.ok) throw new Error(reply.error.description);
  return reply.value;
};

const id = (number: number): string => `7c0f3a52-6d1e-4b7a-9c44-${String(number).padStart(12, '0')}`;

describe('files that a page has merged', () => {
  it('are verified one by one, merged, previewed and saved as the same bytes', async () => {
    const { ask, log } = page();
    const merge = id(1);
    for (const [name, pdf] of Object.entries(files)) {
      const added = given(await ask('merge.add', { merge, name: `${name}.pdf`, pdf }));
      expect(added).toMatchObject({ outcome: { code: 'KNOWN_SIGNER', pages: 'not-checked' }, sameAs: null });
    }
    const again = given(await ask('merge.add', { merge, name: 'copy.pdf', pdf: files['fe1'] }));
    expect(again).toEqual({ outcome: null, sameAs: 'fe1.pdf' });
    const spoilt = Buffer.from(files['fe1'] ?? '', 'base64');
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    given(await ask('merge.add', { merge, name: 'spoilt.pdf', pdf: spoilt.toString('base64') }));
    const { id: report, environments, refused } = given(await ask('merge.result', { merge }));
    expect(environments).toMatchObject([{ name: 'Production', reports: 3 }]);
    expect(refused).toMatchObject([{ file: 'spoilt.pdf', message: expect.stringMatching(/\.$/) }]);
    const preview = given(await ask('merge.preview', { merge }));
    expect(preview.name).toMatch(/^netready-environment-production-\d{8}-\d{6}Z\.pdf$/);
    const saved = given(await ask('merge.save', { merge, formats: ['pdf', 'json'] }));
    expect(saved.aliases).toBeNull();
    const [pdf, json] = log.saved[0]?.files ?? [];
    expect(Buffer.from(pdf?.bytes ?? []).toString('base64')).toBe(preview.pdf);
    const result = JSON.parse(Buffer.from(json?.bytes ?? []).toString());
    expect(result.id).toBe(report);
    expect(environments).toEqual(environmentViews(result));
    expect(await verifyReport(pdf?.bytes ?? new Uint8Array(), emptyTrust)).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      environment: { id: report, inputs: { listed: 3, refused: 1, proven: 3 } },
    });
  });

  it('have a changed key refused until somebody confirms it', async () => {
    const { ask } = page();
    const merge = id(2);
    const stranger = makeEcSigner('Netready on fe1');
    const [, fe1] = results;
    if (fe1 === undefined) throw new Error('there is no machine');
    const pdf = Buffer.from(await reportOf(fe1, stranger)).toString('base64');
    given(await ask('merge.add', { merge, name: 'ctrl.pdf', pdf: files['ctrl'] }));
    const { outcome } = given(await ask('merge.add', { merge, name: 'fe1.pdf', pdf }));
    const before = given(await ask('merge.result', { merge }));
    expect(before.refused).toMatchObject([{ file: 'fe1.pdf', code: 'KEY_CHANGED' }]);
    const after = given(await ask('merge.result', { merge, confirmed: [outcome.signer.fingerprint] }));
    expect(after.refused).toEqual([]);
    expect(after.environments).toMatchObject([{ reports: 2 }]);
  });

  it('have names replaced where asked, and the list of them stays here', async () => {
    const { ask, log } = page();
    const merge = id(3);
    for (const [name, pdf] of Object.entries(files))
      given(await ask('merge.add', { merge, name: `${name}.pdf`, pdf }));
    const saved = given(await ask('merge.save', { merge, redact: true, formats: ['json'] }));
    expect(saved.aliases).toMatchObject({ kind: 'kept' });
    expect(namesIn(await readFile(saved.aliases.path, 'utf8'), ['fe1'])).toEqual(['fe1']);
    const text = Buffer.from(log.saved[0]?.files[0]?.bytes ?? []).toString();
    expect(text).toContain('netready.environment/1');
    expect(namesIn(text, ['fe1', 'example.local', '10.1.2.'])).toEqual([]);
  });

  it('are gone once they are cleared, or many others came after them', async () => {
    const { ask } = page();
    const gone = { ok: false, error: { code: 'not-found' } };
    expect(await ask('merge.result', { merge: id(10) })).toMatchObject(gone);
    const add = async (number: number) =>
      given(await ask('merge.add', { merge: id(number), name: 'ctrl.pdf', pdf: files['ctrl'] }));
    await add(10);
    given(await ask('merge.clear', { merge: id(10) }));
    expect(await ask('merge.result', { merge: id(10) })).toMatchObject(gone);
    for (let number = 20; number <= 20 + maxMergeTrays; number += 1) await add(number);
    expect(await ask('merge.result', { merge: id(20) })).toMatchObject(gone);
    expect((await ask('merge.result', { merge: id(21) })).ok).toBe(true);
  });
});
