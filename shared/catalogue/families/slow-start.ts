import type { FactOf } from '../../probe/fact.ts';
import { isOwnWebServer, slowStartMs } from '../../probe/limits.ts';
import type { PhaseRulings } from '../check.ts';
import { type FindingParameters, param } from '../parameter.ts';
import { always } from './interrupted.ts';

/** The headline of a web server of this machine that was only starting. */
export const slowStartHeadline = '{target} takes {seconds} for its first answer';

/** The same in every check that asks that web server, so that it is told once. */
export const slowStartRuling: PhaseRulings = always({
  verdict: 'warn',
  reason: '{target} took {seconds} for its first answer: its web server was only starting.',
  remedy:
    'Run this check again now that it has started. If it is as slow then, look in the Windows event log and in the IIS log for what keeps the application busy.',
  owner: 'you',
});

/** The answer of the web server of this machine that took so long that it was only starting, as parameters; null for none. */
export function slowStart(answers: readonly FactOf<'http'>[]): FindingParameters | null {
  const slow = answers.find(
    ({ host, outcome, durationMs }) => isOwnWebServer(host) && outcome === 'open' && durationMs > slowStartMs,
  );
  return slow === undefined ? null : { seconds: param.duration(slow.durationMs) };
}
