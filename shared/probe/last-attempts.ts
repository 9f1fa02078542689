import type { Fact } from './fact.ts';
import { probeKinds } from './kinds.ts';

/** What tells the facts of one kind apart when they answer different questions. */
const distinguishing = ['host', 'remotePort', 'hostHeader', 'path', 'proxy'] as const;

/** Whether each address of a host is asked by itself. What came through a proxy was asked of the proxy, as a whole. */
const isOfAddress = (fact: Fact): boolean =>
  (probeKinds[fact.kind].repeats === 'each-address' ||
    probeKinds[fact.kind].repeats === 'each-open-address') &&
  !('proxy' in fact && fact.proxy !== undefined);

function isSameQuestion(left: Fact, right: Fact): boolean {
  return (
    left.kind === right.kind &&
    distinguishing.every((name) => Reflect.get(left, name) === Reflect.get(right, name)) &&
    (!isOfAddress(left) || left.remoteAddress === right.remoteAddress)
  );
}

/**
 * The facts that count: of two attempts at the same thing the later one, in the place of the first. A second attempt
 * that was cancelled takes nothing away from what the first one showed.
 */
export function lastAttempts(facts: readonly Fact[]): readonly Fact[] {
  const counted: Fact[] = [];
  for (const fact of facts) {
    const repeated =
      fact.attempt === undefined ? -1 : counted.findLastIndex((earlier) => isSameQuestion(earlier, fact));
    if (repeated === -1) counted.push(fact);
    else if (fact.outcome !== 'cancelled') counted[repeated] = fact;
  }
  return counted;
}
