import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { openReport } from '../../electron/core/verify/verify-report.ts';
import { maxServers } from '../../shared/profile/profile.ts';
import { emptyTrust } from '../../shared/report/trust-file.ts';
import { largeFarm } from '../support/large-farm.ts';
import { makeEcSigner } from '../support/sample-report.ts';
import { madeHere, signResult } from '../support/signed-result.ts';

const MiB = 1024 * 1024;

/** As many servers as a profile may list: half of them front-ends, half under LifeTime. */
const most = maxServers / 2;

const pagesIn = (bytes: Uint8Array): number =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type \/Page\n/g)?.length ?? 0;

describe('the report of the largest farm', () => {
  it('is small, has some pages and everything inside, and the verifier accepts it', async () => {
    const result = madeHere(largeFarm(most));
    expect(result.checks.length).toBeGreaterThan(10_000);
    const bytes = await signResult(result, makeEcSigner());
    expect(bytes.length).toBeLessThan(5 * MiB);
    expect(pagesIn(bytes)).toBeLessThan(250);
    const { outcome, attachment } = await openReport(bytes, emptyTrust);
    expect(outcome.code, outcome.message).toBe('UNKNOWN_SIGNER');
    expect(Buffer.compare(attachment ?? new Uint8Array(), canonicalJson(result))).toBe(0);
  });
});
