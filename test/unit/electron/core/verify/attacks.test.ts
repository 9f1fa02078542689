import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import type { TrustFile } from '../../../../../shared/report/trust-file.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import { attacks, moreAttacks } from '../../../../support/pdf-attacks.ts';
import { makeEcSigner, makeUnsigned } from '../../../../support/sample-report.ts';

describe('attacks on a signed report', () => {
  const signer = makeEcSigner();
  const trust: TrustFile = {
    schemaVersion: 1,
    signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01', addedAt: '2026-11-22' }],
    authorities: [],
    timeAuthorities: [],
  };
  let unsigned: Uint8Array;
  let signed: Uint8Array;
  beforeAll(async () => {
    unsigned = await makeUnsigned(await loadReportFonts());
    signed = await signReport(unsigned, signer);
  });

  it('lets the untouched report pass', async () => {
    expect(await verifyReport(signed, trust)).toMatchObject({ outcome: 'trusted', code: 'KNOWN_SIGNER' });
  });

  it.each([...attacks, ...moreAttacks].map((attack) => [attack.name, attack] as const))(
    'refuses: %s',
    async (_name, attack) => {
      const answer = await verifyReport(attack.apply(signed), trust);
      expect(answer).toEqual(verifyOutcome(attack.code));
      expect(answer.outcome).toBe('changed');
    },
  );

  it('does not trust a report that was signed anew with another key of the same name', async () => {
    const forged = await signReport(unsigned, makeEcSigner());
    const answer = await verifyReport(forged, trust);
    expect(answer).toMatchObject({ outcome: 'unknown-signer', code: 'KEY_CHANGED' });
    expect(answer.signer?.fingerprint).not.toBe(trust.signers[0]?.fingerprint);
  });
});
