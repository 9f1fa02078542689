import type { HandlersOf, OperationDeps } from './deps.ts';

/** Whether reports of others are as they were signed, whose key signed them, and whether their pages fit. */
export function verifyOperations({ readTrust, verifier }: OperationDeps): HandlersOf<'verify.reports'> {
  return {
    'verify.reports': async ({ files }, { emit, signal }) => {
      const trust = await readTrust();
      const outcomes = await Promise.all(
        files.map(async ({ pdf }, index) => {
          const how = { trust, comparePages: true, signal };
          const { outcome } = await verifier.open(Buffer.from(pdf, 'base64'), how);
          emit({ index, outcome });
          return outcome;
        }),
      );
      return { outcomes };
    },
  };
}
