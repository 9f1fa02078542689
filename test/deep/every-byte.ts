import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../electron/core/identity/fingerprint.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { verifyReport } from '../../electron/core/verify/verify-report.ts';
import type { TrustFile } from '../../shared/report/trust-file.ts';
import { makeEcSigner, makeSigned } from '../support/sample-report.ts';

/** Three other values for a byte: its neighbour, the other case of a letter, and one that is not ASCII. */
const otherValues = (byte: number): readonly number[] => [(byte + 1) % 256, byte ^ 0x20, byte ^ 0x80];

/** After how many files the test runner gets a turn. */
const turn = 300;

/**
 * Changes every byte of a part of a signed report, one at a time, to three other values, and demands that each file is
 * refused. The parts are files of their own, so that they run side by side.
 */
export function refusesEveryByte(part: number, parts: number): void {
  it(`refuses a report in which one byte differs: every position, three values, part ${part} of ${parts}`, async () => {
    const signer = makeEcSigner();
    const signed = await makeSigned(await loadReportFonts(), signer);
    const trust: TrustFile = {
      schemaVersion: 1,
      signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01', addedAt: '2026-11-22' }],
      authorities: [],
      timeAuthorities: [],
    };
    expect((await verifyReport(signed, trust)).outcome).toBe('trusted');
    const file = Uint8Array.from(signed);
    const accepted: string[] = [];
    let count = 0;
    for (let position = part - 1; position < file.length; position += parts) {
      const byte = file[position] ?? 0;
      for (const value of otherValues(byte)) {
        file[position] = value;
        const { outcome, signer: named } = await verifyReport(file, trust);
        const isRefused = outcome !== 'trusted' && outcome !== 'unknown-signer' && named === null;
        if (!isRefused) accepted.push(`byte ${position} as ${value}: ${outcome}`);
        count += 1;
        if (count % turn === 0) await setImmediate();
      }
      file[position] = byte;
    }
    expect(accepted).toEqual([]);
    expect(count).toBe(3 * Math.ceil((signed.length - part + 1) / parts));
  });
}
