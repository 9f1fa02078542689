import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { createHandlers } from '../../../../../electron/core/operations/handlers.ts';
import { dispatch, type OperationOutput } from '../../../../../shared/contract/dispatch.ts';
import type { OperationName } from '../../../../../shared/contract/operations.ts';
import type { Failure, Reply } from '../../../../../shared/contract/reply.ts';
import { listedReport } from '../../../../../shared/report/report-list.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import { reportOf, signerOf } from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { testDeps } from '../../../../support/operation-deps.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const result = environmentResults(farmOf(1)).find(({ machine }) => machine.hostname === 'fe1');
const key = fingerprintOf(signerOf('fe1').certificates[0]);
const last = key.slice(-16);
let own = '';
let foreign = '';
beforeAll(async () => {
  if (result === undefined) throw new TypeError('no such machine');
  own = Buffer.from(await reportOf(result)).toString('base64');
  foreign = Buffer.from(await reportOf(result, makeEcSigner('Netready on fe1'))).toString('base64');
}, 60_000);

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-signers-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A page's view of the operations. */
function page() {
  const { deps, log } = testDeps(home);
  const handlers = createHandlers(deps);
  const { signal } = new AbortController();
  const ask = async <N extends OperationName>(name: N, input: unknown): Promise<Reply<OperationOutput<N>>> =>
    (await dispatch(handlers, name, input, { emit: () => undefined, signal })) as Reply<OperationOutput<N>>;
  return { ask, log };
}

function given<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(reply.error.description);
  return reply.value;
}

function refused(reply: Reply<unknown>): Failure {
  if (reply.ok) throw new Error('not refused');
  return reply.error;
}

const fe1 = {
  fingerprint: key,
  name: 'Front-end 1',
  machine: 'fe1',
  customer: 'Example Ltd',
  note: 'by telephone',
};

describe('a signer', () => {
  it('is known once the last groups were typed, whoever asks, and not before', async () => {
    const { ask } = page();
    const wrong = await ask('signers.add', { signer: fe1, typed: '0000 0000 0000 0000' });
    expect(refused(wrong).code).toBe('fingerprint-differs');
    expect(given(await ask('signers.list', {}))).toMatchObject({
      signers: [],
      path: join(home, 'trust.json'),
    });
    const before = given(await ask('verify.reports', { files: [{ name: 'a.pdf', pdf: own }], pages: false }));
    expect(before.outcomes[0]).toMatchObject({ code: 'UNKNOWN_SIGNER', pagesReason: 'not-asked' });
    const added = given(await ask('signers.add', { signer: fe1, typed: last }));
    expect(added.signers).toMatchObject([fe1]);
    const after = given(await ask('verify.reports', { files: [{ name: 'a.pdf', pdf: own }], pages: false }));
    expect(after.outcomes[0]).toMatchObject({ code: 'KNOWN_SIGNER', signer: { name: 'Front-end 1' } });
    expect(given(await ask('signers.remove', { fingerprint: key })).signers).toEqual([]);
  });

  it('of a machine with another key is told as a changed one, and added only with a word about that', async () => {
    const { ask } = page();
    given(await ask('signers.add', { signer: fe1, typed: last }));
    const { outcomes } = given(
      await ask('verify.reports', { files: [{ name: 'b.pdf', pdf: foreign }], pages: false }),
    );
    const other = outcomes[0]?.signer?.fingerprint ?? '';
    expect(outcomes[0]).toMatchObject({
      outcome: 'unknown-signer',
      code: 'KEY_CHANGED',
      signer: { standing: 'changed' },
    });
    const signer = { fingerprint: other, name: 'Front-end 1', machine: 'FE1' };
    const typed = other.slice(-16);
    expect(refused(await ask('signers.add', { signer, typed })).code).toBe('machine-has-key');
    const replaced = given(await ask('signers.add', { signer, typed, former: 'remove' }));
    expect(replaced.signers.map(({ fingerprint }) => fingerprint)).toEqual([other]);
  });

  it('goes to others and comes from them in a file', async () => {
    const { ask, log } = page();
    given(await ask('signers.add', { signer: fe1, typed: last }));
    given(await ask('signers.export', {}));
    const text = new TextDecoder().decode(log.saved.at(-1)?.files[0]?.bytes);
    given(await ask('signers.remove', { fingerprint: key }));
    const taken = given(await ask('signers.import', { name: 'list.json', text }));
    expect(taken).toMatchObject({ added: ['Front-end 1'], known: [], differing: [], signers: [fe1] });
    expect(given(await ask('signers.import', { name: 'list.json', text })).known).toEqual(['Front-end 1']);
    expect(refused(await ask('signers.import', { name: 'list.json', text: '{' })).code).toBe('trust-invalid');
    expect(JSON.parse(await readFile(join(home, 'trust.json'), 'utf8'))).toMatchObject({ signers: [fe1] });
  });
});

describe('a report that is opened', () => {
  it('gives what it holds', async () => {
    const opened = given(await page().ask('verify.open', { name: 'a.pdf', pdf: own }));
    expect(opened.outcome.code).toBe('UNKNOWN_SIGNER');
    expect(opened.content).toMatchObject({ kind: 'run', result: { machine: { hostname: 'fe1' } } });
  });

  it('gives nothing where it is not as it was signed', async () => {
    const spoilt = Buffer.from(own, 'base64');
    spoilt[spoilt.length >> 1] = (spoilt[spoilt.length >> 1] ?? 0) ^ 1;
    const opened = given(await page().ask('verify.open', { name: 'a.pdf', pdf: spoilt.toString('base64') }));
    expect(opened.content).toEqual({ kind: 'refused' });
  });
});

it('a list of reports is saved as a table and for a ticket', async () => {
  const { ask, log } = page();
  const rows = [listedReport('=a.pdf', verifyOutcome('NOT_PDF'))];
  given(await ask('verify.save-list', { rows, format: 'csv' }));
  given(await ask('verify.save-list', { rows, format: 'md' }));
  const saved = log.saved.map(({ files: [file] }) => [file?.name, new TextDecoder().decode(file?.bytes)]);
  expect(saved).toEqual([
    ['netready-reports.csv', expect.stringContaining(`"'=a.pdf"`)],
    ['netready-reports.md', expect.stringContaining('| =a.pdf | Not a report |')],
  ]);
});
