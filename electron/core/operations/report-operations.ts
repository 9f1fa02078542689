import { createHash } from 'node:crypto';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { legendOf } from '../../../shared/redact/legend.ts';
import { redactResult } from '../../../shared/redact/redact.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { wholeOf } from '../files/file-bytes.ts';
import { createInOrder } from '../files/in-order.ts';
import type { NewFile } from '../files/publish-files.ts';
import {
  buildReportFiles,
  isDataFormat,
  namedFiles,
  type ReportFiles,
  type ReportOptions,
  reportData,
  type Signers,
} from '../report/write-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

type MakeReport = (result: RunResult, options: ReportOptions, signal: AbortSignal) => Promise<ReportFiles>;

type KeptAliases = NonNullable<OperationOutput<'report.save'>['aliases']>;

type Makers = Signers & Pick<OperationDeps, 'confirmTime' | 'draw'>;

/**
 * Makes the files of a report. What is previewed is, byte for byte, what is saved: they are made once for a result, also
 * when both are asked for at the same time.
 */
function createReportMaker({ confirmTime, draw, ...signers }: Makers): MakeReport {
  let last: { readonly key: string; readonly files: ReportFiles } | null = null;
  const inOrder = createInOrder();
  const make: MakeReport = async (result, options, signal) => {
    const { redact, keep = [], pageSize } = options;
    const { fingerprint } = await (redact ? signers.openUnnamedIdentity() : signers.openIdentity());
    const hash = createHash('sha256').update(JSON.stringify(result)).digest('hex');
    const key = `${fingerprint} ${redact} ${pageSize} ${hash} ${JSON.stringify(keep)}`;
    if (last?.key === key) return last.files;
    const files = await buildReportFiles(result, signers, options, {
      confirm: (profile, signature) => confirmTime(profile, signature, signal),
      draw,
    });
    if (!signal.aborted) last = { key, files };
    return files;
  };
  return (...order) => inOrder(() => make(...order));
}

/** Signed reports of kept runs, and the identity that signs them. */
export function reportOperations(
  { host, aliasLists, openIdentity, openUnnamedIdentity, confirmTime, draw }: OperationDeps,
  kept: KeptRuns,
): HandlersOf<'report.preview' | 'report.redaction' | 'report.save' | 'report.reveal' | 'identity.show'> {
  /** Saves files, and keeps the list of aliases here once somebody has them. */
  const saveWithAliases = async (
    id: string,
    { baseName, aliases }: Pick<ReportFiles, 'baseName' | 'aliases'>,
    files: readonly NewFile[],
  ): Promise<OperationOutput<'report.save'>> => {
    const saved = await host.saveFiles(files, baseName);
    return { ...saved, aliases: saved.dismissed || aliases === null ? null : await keepAliases(id, aliases) };
  };
  const keepAliases = async (id: string, list: Uint8Array): Promise<KeptAliases> => {
    try {
      return { kind: 'kept', path: await aliasLists.keep(id, list) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { kind: 'not-kept', why: error.message };
    }
  };
  const makeReport = createReportMaker({ openIdentity, openUnnamedIdentity, confirmTime, draw });
  return {
    'report.preview': async ({ id, ...options }, { signal }) => {
      const { baseName, bytes, signer, time } = await makeReport(await kept.read(id), options, signal);
      return {
        pdf: Buffer.from(bytes.pdf).toString('base64'),
        name: `${baseName}.pdf`,
        sizeBytes: bytes.pdf.length,
        signerName: signer.name,
        fingerprint: signer.fingerprint,
        time,
      };
    },
    'report.redaction': async ({ id }) => {
      const { aliases, texts, result } = redactResult(await kept.read(id));
      return { changes: [...aliases], texts: [...texts], legend: [...legendOf(result)] };
    },
    'report.save': async ({ id, formats, ...options }, { signal }) => {
      const result = await kept.read(id);
      const wanted = [...new Set(formats)];
      if (wanted.includes('pdf')) {
        const report = await makeReport(result, options, signal);
        return saveWithAliases(id, report, namedFiles(report, wanted));
      }
      const data = reportData(result, options);
      const files = namedFiles(data, wanted.filter(isDataFormat));
      return saveWithAliases(
        id,
        data,
        files.map(({ name, bytes }) => ({ name, bytes: wholeOf(bytes) })),
      );
    },
    'report.reveal': async () => ({ shown: await host.revealLast() }),
    'identity.show': async () => {
      const { name, fingerprint, validTo } = await openIdentity();
      return { name, fingerprint, notAfter: validTo.toISOString() };
    },
  };
}
