import type { MergeRun } from '../../../shared/environment/merge-input.ts';
import type { RunResult } from '../../../shared/run/result.ts';

/** Keeps of a result what merging looks at. */
export type KeepLean = (result: RunResult) => MergeRun;

/** Gives equal values as one and the same. */
type Share = <T>(value: T) => T;

/** Shares texts, wherever in data they stand. */
function sharedTexts(): Share {
  const known = new Map<string, string>();
  const textOf = (text: string): string => {
    const found = known.get(text) ?? text;
    known.set(text, found);
    return found;
  };
  const shared = (value: unknown): unknown => {
    if (typeof value === 'string') return textOf(value);
    if (Array.isArray(value)) return value.map(shared);
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const key of Object.keys(copy)) copy[key] = shared(copy[key]);
    return copy;
  };
  return (value) => shared(value) as typeof value;
}

/**
 * Shares data as a whole: the ends of checks stand in those of hundreds of machines, what was seen of a host in each of its
 * checks.
 */
function sharedData(texts: Share): Share {
  const known = new Map<string, unknown>();
  return (value) => {
    const key = JSON.stringify(value);
    const found = known.get(key) ?? texts(value);
    known.set(key, found);
    return found as typeof value;
  };
}

/**
 * Opens what keeps the results of one merge lean. Two hundred servers that reach each other have 120,000 checks: nearly all of
 * the same few names, addresses and findings, and with sentences that merging does not read.
 */
export function openLeanRuns(): KeepLean {
  const texts = sharedTexts();
  const shared = sharedData(texts);
  return ({ id, tool, phase, startedAt, finishedAt, cancelled, machine, profile, ...result }) => {
    const { rehearsal, redacted } = result;
    const ownFact = sharedData(texts);
    return {
      ...{ id, tool, phase, startedAt, finishedAt, cancelled, machine, profile },
      ...(rehearsal === undefined ? {} : { rehearsal }),
      ...(redacted === undefined ? {} : { redacted }),
      checks: result.checks.map((check) => ({
        id: texts(check.id),
        requirements: shared(check.requirements),
        group: check.group,
        severity: check.severity,
        direction: check.direction,
        source: shared(check.source),
        destination: shared(check.destination),
        finding: texts(check.finding),
        verdict: check.verdict,
        owner: check.owner,
        waiver: check.waiver,
        facts: check.facts.map(ownFact),
      })),
    };
  };
}
