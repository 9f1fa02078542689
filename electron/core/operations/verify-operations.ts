import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** Whether reports of others are as they were signed, whose key signed them, and whether their pages fit. */
export function verifyOperations({ readTrust, verifier }: OperationDeps): HandlersOf<'verify.reports'> {
  return {
    'verify.reports': async ({ files }, { signal }) => {
      const trust = await readTrust();
      const outcomes: VerifyOutcome[] = [];
      for (const { pdf } of files) {
        const bytes = Buffer.from(pdf, 'base64');
        const { outcome } = await verifier.open(bytes, { trust, comparePages: true, signal });
        outcomes.push(outcome);
      }
      return { outcomes };
    },
  };
}
