import type { Owner } from '../../../shared/catalogue/check.ts';
import { type FirewallRow, firewallRequest } from '../../../shared/report/firewall-request.ts';
import type { CheckResult, RunResult } from '../../../shared/run/result.ts';
import { severities, type Verdict, worstFirst } from '../../../shared/words/verdict.ts';

/** The checks for which one person or team takes the next step. */
export type OwnerGroup = { readonly owner: Owner; readonly checks: readonly CheckResult[] };

const byWeight = (left: CheckResult, right: CheckResult): number =>
  worstFirst.indexOf(left.verdict) - worstFirst.indexOf(right.verdict) ||
  severities.indexOf(left.severity) - severities.indexOf(right.severity);

/**
 * The checks that have one of some verdicts, by who takes the next step. Worst first and required first, among the
 * checks of one owner and among the owners.
 */
export function ownerGroups(
  checks: readonly CheckResult[],
  verdicts: readonly Verdict[],
): readonly OwnerGroup[] {
  const wanted = checks.filter(({ verdict }) => verdicts.includes(verdict)).sort(byWeight);
  const ownerOf = (check: CheckResult): Owner => check.owner ?? 'you';
  return [...new Set(wanted.map(ownerOf))].map((owner) => ({
    owner,
    checks: wanted.filter((check) => ownerOf(check) === owner),
  }));
}

/**
 * The firewall rules that are needed and not in place, by the id of each check that asks for them. Only for checks
 * whose next step is the network team's: a service that is stopped, or a name that is not known, needs no rule first.
 */
export function neededRules(result: RunResult): ReadonlyMap<string, readonly FirewallRow[]> {
  const checks = result.checks.filter(({ owner, facts }) => owner === 'network-team' && facts.length > 0);
  const rules = new Map<string, readonly FirewallRow[]>();
  for (const row of firewallRequest({ ...result, checks }).filter(({ state }) => state === 'needed'))
    for (const id of row.checks) rules.set(id, [...(rules.get(id) ?? []), row]);
  return rules;
}

/** The rules of several checks, each once. */
export const rulesOf = (
  checks: readonly CheckResult[],
  rules: ReadonlyMap<string, readonly FirewallRow[]>,
): readonly FirewallRow[] => [...new Set(checks.flatMap(({ id }) => rules.get(id) ?? []))];
