import type { EnvironmentInput, EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import type { MergeInput } from '../../../shared/environment/merge-input.ts';
import { mergeResults } from '../../../shared/environment/merge-results.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { EnvironmentSummary } from '../../../shared/report/verify-outcome.ts';
import { isEqual } from '../../../shared/run/is-equal.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import { type OpenedInput, openCarried } from './carried-inputs.ts';
import type { IntactFile } from './check-file.ts';
import { type KeepLean, openLeanRuns } from './lean-runs.ts';
import { readEnvironment } from './signed-environment.ts';

/** What an environment report says, and the whole of it where this very program claims to have made it. */
export type OpenedEnvironment = { readonly summary: EnvironmentSummary } & (
  | { readonly maker: 'own'; readonly result: EnvironmentResult }
  | { readonly maker: 'other-catalogue' | 'other-version' }
);

/**
 * The results of a run that lie inside, as merging needs them.
 * @throws Refusal `MERGE` where they are none that this version could have merged
 */
function mergeable({ results, data }: OpenedInput): RunResult {
  if (results.maker === 'own') return results.result;
  const parsed = runResultSchema.safeParse(JSON.parse(new TextDecoder().decode(data)));
  if (!parsed.success) throw new Refusal('MERGE', 'results that this version cannot merge');
  return parsed.data;
}

/** An input as it was merged: what it says itself, and what only the merger can have known of it. */
function mergedInput(stored: EnvironmentInput, opened: OpenedInput, lean: KeepLean): MergeInput {
  const { fingerprint, ...known } = stored.signer;
  if (fingerprint === null) throw new Refusal('MERGE', 'a report without a key, though no name is replaced');
  return {
    result: lean(mergeable(opened)),
    signer: { fingerprint, ...known },
    fileSha256: stored.fileSha256,
    file: stored.file ?? null,
    pages: stored.pages,
    carriage: stored.carriage,
    confirmedAt: stored.confirmedAt ?? null,
  };
}

function mergedAgain(stored: EnvironmentResult, inputs: readonly MergeInput[]): EnvironmentResult {
  const { id, mergedAt: at, tool, refused } = stored;
  try {
    return mergeResults(inputs, { id, at, tool, refused });
  } catch (error) {
    throw new Refusal('MERGE', String(error));
  }
}

/**
 * Opens an environment report whose signature fits. Each report inside must be there, unchanged, in order, and proven by its
 * own signature unless only the merger vouches for it; and what this version claims to have merged must be what merging
 * these very reports gives.
 * @throws Refusal with what is wrong
 */
export function openEnvironment({ attachment, carried }: IntactFile, trust: TrustFile): OpenedEnvironment {
  const read = readEnvironment(attachment);
  const stored = read.maker === 'own' ? read.result : null;
  const seen: Pick<OpenedInput, 'signed'>[] = [];
  const inputs: MergeInput[] = [];
  const lean = openLeanRuns();
  for (const opened of openCarried(read.listed, carried, trust)) {
    const listed = stored?.inputs[seen.length];
    seen.push({ signed: opened.signed });
    if (listed !== undefined) inputs.push(mergedInput(listed, opened, lean));
  }
  const summary = read.summaryWith(seen);
  if (read.maker !== 'own') return { summary, maker: read.maker };
  const { result } = read;
  const isSame = result.redacted === true || isEqual(mergedAgain(result, inputs), result);
  demand(isSame, 'MERGE', 'merging gives something else');
  return { summary, maker: 'own', result };
}
