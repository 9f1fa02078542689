import { AppError } from '../../../shared/errors/app-error.ts';
import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { checkPages } from '../report/check-pages.ts';
import { verifyReport } from '../verify/verify-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** Whether reports of others are intact, and whose key signed them. */
export function verifyOperations({ readTrust }: OperationDeps): HandlersOf<'verify.reports'> {
  return {
    'verify.reports': async ({ files }, { signal }) => {
      const trust = await readTrust();
      const outcomes: VerifyOutcome[] = [];
      for (const { pdf } of files) {
        if (signal.aborted) throw new AppError('cancelled', 'Not every report was verified.');
        outcomes.push(await verifyReport(Buffer.from(pdf, 'base64'), trust, checkPages));
      }
      return { outcomes };
    },
  };
}
