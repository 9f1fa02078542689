import { type CheckDefinition, groups } from '../../../shared/catalogue/check.ts';
import type { Plan, PlannedCheck } from '../../../shared/plan/plan.ts';
import type { Fact } from '../../../shared/probe/fact.ts';
import { describeProbe, longestProbeMs } from '../../../shared/probe/kinds.ts';
import { probeLimits } from '../../../shared/probe/limits.ts';
import { factsOfCheck } from '../../../shared/run/assemble-result.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { judgeCheck } from '../../../shared/run/judge.ts';
import type { Judge } from '../../../shared/run/judge-once.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';

/**
 * Turns the engine's events about probes into events about checks: a check is reported as soon as its last probe has
 * finished, and the probe that has been waiting longest is named whenever it changes.
 * @returns the listener for the engine; it has told `planned` and every check without probes before it returns
 */
export function trackProgress(
  definitions: readonly CheckDefinition[],
  plan: Plan,
  tell: (progress: RunProgress) => void,
  judge: Judge = judgeCheck,
): (event: RunEvent) => void {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const requests = new Map(plan.probes.map(({ key, request }) => [key, request]));
  const facts = new Map<string, readonly Fact[]>();
  const probesOf = (check: PlannedCheck): ReadonlySet<string> => new Set(check.leftOut ? [] : check.probes);
  const open = new Map(plan.checks.map((check) => [check.id, probesOf(check).size]));
  const waitingFor = new Map<string, string>();
  const askedBy = new Map<string, PlannedCheck[]>();
  for (const check of plan.checks)
    for (const key of probesOf(check)) {
      const asking = askedBy.get(key);
      if (asking === undefined) askedBy.set(key, [check]);
      else asking.push(check);
    }
  const total = plan.checks.length;
  const limits = probeLimits(plan.profile);
  let done = 0;
  let named: string | undefined;

  const tellCheck = (check: PlannedCheck): void => {
    const definition = byId.get(check.definition);
    if (definition === undefined) return;
    done += 1;
    const judged = judge(check, definition, factsOfCheck(check, facts), plan.profile);
    tell({ kind: 'check', check: judged, done, total });
  };

  const tellLongest = (): void => {
    const [key, since] = waitingFor.entries().next().value ?? [];
    if (key === named) return;
    named = key;
    const request = key === undefined ? undefined : requests.get(key);
    const longest =
      request === undefined || since === undefined
        ? null
        : { what: describeProbe(request), since, limitMs: longestProbeMs(request, limits) };
    tell({ kind: 'waiting', longest });
  };

  const finish = (key: string, found: readonly Fact[]): void => {
    facts.set(key, found);
    waitingFor.delete(key);
    for (const check of askedBy.get(key) ?? []) {
      const left = (open.get(check.id) ?? 0) - 1;
      open.set(check.id, left);
      if (left === 0) tellCheck(check);
    }
  };

  const perGroup = groups.map((group) => ({
    group,
    total: plan.checks.filter((check) => check.group === group).length,
  }));
  tell({ kind: 'planned', total, groups: perGroup.filter((entry) => entry.total > 0) });
  for (const check of plan.checks) if (open.get(check.id) === 0) tellCheck(check);

  return (event) => {
    switch (event.kind) {
      case 'probe-started':
        waitingFor.set(event.key, event.at);
        break;
      case 'probe-finished':
        finish(event.key, event.facts);
        break;
      case 'run-started':
      case 'contacted':
      case 'run-finished':
        return;
    }
    tellLongest();
  };
}
