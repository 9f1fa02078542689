import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { isSummedUp } from '../../../shared/run/summary.ts';
import type { OpenedReport } from './opened-report.ts';

/** The results of a report, or why there are none to work with. */
export type ReportResult =
  | { readonly kind: 'result'; readonly result: RunResult }
  | { readonly kind: 'refused' }
  | { readonly kind: 'environment' }
  | { readonly kind: 'other-version'; readonly madeWith: string | null };

/**
 * The results inside a verified report. What verification refuses has none, whatever lies in the file; results of
 * another version are taken where they keep to everything that this one keeps to.
 */
export function resultOfReport({ outcome, attachment, isOwn }: OpenedReport): ReportResult {
  const isRefused = outcome.outcome !== 'trusted' && outcome.outcome !== 'unknown-signer';
  if (outcome.outcome === 'unsupported-version') return { kind: 'other-version', madeWith: null };
  if (isRefused || attachment === null) return { kind: 'refused' };
  if (outcome.environment !== null) return { kind: 'environment' };
  const data = JSON.parse(new TextDecoder().decode(attachment));
  // Whoever verified it has read it with the same schema and found the bytes to be those of what came out.
  if (isOwn) return { kind: 'result', result: data };
  const parsed = runResultSchema.safeParse(data);
  return parsed.success && isSummedUp(parsed.data)
    ? { kind: 'result', result: parsed.data }
    : { kind: 'other-version', madeWith: outcome.report?.madeWith ?? null };
}
