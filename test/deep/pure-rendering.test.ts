import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { renderReport } from '../../electron/core/report/render-report.ts';
import { renderResult } from '../../electron/core/report/render-result.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { buildReportModel } from '../../shared/report/model.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { manyScriptsResult, shuffled } from '../support/many-scripts.ts';
import { sampleResult } from '../support/sample-results.ts';
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts';

const signer = { fingerprint: 'ab'.repeat(32), name: 'Netready on app01' };
const form = { pageSize: 'A4', timestamped: false } as const;

const drawnHere = (result: RunResult): Promise<Uint8Array> =>
  renderResult(result, canonicalJson(result), signer, form);

/** With fonts that have drawn nothing. */
async function drawnAlone(result: RunResult): Promise<Uint8Array> {
  const model = buildReportModel(result, { ...signer, signerName: signer.name, timestamped: false });
  const fonts = await loadReportFonts(JSON.stringify(model));
  const options = { createdAt: new Date(result.finishedAt), pageSize: form.pageSize, fonts };
  return renderReport(model, canonicalJson(result), options);
}

/** The planes in which characters have been given out, and what is most used of them. */
const ranges = [
  [0x20, 0x2ff],
  [0x300, 0x36f],
  [0x370, 0x1fff],
  [0x2000, 0x2fff],
  [0x3000, 0x9fff],
  [0xac00, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x3ffff],
  [0xe0000, 0x10ffff],
] as const;

function anyText(random: SeededRandom): string {
  const character = (): string => {
    const [first, last] = ranges[random.below(ranges.length)] ?? [0x20, 0x7e];
    return String.fromCodePoint(first + random.below(last - first + 1));
  };
  return `n${Array.from({ length: 40 }, character).join('')}n`;
}

/** A run whose names are of any characters at all. */
function anyResult(random: SeededRandom): RunResult {
  const frontEnds = Array.from({ length: 6 }, (_, index) => ({
    name: anyText(random),
    host: `fe${index}.example.local`,
  }));
  return sampleResult({
    machine: { os: anyText(random) },
    only: ['loc-roles'],
    profile: { machine: { name: anyText(random) }, environment: { name: anyText(random) }, frontEnds },
  });
}

describe('reports drawn one after another', () => {
  it('are the same to the byte as each one alone', async () => {
    const random = seededRandom(77);
    const results = Array.from({ length: 60 }, (_, index) =>
      index % 2 === 0 ? manyScriptsResult(random) : anyResult(random),
    );
    for (const result of shuffled(results, random)) await drawnHere(result);
    for (const result of shuffled(results, random))
      expect(Buffer.compare(await drawnHere(result), await drawnAlone(result))).toBe(0);
  });
});
