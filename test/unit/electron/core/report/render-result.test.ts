import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { openPdf, readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { isSameDocument } from '../../../../../electron/core/pdf/same-document.ts';
import { renderReport } from '../../../../../electron/core/report/render-report.ts';
import { renderResult } from '../../../../../electron/core/report/render-result.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { redactResult } from '../../../../../shared/redact/redact.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { manyScriptsResult, shuffled } from '../../../../support/many-scripts.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  passedResult,
  sampleResult,
} from '../../../../support/sample-results.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

const signer = { fingerprint: 'ab'.repeat(32), name: 'Netready on app01' };
const form = { pageSize: 'A4', timestamped: false } as const;

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** As this process draws it, with the fonts that it has used before. */
const drawnHere = async (result: RunResult): Promise<string> =>
  hash(await renderResult(result, canonicalJson(result), signer, form));

/** With fonts that have drawn nothing. */
async function drawnWithNewFonts(result: RunResult): Promise<string> {
  const model = buildReportModel(result, { ...signer, signerName: signer.name, timestamped: false });
  const fonts = await loadReportFonts(JSON.stringify(model));
  const options = { createdAt: new Date(result.finishedAt), pageSize: form.pageSize, fonts };
  return hash(await renderReport(model, canonicalJson(result), options));
}

/** In a process of its own. */
const drawnAlone = (result: RunResult): Promise<string> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('../../../../support/render-alone.mjs', import.meta.url));
    const child = execFile(process.execPath, [script], (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    child.stdin?.end(JSON.stringify({ result, signer, form }));
  });

const named = (name: string): RunResult =>
  sampleResult({ only: ['loc-roles'], profile: { machine: { name } } });

describe('a report', () => {
  it('of a name with an apostrophe is the same after other reports as alone', async () => {
    const result = named("Bob's server");
    const alone = await drawnWithNewFonts(result);
    // Quotation marks are made of two apostrophes, which fontkit then keeps without a text.
    await drawnHere(named('"app01"'));
    expect(await drawnHere(result)).toBe(alone);
  });

  it('is the same to the byte, whatever this process has drawn before, in any order and at the same time', async () => {
    const random = seededRandom(20261);
    const results = Array.from({ length: 4 }, () => manyScriptsResult(random));
    const alone = await Promise.all(results.map(drawnWithNewFonts));
    for (const index of shuffled([...results.keys()], random))
      expect(await drawnHere(results[index] as RunResult), `result ${index}`).toBe(alone[index]);
    expect(await Promise.all([...results].reverse().map(drawnHere))).toEqual([...alone].reverse());
  }, 120_000);

  it('numbers its fonts as they are needed, although other reports had the same sentences', async () => {
    const redacted = redactResult(cancelledResult()).result;
    const results = [failedResult(), ...environmentResults(farmOf(2)), redacted, containerResult()];
    for (const [index, result] of results.entries())
      expect(await drawnHere(result), `result ${index}`).toBe(await drawnWithNewFonts(result));
  }, 120_000);

  it('says the same where it is drawn to be compared, in streams that are not made smaller', async () => {
    const result = failedResult();
    const drawn = (isCompared: boolean): Promise<Uint8Array> =>
      renderResult(result, canonicalJson(result), signer, { ...form, isCompared });
    const [packed, stored] = [await drawn(false), await drawn(true)];
    const read = { bytes: packed, file: readPdf(packed) };
    expect(stored.length).toBeGreaterThan(2 * packed.length);
    expect(isSameDocument(read, openPdf(stored))).toBe(true);
    const others = { ...form, isCompared: true };
    const other = await renderResult(passedResult(), canonicalJson(result), signer, others);
    expect(isSameDocument(read, openPdf(other))).toBe(false);
  });

  it('is packed where it is large, although it is drawn to be compared', async () => {
    const result = { ...failedResult(), finishedAt: '2026-11-22T10:00:05.000Z' };
    const attachment = new Uint8Array(3 * 1024 * 1024).fill(0x20);
    const stored = await renderResult(result, attachment, signer, { ...form, isCompared: true });
    expect(stored.length).toBeLessThan(3 * 1024 * 1024);
  });

  it('is the same in a process of its own', async () => {
    const result = manyScriptsResult(seededRandom(20262));
    await drawnHere(manyScriptsResult(seededRandom(20263)));
    expect(await drawnHere(result)).toBe(await drawnAlone(result));
  }, 120_000);
});
