import { allRequirementKeys, type RequirementKey } from '../catalogue/requirements.ts';
import { type Place, places } from '../profile/roles.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { compareNatural } from '../words/natural-order.ts';
import type { FirewallObstacle } from './firewall-obstacles.ts';
import { type FirewallEnd, type FirewallRow, firewallEndText } from './firewall-request.ts';

/** Hosts that the rules never tell apart, so that a firewall can have them as one object. */
export type ObjectGroup = {
  /** Short and in capitals, as firewalls name objects: `FE`, or `FE1` where a place has several. */
  readonly id: string;
  readonly place: Place;
  /** The hosts, in natural order; empty where the profile names none, so that the network team has to. */
  readonly members: readonly string[];
};

/** A port as a rule has it. */
export type FirewallService = { readonly port: number; readonly protocol: FirewallRow['protocol'] };

/**
 * How the connections of a rule stand. `blocked`: tried, and did not come about. `unknown`: nobody has tried, or nothing
 * listens there yet. `open`: it came about.
 */
export type ConnectionStanding = 'blocked' | 'unknown' | 'open';

/** Every source may reach every destination on every port; a machine and itself apart, which no firewall sees. */
export type FirewallRule = {
  readonly from: readonly ObjectGroup[];
  readonly to: readonly ObjectGroup[];
  readonly services: readonly FirewallService[];
  readonly requirements: readonly RequirementKey[];
  /** The connections that stand behind it, each behind one rule alone, by how they stand. */
  readonly connections: Readonly<Record<ConnectionStanding, readonly FirewallRow[]>>;
};

/** Few rules that allow what the rows allow, no more and no less. */
export type FirewallRules = {
  readonly groups: readonly ObjectGroup[];
  /** Those of which something is blocked come first, then those of which something is unknown. */
  readonly rules: readonly FirewallRule[];
};

/** What stands in the way of the connections behind a rule beside a firewall. */
export const obstaclesOf = ({ connections }: FirewallRule): readonly FirewallObstacle[] =>
  Object.values(connections).flatMap((rows) => rows.flatMap(({ obstacles }) => obstacles));

/** How the connection of a row stands. */
export function standingOf({ state, verdict }: Pick<FirewallRow, 'state' | 'verdict'>): ConnectionStanding {
  switch (state) {
    case 'needed':
      return verdict === 'not-yet' ? 'unknown' : 'blocked';
    case 'not tested':
      return 'unknown';
    case 'open':
      return 'open';
  }
}

/** The things at each end of the rows, and the ports between them, by their numbers. */
type Grid = {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly services: readonly string[];
  /** Whether a connection is asked for, or is one of a machine with itself, which nobody has to allow or to refuse. */
  readonly isAllowed: (source: number, destination: number, service: number) => boolean;
  readonly isItself: (source: number, destination: number) => boolean;
};

/** One connection, by its numbers in the grid. */
type Cell = { readonly source: number; readonly destination: number; readonly service: number };

/** Every source with every destination on every port. */
type Box = {
  readonly sources: readonly number[];
  readonly destinations: readonly number[];
  readonly services: readonly number[];
};

const serviceText = ({ port, protocol }: FirewallService): string => `${port} ${protocol}`;

/** Ports as a rule lists them: `80, 443 TCP`, and `1434 UDP` after those of TCP. */
export function servicesText(services: readonly FirewallService[]): string {
  const of = (wanted: FirewallService['protocol']): readonly string[] => {
    const ports = services.filter(({ protocol }) => protocol === wanted).map(({ port }) => port);
    return ports.length === 0 ? [] : [`${ports.join(', ')} ${wanted}`];
  };
  return [...of('TCP'), ...of('UDP')].join('; ');
}

const numbered = (names: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...new Set(names)].map((name, index) => [name, index]));

function gridOf(rows: readonly FirewallRow[]): { readonly grid: Grid; readonly cells: readonly Cell[] } {
  const sources = numbered(rows.map(({ source }) => firewallEndText(source)));
  const destinations = numbered(rows.map(({ destination }) => destination.host));
  const services = numbered(rows.map(serviceText));
  const cells = rows.map((row) => ({
    source: sources.get(firewallEndText(row.source)) ?? 0,
    destination: destinations.get(row.destination.host) ?? 0,
    service: services.get(serviceText(row)) ?? 0,
  }));
  const keyOf = (source: number, destination: number, service: number): number =>
    (source * destinations.size + destination) * services.size + service;
  const asked = new Set(cells.map(({ source, destination, service }) => keyOf(source, destination, service)));
  const own = [...sources.keys()].map((name) => destinations.get(name) ?? -1);
  const isItself = (source: number, destination: number): boolean => own[source] === destination;
  return {
    cells,
    grid: {
      sources: [...sources.keys()],
      destinations: [...destinations.keys()],
      services: [...services.keys()],
      isItself,
      isAllowed: (source, destination, service) =>
        isItself(source, destination) || asked.has(keyOf(source, destination, service)),
    },
  };
}

type Side = keyof Box;

const indexes = (list: readonly unknown[]): readonly number[] => list.map((_, index) => index);

/** Whether every connection of a box may be allowed. */
const isWhole = ({ sources, destinations, services }: Box, { isAllowed }: Grid): boolean =>
  sources.every((source) =>
    destinations.every((destination) => services.every((service) => isAllowed(source, destination, service))),
  );

/** The box with all that can be added on one side of it. */
const widened = (box: Box, side: Side, grid: Grid): Box => ({
  ...box,
  [side]: indexes(grid[side]).filter((index) => isWhole({ ...box, [side]: [index] }, grid)),
});

/** The box without ends that stand in it only because nobody has to refuse a machine itself. */
function withoutLoners({ sources, destinations, services }: Box, { isItself }: Grid): Box {
  return {
    sources: sources.filter((source) => destinations.some((destination) => !isItself(source, destination))),
    destinations: destinations.filter((destination) =>
      sources.some((source) => !isItself(source, destination)),
    ),
    services,
  };
}

const orders: readonly (readonly Side[])[] = [
  ['services', 'destinations', 'sources'],
  ['services', 'sources', 'destinations'],
  ['destinations', 'services', 'sources'],
  ['destinations', 'sources', 'services'],
  ['sources', 'services', 'destinations'],
  ['sources', 'destinations', 'services'],
];

/** The boxes to which one connection can grow, until nothing can be added. */
const boxesAround = ({ source, destination, service }: Cell, grid: Grid): readonly Box[] =>
  orders.map((order) =>
    withoutLoners(
      order.reduce((box: Box, side) => widened(box, side, grid), {
        sources: [source],
        destinations: [destination],
        services: [service],
      }),
      grid,
    ),
  );

/** Whether a connection lies in a box. */
function holder({ sources, destinations, services }: Box): (cell: Cell) => boolean {
  const [from, to, on] = [new Set(sources), new Set(destinations), new Set(services)];
  return ({ source, destination, service }) => from.has(source) && to.has(destination) && on.has(service);
}

/** Boxes that cover all connections: from each that is not covered, the box that covers most of those that are not. */
function boxesOver(cells: readonly Cell[], grid: Grid): readonly Box[] {
  const boxes: Box[] = [];
  let left = cells;
  for (let seed = left[0]; seed !== undefined; seed = left[0]) {
    const grown = boxesAround(seed, grid).map((box) => {
      const holds = holder(box);
      return { box, left: left.filter((cell) => !holds(cell)) };
    });
    const best = grown.reduce((one, other) => (other.left.length < one.left.length ? other : one));
    boxes.push(best.box);
    left = best.left;
  }
  return boxes;
}

/** What of one side of a box is needed, because a connection there lies in no other box. */
function neededOf(box: Box, side: Side, own: readonly Cell[], others: readonly Box[]): readonly number[] {
  const holders = others.map(holder);
  const alone = own.filter((cell) => !holders.some((holds) => holds(cell)));
  const numberOf = ({ source, destination, service }: Cell): number =>
    ({ sources: source, destinations: destination, services: service })[side];
  const needed = new Set(alone.map(numberOf));
  return box[side].filter((number) => needed.has(number));
}

/** A box without what others allow anyway: ports first, then ends. Null when nothing is left of it. */
function trimmed(box: Box, cells: readonly Cell[], others: readonly Box[]): Box | null {
  const own = cells.filter(holder(box));
  const services = neededOf(box, 'services', own, others);
  if (services.length === 0) return null;
  const left = own.filter(({ service }) => services.includes(service));
  const destinations = neededOf(box, 'destinations', left, others);
  const there = left.filter(({ destination }) => destinations.includes(destination));
  return { services, destinations, sources: neededOf(box, 'sources', there, others) };
}

/** The boxes without what the others make unneeded, the last one first. */
function withoutUnneeded(boxes: readonly Box[], cells: readonly Cell[]): readonly Box[] {
  return boxes.reduceRight((kept: readonly Box[], box, index) => {
    const rest = trimmed(box, cells, kept.toSpliced(index, 1));
    return rest === null ? kept.toSpliced(index, 1) : kept.with(index, rest);
  }, boxes);
}

const placeCodes: Readonly<Record<Place, string>> = {
  controller: 'CTL',
  'front-end': 'FE',
  lifetime: 'LT',
  'container-runtime': 'CR',
  'end-user': 'USERS',
  'development-tools': 'TOOLS',
  sysops: 'OPS',
  database: 'DB',
  cache: 'CACHE',
  server: 'SRV',
  'outsystems-cloud': 'CLOUD',
};

/** Each end by its name: what it is, the first of its places where it has several. */
function endsOf(rows: readonly FirewallRow[]): ReadonlyMap<string, FirewallEnd> {
  const ends = new Map<string, FirewallEnd>();
  for (const end of rows.flatMap(({ source, destination }) => [source, destination])) {
    const name = firewallEndText(end);
    const known = ends.get(name);
    const isFirst = known === undefined || places.indexOf(end.place) < places.indexOf(known.place);
    if (isFirst) ends.set(name, end);
  }
  return ends;
}

/** A box with the names of its ends. */
type NamedBox = { readonly box: Box; readonly from: ReadonlySet<string>; readonly to: ReadonlySet<string> };

/** The ends that stand in the same rules on the same side and are of one place, as one group each. */
function groupsOf(
  ends: ReadonlyMap<string, FirewallEnd>,
  boxes: readonly NamedBox[],
): readonly ObjectGroup[] {
  const alike = groupsByKey([...ends], ([name, end]) => {
    const standsIn = boxes.map(({ from, to }) => `${from.has(name) ? 'f' : ''}${to.has(name) ? 't' : ''}`);
    return [end.place, end.host === null, ...standsIn].join(' ');
  });
  const found = [...alike.values()].map((members) => ({
    place: members[0]?.[1].place ?? 'server',
    members: members.flatMap(([, { host }]) => (host === null ? [] : [host])).sort(compareNatural),
  }));
  return places.flatMap((place) => {
    const ofPlace = found
      .filter((group) => group.place === place)
      .sort(
        (left, right) =>
          right.members.length - left.members.length ||
          compareNatural(left.members[0] ?? '', right.members[0] ?? ''),
      );
    return ofPlace.map((group, index) => ({
      ...group,
      id: ofPlace.length === 1 ? placeCodes[place] : `${placeCodes[place]}${index + 1}`,
    }));
  });
}

/** The name of a group's ends: that of its place where no host is known. */
const namesIn = ({ place, members }: ObjectGroup): readonly string[] =>
  members.length === 0 ? [firewallEndText({ place, host: null })] : members;

const standings: readonly ConnectionStanding[] = ['blocked', 'unknown', 'open'];

/** What is urgent first; then what has more behind it. */
function inOrder(left: FirewallRule, right: FirewallRule): number {
  const rank = ({ connections }: FirewallRule): number =>
    standings.findIndex((standing) => connections[standing].length > 0);
  return rank(left) - rank(right) || right.connections.blocked.length - left.connections.blocked.length;
}

const serviceOf = ({ port, protocol }: FirewallRow): FirewallService => ({ port, protocol });

const inServiceOrder = (left: FirewallService, right: FirewallService): number =>
  left.port - right.port || (left.protocol < right.protocol ? -1 : 1);

function ruleOf(
  { box, from, to }: NamedBox,
  rows: readonly FirewallRow[],
  groups: readonly ObjectGroup[],
  services: readonly FirewallService[],
): FirewallRule {
  const keys = new Set(rows.flatMap(({ requirements }) => requirements));
  const standing = (wanted: ConnectionStanding) => rows.filter((row) => standingOf(row) === wanted);
  return {
    from: groups.filter((group) => namesIn(group).some((name) => from.has(name))),
    to: groups.filter((group) => namesIn(group).some((name) => to.has(name))),
    services: box.services.flatMap((index) => services[index] ?? []).sort(inServiceOrder),
    requirements: allRequirementKeys.filter((key) => keys.has(key)),
    connections: { blocked: standing('blocked'), unknown: standing('unknown'), open: standing('open') },
  };
}

/** Whether a connection leaves its machine; one that does not crosses no firewall. */
const crossesNetwork = ({ source, destination }: FirewallRow): boolean => source.host !== destination.host;

/**
 * Few rules that say the same as many connections: each allows all connections of some groups with others on some ports,
 * and together they allow exactly what is asked for. Fewer than these may be possible; nothing claims that they are the
 * fewest. A function of the rows alone, whatever their order.
 * @param rows each connection once
 */
export function firewallRules(rows: readonly FirewallRow[]): FirewallRules {
  const sorted = rows
    .filter(crossesNetwork)
    .sort(
      (left, right) =>
        compareNatural(firewallEndText(left.source), firewallEndText(right.source)) ||
        compareNatural(left.destination.host, right.destination.host) ||
        inServiceOrder(left, right),
    );
  const { grid, cells } = gridOf(sorted);
  const boxes = withoutUnneeded(boxesOver(cells, grid), cells).map((box) => ({
    box,
    from: new Set(box.sources.map((index) => grid.sources[index] ?? '')),
    to: new Set(box.destinations.map((index) => grid.destinations[index] ?? '')),
  }));
  const groups = groupsOf(endsOf(sorted), boxes);
  const services = [...new Map(sorted.map((row) => [serviceText(row), serviceOf(row)])).values()];
  const holders = boxes.map(({ box }) => holder(box));
  const behind = cells.map((cell) => holders.findIndex((holds) => holds(cell)));
  const rules = boxes.map((box, number) =>
    ruleOf(
      box,
      sorted.filter((_, index) => behind[index] === number),
      groups,
      services,
    ),
  );
  return { groups, rules: rules.sort(inOrder) };
}
