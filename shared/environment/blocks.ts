import { type RequirementKey, requirementOf } from '../catalogue/requirements.ts';
import type { Place } from '../profile/roles.ts';
import type { Connection } from './environment-result.ts';
import { placeRank } from './place-order.ts';

/** Ports that belong together in the source document, and so in one column. */
export const portKinds = [
  'controller',
  'web',
  'deployment',
  'cache',
  'database',
  'login',
  'cloud',
  'other',
] as const;
export type PortKind = (typeof portKinds)[number];

/** Rows of the source document about the same kind of port at the same kind of place: one block of the matrix. */
export type Block = {
  readonly place: Place;
  readonly kind: PortKind;
  /** The ports that stand in its head, ascending; none where only the service tells it. */
  readonly ports: readonly number[];
};

const kindOfPorts: readonly (readonly [PortKind, readonly number[]])[] = [
  ['controller', [12_000]],
  ['deployment', [12_001, 12_002]],
  ['cache', [5672, 5671]],
  ['database', [1433, 1521]],
  ['login', [22, 3389]],
  ['web', [80, 443]],
];

const kindsOfKeys = new Map<RequirementKey, PortKind>();

/** What a row of the source document is about, by its published ports: profiles may have moved them. */
function kindOfKey(key: RequirementKey): PortKind {
  const { ports, destination, source } = requirementOf(key);
  if (destination === 'outsystems-cloud') return 'cloud';
  if (destination === 'database') return 'database';
  const found = kindOfPorts.find(([, known]) => ports.some((port) => known.includes(port)));
  return found?.[0] ?? (source === 'lifetime' ? 'web' : 'other');
}

/** The kind of port that a connection is to. */
export function portKindOf({ requirements }: Pick<Connection, 'requirements'>): PortKind {
  const [key] = requirements;
  if (key === undefined) return 'other';
  const known = kindsOfKeys.get(key) ?? kindOfKey(key);
  kindsOfKeys.set(key, known);
  return known;
}

/** A place and a kind of port as one number. */
export const blockKey = ({ toPlace, requirements }: Pick<Connection, 'toPlace' | 'requirements'>): number =>
  placeRank(toPlace) * portKinds.length + portKinds.indexOf(portKindOf({ requirements }));

/** The blocks that connections fall into, in the order in which they stand, each by its key. */
export function blocksOf(connections: readonly Connection[]): ReadonlyMap<number, Block> {
  const blocks = new Map<number, { place: Place; kind: PortKind; ports: Set<number> }>();
  for (const connection of connections) {
    const key = blockKey(connection);
    const block = blocks.get(key) ?? {
      place: connection.toPlace,
      kind: portKindOf(connection),
      ports: new Set<number>(),
    };
    if (connection.port !== null) block.ports.add(connection.port);
    blocks.set(key, block);
  }
  return new Map(
    [...blocks]
      .sort(([left], [right]) => left - right)
      .map(([key, { place, kind, ports }]) => [
        key,
        { place, kind, ports: [...ports].sort((left, right) => left - right) },
      ]),
  );
}
