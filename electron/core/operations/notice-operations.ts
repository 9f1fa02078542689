import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

const title = 'Netready: the run has ended';

/** What is told to somebody who does not look at the page. The words are ours: a page can only name a run. */
export function noticeOperations(
  { host }: Pick<OperationDeps, 'host'>,
  kept: Pick<KeptRuns, 'read'>,
): HandlersOf<'run.announce'> {
  return {
    'run.announce': async ({ id }) => ({
      shown: await host.announce(title, `${verdictSentence(await kept.read(id))}.`),
    }),
  };
}
