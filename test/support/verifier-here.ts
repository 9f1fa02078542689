import { checkPages } from '../../electron/core/verify/check-pages.ts';
import type { Verifier } from '../../electron/core/verify/verifier.ts';
import { openReport } from '../../electron/core/verify/verify-report.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/**
 * Verifies in this process, from the source: for tests of what is made of the answers. The built thread, its limits and
 * how it is stopped have tests of their own.
 */
export const verifierHere: Verifier = {
  width: 1,
  open: async (bytes, { trust, comparePages, signal }) => {
    if (signal.aborted) throw new AppError('cancelled', 'Not every report was verified.');
    return openReport(bytes, trust, { checkPages: comparePages ? checkPages : undefined });
  },
  prepare: async () => undefined,
  close: async () => undefined,
};
