import { expectedPeers } from '../plan/expected-peers.ts';
import type { ListenTarget } from '../plan/rehearse-plan.ts';
import { hostAndPort } from '../profile/host.ts';
import type { ListenView } from './listen-view.ts';
import { listenPlanSchemaId } from './schema-ids.ts';

/** What a listener would open, in the shape that is shown. */
export const viewListening = (
  hostname: string,
  targets: readonly ListenTarget[],
  addresses: readonly string[],
): ListenView => ({
  schema: listenPlanSchemaId,
  hostname,
  ports: targets.map(({ port, carrier, checks }) => ({ port, carrier, checks: [...checks] })),
  expected: expectedPeers(targets).map((peer) => ({ ...peer, ports: [...peer.ports] })),
  addresses: [...addresses],
  knocks: targets.flatMap(({ port }) => addresses.map((address) => hostAndPort(address, port))),
});
