import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../electron/core/identity/fingerprint.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { verifyReport } from '../../electron/core/verify/verify-report.ts';
import type { TrustFile } from '../../shared/report/trust-file.ts';
import { verifyOutcomeSchema } from '../../shared/report/verify-outcome.ts';
import { makeEcSigner, makeSigned } from '../support/sample-report.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { spoil } from '../support/spoil-file.ts';

const files = 20_000;
const seed = 20261123;

/** The processor time that this process has used, in ms: other programs on the machine do not count. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

it('neither trusts, nor fails, nor hangs on 20,000 spoilt files', async () => {
  const signer = makeEcSigner();
  const signed = await makeSigned(await loadReportFonts(), signer);
  const trust: TrustFile = {
    schemaVersion: 1,
    signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01', addedAt: '2026-11-22' }],
    authorities: [],
    timeAuthorities: [],
  };
  const random = seededRandom(seed);
  const codes = new Map<string, number>();
  let slowestMs = 0;
  for (let number = 0; number < files; number += 1) {
    const spoilt = spoil(signed, number, random);
    if (Buffer.compare(spoilt, signed) === 0) continue;
    const start = processorMs();
    const answer = verifyOutcomeSchema.parse(await verifyReport(spoilt, trust));
    slowestMs = Math.max(slowestMs, processorMs() - start);
    codes.set(answer.code, (codes.get(answer.code) ?? 0) + 1);
    expect([answer.signer, answer.report], `file ${number}: ${answer.code}`).toEqual([null, null]);
    if (number % 300 === 0) await setImmediate();
  }
  expect(slowestMs).toBeLessThan(1000);
  expect(codes.size).toBeGreaterThan(8);
});
