import type { Fact } from '../../../shared/probe/fact.ts';
import { isPatient } from '../../../shared/probe/kinds.ts';
import { maxAskedAddresses } from '../../../shared/probe/limits.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import type { ProbeKind, ProbeRequest, ServicePort } from '../../../shared/probe/probe-request.ts';
import { targetsOf } from './addresses.ts';
import type { Probe, ProbeContext } from './probe.ts';

type ToService = ProbeRequest & { readonly host: string; readonly port: ServicePort };

/** Whether a request is put to a service at its addresses; programs ask the own web server at the first that answers. */
const isToService = (request: ProbeRequest): request is ToService =>
  'host' in request && 'port' in request && !isPatient(request);

/** The same world, in which a host has one address alone. */
const whereItIs = (host: string, address: string, context: ProbeContext): ProbeContext => ({
  ...context,
  resolve: async (name) => {
    const found = await context.resolve(name);
    return found.ok && name === host ? { ...found, value: [address] } : found;
  },
});

/** The addresses at which a service is to be asked: those that no connection of this run has shown to be closed, and not too many. */
async function askedAddresses(request: ToService, context: ProbeContext): Promise<readonly string[]> {
  const targets = await targetsOf(request, context);
  return targets
    .filter((target) => !context.isSilent(target))
    .slice(0, maxAskedAddresses)
    .map(({ address }) => address);
}

/** Outcomes of a connection that nobody took; what was asked over one never has them. */
const closed: readonly Outcome[] = ['refused', 'unreachable'];

const isClosed = (facts: readonly Fact[]): boolean => facts.some(({ outcome }) => closed.includes(outcome));

/** Of addresses none of which takes a connection, the one that says most: a refusal comes from the network, no route from here. */
const tellingMost = (places: readonly (readonly Fact[])[]): readonly Fact[] =>
  places.find((facts) => !facts.some(({ outcome }) => outcome === 'unreachable')) ?? places[0] ?? [];

/**
 * A probe that asks each address of a host that takes connections, all at a time: a name may lead to several servers, of
 * which one is not the service that is meant. Where at most one is open, the probe asks as it does by itself.
 */
export const atEachOpenAddress = <K extends ProbeKind>(probe: Probe<K>): Probe<K> => ({
  ...probe,
  observe: async (request, context) => {
    if (!isToService(request)) return await probe.observe(request, context);
    const addresses = await askedAddresses(request, context);
    if (addresses.length < 2) return await probe.observe(request, context);
    const places = await Promise.all(
      addresses.map((address) => probe.observe(request, whereItIs(request.host, address, context))),
    );
    const open = places.filter((facts) => !isClosed(facts));
    return open.length > 0 ? open.flat() : tellingMost(places);
  },
});
