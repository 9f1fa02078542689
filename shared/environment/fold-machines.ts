import { nearPrefix, networkOf } from '../profile/networks.ts';
import type { Place } from '../profile/roles.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import type { EnvironmentResult } from './environment-result.ts';
import { type PairCell, readingOf } from './pair-cells.ts';

/** Machines that stand together because they read the same in every row and column. */
export type MachineGroup = {
  readonly place: Place;
  readonly machines: readonly number[];
  /** Whether reports of them are expected and none is there. */
  readonly isMissing: boolean;
  readonly isOutOfDate: boolean;
  /** The island on which they lie, counting from 0, where there are several; null for none or only one. */
  readonly island: number | null;
};

/** States held by so few members do not split a group; they stay as part of a cell. */
const slack = 2;
const mostRounds = 6;
/** What tells machines apart before anybody has been asked. */
type Seed = Omit<MachineGroup, 'machines'>;

export function seedsOf({ machines, inputs, islands }: EnvironmentResult): readonly Seed[] {
  const islandOf = new Map(
    islands.flatMap((island, index) => island.map((machine) => [machine, index] as const)),
  );
  return machines.map((machine, index) => ({
    place: machine.place,
    isMissing: machine.expects !== 'nothing' && machine.inputs.length === 0,
    isOutOfDate: machine.inputs.some((input) =>
      inputs[input]?.remarks.some(({ kind }) => kind === 'out-of-date'),
    ),
    island: islands.length > 1 ? (islandOf.get(index) ?? null) : null,
  }));
}

/** Numbers for texts, each once. */
function interning(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, known.size);
    return known.size - 1;
  };
}

/** What most of a group's members read, by how often each reading was met; all of it where they are few. */
function mainReadings(counts: ReadonlyMap<number, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const main = total <= slack ? [...counts] : [...counts].filter(([, count]) => count > slack);
  return main
    .map(([reading]) => reading)
    .sort((left, right) => left - right)
    .join('+');
}

/** One round: the group of each machine by what it reads to and from every group. */
function refined(
  groups: readonly number[],
  cells: readonly PairCell[],
  readings: readonly number[],
): number[] {
  const seen = groups.map(() => new Map<number, Map<number, number>>());
  const count = (machine: number, other: number, block: number, way: 0 | 1, reading: number): void => {
    const key = ((groups[other] ?? 0) * 1024 + block) * 2 + way;
    const counts = seen[machine]?.get(key) ?? new Map<number, number>();
    counts.set(reading, (counts.get(reading) ?? 0) + 1);
    seen[machine]?.set(key, counts);
  };
  for (const [index, { from, to, block }] of cells.entries()) {
    const reading = readings[index] ?? 0;
    count(from, to, block, 0, reading);
    count(to, from, block, 1, reading);
  }
  const number = interning();
  return groups.map((group, machine) => {
    const parts = [...(seen[machine] ?? [])]
      .map(([key, counts]) => `${key}:${mainReadings(counts)}`)
      .sort()
      .join('|');
    return number(`${group} ${parts}`);
  });
}

/** Islands apart; of each, what has reports of today before what has not, and the largest first. */
const sizeFirst = (left: MachineGroup, right: MachineGroup): number =>
  (left.island ?? 0) - (right.island ?? 0) ||
  Number(left.isMissing) - Number(right.isMissing) ||
  Number(left.isOutOfDate) - Number(right.isOutOfDate) ||
  right.machines.length - left.machines.length ||
  (left.machines[0] ?? 0) - (right.machines[0] ?? 0);

/** The smallest groups of a place made one for each network, until there are few enough. */
function fewEnough(
  groups: readonly MachineGroup[],
  { machines }: EnvironmentResult,
  mostGroups: number,
): readonly MachineGroup[] {
  if (groups.length <= mostGroups) return groups;
  const half = Math.floor(mostGroups / 2);
  const kept = groups.slice(0, half);
  const networkOfGroup = ({ machines: members, isMissing, isOutOfDate, island }: MachineGroup): string => {
    const address = machines[members[0] ?? 0]?.addresses[0] ?? '';
    return `${networkOf(address, nearPrefix) ?? ''} ${isMissing} ${isOutOfDate} ${island}`;
  };
  const joined = [...groupsByKey(groups.slice(half), networkOfGroup).values()].map(together);
  const few = [...kept, ...joined];
  return few.length <= mostGroups
    ? few
    : [...few.slice(0, mostGroups - 1), together(few.slice(mostGroups - 1))];
}

function together(groups: readonly MachineGroup[]): MachineGroup {
  const [first] = groups;
  if (first === undefined) throw new RangeError('there is no group to put together');
  return {
    ...first,
    machines: groups.flatMap(({ machines }) => machines).sort((left, right) => left - right),
    isMissing: groups.every(({ isMissing }) => isMissing),
    isOutOfDate: groups.every(({ isOutOfDate }) => isOutOfDate),
  };
}

/**
 * Machines in groups that read the same to and from every other group, the largest first and islands apart. Nothing is lost
 * by it but what is said of single pairs, which stay as parts of a cell. Partition refinement, as automata are made minimal.
 * @param isFolded whether machines of a place may stand together; others stay alone
 * @param mostGroups how many groups of one place are told apart at most
 */
export function foldMachines(
  result: EnvironmentResult,
  cells: readonly PairCell[],
  isFolded: (place: Place) => boolean,
  mostGroups: number,
): readonly MachineGroup[] {
  const seeds = seedsOf(result);
  const number = interning();
  const reading = interning();
  const readings = cells.map((cell) => reading(readingOf(cell)));
  let groups: readonly number[] = seeds.map((seed, index) =>
    number(isFolded(seed.place) ? JSON.stringify(seed) : `alone ${index}`),
  );
  let count = new Set(groups).size;
  if (seeds.some(({ place }) => isFolded(place)))
    for (let round = 0; round < mostRounds; round += 1) {
      groups = refined(groups, cells, readings);
      const now = new Set(groups).size;
      if (now === count) break;
      count = now;
    }
  const members = groupsByKey(
    seeds.map((_, index) => index),
    (index) => groups[index] ?? 0,
  );
  const all = [...members.values()].flatMap((machines): readonly MachineGroup[] => {
    const seed = seeds[machines[0] ?? 0];
    return seed === undefined ? [] : [{ ...seed, machines }];
  });
  const byPlace = groupsByKey(all, ({ place }) => place);
  return [...byPlace.values()].flatMap((ofPlace) =>
    isFolded(ofPlace[0]?.place ?? 'server')
      ? fewEnough(ofPlace.toSorted(sizeFirst), result, mostGroups).toSorted(sizeFirst)
      : ofPlace,
  );
}
