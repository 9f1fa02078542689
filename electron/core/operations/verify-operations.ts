import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { environmentViews } from '../../../shared/environment/environment-views.ts';
import { reportListCsv, reportListMarkdown } from '../../../shared/report/report-list-export.ts';
import type { OpenedReport } from '../verify/opened-report.ts';
import { resultOfReport } from '../verify/result-of-report.ts';
import { readEnvironment } from '../verify/signed-environment.ts';
import type { VerifyOptions } from '../verify/verifier.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

type Content = OperationOutput<'verify.open'>['content'];

/** What an environment report holds; of another version's nothing that this one can show. */
function environmentOf(attachment: Uint8Array): Content {
  const read = readEnvironment(attachment);
  return read.maker === 'own'
    ? { kind: 'environment', environments: environmentViews(read.result) }
    : { kind: 'other-version' };
}

/** What is inside of a verified file, as far as it can be shown: nothing of one that is not as it was signed. */
function contentOf(opened: OpenedReport): Content {
  const found = resultOfReport(opened);
  switch (found.kind) {
    case 'result':
      return { kind: 'run', result: found.result };
    case 'environment':
      return opened.attachment === null ? { kind: 'refused' } : environmentOf(opened.attachment);
    case 'refused':
      return { kind: 'refused' };
    case 'other-version':
      return { kind: 'other-version' };
  }
}

/** What a list of reports is called where it is saved, without its ending. */
const listName = 'netready-reports';

const listTexts = { csv: reportListCsv, md: reportListMarkdown } as const;

/** Whether reports of others are as they were signed, whose key signed them, and whether their pages fit. */
export function verifyOperations({
  trust,
  verifier,
  quickVerifier,
  host,
}: OperationDeps): HandlersOf<'verify.prepare' | 'verify.reports' | 'verify.open' | 'verify.save-list'> {
  const opener = async (options: Omit<VerifyOptions, 'trust'>) => {
    const how = { ...options, trust: await trust.read() };
    const chosen = options.comparePages ? verifier : quickVerifier;
    return (pdf: string): Promise<OpenedReport> => chosen.open(Buffer.from(pdf, 'base64'), how);
  };
  return {
    'verify.prepare': async () => {
      await quickVerifier.prepare();
      return {};
    },
    'verify.reports': async ({ files, pages }, { emit, signal }) => {
      const open = await opener({ comparePages: pages, outcomeOnly: true, signal });
      const outcomes = await Promise.all(
        files.map(async ({ pdf }, index) => {
          const { outcome } = await open(pdf);
          emit({ index, outcome });
          return outcome;
        }),
      );
      return { outcomes };
    },
    'verify.open': async ({ pdf }, { signal }) => {
      const open = await opener({ comparePages: false, signal });
      const opened = await open(pdf);
      return { outcome: opened.outcome, content: contentOf(opened) };
    },
    'verify.save-list': async ({ rows, format }) => {
      const bytes = Buffer.from(listTexts[format](rows));
      return host.saveFiles([{ name: `${listName}.${format}`, bytes }], listName);
    },
  };
}
