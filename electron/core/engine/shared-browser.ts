import type { FactOf } from '../../../shared/probe/fact.ts';
import { probeKey } from '../../../shared/probe/kinds.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';

type Request = RequestOf<'sql-browser'>;
type Facts = readonly FactOf<'sql-browser'>[];

/** Asks SQL Server Browser in the way that the asking probe can. */
export type SharedBrowser = (request: Request, ask: () => Promise<Facts>) => Promise<Facts>;

/**
 * Asks for each instance once in a run, however many probes need its port, so that all of them go to the same port.
 * The probe that asks first asks with its own network.
 */
export function createSharedBrowser(): SharedBrowser {
  const answers = new Map<string, Promise<Facts>>();
  return (request, ask) => {
    const key = probeKey(request);
    const answer = answers.get(key) ?? ask();
    answers.set(key, answer);
    return answer;
  };
}
