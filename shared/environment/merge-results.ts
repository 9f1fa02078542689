import { AppError } from '../errors/app-error.ts';
import { countVerdicts } from '../run/summary.ts';
import { clip } from '../words/clip.ts';
import { compareText } from '../words/compare-text.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { longest, most } from '../words/lengths.ts';
import { overallVerdict, type Verdict } from '../words/verdict.ts';
import { expectedOf, isOfWay } from './asked.ts';
import { type Candidate, type Candidates, candidatesOf, newestFirst } from './candidates.ts';
import { isPassing, isUndecided } from './connection-verdict.ts';
import { type Told, type UsedInput, type Ways, weighConnections } from './connections.ts';
import { explain, type OwnFailure } from './environment-causes.ts';
import {
  type Connection,
  type EnvironmentInput,
  type EnvironmentMachine,
  type EnvironmentResult,
  environmentSchemaId,
  type InputUse,
  inputKinds,
  type OwnCheck,
} from './environment-result.ts';
import { islandsOf, wholeOf } from './islands.ts';
import { allViewsAmiss, clocksAstray, keysSeen } from './meetings.ts';
import type { MergeInput, MergeRun, Merging } from './merge-input.ts';
import { remarksOn } from './remarks.ts';
import { type Answer, needsOf, requirementsOf } from './requirements.ts';
import { type Site, siteOf } from './site.ts';
import { type EnvironmentInputs, splitEnvironments } from './split-environments.ts';

/** An input with its machine and what becomes of it. */
type Placed = Candidate & { readonly machine: number | null; readonly use: InputUse };

/** The machine of a redacted report: the one whose key it has, where that key signs for no other. */
function machineOfKey(
  { input }: Candidate,
  placed: readonly { readonly input: MergeInput; readonly machine: number | null }[],
  site: Site,
): number | null {
  const { fingerprint } = input.signer;
  const reported = placed.flatMap((other) =>
    other.machine !== null && other.input.signer.fingerprint === fingerprint ? [other.machine] : [],
  );
  const seen = keysSeen(placed.map((other) => other.input.result)).flatMap(({ name, key }) =>
    key === fingerprint
      ? (site.machineOf(name, null) ?? site.machines.findIndex((one) => one.name === name))
      : [],
  );
  const machines = new Set([...reported, ...seen.filter((machine) => machine >= 0)]);
  const [only] = machines;
  return machines.size === 1 && only !== undefined && site.machines[only]?.expects !== 'clients'
    ? only
    : null;
}

/** What stands for one machine: reports of people's machines stand side by side, each for its own. */
function seatOf({ input, kind, machine }: Placed, site: Site): string {
  const isOfPeople = machine !== null && site.machines[machine]?.expects === 'clients';
  return `${machine} ${kind}${isOfPeople ? ` ${input.result.machine.hostname.toLowerCase()}` : ''}`;
}

/** Every input with its machine; of several of one machine and kind, the newest is used. */
function placedOf({ all }: Candidates, site: Site): readonly Placed[] {
  const open = all
    .filter(({ isRedacted }) => !isRedacted)
    .map((candidate) => ({ ...candidate, machine: site.machineOfReport(candidate.input.result) }));
  const closed = all
    .filter(({ isRedacted }) => isRedacted)
    .map((candidate) => ({ ...candidate, machine: machineOfKey(candidate, open, site) }));
  const placed = [...open, ...closed].map((candidate): Placed => {
    const { setApart, machine, isRedacted } = candidate;
    const lost = isRedacted ? 'unmatched' : 'not-of-environment';
    return { ...candidate, use: setApart ?? (machine === null ? lost : 'used') };
  });
  const newest = new Set(
    [
      ...groupsByKey(
        placed.filter(({ use }) => use === 'used'),
        (one) => seatOf(one, site),
      ).values(),
    ].map((same) => same.toSorted(byUsefulness)[0]),
  );
  return placed.map((one) => (one.use === 'used' && !newest.has(one) ? { ...one, use: 'replaced' } : one));
}

/** The newest; of those made in the same moment, the one that is not redacted. */
const byUsefulness = (left: Placed, right: Placed): number =>
  newestFirst(left.input, right.input) || Number(left.isRedacted) - Number(right.isRedacted);

const inputOrder = (left: Placed, right: Placed): number =>
  (left.machine ?? most.environmentMachines) - (right.machine ?? most.environmentMachines) ||
  inputKinds.indexOf(left.kind) - inputKinds.indexOf(right.kind) ||
  newestFirst(left.input, right.input);

/** The last component of a path, as much as fits. */
const fileName = (file: string): string => clip(file.replace(/^.*[\\/]/s, ''), longest.name);

/** What is known of an input by itself. */
function inputBase({ input, kind, machine, use, isRedacted }: Placed): EnvironmentInput {
  const { result, signer, pages, carriage, file, fileSha256, confirmedAt } = input;
  return {
    fileSha256,
    ...(file === null || isRedacted ? {} : { file: fileName(file) }),
    run: result.id,
    kind,
    machine,
    hostname: result.machine.hostname,
    roles: [...result.machine.roles],
    phase: result.phase,
    startedAt: result.startedAt,
    finishedAt: result.finishedAt,
    toolVersion: result.tool.version,
    catalogueVersion: result.tool.catalogue.version,
    edition: result.profile.edition,
    signer,
    pages,
    ...(confirmedAt === null ? {} : { confirmedAt }),
    carriage,
    use,
    remarks: [],
  };
}

function inputsOf(
  placed: readonly Placed[],
  site: Site,
  { profile }: Candidates,
  { tool }: Merging,
  clocks: ReadonlyMap<MergeInput, number>,
): readonly EnvironmentInput[] {
  const used = placed.filter(({ use }) => use === 'used');
  const amiss = allViewsAmiss(placed.map(({ input }) => input.result));
  const holders = new Map<string, Set<number>>();
  for (const { input, machine, isRedacted } of used)
    if (machine !== null && !isRedacted)
      for (const address of input.result.machine.addresses)
        holders.set(address, (holders.get(address) ?? new Set()).add(machine));
  const measure = {
    site,
    profile,
    newest: used.map(({ input }) => input.result.finishedAt).reduce((a, b) => (a > b ? a : b), ''),
    catalogueVersion: commonestVersion(used) ?? tool.catalogue.version,
    clockOf: (input: MergeInput) => clocks.get(input) ?? null,
    amissIn: (input: MergeInput) => amiss.get(input.result) ?? 0,
    holderOf: (address: string, machine: number) =>
      [...(holders.get(address) ?? [])].filter((other) => other !== machine).sort((a, b) => a - b)[0] ?? null,
  };
  return placed.map((one): EnvironmentInput => {
    const { input, machine, use, isRedacted } = one;
    const others = placed.filter((other) => other !== one && other.machine === machine && machine !== null);
    const isOfPeople = machine !== null && site.machines[machine]?.expects === 'clients';
    const standIn = placed.findIndex(
      (other) => use === 'replaced' && other.use === 'used' && seatOf(other, site) === seatOf(one, site),
    );
    return {
      ...inputBase(one),
      ...(standIn < 0 ? {} : { replacedBy: standIn }),
      remarks: [
        ...remarksOn(
          { input, machine, isRedacted, others: isOfPeople ? [] : others.map((other) => other.input) },
          measure,
        ),
      ],
    };
  });
}

function commonestVersion(used: readonly Placed[]): string | null {
  const groups = [...groupsByKey(used, ({ input }) => input.result.tool.catalogue.version)];
  const [best] = groups.sort(([a, left], [b, right]) => right.length - left.length || compareText(b, a));
  return best?.[0] ?? null;
}

/** Own questions as answers: what every machine says about itself, and what those are asked that made no report. */
function answersOf(
  { own }: Pick<Ways, 'own'>,
  connections: readonly Connection[],
  missing: readonly Answer[],
  canReport: (machine: number) => boolean,
): readonly Answer[] {
  return [
    ...connections.map((connection): Answer => {
      const { requirements, severity, verdict } = connection;
      return { requirements, severity, verdict, needs: needsOf(connection, canReport), ends: connection };
    }),
    ...own.map(
      ({ input, check }): Answer => ({
        requirements: check.requirements,
        severity: check.severity,
        verdict: check.verdict,
        needs:
          isUndecided(check.verdict) && !isOfWay(check) && canReport(input.machine) ? [input.machine] : [],
        ends: null,
      }),
    ),
    ...missing,
  ];
}

/** What counts in the verdict on the whole: an undecided requirement is unknown there. */
const counting = (verdict: Verdict): Verdict => (verdict === 'not-testable-here' ? 'unknown' : verdict);

const tooMuch = (what: string, count: number, limit: number): AppError =>
  new AppError(
    'input-invalid',
    `These reports have ${count} ${what} together; one environment report holds ${limit}.`,
  );

/**
 * What the reports of many machines come to together: one verdict for each connection that the requirements ask for, with
 * what both ends say. Where they are of several environments under one LifeTime, each of these is merged by itself, and the
 * others stand beside the first. Pure: the same inputs give the same result in whatever order they come, and an input that
 * comes twice counts once.
 * @throws AppError `input-invalid` when there is no input, or more than one result holds
 */
export function mergeResults(inputs: readonly MergeInput[], merging: Merging): EnvironmentResult {
  if (inputs.length === 0)
    throw new AppError('input-invalid', 'There is no report to merge: name one that is intact.');
  if (inputs.length > most.inputs) throw tooMuch('files', inputs.length, most.inputs);
  const [first, ...others] = splitEnvironments(inputs);
  if (first === undefined) throw new RangeError('there is nothing to merge');
  const result = mergeEnvironment(first, merging);
  return others.length === 0
    ? result
    : { ...result, others: others.map((other) => mergeEnvironment(other, { ...merging, refused: [] })) };
}

/** What is told of a report in the list of another environment's: where it is used, everything is said of it. */
function besideOf(inputs: readonly MergeInput[]): readonly EnvironmentInput[] {
  return candidatesOf(inputs)
    .all.toSorted((left, right) => newestFirst(left.input, right.input))
    .map((candidate) => inputBase({ ...candidate, machine: null, use: 'other-environment' }));
}

/** What the reports of one environment come to. */
function mergeEnvironment({ own: inputs, beside }: EnvironmentInputs, merging: Merging): EnvironmentResult {
  const candidates = candidatesOf(inputs);
  const { profile, phase } = candidates;
  const fitting = candidates.all.filter(({ isRedacted, setApart }) => !isRedacted && setApart === null);
  const site = siteOf(profile, resultsInOrder(fitting));
  if (site.machines.length > most.environmentMachines)
    throw tooMuch('machines', site.machines.length, most.environmentMachines);
  const placed = placedOf(candidates, site).toSorted(inputOrder);
  const clocks = clocksAstray(
    placed.map(({ input }) => input),
    merging.at,
  );
  const used = placed.flatMap(({ input, kind, machine, isRedacted, use }, index): readonly UsedInput[] =>
    use === 'used' && machine !== null ? [{ index, input, kind, machine, isRedacted }] : [],
  );
  const expected = expectedOf(profile, site);
  const ways = weighConnections(used, expected, site, profile, ({ input }) => clocks.has(input));
  if (ways.weighed.length > most.connections)
    throw tooMuch('connections', ways.weighed.length, most.connections);
  const own = ownFailures(ways.own);
  const failures = own.filter((one) => one.own.verdict === 'fail');
  const explained = explain(ways.weighed, failures, used);
  const connections = ways.weighed.map((one): Connection => {
    const cause = explained.ofConnection.get(one);
    return cause === undefined ? one.connection : { ...one.connection, cause };
  });
  const canReport = (machine: number): boolean => site.machines[machine]?.expects !== 'nothing';
  const missing = expected.flatMap(({ machine, checks }): readonly Answer[] =>
    used.some((input) => input.machine === machine && input.kind === 'check')
      ? []
      : checks
          .filter((check) => !isOfWay(check))
          .map(({ requirements, severity }) => ({
            requirements,
            severity,
            verdict: 'not-testable-here',
            needs: [machine],
            ends: null,
          })),
  );
  const answers = answersOf(ways, connections, missing, canReport);
  const isLifetime = (machine: number): boolean =>
    site.machines[machine]?.roles.includes('lifetime') === true;
  const counted = answers.map(({ severity, verdict }) => ({ severity, verdict: counting(verdict) }));
  return {
    schema: environmentSchemaId,
    id: merging.id,
    tool: merging.tool,
    mergedAt: merging.at,
    environment: {
      name: profile.environment.name,
      phase,
      edition: profile.edition,
      overlays: [...overlaysIn(profile)],
      period: periodOf(used),
    },
    machines: machinesOf(site, used, answers),
    inputs: [
      ...inputsOf(placed, site, candidates, merging, clocks),
      ...(beside.length === 0 ? [] : besideOf(beside)),
    ],
    refused: merging.refused
      .map(({ file, ...one }) => ({ ...one, ...(file === undefined ? {} : { file: fileName(file) }) }))
      .sort((a, b) => compareText(a.fileSha256, b.fileSha256) || compareText(a.file ?? '', b.file ?? '')),
    connections,
    own: own.map((one) => {
      const cause = explained.ofOwn.get(one);
      return cause === undefined ? one.own : { ...one.own, cause };
    }),
    causes: [...explained.causes],
    requirements: [...requirementsOf(answers, profile, isLifetime)],
    islands: islandsOf(site.machines, connections).map((island) => [...island]),
    whole: wholeOf(site.machines, connections, most.causesOfOutsider),
    verdict: overallVerdict(counted),
    counts: countVerdicts(answers),
  };
}

/** Results in an order of their own, so that nothing depends on that of the files. */
const resultsInOrder = (list: readonly Candidate[]): readonly MergeRun[] =>
  list.toSorted((left, right) => newestFirst(left.input, right.input)).map(({ input }) => input.result);

const overlaysIn = ({ overlays }: Candidates['profile']): readonly string[] =>
  [...overlays].sort(compareText);

function periodOf(used: readonly UsedInput[]): EnvironmentResult['environment']['period'] {
  const starts = used.map(({ input }) => input.result.startedAt).sort(compareText);
  const ends = used.map(({ input }) => input.result.finishedAt).sort(compareText);
  const [from, to] = [starts[0], ends.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** The questions of machines about themselves that did not pass. */
function ownFailures(own: readonly Told[]): readonly OwnFailure[] {
  return own
    .filter(({ check }) => !isPassing(check.verdict) || check.verdict === 'warn')
    .slice(0, most.ownChecks)
    .map((told): OwnFailure => {
      const { input, check } = told;
      const { id, requirements, severity, verdict, finding } = check;
      const asked: OwnCheck = {
        machine: input.machine,
        input: input.index,
        check: id,
        requirements: [...requirements],
        severity,
        verdict,
        finding,
      };
      return { told, own: asked };
    });
}

function machinesOf(
  site: Site,
  used: readonly UsedInput[],
  answers: readonly Answer[],
): EnvironmentMachine[] {
  const undecided = new Map<number, number>();
  for (const { needs, ends } of answers)
    if (ends !== null) for (const machine of needs) undecided.set(machine, (undecided.get(machine) ?? 0) + 1);
  const reports = groupsByKey(used, ({ machine }) => machine);
  return site.machines.map((machine, index) => ({
    ...machine,
    inputs: (reports.get(index) ?? []).map((input) => input.index).slice(0, most.inputsOfMachine),
    undecided: undecided.get(index) ?? 0,
  }));
}
