import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { redactResult } from '../../../../../shared/redact/redact.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { proveReports } from '../../../../support/unicode-reports.ts';
import { unicodeResult } from '../../../../support/unicode-results.ts';

it('texts of all of Unicode go through check, redaction, report and verification', async () => {
  const home = await mkdtemp(join(tmpdir(), 'netready-unicode-'));
  try {
    expect(await proveReports(home, [1, 2, 3])).toMatchObject({ reports: 3 });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}, 120_000);

it('every result of such texts, redacted or not, is read as it was written', async () => {
  for (let seed = 100; seed < 140; seed += 1) {
    const { result } = await unicodeResult(seed);
    for (const written of [result, redactResult(result).result]) {
      const read = runResultSchema.safeParse(written);
      expect(read.error, String(seed)).toBeUndefined();
      expect(Buffer.compare(canonicalJson(read.data), canonicalJson(written)), String(seed)).toBe(0);
    }
  }
}, 120_000);
