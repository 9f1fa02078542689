import { expect, it } from 'vitest';
import { draftOf, signerDraft } from '../../../../renderer/signers/signer-draft.ts';
import type { ReportSummary } from '../../../../shared/report/verify-outcome.ts';
import { verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const signer = { fingerprint: 'ab'.repeat(32), name: 'Netready on fe1', standing: 'unknown' } as const;
const summary = (redacted: boolean): ReportSummary => ({
  id: '7c0f3a52-6d1e-4b7a-9c44-000000000001',
  madeWith: '0.2.0',
  host: 'fe1',
  roles: ['front-end'],
  phase: 'after-install',
  finishedAt: '2026-11-29T10:00:00.000Z',
  verdict: 'pass',
  redacted,
  failedCount: 0,
  failed: [],
});

it('the signer of a report is proposed with the machine that it names, and nobody of a refused file', () => {
  const draft = draftOf(verifyOutcome('UNKNOWN_SIGNER', signer, summary(false)));
  expect(draft).toEqual({ fingerprint: signer.fingerprint, name: 'Netready on fe1', machine: 'fe1' });
  expect(draftOf(verifyOutcome('UNKNOWN_SIGNER', signer, summary(true)))?.machine).toBe('');
  expect(draftOf(verifyOutcome('PAGES', signer))).toBeNull();
  expect(draftOf(verifyOutcome('NOT_PDF'))).toBeNull();
  const place = signerDraft();
  expect(place.get()).toBeNull();
  place.put(draft);
  expect(place.get()).toBe(draft);
});
