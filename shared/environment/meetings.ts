import { isSameName } from '../catalogue/targets.ts';
import type { FactOf } from '../probe/fact.ts';
import { factsOf } from '../probe/facts-of.ts';
import { compareText } from '../words/compare-text.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { most } from '../words/lengths.ts';
import type { MergeInput, MergeRun } from './merge-input.ts';

type Visit = FactOf<'visits'>['visits'][number];

/** What a machine that listened heard at one port. */
export type Heard = {
  readonly visits: readonly Visit[];
  /** Whether it tells of everybody who came. */
  readonly isWhole: boolean;
  /** Whether its listener was open there. */
  readonly isUp: boolean;
  /** The check that holds it. */
  readonly check: string;
};

/** What a report tells of each port at which its machine listened. */
export function heardIn({ checks }: MergeRun): ReadonlyMap<number, Heard> {
  const heard = new Map<number, Heard>();
  for (const { id, facts } of checks)
    for (const { port, visits, state, outcome } of factsOf(facts, 'visits'))
      if (outcome === 'read' && !heard.has(port))
        heard.set(port, {
          visits,
          isWhole: visits.length < most.visits,
          isUp: state === 'rehearsed',
          check: id,
        });
  return heard;
}

/** Whether a visitor is the machine of some reports: by the run, by the key of its report, or by its name and address. */
export function isVisitOf(
  { checker }: Visit,
  reports: readonly MergeInput[],
  machine: { readonly hosts: readonly string[]; readonly addresses: readonly string[] },
): boolean {
  const { run, name, own } = checker.view;
  const plain = name.toLowerCase();
  return (
    reports.some(({ result }) => result.id === run) ||
    machine.hosts.some((host) => isSameName(host, plain)) ||
    reports.some(({ result }) => isSameName(result.machine.hostname.toLowerCase(), plain)) ||
    machine.addresses.includes(own.address)
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A hash in base64url as lower-case hex, which is how fingerprints are written elsewhere. */
export function hexOfHash(hash: string): string {
  let bits = 0;
  let count = 0;
  let hex = '';
  for (const character of hash) {
    bits = (bits << 6) | alphabet.indexOf(character);
    count += 6;
    while (count >= 4) {
      count -= 4;
      hex += ((bits >> count) & 15).toString(16);
      bits &= (1 << count) - 1;
    }
  }
  return hex.slice(0, 64);
}

/** Which machine a key signs for, as others have seen it in a rehearsal: fingerprints of reports by the names of machines. */
export function keysSeen(
  results: readonly MergeRun[],
): readonly { readonly name: string; readonly key: string }[] {
  const views = results.flatMap(({ checks }) =>
    checks.flatMap(({ facts }) => [
      ...factsOf(facts, 'rehearsal').flatMap(({ listener }) =>
        listener === undefined ? [] : [listener.view],
      ),
      ...factsOf(facts, 'visits').flatMap(({ visits }) => visits.map(({ checker }) => checker.view)),
    ]),
  );
  return views.flatMap(({ name, reportKey }) =>
    reportKey === null ? [] : [{ name: name.toLowerCase(), key: hexOfHash(reportKey) }],
  );
}

/** How far the clock of one run is ahead of that of another one, in ms, as one conversation shows. */
export type ClockGap = { readonly run: string; readonly other: string; readonly aheadMs: number };

const gapOf = (run: string, at: string, other: string, clock: string): ClockGap => ({
  run,
  other,
  aheadMs: Date.parse(at) - Date.parse(clock),
});

/** What every conversation of a report shows of the clocks at its ends: the ends' own words for the same moment. */
export const clockGapsIn = ({ id, checks }: MergeRun): readonly ClockGap[] =>
  checks.flatMap(({ facts }) =>
    factsOf(facts, 'rehearsal').flatMap(({ startedAt, listener }) =>
      listener === undefined ? [] : [gapOf(id, startedAt, listener.view.run, listener.view.clock)],
    ),
  );

/** From which difference on clocks are said to differ, in ms. */
const clockLimitMs = 600_000;

const medianOf = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;

/** By partner, how far the clock of a run is ahead. */
type Gaps = ReadonlyMap<string, ReadonlyMap<string, number>>;

function gapsByRun(results: readonly MergeRun[]): Gaps {
  const all = new Map<string, Map<string, number[]>>();
  const add = (run: string, other: string, ms: number): void => {
    const partners = all.get(run) ?? new Map<string, number[]>();
    partners.set(other, [...(partners.get(other) ?? []), ms]);
    all.set(run, partners);
  };
  for (const { run, other, aheadMs } of results.flatMap(clockGapsIn)) {
    add(run, other, aheadMs);
    add(other, run, -aheadMs);
  }
  return new Map(
    [...all].map(([run, partners]) => [
      run,
      new Map([...partners].map(([other, gaps]) => [other, medianOf(gaps)])),
    ]),
  );
}

/** Runs that are joined by some of their conversations, each by the name of its set. */
function setsOf(gaps: Gaps, isJoined: (ms: number) => boolean): ReadonlyMap<string, string> {
  const sets = new Map<string, string>();
  for (const start of [...gaps.keys()].sort(compareText)) {
    const open = sets.has(start) ? [] : [start];
    for (let run = open.pop(); run !== undefined; run = open.pop()) {
      if (sets.has(run)) continue;
      sets.set(run, start);
      for (const [other, ms] of gaps.get(run) ?? []) if (isJoined(ms)) open.push(other);
    }
  }
  return sets;
}

/**
 * The runs whose clocks are right as far as conversations tell: of all that have met, the most whose clocks agree. Where as
 * many agree on another time, nobody can tell who is right.
 */
function rightClocks(gaps: Gaps): ReadonlySet<string> {
  const met = setsOf(gaps, () => true);
  const agreeing = setsOf(gaps, (ms) => Math.abs(ms) < clockLimitMs);
  const bySociety = groupsByKey([...met.keys()], (run) => met.get(run) ?? run);
  return new Set(
    [...bySociety.values()].flatMap((society) => {
      const parties = [...groupsByKey(society, (run) => agreeing.get(run) ?? run).values()];
      const size = Math.max(...parties.map(({ length }) => length));
      const largest = parties.filter(({ length }) => length === size);
      return largest.length === 1 ? (largest[0] ?? []) : [];
    }),
  );
}

/**
 * How many seconds the clock of each report's machine is ahead of the others', where it is ten minutes or more: as its
 * conversations with those show whose clocks agree, or because it ended later than it was confirmed or merged.
 * @param at when the reports are merged
 */
export function clocksAstray(inputs: readonly MergeInput[], at: string): ReadonlyMap<MergeInput, number> {
  const gaps = gapsByRun(inputs.map(({ result }) => result));
  const right = rightClocks(gaps);
  const seconds = (ms: number): number => Math.round(ms / 1000);
  const astray = new Map<MergeInput, number>();
  for (const input of inputs) {
    const { id, finishedAt } = input.result;
    const far = [...(gaps.get(id) ?? [])].filter(([, ms]) => Math.abs(ms) >= clockLimitMs);
    const told = far.some(([other]) => right.has(other)) ? far.filter(([other]) => right.has(other)) : far;
    const after = Date.parse(finishedAt) - Math.min(Date.parse(at), Date.parse(input.confirmedAt ?? at));
    if (told.length > 0 && !right.has(id)) astray.set(input, seconds(medianOf(told.map(([, ms]) => ms))));
    else if (after >= clockLimitMs) astray.set(input, seconds(after));
  }
  return astray;
}

/**
 * How many conversations of a report do not fit what the other end signed of them: another key than that of the named run,
 * or other words for the same conversation.
 */
function amissIn(
  { checks }: MergeRun,
  byRun: ReadonlyMap<string, MergeRun>,
  told: ReadonlyMap<string, string>,
): number {
  const isAmiss = (run: string, sessionKey: string): boolean => {
    const other = byRun.get(run)?.rehearsal;
    return other !== undefined && other.sessionKey !== sessionKey;
  };
  const dialled = checks.flatMap(({ facts }) => factsOf(facts, 'rehearsal'));
  const visits = checks.flatMap(({ facts }) => factsOf(facts, 'visits').flatMap((fact) => fact.visits));
  const wrong = dialled.filter(({ checker, listener }) => {
    if (checker === undefined || listener === undefined) return false;
    const signature = told.get(checker.signature);
    return (
      isAmiss(listener.view.run, listener.view.sessionKey) ||
      (signature !== undefined && signature !== listener.signature)
    );
  });
  const alien = visits.filter(({ checker }) => isAmiss(checker.view.run, checker.view.sessionKey));
  return new Set([
    ...wrong.map(({ checker }) => checker?.signature ?? ''),
    ...alien.map(({ checker }) => checker.signature),
  ]).size;
}

/** How many conversations of each report do not fit the other end's words. */
export function allViewsAmiss(results: readonly MergeRun[]): ReadonlyMap<MergeRun, number> {
  const byRun = new Map(results.map((result) => [result.id, result]));
  const told = new Map<string, string>();
  for (const result of results)
    for (const { visits } of result.checks.flatMap(({ facts }) => factsOf(facts, 'visits')))
      for (const { checker, listener } of visits) told.set(checker.signature, listener.signature);
  return new Map(results.map((result) => [result, amissIn(result, byRun, told)]));
}
