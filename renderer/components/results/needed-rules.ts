import { type FirewallRow, firewallRequest } from '../../../shared/report/firewall-request.ts';
import type { CheckResult, RunResult } from '../../../shared/run/result.ts';
import { groupsByKey } from '../../../shared/words/groups-by-key.ts';

/**
 * The firewall rules that are needed and not in place, by the id of each check that asks for them. Only for checks
 * whose next step is the network team's: a service that is stopped, or a name that is not known, needs no rule first.
 */
export function neededRules(result: RunResult): ReadonlyMap<string, readonly FirewallRow[]> {
  const checks = result.checks.filter(({ owner, facts }) => owner === 'network-team' && facts.length > 0);
  const asked = firewallRequest({ ...result, checks })
    .filter(({ state }) => state === 'needed')
    .flatMap((row) => row.checks.map((id) => ({ id, row })));
  return new Map(
    [...groupsByKey(asked, ({ id }) => id)].map(([id, list]) => [id, list.map(({ row }) => row)]),
  );
}

/** The rules of several checks, each once. */
export const rulesOf = (
  checks: readonly CheckResult[],
  rules: ReadonlyMap<string, readonly FirewallRow[]>,
): readonly FirewallRow[] => [...new Set(checks.flatMap(({ id }) => rules.get(id) ?? []))];
