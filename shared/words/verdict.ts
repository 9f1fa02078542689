import { z } from 'zod';

/** How an observation counts. Missing evidence never passes. */
export const verdicts = [
  'pass',
  'fail',
  'warn',
  'not-yet',
  'not-testable-here',
  'skipped',
  'not-applicable',
  'waived',
  'unknown',
] as const;

export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

/** `required`: publication and runtime. `monitoring`: warnings in the product. `advisory`: worth knowing. */
export const severities = ['required', 'monitoring', 'advisory'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

/** A verdict with the weight of its check. */
type Judged = { readonly severity: Severity; readonly verdict: Verdict };

/** The same fact means different things before and after the platform's installer has run. */
export const phases = ['before-install', 'after-install'] as const;
export const phaseSchema = z.enum(phases);
export type Phase = z.infer<typeof phaseSchema>;

/** Each phase as it stands in a report. */
export const phaseWords: Readonly<Record<Phase, string>> = {
  'before-install': 'Before the installation',
  'after-install': 'After the installation',
};

/**
 * Worst first: the order in which verdicts are listed, and the order that decides for a requirement which is
 * covered by several checks.
 */
export const worstFirst: readonly Verdict[] = [
  'fail',
  'unknown',
  'warn',
  'not-yet',
  'not-testable-here',
  'skipped',
  'waived',
  'pass',
  'not-applicable',
];

/** The worst of several verdicts; `not-applicable` for none. */
export function worstVerdict(list: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => list.includes(verdict)) ?? 'not-applicable';
}

/** The best of several verdicts, for a requirement that any one of its checks satisfies; `not-applicable` for none. */
export function bestVerdict(list: readonly Verdict[]): Verdict {
  const bestFirst = worstFirst.filter((verdict) => verdict !== 'not-applicable').reverse();
  return bestFirst.find((verdict) => list.includes(verdict)) ?? 'not-applicable';
}

/**
 * How a check counts in something that is larger than itself: one of lesser severity cannot make it fail, its failure is a
 * warning there.
 * @param whole the severity of what is larger: a run, which counts as required, or a requirement
 */
export const countedVerdict = ({ severity, verdict }: Judged, whole: Severity = 'required'): Verdict =>
  verdict === 'fail' && severities.indexOf(severity) > severities.indexOf(whole) ? 'warn' : verdict;

/**
 * The verdict on a whole run. Only a required check can make it `fail` or `unknown`; a failed or unknown check
 * of lesser severity makes it `warn`. `not-yet` says that nothing is wrong but something required can only be
 * confirmed after the installation. Inbound rows that need another machine do not lower it: they are counted
 * beside it.
 */
export function overallVerdict(checks: readonly Judged[]): Verdict {
  const counted = checks.map((check) => countedVerdict(check));
  const isRequired = (verdict: Verdict) =>
    checks.some((check) => check.severity === 'required' && check.verdict === verdict);
  if (counted.includes('fail')) return 'fail';
  if (isRequired('unknown') || counted.every((verdict) => verdict === 'not-applicable')) return 'unknown';
  if (counted.includes('warn') || counted.includes('unknown')) return 'warn';
  if (isRequired('not-yet')) return 'not-yet';
  return counted.includes('pass') ? 'pass' : 'unknown';
}
