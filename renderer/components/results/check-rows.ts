import { type Group, groups } from '../../../shared/catalogue/check.ts';
import { type CheckText, checkText } from '../../../shared/report/check-texts.ts';
import { isRehearsed } from '../../../shared/run/is-rehearsed.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { type Severity, severities, type Verdict, worstFirst } from '../../../shared/words/verdict.ts';
import { resultsText } from '../../text/en/results.ts';

/** One line of the table of all checks. */
export type CheckRow = {
  readonly check: CheckResult;
  readonly text: CheckText;
  /** The host at the other end: where the connection goes, or from where it comes; null for this machine itself. */
  readonly host: string | null;
  /** Everything that the search looks at, in lower case. */
  readonly searched: string;
};

/** What the table is narrowed to; null and empty narrow nothing. */
export type CheckFilter = {
  readonly verdict: Verdict | null;
  readonly severity: Severity | null;
  readonly group: Group | null;
  /** A host; the empty text stands for this machine itself. */
  readonly host: string | null;
  /** Words that must all occur. */
  readonly words: string;
};

export const noFilter: CheckFilter = { verdict: null, severity: null, group: null, host: null, words: '' };

const otherHost = ({ direction, source, destination }: CheckResult): string | null =>
  direction === 'inbound'
    ? (source?.host ?? null)
    : direction === 'local'
      ? null
      : (destination?.host ?? null);

function rowOf(check: CheckResult): CheckRow {
  const text = checkText(check);
  const ends = [text.from?.address, text.from?.place, text.to?.address, text.to?.place];
  const parts = [
    check.id,
    check.title,
    text.headline,
    text.requirements,
    text.observed,
    check.finding,
    check.reason,
    ...(isRehearsed(check) ? [resultsText.rehearsal.mark] : []),
    ...ends,
  ];
  return { check, text, host: otherHost(check), searched: parts.join('\n').toLowerCase() };
}

const rank = (check: CheckResult): number =>
  worstFirst.indexOf(check.verdict) * severities.length + severities.indexOf(check.severity);

/** The checks of a run as lines, worst first and required first among equals, else in the order of the catalogue. */
export function checkRows(checks: readonly CheckResult[]): readonly CheckRow[] {
  return checks.map(rowOf).sort((left, right) => rank(left.check) - rank(right.check));
}

/** The lines that a filter leaves, in the same order. */
export function filterRows(rows: readonly CheckRow[], filter: CheckFilter): readonly CheckRow[] {
  const words = filter.words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    ({ check, host, searched }) =>
      (filter.verdict === null || check.verdict === filter.verdict) &&
      (filter.severity === null || check.severity === filter.severity) &&
      (filter.group === null || check.group === filter.group) &&
      (filter.host === null || (host ?? '') === filter.host) &&
      words.every((word) => searched.includes(word)),
  );
}

/** What can be chosen in the filter: only what occurs, hosts in alphabetical order with this machine first. */
export function filterChoices(rows: readonly CheckRow[]) {
  const has = <T>(list: readonly T[], of: (row: CheckRow) => T) =>
    list.filter((value) => rows.some((row) => of(row) === value));
  const hosts = [...new Set(rows.map(({ host }) => host ?? ''))];
  return {
    verdicts: has(worstFirst, ({ check }) => check.verdict),
    severities: has(severities, ({ check }) => check.severity),
    groups: has(groups, ({ check }) => check.group),
    hosts: hosts.sort((left, right) => left.localeCompare(right, 'en')),
  };
}
