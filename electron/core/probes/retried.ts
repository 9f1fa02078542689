import type { Fact } from '../../../shared/probe/fact.ts';
import { isPatient } from '../../../shared/probe/kinds.ts';
import { asksTwice, maxAttempts, repeatedPacketMs, type Transport } from '../../../shared/probe/limits.ts';
import type { ProbeKind } from '../../../shared/probe/probe-request.ts';
import { merged } from '../../../shared/words/merged.ts';
import type { Probe, ProbeContext } from './probe.ts';

/** A connection whose first packet got lost: once happens, twice is a fault of the way. */
const isLate = ({ kind, outcome, durationMs }: Fact): boolean =>
  kind === 'tcp' && outcome === 'open' && durationMs >= repeatedPacketMs;

/**
 * Observes once more, of two times at most, when an outcome may have been a passing one. Anything else would only come
 * again. Both attempts are reported, each with its own times.
 * @param context no second attempt is made once its signal is aborted, nor to an end that is known to be silent
 * @param patienceMs nor once an attempt has taken longer
 */
export function withSecondAttempt<F extends Fact>(
  observe: () => Promise<readonly F[]>,
  { signal, limits, isSilent }: Pick<ProbeContext, 'signal' | 'limits' | 'isSilent'>,
  transport: Transport,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<readonly F[]> {
  const isKnown = ({ remoteAddress, remotePort }: F): boolean =>
    transport === 'tcp' &&
    remoteAddress !== undefined &&
    remotePort !== undefined &&
    isSilent({ address: remoteAddress, port: remotePort });
  return observe().then(async (first) => {
    const mayPass = first.some(
      (fact) => isLate(fact) || (asksTwice(fact.outcome, transport, limits) && !isKnown(fact)),
    );
    const isSpent = first.some(({ durationMs }) => durationMs > patienceMs);
    if (signal.aborted || isSpent || !mayPass) return first;
    const second = await observe();
    return [...first, ...second.map((fact) => merged(fact, { attempt: maxAttempts }))];
  });
}

/**
 * A probe that makes a second attempt as a whole: for one that asks a single address. A server that was waited for with
 * patience has had its time.
 */
export const retried = <K extends ProbeKind>(probe: Probe<K>): Probe<K> => ({
  ...probe,
  observe: (request, context) => {
    const { connectTimeoutMs, answerTimeoutMs } = context.limits;
    const patienceMs = isPatient(request) ? connectTimeoutMs + answerTimeoutMs : Number.POSITIVE_INFINITY;
    return withSecondAttempt(() => probe.observe(request, context), context, 'tcp', patienceMs);
  },
});
