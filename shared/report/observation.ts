import type { InboundFinding } from '../catalogue/families/inbound.ts';
import type { StatementFinding } from '../catalogue/families/statement.ts';
import type { Fact, FactKind } from '../probe/fact.ts';
import { latencyFigures } from '../probe/latency-figures.ts';
import { outcomeWords } from '../probe/outcome.ts';
import { decisiveFact } from '../run/decisive-fact.ts';
import type { CheckResult } from '../run/result.ts';
import { formatMs } from '../words/duration.ts';

/** What was seen, in a word and, where it says something, how long it took. */
export type Observation = { readonly word: string; readonly duration: string | null };

/**
 * What stands for a check that rests on an answer of the profile, that only another machine can prove, or whose connection
 * came about and shows nothing of what was meant.
 */
const findingWords: Readonly<
  Record<StatementFinding | InboundFinding | 'leads-here' | 'no-site' | 'pool-stopped', string>
> = {
  'as-required': 'as answered',
  'not-as-required': 'as answered',
  'not-stated': 'not answered',
  'needs-other-machine': 'not tested',
  'blocked-by-rule': 'blocked by this machine',
  'blocked-by-setting': 'blocked by this machine',
  'closed-by-default': 'no rule on this machine',
  'blocked-in-part': 'blocked in part by this machine',
  'allowed-in-part': 'let in only in part',
  reached: 'reached',
  'reached-in-part': 'reached by some',
  'reached-changed': 'reached, and changed on the way',
  'reached-crossed': 'meant for another end',
  'nobody-came': 'nobody came',
  'port-held': 'held by another program',
  'leads-here': 'did not leave this machine',
  'no-site': 'no site of IIS',
  'pool-stopped': 'application pool stopped',
};

const isWorded = (finding: string): finding is keyof typeof findingWords =>
  Object.hasOwn(findingWords, finding);

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
  'visits',
];

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
