import type { Fact, FactKind } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import type { Outcome } from '../probe/outcome.ts';
import type { CheckResult } from './result.ts';

const harmless: readonly Outcome[] = ['open', 'resolved', 'free', 'read', 'measured', 'unavailable'];

const telling: readonly FactKind[] = ['latency', 'tcp', 'http', 'bind', 'resolve'];

/** Findings that rest on one kind of fact, whatever the others say. */
const restsOn: Readonly<Record<string, FactKind>> = {
  'open-through-proxy': 'proxy-connect',
  'ipv6-harmless': 'resolve',
  'ipv6-first': 'resolve',
  'ipv6-also': 'resolve',
  'no-ipv4': 'resolve',
  'dns-server-lies': 'resolve',
};

/**
 * The fact that a check's verdict rests on, of those that count: the one whose outcome is the finding, or of the kind
 * that the finding rests on; else the first that is not harmless, unless the check passed; else the one of the most
 * telling kind. Null without facts.
 */
export function decisiveFact(check: Pick<CheckResult, 'finding' | 'verdict' | 'facts'>): Fact | null {
  const { finding, verdict } = check;
  const facts = lastAttempts(check.facts);
  const named = facts.find((fact) => fact.outcome === finding || fact.kind === restsOn[finding]);
  const troubling = verdict === 'pass' ? undefined : facts.find((fact) => !harmless.includes(fact.outcome));
  const kind = telling.find((name) => facts.some((fact) => fact.kind === name));
  return named ?? troubling ?? facts.find((fact) => fact.kind === kind) ?? facts[0] ?? null;
}
