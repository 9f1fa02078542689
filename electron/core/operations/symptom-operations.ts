import { explain } from '../../../shared/symptoms/explain.ts';
import type { HandlersOf } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

/** What lines of logs and dialogs mean. Contacts nothing, and keeps nothing of what was pasted. */
export function symptomOperations(kept: KeptRuns): HandlersOf<'symptoms.explain'> {
  return {
    'symptoms.explain': async ({ text, run }) => {
      const result = run === null ? null : await kept.read(run);
      return explain(text, { profile: result?.profile ?? null, checks: result?.checks ?? [] });
    },
  };
}
