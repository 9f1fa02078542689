import { createHash } from 'node:crypto';
import type { RunResult } from '../../../shared/run/result.ts';
import type { Identity } from '../identity/identity-store.ts';
import { buildReportFiles, namedFiles, type ReportFiles } from '../report/write-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

/** Makes the files of a report. What is previewed is, byte for byte, what is saved: they are made once for a result. */
function createReportMaker(): (result: RunResult, identity: Identity) => Promise<ReportFiles> {
  let last: { readonly key: string; readonly files: ReportFiles } | null = null;
  return async (result, identity) => {
    const hash = createHash('sha256').update(JSON.stringify(result)).digest('hex');
    const key = `${identity.fingerprint} ${hash}`;
    if (last?.key === key) return last.files;
    const files = await buildReportFiles(result, identity);
    last = { key, files };
    return files;
  };
}

/** Signed reports of kept runs, and the identity that signs them. */
export function reportOperations(
  { host, openIdentity }: OperationDeps,
  kept: KeptRuns,
): HandlersOf<'report.preview' | 'report.save' | 'report.reveal' | 'identity.show'> {
  const makeReport = createReportMaker();
  return {
    'report.preview': async ({ id }) => {
      const identity = await openIdentity();
      const { baseName, bytes } = await makeReport(await kept.read(id), identity);
      return {
        pdf: Buffer.from(bytes.pdf).toString('base64'),
        name: `${baseName}.pdf`,
        sizeBytes: bytes.pdf.length,
        signerName: identity.name,
        fingerprint: identity.fingerprint,
      };
    },
    'report.save': async ({ id, formats }) => {
      const report = await makeReport(await kept.read(id), await openIdentity());
      const files = namedFiles(report, [...new Set(formats)]);
      return host.saveFiles(files, report.baseName);
    },
    'report.reveal': async () => ({ shown: await host.revealLast() }),
    'identity.show': async () => {
      const { name, fingerprint, validTo } = await openIdentity();
      return { name, fingerprint, notAfter: validTo.toISOString() };
    },
  };
}
