import type { Outcome } from '../../../shared/probe/outcome.ts';
import { outcomes } from '../../../shared/probe/outcome.ts';
import { type CheckResult, type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { type Phase, phases, type Verdict } from '../../../shared/words/verdict.ts';
import type { Farm } from './farm.ts';
import { joinMachine, type Machine, type MachineState, type Place, placeOf, type Rule } from './machine.ts';
import type { HostName } from './map.ts';
import { type Caller, type ProfileFields, runNetready, writeProfile } from './run-in.ts';

/** What a check must find, see and say. */
export type Expected = {
  readonly finding: string;
  /** What at least one fact of the check shows. */
  readonly outcome: Outcome;
  /** The verdicts before and after the installation. */
  readonly verdicts: readonly [before: Verdict, after: Verdict];
  /** Texts that its reason contains. */
  readonly says: readonly string[];
};

const isOutcome = (text: string): text is Outcome => outcomes.some((outcome) => outcome === text);

/**
 * What a check must find.
 * @param verdict for both phases, or one for each
 * @param details the outcome where it is not named like the finding, and texts of the reason
 */
export function finds(
  finding: string,
  verdict: Verdict | readonly [before: Verdict, after: Verdict],
  { outcome, says = [] }: { readonly outcome?: Outcome; readonly says?: readonly string[] } = {},
): Expected {
  const shown = outcome ?? finding;
  if (!isOutcome(shown)) throw new Error(`"${finding}" is no outcome; name one.`);
  return {
    finding,
    outcome: shown,
    verdicts: typeof verdict === 'string' ? [verdict, verdict] : verdict,
    says,
  };
}

/** One state of the network, one profile, and what named checks must say in both phases. */
export type LabCase = {
  readonly title: string;
  /** A host of the farm on which the command is run; a machine of the case's own unless given. */
  readonly on?: HostName;
  readonly machine?: MachineState;
  readonly firewall?: (place: Place) => readonly Rule[];
  /** Fields of the profile. It trusts the lab's authority unless it names another file, or none. */
  readonly profile: ProfileFields | ((place: Place) => ProfileFields);
  readonly trusts?: 'lab' | 'nobody';
  readonly caller?: Caller;
  /** The phases in which it is run: both, unless its checks exist in one only. */
  readonly phases?: readonly Phase[];
  /** Texts that must not stand anywhere in what the command writes. */
  readonly conceals?: readonly string[];
  /** The named checks are run, and no others. */
  readonly expect: Readonly<Record<string, Expected>>;
};

/** One check of a case: what it should say and what it said. */
export type CaseRow = {
  readonly title: string;
  readonly check: string;
  readonly expected: string;
  readonly got: string;
  /** Every outcome that its facts and its finding showed. */
  readonly outcomes: readonly Outcome[];
};

/** How long the command waits for a connection, in ms: where answers come, and where none is to come. */
export const connectTimeoutMs = { answers: 4000, silence: 700 } as const;

const timeouts: readonly Outcome[] = ['timeout', 'dns-timeout'];

const isSilenceExpected = ({ expect }: LabCase): boolean =>
  Object.values(expect).some(({ outcome }) => timeouts.includes(outcome));

const both = (list: readonly string[]): string => [...new Set(list)].join(' / ');

const expectedText = ({ finding, outcome, verdicts, says }: Expected): string =>
  [`${finding} (${outcome}): ${both(verdicts)}`, ...says.map((text) => `“${text}”`)].join(' ');

const outcomesOf = ({ facts, finding }: CheckResult): readonly Outcome[] => [
  ...new Set([...facts.map(({ outcome }) => outcome), ...(isOutcome(finding) ? [finding] : [])]),
];

/** What a check said, in the words of what was expected; what differs shows in full. */
function gotText(found: readonly (CheckResult | undefined)[], expected: Expected): string {
  const findings = both(found.map((check) => check?.finding ?? 'no such check'));
  const shown = found.map((check) => (check === undefined ? [] : outcomesOf(check)));
  const hasOutcome = shown.every((list) => list.includes(expected.outcome));
  const outcome = hasOutcome ? expected.outcome : both(shown.map((list) => list.join(', ')));
  const verdicts = both(found.map((check) => check?.verdict ?? 'none'));
  const reasons = found.map((check) => check?.reason ?? '');
  const says = expected.says.map((text) =>
    reasons.every((reason) => reason.includes(text)) ? `“${text}”` : `“${both(reasons)}”`,
  );
  return [`${findings} (${outcome}): ${verdicts}`, ...says].join(' ');
}

/** The exit code that a result asks for, without `--strict`. */
function exitCode({ checks }: RunResult): number {
  if (checks.some(({ severity, verdict }) => severity === 'required' && verdict === 'fail')) return 3;
  return checks.some(({ finding }) => finding === 'out-of-time') ? 4 : 0;
}

type PhaseRun = { readonly result: RunResult; readonly code: number | null };

async function runPhase(
  farm: Farm,
  machine: Machine,
  labCase: LabCase,
  file: string,
  phase: Phase,
): Promise<PhaseRun> {
  const only = Object.keys(labCase.expect).flatMap((id) => ['--only', id]);
  const parameters = ['check', '--profile', file, '--phase', phase, '--format', 'json', ...only];
  const ended = await runNetready(farm.lab, machine.namespace, parameters, labCase.caller);
  if (ended.stdout === '') throw new Error(`No result; exit code ${ended.code}: ${ended.stderr}`);
  const shown = (labCase.conceals ?? []).filter((text) => `${ended.stdout}${ended.stderr}`.includes(text));
  if (shown.length > 0) throw new Error(`The output shows ${shown.join(' and ')}.`);
  return { result: runResultSchema.parse(JSON.parse(ended.stdout)), code: ended.code };
}

async function runPhases(
  farm: Farm,
  machine: Machine,
  labCase: LabCase,
  index: number,
): Promise<readonly PhaseRun[]> {
  const { profile, trusts = 'lab' } = labCase;
  const fields = {
    limits: { connectTimeoutMs: connectTimeoutMs[isSilenceExpected(labCase) ? 'silence' : 'answers'] },
    ...(trusts === 'lab' ? { caFile: farm.caFile } : {}),
    ...(typeof profile === 'function' ? profile(placeOf(index)) : profile),
  };
  const file = await writeProfile(farm.lab, `case${index}`, fields);
  const runs: PhaseRun[] = [];
  for (const phase of labCase.phases ?? phases)
    runs.push(await runPhase(farm, machine, labCase, file, phase));
  return runs;
}

function rowsOf(labCase: LabCase, runs: readonly PhaseRun[]): readonly CaseRow[] {
  const rows = Object.entries(labCase.expect).map(([id, expected]) => {
    const found = runs.map(({ result }) => result.checks.find((check) => check.id === id));
    const shown = found.flatMap((check) => (check === undefined ? [] : outcomesOf(check)));
    return {
      title: labCase.title,
      check: id,
      expected: expectedText(expected),
      got: gotText(found, expected),
      outcomes: [...new Set(shown)],
    };
  });
  const codes = {
    title: labCase.title,
    check: 'exit code',
    expected: both(runs.map(({ result }) => String(exitCode(result)))),
    got: both(runs.map(({ code }) => String(code))),
    outcomes: [],
  };
  return codes.expected === codes.got ? rows : [...rows, codes];
}

/**
 * Sets up a case, runs the command in both phases and says what came of it. What the case set up is gone afterwards,
 * whatever happened.
 * @param index a number that no other case has
 */
export async function runCase(farm: Farm, labCase: LabCase, index: number): Promise<readonly CaseRow[]> {
  const { on, machine: state = {}, firewall } = labCase;
  const machine: Machine =
    on === undefined
      ? await joinMachine(farm, index, state, firewall?.(placeOf(index)) ?? [])
      : { namespace: farm.hosts[on], leave: () => Promise.resolve() };
  try {
    return rowsOf(labCase, await runPhases(farm, machine, labCase, index));
  } finally {
    await machine.leave();
  }
}
