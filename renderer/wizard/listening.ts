import type { Failure, Reply } from '../../shared/contract/reply.ts';
import type { HostPlace } from '../../shared/profile/host-places.ts';
import type { ListenEvent } from '../../shared/run/listen-view.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { groupsByKey } from '../../shared/words/groups-by-key.ts';

/** What is told when the ports are open. */
export type OpenedListening = Omit<Extract<ListenEvent, { kind: 'opened' }>, 'kind'>;
/** Somebody who came to a port with the code. */
export type ListenVisit = Omit<Extract<ListenEvent, { kind: 'visit' }>, 'kind'>;
/** Connections without the code. */
export type ListenStrangers = Omit<Extract<ListenEvent, { kind: 'strangers' }>, 'kind'>;

/** What others find on this machine: what its answers say, and what is no role of OutSystems. */
export type ListenAs = { readonly hasRoles: boolean; readonly places: readonly HostPlace[] };

export const asAnswered: ListenAs = { hasRoles: true, places: [] };

/** This machine while it listens for others. `call` tells its late events from those of another time. */
export type Listening = {
  readonly call: number;
  /** It lies here while it is listened, and nowhere else. */
  readonly code: string;
  /** Null until the ports are open. */
  readonly opened: OpenedListening | null;
  /** Who came to which port, oldest first; each run once for a port. */
  readonly visits: readonly ListenVisit[];
  readonly strangers: ListenStrangers;
  /** The person asked it to stop; it still answers. */
  readonly isStopping: boolean;
};

/** What came of it: nothing of the code is left. */
export type Listened =
  | {
      readonly kind: 'ended';
      /** The run that says who came. */
      readonly id: string;
      /** Whether any port could be opened. */
      readonly wasOpen: boolean;
      readonly visits: readonly ListenVisit[];
      readonly strangers: ListenStrangers;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

const noStrangers: ListenStrangers = { connections: 0, addresses: 0 };

export const newListening = (call: number, code: string): Listening => ({
  call,
  code,
  opened: null,
  visits: [],
  strangers: noStrangers,
  isStopping: false,
});

/** What is known after one more event. */
export function addListenEvent(listening: Listening, event: ListenEvent): Listening {
  switch (event.kind) {
    case 'opened': {
      const { kind: _, ...opened } = event;
      return { ...listening, opened };
    }
    case 'put-off':
      return listening.opened === null
        ? listening
        : { ...listening, opened: { ...listening.opened, until: event.until } };
    case 'visit': {
      const { kind: _, ...visit } = event;
      const { run, port } = visit;
      const others = listening.visits.filter((other) => other.run !== run || other.port !== port);
      return { ...listening, visits: [...others, visit] };
    }
    case 'strangers': {
      const { kind: _, ...strangers } = event;
      return { ...listening, strangers };
    }
  }
}

/** Whether any port is open. */
const isAnyOpen = (opened: OpenedListening | null): boolean =>
  opened?.ports.some(({ state }) => state === 'rehearsed') === true;

/** What came of it, from what was told and the answer. */
export const listenedOf = ({ opened, visits, strangers }: Listening, reply: Reply<RunResult>): Listened =>
  reply.ok
    ? { kind: 'ended', id: reply.value.id, wasOpen: isAnyOpen(opened), visits, strangers }
    : { kind: 'failed', failure: reply.error };

/** Somebody who came, with every port that it came to, however often it was checked. */
export type Visitor = {
  readonly name: string;
  readonly roles: ListenVisit['roles'];
  /** The addresses that it came from, each once. */
  readonly from: readonly string[];
  /** When it came last. */
  readonly at: string;
  /** Its last visit to each port, by port. */
  readonly visits: readonly ListenVisit[];
  /** The ports to which it should come and has not yet. */
  readonly awaited: readonly number[];
};

/** Those who have not come yet and should come to the same ports. */
export type Absent = { readonly names: readonly string[]; readonly ports: readonly number[] };

type Expected = OpenedListening['expected'];

const inOrder = (ports: Iterable<number>): readonly number[] =>
  [...new Set(ports)].toSorted((left, right) => left - right);

/** Visits by the name of whoever came, in the order in which they came first. */
export function visitorsOf(visits: readonly ListenVisit[], expected: Expected = []): readonly Visitor[] {
  return [...groupsByKey(visits, ({ name }) => name).values()].flatMap((own) => {
    const last = own.at(-1);
    if (last === undefined) return [];
    const { name, roles, at } = last;
    const byPort = new Map(own.map((visit) => [visit.port, visit]));
    const peers = new Set(own.flatMap((visit) => visit.as));
    const due = expected.filter((peer) => peers.has(peer.name)).flatMap(({ ports }) => ports);
    return [
      {
        name,
        roles,
        at,
        from: [...new Set(own.map((visit) => visit.from))],
        visits: [...byPort.values()].toSorted((left, right) => left.port - right.port),
        awaited: inOrder(due).filter((port) => !byPort.has(port)),
      },
    ];
  });
}

/** Which of those who should come have not come to any port; told together where they should come to the same ports. */
export function absentOf(visits: readonly ListenVisit[], expected: Expected): readonly Absent[] {
  const came = new Set(visits.flatMap((visit) => visit.as));
  const absent = expected.filter(({ name }) => !came.has(name));
  return [...groupsByKey(absent, ({ ports }) => inOrder(ports).join(' ')).values()].map((peers) => ({
    names: peers.map(({ name }) => name),
    ports: inOrder(peers.flatMap(({ ports }) => ports)),
  }));
}
