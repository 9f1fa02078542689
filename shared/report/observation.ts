import type { InboundFinding } from '../catalogue/families/inbound.ts';
import type { StatementFinding } from '../catalogue/families/statement.ts';
import type { Fact, FactKind } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { latencyFigures } from '../probe/latency-figures.ts';
import { type Outcome, outcomeWords } from '../probe/outcome.ts';
import type { CheckResult } from '../run/result.ts';
import { formatMs } from '../words/duration.ts';

/** What was seen, in a word and, where it says something, how long it took. */
export type Observation = { readonly word: string; readonly duration: string | null };

/**
 * What stands for a check that rests on an answer of the profile, or that only another machine can prove, whatever was
 * read on this one.
 */
const findingWords: Readonly<Record<StatementFinding | InboundFinding, string>> = {
  'as-required': 'as answered',
  'not-as-required': 'as answered',
  'not-stated': 'not answered',
  'needs-other-machine': 'not tested',
  'blocked-by-rule': 'blocked by this machine',
  'blocked-by-setting': 'blocked by this machine',
  'closed-by-default': 'no rule on this machine',
};

const isWorded = (finding: string): finding is keyof typeof findingWords =>
  Object.hasOwn(findingWords, finding);

const harmless: readonly Outcome[] = ['open', 'resolved', 'free', 'read', 'measured', 'unavailable'];

const telling: readonly FactKind[] = ['latency', 'tcp', 'http', 'bind', 'resolve'];

/** Findings that rest on one kind of fact, whatever the others say. */
const restsOn: Readonly<Record<string, FactKind>> = { 'open-through-proxy': 'proxy-connect' };

/** How long it takes to read a table of the system or to try a local port says nothing. */
const untimed: readonly FactKind[] = [
  'bind',
  'port-owner',
  'hosts-file',
  'proxy-settings',
  'name-order',
  'port-ranges',
  'inbound-firewall',
  'installation',
];

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

/** One fact in a word and a duration; a latency measurement shows its median. */
export function observationOf(fact: Fact): Observation {
  if (fact.kind === 'latency') {
    const figures = latencyFigures(fact.samplesMs);
    if (figures !== null) return { word: 'median', duration: formatMs(figures.medianMs) };
  }
  const word = outcomeWords[fact.outcome];
  return { word, duration: untimed.includes(fact.kind) ? null : formatMs(fact.durationMs) };
}

/** What was observed for a check; `not tested` when nothing was. */
export function checkObservation(check: Pick<CheckResult, 'finding' | 'verdict' | 'facts'>): Observation {
  if (isWorded(check.finding)) return { word: findingWords[check.finding], duration: null };
  const fact = decisiveFact(check);
  return fact === null ? { word: 'not tested', duration: null } : observationOf(fact);
}

/** An observation in one text: `no answer, 5000 ms`. */
export const observationText = ({ word, duration }: Observation): string =>
  duration === null ? word : `${word}, ${duration}`;
