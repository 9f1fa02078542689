import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { fingerprintOf } from '../../electron/core/identity/fingerprint.ts';
import { renderResult } from '../../electron/core/report/render-result.ts';
import { forgeSignature } from '../support/forge-signature.ts';
import { pageForgeries, spoiltStreams } from '../support/page-forgeries.ts';
import { makeEcSigner } from '../support/sample-report.ts';
import { failedResult } from '../support/sample-results.ts';
import { madeHere, signResult } from '../support/signed-result.ts';
import { verifyFolder } from '../support/verify-folder.ts';

const signer = makeEcSigner();
const fingerprint = fingerprintOf(signer.certificates[0]);
const result = madeHere(failedResult());

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-forged-'));
  const signers = [{ fingerprint, name: 'web01', addedAt: '2026-11-22' }];
  await writeFile(join(home, 'trust.json'), JSON.stringify({ schemaVersion: 1, signers }));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('the built command refuses every forgery by a known key, with and without a spoilt stream', async () => {
  const folder = join(home, 'forged');
  await mkdir(folder);
  const facts = { fingerprint, name: 'Netready on web01' };
  const unsigned = await renderResult(result, canonicalJson(result), facts, {
    pageSize: 'A4',
    timestamped: false,
  });
  await writeFile(join(folder, 'genuine.pdf'), await forgeSignature(unsigned, signer));
  for (const { name, apply } of pageForgeries) {
    const forged = apply(unsigned);
    const ways = [{ name: 'as it is', apply: () => forged }, ...spoiltStreams];
    for (const way of ways)
      await writeFile(
        join(folder, `${name}, ${way.name}.pdf`),
        await forgeSignature(way.apply(forged), signer),
      );
  }
  const { outcomes, exitCode } = await verifyFolder(home, folder);
  expect(outcomes).toHaveLength(1 + pageForgeries.length * (1 + spoiltStreams.length));
  for (const { file, code, outcome, signer: named, report } of outcomes) {
    expect(named, file).toEqual({ fingerprint, name: 'web01', standing: 'known' });
    const isGenuine = file.endsWith('genuine.pdf');
    expect([outcome, report === null], file).toEqual(isGenuine ? ['trusted', false] : ['changed', true]);
    expect(['KNOWN_SIGNER', 'PAGES', 'STREAM', 'FORBIDDEN'], file).toContain(code);
  }
  expect(exitCode).toBe(5);
});

it('the built command ends with a file that is made to keep it busy, within its limits', async () => {
  const folder = join(home, 'busy');
  await mkdir(folder);
  const name = 'a'.repeat(20_000);
  const checks = result.checks.map((check) => ({ ...check, reason: `${check.reason} ${name}` }));
  const attached = { ...result, machine: { ...result.machine, hostname: name }, checks };
  await writeFile(join(folder, 'a.pdf'), await signResult(result, signer, { attached }));
  await writeFile(join(folder, 'b.pdf'), await signResult(result, signer));
  const { outcomes, peakMiB } = await verifyFolder(home, folder);
  expect(['PAGES_LIMIT', 'RESULTS', 'PAGES']).toContain(outcomes[0]?.code);
  expect(outcomes[0]?.signer?.standing).toBe('known');
  expect(outcomes[1]?.code).toBe('KNOWN_SIGNER');
  expect(peakMiB).toBeLessThan(2048);
});
