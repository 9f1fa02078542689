import { isOfRole, isSender } from '../catalogue/families/visits.ts';
import type { CheckerView } from '../probe/rehearsal-view.ts';
import { type Place, placeWords } from '../profile/roles.ts';
import { groupsByKey } from '../words/groups-by-key.ts';

/** Those who are to connect to a port: in one role, by the hosts that the profile names; none where it names no host of it. */
export type Senders = { readonly role: Place; readonly hosts: readonly string[] };

/** A port with those who are to connect to it. */
type Target = { readonly port: number; readonly senders: readonly Senders[] };

/** Somebody who should come to a listener: a host of the profile, or everybody in a role of which it names no host. */
export type ExpectedPeer = {
  readonly name: string;
  /** False for a role, of which anybody may come. */
  readonly isHost: boolean;
  readonly ports: readonly number[];
};

type Expectation = { readonly name: string; readonly isHost: boolean };

const expectationsOf = ({ role, hosts }: Senders): readonly Expectation[] =>
  hosts.length === 0
    ? [{ name: placeWords[role], isHost: false }]
    : hosts.map((name) => ({ name, isHost: true }));

/** Who should come to the listeners of a machine, hosts first, each with the ports that it should come to. */
export function expectedPeers(targets: readonly Target[]): readonly ExpectedPeer[] {
  const all = targets.flatMap(({ port, senders }) =>
    senders.flatMap(expectationsOf).map((expectation) => ({ ...expectation, port })),
  );
  const peers = [...groupsByKey(all, ({ name }) => name)].map(([name, own]) => ({
    name,
    isHost: own.some(({ isHost }) => isHost),
    ports: [...new Set(own.map(({ port }) => port))],
  }));
  return peers.toSorted((left, right) => Number(right.isHost) - Number(left.isHost));
}

/** Which of those who should come to a port a visitor is, by name; none for somebody whom nobody expects there. */
export function peersThatCame(
  visitor: CheckerView,
  port: number,
  targets: readonly Target[],
): readonly string[] {
  const senders = targets.filter((target) => target.port === port).flatMap((target) => target.senders);
  const names = senders.flatMap(({ role, hosts }) =>
    hosts.length === 0
      ? isOfRole(visitor, role)
        ? [placeWords[role]]
        : []
      : hosts.filter((host) => isSender(host, visitor)),
  );
  return [...new Set(names)];
}

/** Who should come and has not: each with the ports to which it did not. */
export function peersStillAwaited(
  targets: readonly Target[],
  visits: readonly { readonly port: number; readonly visitor: CheckerView }[],
): readonly ExpectedPeer[] {
  const came = new Set(
    visits.flatMap(({ port, visitor }) =>
      peersThatCame(visitor, port, targets).map((name) => `${port} ${name}`),
    ),
  );
  return expectedPeers(targets)
    .map((peer) => ({ ...peer, ports: peer.ports.filter((port) => !came.has(`${port} ${peer.name}`)) }))
    .filter(({ ports }) => ports.length > 0);
}
