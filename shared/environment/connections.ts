import { layerOf } from '../causes/layers.ts';
import type { FactOf } from '../probe/fact.ts';
import { factsOf } from '../probe/facts-of.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { isLoopback } from '../profile/host.ts';
import { effectiveRoles } from '../profile/roles.ts';
import { decisiveFact } from '../run/decisive-fact.ts';
import { isRehearsed } from '../run/is-rehearsed.ts';
import { compareText } from '../words/compare-text.ts';
import { countedVerdict, type Phase, severities, type Verdict, worstFirst } from '../words/verdict.ts';
import { type Asked, type Expected, isOfWay, joined, portOf, waysOf, waysOfPlan } from './asked.ts';
import type { Connection, DestinationEvidence, InputKind, SourceEvidence } from './environment-result.ts';
import { judgeConnection } from './judge-connection.ts';
import { type Heard, heardIn, isVisitOf } from './meetings.ts';
import type { MergeCheck, MergeInput, MergeRun } from './merge-input.ts';
import type { Site } from './site.ts';

/** An input in use, with the machine that it is about and its place in the list of inputs. */
export type UsedInput = {
  readonly index: number;
  readonly input: MergeInput;
  readonly kind: InputKind;
  readonly machine: number;
  readonly isRedacted: boolean;
};

/** A check of an input, by both. */
export type Told = { readonly input: UsedInput; readonly check: MergeCheck };

/** A connection with what its verdict rests on, which the result does not keep. */
export type Weighed = {
  readonly connection: Connection;
  /** The checks at its source, the gravest first; and the one at its destination that decides it, if one does. */
  readonly told: readonly Told[];
  readonly decidedThere: Told | null;
};

/** What is not about a way: questions that a machine answers about itself, or with itself. */
export type Ways = { readonly weighed: readonly Weighed[]; readonly own: readonly Told[] };

const firstPort = 65_536;

/** More than an environment can have. */
const mostMachines = 8192;

/** One number for the ends of a connection, each by its place in the list of machines. */
export const endsOf = ({ from, to }: Pick<Asked, 'from' | 'to'>): number => from * mostMachines + to;

/** One number for a connection. */
const keyOf = (asked: Pick<Asked, 'from' | 'to' | 'port'>): number =>
  endsOf(asked) * firstPort + (asked.port ?? 0);

/** A way with the checks at both ends that are about it: nearly always one of each, for which a growing list has room for 17. */
type Entry = { asked: Asked; told: readonly Told[]; inbound: readonly Told[] };

const nothingTold: readonly Told[] = [];

/** Whether a check was made, and not only planned. */
const isMade = ({ verdict }: MergeCheck): boolean => verdict !== 'skipped' && verdict !== 'not-applicable';

/**
 * The machine that an end of a redacted report is: the only one of its place, because names in it are aliases that mean
 * something in that report alone.
 */
const siteForRedacted = (site: Site, check: MergeCheck): Site => ({
  ...site,
  machineOf: (host, caller) =>
    host === 'localhost'
      ? caller
      : check.destination?.host === host
        ? site.onlyAt(check.destination.role)
        : null,
});

/** Whether a machine is named as LifeTime and nothing else: as controller and front-end it is of an environment of its own. */
const isLifetimeAlone = (machine: number, site: Site): boolean =>
  site.machines[machine]?.place === 'lifetime';

/** Whether a way is one of this environment, and not one that LifeTime has as the controller or front-end of its own. */
const isOfEnvironment = ({ from, to, fromPlace, toPlace }: Asked, site: Site): boolean =>
  !(isLifetimeAlone(from, site) && (fromPlace === 'controller' || fromPlace === 'front-end')) &&
  !(isLifetimeAlone(to, site) && toPlace !== 'lifetime' && toPlace !== 'server');

function collect(
  used: readonly UsedInput[],
  expected: readonly Expected[],
  site: Site,
  profile: MergeRun['profile'],
) {
  const entries = new Map<number, Entry>();
  const alone: Told[] = [];
  const entryOf = (asked: Asked): Entry => {
    const key = keyOf(asked);
    const known = entries.get(key);
    if (known !== undefined) {
      known.asked = joined(known.asked, asked);
      return known;
    }
    const entry: Entry = { asked, told: nothingTold, inbound: nothingTold };
    entries.set(key, entry);
    return entry;
  };
  for (const plan of expected) for (const asked of waysOfPlan(plan, site, profile)) entryOf(asked);
  for (const input of used) {
    const { result } = input.input;
    for (const check of result.checks) {
      if (check.verdict === 'not-applicable') continue;
      const told: Told = { input, check };
      const seen = input.isRedacted ? siteForRedacted(site, check) : site;
      const ways =
        input.isRedacted && check.direction === 'inbound'
          ? []
          : waysOf(check, portOf(check), input.machine, seen, result);
      const own = ways.filter((asked) => isOfEnvironment(asked, site));
      if (own.length === 0 && ways.length > 0 && check.verdict === 'fail') alone.push(told);
      for (const asked of own) {
        const entry = entryOf(asked);
        if (!isMade(check)) continue;
        if (check.direction === 'outbound') entry.told = entry.told.concat(told);
        else entry.inbound = entry.inbound.concat(told);
      }
      const isAbroad = isOfWay(check) && (ways.length > 0 || input.isRedacted);
      if (!isAbroad && input.kind === 'check') alone.push(told);
    }
  }
  return { entries, own: alone };
}

/** Connections without those to a port that nobody knows where others between the same machines know it. */
function withoutUnknownPorts(entries: ReadonlyMap<number, Entry>): readonly Entry[] {
  const all = [...entries.values()];
  const ends = new Set(all.flatMap(({ asked }) => (asked.port === null ? [endsOf(asked)] : [])));
  if (ends.size === 0) return all;
  const known = new Set(
    all.flatMap(({ asked }) =>
      asked.port !== null && ends.has(endsOf(asked))
        ? asked.requirements.map((key) => `${endsOf(asked)} ${key}`)
        : [],
    ),
  );
  return all.filter(
    ({ asked }) =>
      asked.port !== null || !asked.requirements.some((key) => known.has(`${endsOf(asked)} ${key}`)),
  );
}

/** The gravest first: by severity, then by how bad it is. */
const byGravity = (left: Told, right: Told): number =>
  severities.indexOf(left.check.severity) - severities.indexOf(right.check.severity) ||
  worstFirst.indexOf(left.check.verdict) - worstFirst.indexOf(right.check.verdict) ||
  left.input.index - right.input.index ||
  compareText(left.check.id, right.check.id);

/** The check on which the verdict of the source rests. */
function decisive(
  told: readonly Told[],
  severity: Asked['severity'],
): { told: Told; verdict: Verdict } | null {
  const [first, ...others] = told.map((one) => ({ told: one, verdict: countedVerdict(one.check, severity) }));
  if (first === undefined) return null;
  return others.reduce(
    (worst, one) => (worstFirst.indexOf(one.verdict) < worstFirst.indexOf(worst.verdict) ? one : worst),
    first,
  );
}

/** The attempt that a check rests on: the rehearsal where it proved the way, else what was tried. */
function attemptOf(check: MergeCheck): MergeCheck['facts'][number] | null {
  const last = lastAttempts(check.facts);
  const proven = factsOf(last, 'rehearsal').find(({ listener }) => listener !== undefined);
  return (isOpen(check.verdict) ? proven : undefined) ?? decisiveFact({ ...check, facts: [...last] });
}

const isOpen = (verdict: Verdict): boolean => verdict === 'pass' || verdict === 'warn';

/** From which address whoever dialled was seen to come, where it is not the one that it dialled from. */
function seenFrom({ checker, listener }: FactOf<'rehearsal'>): string | null {
  if (checker === undefined || listener === undefined) return null;
  const { address } = listener.view.peer;
  return address === checker.view.own.address ? null : address;
}

function sourceEvidence({ told, verdict }: { told: Told; verdict: Verdict }): SourceEvidence {
  const { check, input } = told;
  const fact = attemptOf(check);
  const seenAs = fact?.kind === 'rehearsal' ? seenFrom(fact) : null;
  return {
    input: input.index,
    check: check.id,
    finding: check.finding,
    verdict,
    ...(fact === null ? {} : { outcome: fact.outcome, at: fact.startedAt, durationMs: fact.durationMs }),
    ...(fact?.remoteAddress === undefined ? {} : { address: fact.remoteAddress }),
    ...(fact?.localAddress === undefined ? {} : { from: fact.localAddress }),
    ...(seenAs === null ? {} : { seenAs }),
  };
}

/** What the listener of a machine tells, by port. */
type Listening = { readonly input: UsedInput; readonly heard: ReadonlyMap<number, Heard> };

/** How far apart the clocks of two ends may be before what one says of a time is no word about the other, in ms. */
const clockSlackMs = 30_000;

function isWithin(at: string, { startedAt, finishedAt }: MergeRun): boolean {
  const time = Date.parse(at);
  return time >= Date.parse(startedAt) - clockSlackMs && time <= Date.parse(finishedAt) + clockSlackMs;
}

const blockedFindings: readonly string[] = ['blocked-by-rule', 'blocked-by-setting'];

type Says = DestinationEvidence['says'];

/** What a machine's look at its own port says of the service there; nothing else that it finds is sure enough. */
const saidOfService: Readonly<Record<string, Says>> = {
  'in-use-by-expected': 'listens',
  'served-in-dynamic-range': 'listens',
  free: 'listens-not',
  'free-in-dynamic-range': 'listens-not',
  'loopback-only': 'listens-inside',
  'in-use-by-other': 'held-by-other',
  'in-use-by-port-proxy': 'held-by-other',
};

/** Whether the service of a port is there, as its own machine says. */
function serviceSaid(port: number, there: readonly UsedInput[]): { told: Told; says: Says } | null {
  for (const input of there)
    for (const check of input.input.result.checks)
      if (check.direction === 'local' && check.destination?.port === port) {
        const says = Object.hasOwn(saidOfService, check.finding) ? saidOfService[check.finding] : undefined;
        if (says !== undefined && (says !== 'held-by-other' || isHeldByOne(check)))
          return { told: { input, check }, says };
      }
  return null;
}

/** Whether one program alone has the port of a check, on addresses that others reach: beside it the service may be there. */
function isHeldByOne({ facts }: MergeCheck): boolean {
  const owners = factsOf(lastAttempts(facts), 'port-owner').flatMap((fact) => fact.owners);
  return (
    new Set(owners.map(({ process }) => process)).size === 1 &&
    owners.some(({ address }) => !isLoopback(address))
  );
}

/** When a check looked: the time of the fact that it rests on. */
const lookedAt = (check: MergeCheck): Pick<DestinationEvidence, 'at'> => {
  const fact = attemptOf(check);
  return fact === null ? {} : { at: fact.startedAt };
};

/** When a destination looked as against the source; nothing where the clock of either is wrong. */
function lookedOf(
  source: SourceEvidence | null,
  { told, evidence }: Said,
  { from }: Asked,
  around: Around,
): Pick<DestinationEvidence, 'looked'> {
  const isAstray =
    around.inputsOf(from).some(around.isAstray) || (told !== null && around.isAstray(told.input));
  if (source?.at === undefined || evidence.at === undefined || isAstray) return {};
  const ms = Date.parse(evidence.at) - Date.parse(source.at);
  if (evidence.says === 'nobody-came' || Math.abs(ms) <= clockSlackMs) return { looked: 'meanwhile' };
  return { looked: ms < 0 ? 'before' : 'after' };
}

type Around = {
  readonly site: Site;
  readonly phase: Phase;
  readonly inputsOf: (machine: number) => readonly UsedInput[];
  readonly listeningOf: (machine: number) => readonly Listening[];
  readonly serviceOf: (machine: number, port: number) => ReturnType<typeof serviceSaid>;
  readonly isAstray: (input: UsedInput) => boolean;
  readonly shared: Shared;
};

/** What is the same for many connections, each kept once: the rows that ask for them, and what a destination says of a port. */
type Shared = {
  readonly rows: (rows: Asked['requirements']) => Connection['requirements'];
  readonly evidence: (evidence: DestinationEvidence) => DestinationEvidence;
};

function createShared(): Shared {
  const lists = new Map<string, Connection['requirements']>();
  const words = new Map<string, DestinationEvidence>();
  return {
    rows: (rows) => {
      const key = rows.join(' ');
      const list = lists.get(key) ?? [...rows];
      lists.set(key, list);
      return list;
    },
    evidence: (evidence) => {
      const { input, says, check, at, looked, from } = evidence;
      const key = `${input} ${says} ${at} ${looked} ${from} ${check}`;
      const known = words.get(key) ?? evidence;
      words.set(key, known);
      return known;
    },
  };
}

type Said = { readonly evidence: DestinationEvidence; readonly told: Told | null };

/** Who of those that came to a port is the source of a connection, and came to where it wanted to. */
function visitFrom({ asked }: Entry, { visits }: Heard, around: Around): Heard['visits'][number] | null {
  const machine = around.site.machines[asked.from];
  const reports = around.inputsOf(asked.from).map(({ input }) => input);
  const ends = { hosts: machine?.hosts ?? [], addresses: machine?.addresses ?? [] };
  const isFrom = (visit: Heard['visits'][number]): boolean =>
    machine?.expects === 'clients'
      ? visit.checker.view.roles.includes(machine.place)
      : isVisitOf(visit, reports, ends);
  const isMeant = ({ checker, listener }: Heard['visits'][number]): boolean =>
    listener.view.meant !== 'another' && checker.view.dialled.port === listener.view.arrived.port;
  return visits.find((visit) => isMeant(visit) && isFrom(visit)) ?? null;
}

/** What one machine that listened says of a connection; null where it cannot tell. */
function heardBy(
  { input, heard }: Listening,
  entry: Entry,
  source: SourceEvidence | null,
  around: Around,
): Said | null {
  const { from, port } = entry.asked;
  const own = port === null ? undefined : heard.get(port);
  if (own === undefined) return null;
  const check = input.input.result.checks.find(({ id }) => id === own.check);
  const told = check === undefined ? null : { input, check };
  const evidence = { input: input.index, check: own.check };
  const visit = visitFrom(entry, own, around);
  if (visit !== null) {
    const { at, listener } = visit;
    return { told, evidence: { ...evidence, says: 'came', at, from: listener.view.peer.address } };
  }
  const isSure =
    own.isUp &&
    own.isWhole &&
    source?.at !== undefined &&
    isWithin(source.at, input.input.result) &&
    !around.isAstray(input) &&
    !around.inputsOf(from).some(around.isAstray);
  return isSure
    ? { told, evidence: { ...evidence, says: 'nobody-came', at: input.input.result.finishedAt } }
    : null;
}

function heardSaid(entry: Entry, source: SourceEvidence | null, around: Around): Said | null {
  const said = around
    .listeningOf(entry.asked.to)
    .flatMap((listening) => heardBy(listening, entry, source, around) ?? []);
  return said.find(({ evidence }) => evidence.says === 'came') ?? said[0] ?? null;
}

/** What the destination of a connection says about it. */
function destinationSaid(entry: Entry, source: SourceEvidence | null, around: Around): Said | null {
  const heard = heardSaid(entry, source, around);
  if (heard !== null) return heard;
  const blocked = entry.inbound.find(
    ({ check }) => check.verdict === 'fail' && blockedFindings.includes(check.finding),
  );
  const { to, port } = entry.asked;
  const service = port === null ? null : around.serviceOf(to, port);
  const said = blocked === undefined ? service : { told: blocked, says: 'blocked' as const };
  if (said === null) return null;
  const { input, check } = said.told;
  return {
    told: said.told,
    evidence: { input: input.index, says: said.says, check: check.id, ...lookedAt(check) },
  };
}

/** Whether something accepted the connection of a check that did not pass: what went wrong came later. */
function wasAccepted({ told, verdict }: { readonly told: Told; readonly verdict: Verdict }): boolean {
  const { finding, facts } = told.check;
  return (
    isOpen(verdict) ||
    factsOf(lastAttempts(facts), 'rehearsal').some(({ listener }) => listener !== undefined) ||
    ['tls', 'service'].includes(layerOf(finding, attemptOf(told.check)?.outcome ?? null))
  );
}

/** Whether the answer that proved a way was signed by a listener whose report stands for the destination. */
function isSignedThere({ check }: Told, listening: readonly Listening[]): boolean {
  const proven = factsOf(lastAttempts(check.facts), 'rehearsal').find(
    ({ listener }) => listener !== undefined,
  );
  const view = proven?.listener?.view;
  return listening.some(({ input: { input } }) => {
    const { id, rehearsal } = input.result;
    return view !== undefined && view.run === id && view.sessionKey === rehearsal?.sessionKey;
  });
}

function weigh(entry: Entry, around: Around): Weighed {
  const { asked } = entry;
  const told = entry.told.length < 2 ? entry.told : entry.told.toSorted(byGravity);
  const best = decisive(told, asked.severity);
  const source = best === null ? null : sourceEvidence(best);
  const heard = destinationSaid(entry, source, around);
  const said =
    heard === null
      ? null
      : {
          told: heard.told,
          evidence: around.shared.evidence({
            ...heard.evidence,
            ...lookedOf(source, heard, asked, around),
          }),
        };
  const judged = judgeConnection({
    source,
    destination: said?.evidence ?? null,
    wasAccepted: best !== null && wasAccepted(best),
    isRehearsed: best !== null && isOpen(best.verdict) && isRehearsed(best.told.check),
    isSignedByDestination: best !== null && isSignedThere(best.told, around.listeningOf(asked.to)),
    phase: around.phase,
  });
  const decidesThere = judged.decision === 'destination' && judged.verdict === 'fail';
  return {
    told,
    decidedThere: decidesThere ? (said?.told ?? null) : null,
    connection: {
      from: asked.from,
      to: asked.to,
      fromPlace: asked.fromPlace,
      toPlace: asked.toPlace,
      port: asked.port,
      requirements: around.shared.rows(asked.requirements),
      severity: asked.severity,
      verdict: judged.verdict,
      decision: judged.decision,
      ...(judged.basis === undefined ? {} : { basis: judged.basis }),
      ...(source === null ? {} : { source }),
      ...(said === null ? {} : { destination: said.evidence }),
    },
  };
}

const connectionOrder = ({ connection: left }: Weighed, { connection: right }: Weighed): number =>
  left.from - right.from || left.to - right.to || (left.port ?? 0) - (right.port ?? 0);

/**
 * Every way that the profile asks for or a report has tried, each once with one verdict, and what the machines say about
 * themselves alone.
 * @param isAstray whether the clock of an input's machine is wrong, so that its times say nothing
 */
export function weighConnections(
  used: readonly UsedInput[],
  expected: readonly Expected[],
  site: Site,
  profile: MergeRun['profile'],
  isAstray: (input: UsedInput) => boolean,
): Ways {
  const byMachine = new Map<number, UsedInput[]>();
  for (const input of used) {
    const { result } = input.input;
    const places = effectiveRoles(result.profile.machine.roles).flatMap((role) => site.clientsAt(role) ?? []);
    for (const machine of new Set([input.machine, ...places]))
      byMachine.set(machine, [...(byMachine.get(machine) ?? []), input]);
  }
  const listening = new Map<number, Listening[]>();
  for (const input of used) {
    const heard = heardIn(input.input.result);
    if (heard.size > 0)
      listening.set(input.machine, [...(listening.get(input.machine) ?? []), { input, heard }]);
  }
  const services = new Map<number, ReturnType<typeof serviceSaid>>();
  const inputsOf = (machine: number): readonly UsedInput[] => byMachine.get(machine) ?? [];
  const around: Around = {
    site,
    phase: profile.phase,
    inputsOf,
    listeningOf: (machine) => listening.get(machine) ?? [],
    serviceOf: (machine, port) => {
      const key = machine * firstPort + port;
      const known = services.get(key);
      if (known !== undefined) return known;
      const said = serviceSaid(
        port,
        inputsOf(machine).filter(({ kind }) => kind === 'check'),
      );
      services.set(key, said);
      return said;
    },
    isAstray,
    shared: createShared(),
  };
  const { entries, own } = collect(used, expected, site, profile);
  return {
    weighed: withoutUnknownPorts(entries)
      .map((entry) => weigh(entry, around))
      .sort(connectionOrder),
    own,
  };
}
