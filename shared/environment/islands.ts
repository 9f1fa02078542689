import type { Place } from '../profile/roles.ts';
import { isPassing } from './connection-verdict.ts';
import type { Connection, EnvironmentResult } from './environment-result.ts';
import type { SiteMachine } from './site.ts';

type Whole = EnvironmentResult['whole'];

/** Servers of the environment itself: those that are only reached, people, and what manages several environments do not count. */
const isOfIsland = ({ expects, roles }: SiteMachine): boolean =>
  expects === 'report' && !roles.includes('lifetime');

/** Everything that can belong to a set that works: machines, but not people and not services in the Internet. */
const isServer = ({ expects, place }: SiteMachine): boolean =>
  expects !== 'clients' && place !== 'outsystems-cloud';

const isTried = ({ verdict }: Connection): boolean => verdict === 'fail' || isPassing(verdict);

/**
 * Servers between which something passes, directly or over others; one that was asked and reached nobody is an island of its
 * own, and one of which nothing is known is on none. The largest first.
 */
export function islandsOf(
  machines: readonly SiteMachine[],
  connections: readonly Connection[],
): readonly (readonly number[])[] {
  const parents = machines.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) at = parent;
    return at;
  };
  const placed = new Set<number>();
  const isMember = machines.map(isOfIsland);
  for (const connection of connections) {
    const { from, to, verdict } = connection;
    if (isMember[from] !== true || isMember[to] !== true || !isTried(connection)) continue;
    placed.add(from).add(to);
    if (!isPassing(verdict)) continue;
    const [low, high] = [Math.min(rootOf(from), rootOf(to)), Math.max(rootOf(from), rootOf(to))];
    parents[high] = low;
  }
  const islands = new Map<number, number[]>();
  for (const index of [...placed].sort((left, right) => left - right)) {
    const root = rootOf(index);
    islands.set(root, [...(islands.get(root) ?? []), index]);
  }
  return [...islands.values()].sort(
    (left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0),
  );
}

/** Up to how many servers the largest set is surely found. */
export const mostForExact = 30;

/** For each server, those that it cannot be in one set with. */
type Conflicts = ReadonlyMap<number, ReadonlySet<number>>;

function conflictsOf(servers: readonly number[], connections: readonly Connection[]): Conflicts {
  const conflicts = new Map(servers.map((server) => [server, new Set<number>()]));
  for (const { from, to, severity, verdict } of connections)
    if (severity === 'required' && !isPassing(verdict) && conflicts.has(from) && conflicts.has(to)) {
      conflicts.get(from)?.add(to);
      conflicts.get(to)?.add(from);
    }
  return conflicts;
}

const bitCount = (bits: number): number => {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

/** The largest set without a conflict, of at most 30: each step decides about the server with most conflicts left. */
function largestExactly(servers: readonly number[], conflicts: Conflicts): readonly number[] {
  const bitOf = new Map(servers.map((server, bit) => [server, bit]));
  const against = servers.map((server) =>
    [...(conflicts.get(server) ?? [])].reduce((bits, other) => bits | (1 << (bitOf.get(other) ?? 0)), 0),
  );
  let best = 0;
  const search = (left: number, chosen: number): void => {
    if (bitCount(left) + bitCount(chosen) <= bitCount(best)) return;
    let worst = -1;
    let degree = 0;
    for (let bit = 0; bit < servers.length; bit += 1) {
      if ((left & (1 << bit)) === 0) continue;
      const own = bitCount((against[bit] ?? 0) & left);
      if (own > degree) [worst, degree] = [bit, own];
    }
    if (worst < 0) {
      best = left | chosen;
      return;
    }
    search(left & ~(1 << worst) & ~(against[worst] ?? 0), chosen | (1 << worst));
    search(left & ~(1 << worst), chosen);
  };
  search(2 ** servers.length - 1, 0);
  return servers.filter((_, bit) => (best & (1 << bit)) !== 0);
}

/** A large set without a conflict: the server with most conflicts goes until none is left; then who fits again comes back. */
function largestFound(servers: readonly number[], conflicts: Conflicts): readonly number[] {
  const left = new Set(servers);
  const counts = new Map(servers.map((server) => [server, conflicts.get(server)?.size ?? 0]));
  for (;;) {
    let worst = -1;
    for (const server of left)
      if ((counts.get(server) ?? 0) > 0 && (counts.get(server) ?? 0) >= (counts.get(worst) ?? 0))
        worst = server;
    if (worst < 0) break;
    left.delete(worst);
    for (const other of conflicts.get(worst) ?? []) counts.set(other, (counts.get(other) ?? 0) - 1);
  }
  for (const server of servers)
    if (!left.has(server) && ![...(conflicts.get(server) ?? [])].some((other) => left.has(other)))
      left.add(server);
  return servers.filter((server) => left.has(server));
}

/** What the others depend on: without it none of them works. In the order in which one is kept rather than another. */
const dependedOn: readonly Place[] = ['database', 'controller', 'cache'];

const rankOf = (machine: SiteMachine | undefined): number =>
  machine === undefined ? -1 : dependedOn.indexOf(machine.place);

/** Of so many that are depended on and do not reach each other every choice is tried. */
const mostContested = 12;

/** What each server depends on. */
function dependenciesOf(
  connections: readonly Connection[],
  isShared: (machine: number) => boolean,
): Conflicts {
  const needed = new Map<number, Set<number>>();
  for (const { from, to, severity } of connections)
    if (severity === 'required' && isShared(to)) needed.set(from, (needed.get(from) ?? new Set()).add(to));
  return needed;
}

const hasNone = (set: ReadonlySet<number> | undefined, others: ReadonlySet<number>): boolean =>
  [...(set ?? [])].every((one) => !others.has(one));

const hasAll = (set: ReadonlySet<number> | undefined, others: ReadonlySet<number>): boolean =>
  [...(set ?? [])].every((one) => others.has(one));

/** Every choice among servers of which some are in conflict, those first that keep the first ones. */
function* choicesOf(contested: readonly number[], conflicts: Conflicts): Generator<readonly number[]> {
  if (contested.length > mostContested) {
    yield largestFound(contested, conflicts);
    return;
  }
  for (let bits = 0; bits < 2 ** contested.length; bits += 1) {
    const chosen = contested.filter((_, bit) => (bits & (1 << bit)) === 0);
    const set = new Set(chosen);
    if (chosen.every((server) => hasNone(conflicts.get(server), set))) yield chosen;
  }
}

type Found = { readonly servers: readonly number[]; readonly isExact: boolean };

/** The largest set of servers of which none lacks what it depends on. */
function largestWhole(
  servers: readonly number[],
  shared: readonly number[],
  conflicts: Conflicts,
  needed: Conflicts,
): Found {
  const contested = shared.filter((server) => !hasNone(conflicts.get(server), new Set(shared)));
  const settled = shared.filter((server) => !contested.includes(server));
  const others = servers.filter((server) => !shared.includes(server));
  let best: Found = { servers: [], isExact: true };
  for (const choice of choicesOf(contested, conflicts)) {
    const base = new Set([...settled, ...choice]);
    const kept = [...base].filter((server) => hasAll(needed.get(server), base));
    const within = new Set(kept);
    const fitting = others.filter(
      (server) => hasAll(needed.get(server), within) && hasNone(conflicts.get(server), within),
    );
    const rest = new Set(fitting);
    const troubled = fitting.filter((server) => !hasNone(conflicts.get(server), rest));
    const isExact = troubled.length <= mostForExact && contested.length <= mostContested;
    const chosen =
      troubled.length <= mostForExact
        ? largestExactly(troubled, conflicts)
        : largestFound(troubled, conflicts);
    const members = [...kept, ...fitting.filter((server) => !troubled.includes(server)), ...chosen];
    if (members.length > best.servers.length) best = { servers: members, isExact };
  }
  return { ...best, servers: best.servers.toSorted((left, right) => left - right) };
}

/**
 * The largest set of servers in which every required connection passes, and that lacks nothing on which one of it depends:
 * no front-end works without its controller. With who stands outside and why. Surely the largest as long as no more than
 * `mostForExact` servers fail each other, beyond that the largest that was found.
 */
export function wholeOf(
  machines: readonly SiteMachine[],
  connections: readonly Connection[],
  causesShown: number,
): Whole {
  const servers = machines.flatMap((machine, index) => (isServer(machine) ? [index] : []));
  const isShared = (server: number): boolean => rankOf(machines[server]) >= 0;
  const conflicts = conflictsOf(servers, connections);
  const shared = servers
    .filter(isShared)
    .sort((left, right) => rankOf(machines[left]) - rankOf(machines[right]) || left - right);
  const { servers: inside, isExact } = largestWhole(
    servers,
    shared,
    conflicts,
    dependenciesOf(connections, isShared),
  );
  const within = new Set(inside);
  const causes = new Map(
    servers.filter((server) => !within.has(server)).map((server) => [server, new Set<number>()]),
  );
  for (const { from, to, severity, verdict, cause } of connections) {
    if (severity !== 'required' || verdict !== 'fail' || cause === undefined) continue;
    if (within.has(to) || isShared(to)) causes.get(from)?.add(cause);
    if (within.has(from)) causes.get(to)?.add(cause);
  }
  return {
    isExact,
    machines: [...inside],
    outside: [...causes].map(([machine, own]) => ({
      machine,
      causes: [...own].sort((left, right) => left - right).slice(0, causesShown),
    })),
  };
}
