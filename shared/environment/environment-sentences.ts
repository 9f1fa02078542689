import { ownerWords } from '../catalogue/check.ts';
import { type FindingParameters, type Parameter, param } from '../catalogue/parameter.ts';
import type { Cause } from '../causes/cause.ts';
import {
  type CauseContext,
  counterproofSentence,
  drawSentence,
  findingWord,
  remedySentence,
  type Sentence,
  whatSentence,
  whySentences,
} from '../causes/cause-sentences.ts';
import { hostRanges } from '../report/host-ranges.ts';
import { counted, listed } from '../words/phrases.ts';
import type { Verdict } from '../words/verdict.ts';
import { isPassing, isUndecided } from './connection-verdict.ts';
import type {
  Connection,
  EnvironmentCause,
  EnvironmentInput,
  EnvironmentResult,
  InputUse,
  Remark,
} from './environment-result.ts';
import { isDisagreement } from './judge-connection.ts';
import { type Matrix, type MatrixCell, type MatrixLine, type MatrixNote, shortNames } from './matrix.ts';

const leads: Readonly<Record<Verdict, string>> = {
  fail: 'Not ready',
  warn: 'Ready with reservations',
  'not-yet': 'Ready so far',
  pass: 'Ready',
  unknown: 'Not proven',
  'not-testable-here': 'Not proven',
  skipped: 'Not proven',
  waived: 'Not proven',
  'not-applicable': 'Not proven',
};

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A small number in words, as a sentence has it. */
const inWords = (count: number): string => numbers[count] ?? String(count);

const isRequired = ({ severity }: Pick<Connection, 'severity'>): boolean => severity === 'required';

/** How many of the failed connections causes explain that are more than look-alikes. */
function explainedBy(
  failed: readonly Connection[],
  causes: readonly EnvironmentCause[],
): { causes: number; failed: number } {
  const own = failed.flatMap(({ cause }) =>
    cause !== undefined && causes[cause]?.isExplained === true ? [cause] : [],
  );
  return { causes: new Set(own).size, failed: own.length };
}

function causesClause(failed: readonly Connection[], { causes }: EnvironmentResult): string {
  const explained = explainedBy(failed, causes);
  if (explained.causes === 0) return '';
  const share =
    explained.failed === failed.length ? (failed.length === 1 ? 'it' : 'all') : String(explained.failed);
  return `; ${inWords(explained.causes)} ${explained.causes === 1 ? 'cause explains' : 'causes explain'} ${share}`;
}

/** What failed: connections, else questions of single machines. */
function failedClause(result: EnvironmentResult): string {
  const { connections, own } = result;
  const failed = connections.filter(({ verdict }) => verdict === 'fail');
  const required = failed.filter(isRequired);
  const questions = own.filter(
    ({ verdict, severity }) => verdict === 'fail' && severity === 'required',
  ).length;
  if (required.length === 0)
    return `${counted(questions, 'check')} of single servers failed, and no required connection did`;
  const clause = causesClause(required, result);
  if (required.length === failed.length) {
    const of = `${failed.length} of ${counted(connections.length, 'connection')} ${failed.length === 1 ? 'fails' : 'fail'}`;
    return `${of}, ${failed.length === 1 ? 'a required one' : 'all required'}${clause}`;
  }
  return `${counted(required.length, 'required connection')} ${required.length === 1 ? 'fails' : 'fail'}${clause}`;
}

function leadClause(result: EnvironmentResult): string {
  const { verdict, connections } = result;
  const undecided = connections.filter((one) => isRequired(one) && isUndecided(one.verdict)).length;
  const passed = connections.filter((one) => isPassing(one.verdict)).length;
  switch (verdict) {
    case 'fail':
      return failedClause(result);
    case 'warn':
      return 'every required connection that was tried works, and something needs attention';
    case 'not-yet':
      return `${counted(undecided, 'required connection')} can only be confirmed after the installation`;
    case 'pass':
      return `all ${counted(passed, 'connection')} work`;
    default:
      return undecided === 0
        ? 'something required could not be judged'
        : `${counted(undecided, 'required connection')} ${undecided === 1 ? 'is' : 'are'} undecided`;
  }
}

/** The machines that leave something undecided for want of a report, by their places in the list. */
export const missingMachines = ({ machines }: EnvironmentResult): readonly number[] =>
  machines.flatMap(({ expects, inputs }, index) =>
    expects !== 'nothing' && inputs.length === 0 ? [index] : [],
  );

/** Machines in a row as one, in text: `fe01-06 and lt01`. */
export function machinesText(result: EnvironmentResult, machines: readonly number[], most = 6): string {
  const names = shortNames(result.machines);
  const ranges = hostRanges(machines.map((machine) => names[machine] ?? ''));
  const shown = ranges.slice(0, most).map(({ text }) => text);
  const left = ranges.slice(most).reduce((sum, { count }) => sum + count, 0);
  return listed(left === 0 ? shown : [...shown, `${left} more`]);
}

/** What is known beside the failures: undecided, passed, by rehearsal, and with a warning. */
function restSentences(result: EnvironmentResult): readonly string[] {
  const { connections } = result;
  const failed = connections.filter(({ verdict }) => verdict === 'fail');
  const undecided = connections.filter(({ verdict }) => isUndecided(verdict));
  const missing = missingMachines(result).filter((machine) => (result.machines[machine]?.undecided ?? 0) > 0);
  const waiting = undecided.filter(
    ({ from, verdict }) => verdict === 'not-testable-here' && missing.includes(from),
  ).length;
  const passed = connections.filter(({ verdict }) => isPassing(verdict));
  const rehearsed = passed.filter(({ basis }) => basis === 'rehearsal').length;
  const warned = passed.filter(({ verdict }) => verdict === 'warn').length;
  const lesser = failed.length - failed.filter(isRequired).length;
  const disputed = connections.filter(isDisagreement).length;
  return [
    ...(lesser === 0
      ? []
      : [`With monitoring, ${failed.length} of ${counted(connections.length, 'connection')} fail.`]),
    ...(undecided.length === 0
      ? []
      : [
          `${undecided.length} ${undecided.length === 1 ? 'is' : 'are'} undecided${waiting === 0 ? '' : `, ${waiting === undecided.length ? '' : `${waiting} of them `}because ${machinesText(result, missing)} sent no report`}.`,
        ]),
    `${passed.length} passed${rehearsed === 0 ? '' : `, ${rehearsed === passed.length ? 'all' : `${rehearsed} of them`} by rehearsal`}${warned === 0 ? '' : `; ${warned} with a warning`}.`,
    ...(disputed === 0 ? [] : [`Of ${counted(disputed, 'connection')} the two ends say different things.`]),
  ];
}

/** The verdict on an environment in one sentence, and what else is known in a second one. */
export const bandTexts = (
  result: EnvironmentResult,
): { readonly sentence: string; readonly detail: string } => ({
  sentence: `${leads[result.verdict]}: ${leadClause(result)}.`,
  detail: restSentences(result).join(' '),
});

/** A cause as the sentences about causes want it. */
const asCause = (cause: EnvironmentCause): Cause => ({
  ...cause,
  checks: Array.from({ length: cause.explains }, () => ({
    machine: 0,
    id: '',
    severity: 'required' as const,
  })),
});

const context = (result: EnvironmentResult): CauseContext => ({
  failed: result.connections.filter(({ verdict }) => verdict === 'fail').length,
  isOneMachine: false,
});

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A cause in words. */
export type EnvironmentCauseText = {
  /** Counts from 1, as its cells do. */
  readonly number: number;
  readonly isExplained: boolean;
  readonly what: string;
  /** `6 of 12`, of all required ones where it has any, else of all. */
  readonly share: string;
  readonly owner: string;
  readonly why: readonly string[];
  readonly remedy: string | null;
  readonly counterproof: string | null;
};

/** Names without the domain that they share, wherever a sentence has one of them. */
function shortener({ machines }: EnvironmentResult): (name: string) => string {
  const short = shortNames(machines);
  const names = new Map(
    machines.flatMap(({ name, hosts }, index) =>
      [name, ...hosts].map((host) => [host, short[index] ?? host] as const),
    ),
  );
  return (text) => {
    const [, host = text, port = ''] = /^(.*?)(:\d+)?$/s.exec(text) ?? [];
    return `${names.get(host) ?? host}${port}`;
  };
}

/** Who takes the next step, said to somebody who sits at none of the machines. */
const ownerOf = ({ owner }: EnvironmentCause): string =>
  owner === 'you' ? 'Administrator of the server' : ownerWords[owner];

/** The causes of an environment in words, in their order. */
export function environmentCauseTexts(result: EnvironmentResult): readonly EnvironmentCauseText[] {
  const around = context(result);
  const short = shortener(result);
  const failed = result.connections.filter(({ verdict }) => verdict === 'fail');
  const required =
    failed.filter(isRequired).length +
    result.own.filter((one) => one.verdict === 'fail' && isRequired(one)).length;
  const all = failed.length + result.own.filter(({ verdict }) => verdict === 'fail').length;
  return result.causes.map((cause, index) => {
    const fold = [asCause(cause)] as const;
    const remedy = remedySentence(fold, around);
    const draw = (text: Sentence): string => drawSentence(text, short);
    return {
      number: index + 1,
      isExplained: cause.isExplained,
      what: draw(whatSentence(fold, around)),
      share: cause.required > 0 ? `${cause.required} of ${required}` : `${cause.explains} of ${all}`,
      owner: ownerOf(cause),
      why: whySentences(fold, around).map((why) => sentence(draw(why))),
      remedy: remedy === null ? null : draw(remedy),
      counterproof: cause.isExplained ? draw(counterproofSentence(fold, around)) : null,
    };
  });
}

/** How long something is, in the largest unit that says it: `19 days`, `12 min`, `42 s`. */
function spanText(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 120) return `${size} s`;
  if (size < 7200) return `${Math.round(size / 60)} min`;
  return size < 172_800 ? `${Math.round(size / 3600)} h` : counted(Math.round(size / 86_400), 'day');
}

const few = (items: readonly string[], make: (item: string) => Parameter): Parameter => {
  const shown = items.slice(0, 3).map(make);
  return param.list(
    'comma',
    items.length > 3 ? [...shown, param.keep(`and ${items.length - 3} more`)] : shown,
  );
};

/** A remark on a report, as words with what fills them. */
export function remarkSentence(remark: Remark, { machines }: EnvironmentResult): Sentence {
  const say = (text: string, parameters: FindingParameters = {}): Sentence => ({ text, parameters });
  switch (remark.kind) {
    case 'unknown-signer':
      return say('signed with a key that is not known');
    case 'vouched-only':
      return say('from before its data was signed: vouched for by the merger only');
    case 'redacted-before':
      return say('names were replaced before: only its key tells whose it is');
    case 'out-of-date':
      return say(`${counted(remark.days, 'day')} older than the newest`);
    case 'clock':
      return say(
        `its clock is ${spanText(remark.seconds)} ${remark.seconds > 0 ? 'ahead of' : 'behind'} the others`,
      );
    case 'other-profile':
      return say('another profile, which differs in {fields}', { fields: few(remark.fields, param.keep) });
    case 'other-catalogue':
      return say('another catalogue: {version}', { version: param.keep(remark.version) });
    case 'ended-early':
      return say('the run ended before it was through');
    case 'other-address':
      return say('it says that it is {claimed}, and others find it at {seen}', {
        claimed: few(remark.claimed, param.host),
        seen: few(remark.seen, param.host),
      });
    case 'shared-address':
      return say('{address} is an address of {other} too', {
        address: param.host(remark.address),
        other: param.host(machines[remark.machine]?.name ?? ''),
      });
    case 'other-key':
      return remark.fingerprint === null
        ? say('another report of this machine has another key')
        : say('another report of this machine has another key: {key} …', {
            key: param.keep(remark.fingerprint.slice(0, 8)),
          });
    case 'views-differ':
      return say(
        `${counted(remark.count, 'conversation')} of the rehearsal ${remark.count === 1 ? 'does' : 'do'} not fit what the other end signed`,
      );
  }
}

const useWords: Readonly<Record<InputUse, string | null>> = {
  used: null,
  replaced: 'a newer report of this machine stands for it',
  'other-phase': 'of another phase: not used',
  'other-edition': 'of another edition of the requirements: not used',
  'not-of-environment': 'the profile names no such machine: not used',
  'other-environment': 'of another environment under the same LifeTime: it counts there',
  unmatched: 'redacted, and no key tells whose it is: not used',
};

/** Everything that is to be known of a report, in one line; empty where nothing is. */
export function inputRemark(input: EnvironmentInput, result: EnvironmentResult): string {
  const use = useWords[input.use];
  const remarks = input.remarks.map((remark) =>
    drawSentence(remarkSentence(remark, result), shortener(result)),
  );
  const [first = '', ...others] = [
    ...(use === null ? [] : [use]),
    ...remarks.map((text) => text.charAt(0).toLowerCase() + text.slice(1)),
  ];
  return [first, ...others].filter((text) => text !== '').join('; ');
}

/** What is to be known of ways that were reached, but. */
export function noteText(note: MatrixNote, result: EnvironmentResult): string {
  const names = shortNames(result.machines);
  const from = note.from === null ? 'every server that asked' : (names[note.from] ?? '');
  const to = note.to === null ? '' : ` at ${names[note.to] ?? ''}`;
  if (note.seenAs !== null)
    return `${from} arrives${to} as ${note.seenAs}: addresses are translated on the way.`;
  const ways = `${note.pairs === 1 ? 'One way' : `${note.pairs} ways`}${note.to === null ? '' : ` to ${names[note.to] ?? ''}`}`;
  return note.finding === null
    ? `${ways} came through, though the firewall there is said to stop ${note.pairs === 1 ? 'it' : 'them'}: see what answers.`
    : `${ways}: ${findingWord(note.finding)}.`;
}

const stateWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  warn: 'Warning',
  'not-yet': 'Not yet',
  'not-testable-here': 'Not decided',
  skipped: 'Not decided',
  'not-applicable': 'Not required',
  waived: 'Waived',
  unknown: 'Unknown',
};

/** What a cell says to somebody who does not see it, after the names of its row and column. */
export function cellText(cell: MatrixCell, causes: number): string {
  const { verdict, isMissing, cause, note, pairs, alike } = cell;
  const part = alike < pairs ? `${alike} of ${pairs} pairs: ` : '';
  const state = isMissing ? 'Needs a report' : stateWords[verdict];
  const details = [
    verdict === 'pass' && cell.isRehearsed ? 'by rehearsal' : null,
    cell.isMonitoringOnly ? 'monitoring only' : null,
    cell.disagrees ? 'the two ends disagree' : null,
    cause === null ? null : `cause ${cause + 1} of ${causes}`,
    note === null ? null : `note ${note}`,
    cell.isOutOfDate ? 'from a report out of date' : null,
    cell.spoke === null ? null : `only the ${cell.spoke} reported`,
  ].filter((text) => text !== null);
  return `${part}${[state, ...details].join(', ')}`;
}

/** Who works together as a whole, and who stands outside and why. */
export function wholeTexts(result: EnvironmentResult): {
  readonly inside: string;
  readonly outside: string | null;
} {
  const { machines, outside, isExact } = result.whole;
  const all = machines.length + outside.length;
  const few = machines.length > 0 && machines.length <= 12 ? `: ${machinesText(result, machines, 12)}` : '';
  const inside = `${machines.length} of ${all}${isExact ? '' : ', the largest set found'}${few}.`;
  const byReason = new Map<string, number[]>();
  for (const { machine, causes } of outside) {
    const reason =
      causes.length === 0
        ? 'not decided'
        : causes
            .slice(0, 4)
            .map((cause) => cause + 1)
            .join(', ');
    byReason.set(reason, [...(byReason.get(reason) ?? []), machine]);
  }
  const groups = [...byReason].map(([reason, own]) => `${machinesText(result, own)} (${reason})`);
  const shown = groups.slice(0, 6);
  return {
    inside,
    outside:
      groups.length === 0
        ? null
        : `${[...shown, ...(groups.length > 6 ? [`${groups.length - 6} more reasons`] : [])].join(', ')}.`,
  };
}

/**
 * Between LifeTime and servers, what works in one direction alone (requirement T0 wants both): everything that was tried
 * there passes, and something on the way back failed.
 */
export function oneWayTexts(result: EnvironmentResult): readonly string[] {
  const { machines, connections } = result;
  const isLifetime = (machine: number): boolean => machines[machine]?.place === 'lifetime';
  const ways = new Map<string, Verdict[]>();
  for (const { from, to, verdict } of connections)
    if (isLifetime(from) !== isLifetime(to) && machines[from]?.expects !== 'clients')
      ways.set(`${from} ${to}`, [...(ways.get(`${from} ${to}`) ?? []), verdict]);
  const oneWay = new Map<number, { reaches: number[]; isReached: number[] }>();
  for (const [key, out] of ways) {
    const [from = 0, to = 0] = key.split(' ').map(Number);
    const back = ways.get(`${to} ${from}`) ?? [];
    if (!out.every(isPassing) || !back.includes('fail')) continue;
    const [hub, other] = isLifetime(from) ? [from, to] : [to, from];
    const known = oneWay.get(hub) ?? { reaches: [], isReached: [] };
    (isLifetime(from) ? known.reaches : known.isReached).push(other);
    oneWay.set(hub, known);
  }
  return [...oneWay].flatMap(([hub, { reaches, isReached }]) => {
    const name = machinesText(result, [hub]);
    return [
      ...(reaches.length === 0
        ? []
        : [`${name} reaches ${machinesText(result, reaches)}, and is not reached from there.`]),
      ...(isReached.length === 0
        ? []
        : [`${name} is reached from ${machinesText(result, isReached)}, and does not reach them.`]),
    ];
  });
}

const islandLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The letter of an island, counting from 0; null for those behind the last letter. */
export const islandLetter = (island: number): string | null => islandLetters[island] ?? null;

/** How many islands are told with their size. */
const islandsTold = 4;

/** The islands into which a network falls, the largest first, and how many more there are; empty for one. */
export function islandTexts({
  islands,
}: Pick<EnvironmentResult, 'islands'>): readonly { readonly letter: string | null; readonly text: string }[] {
  if (islands.length < 2) return [];
  const left = islands.length - islandsTold;
  return [
    ...islands
      .slice(0, islandsTold)
      .map((island, index) => ({ letter: islandLetter(index), text: counted(island.length, 'server') })),
    ...(left <= 0 ? [] : [{ letter: null, text: counted(left, 'more island') }]),
  ];
}

/** The islands in one sentence; null for one. */
export function islandsText(result: Pick<EnvironmentResult, 'islands'>): string | null {
  const texts = islandTexts(result).map(({ letter, text }) => (letter === null ? text : `${letter} ${text}`));
  return texts.length === 0 ? null : `${listed(texts)}; nothing passes between them.`;
}

type RowCells = readonly (MatrixCell | 'itself' | null)[];

const failedIn = (row: RowCells): readonly MatrixCell[] =>
  row.filter((cell): cell is MatrixCell => cell !== null && cell !== 'itself' && cell.verdict === 'fail');

const causesIn = (cells: readonly MatrixCell[]): readonly number[] =>
  [...new Set(cells.flatMap(({ cause }) => cause ?? []))].sort((left, right) => left - right);

const causeNumbers = (causes: readonly number[]): string =>
  `${causes
    .slice(0, 6)
    .map((cause) => cause + 1)
    .join(', ')}${causes.length > 6 ? ', …' : ''}`;

/** The causes that stand in the row of every group with a report, so that they set none apart. */
function causesEverywhere(rows: readonly RowCells[]): ReadonlySet<number> {
  const [first = [], ...others] = rows.map((row) => causesIn(failedIn(row)));
  return new Set(first.filter((cause) => others.length > 0 && others.every((own) => own.includes(cause))));
}

function groupText(
  { group }: MatrixLine,
  row: RowCells,
  everywhere: ReadonlySet<number>,
  several: boolean,
): string {
  const failed = failedIn(row);
  const all = row.filter((cell) => cell !== null && cell !== 'itself').length;
  const isOwn = (cause: number): boolean =>
    !everywhere.has(cause) || 2 * failed.filter((cell) => cell.cause === cause).length > all;
  const whole = causesIn(failed.filter(({ alike, pairs }) => alike === pairs)).filter(isOwn);
  const parts = causesIn(failed.filter(({ alike, pairs }) => alike < pairs)).filter(isOwn);
  const texts = [
    several && group.island !== null && group.island > 0
      ? `island ${islandLetter(group.island) ?? 'of its own'}`
      : null,
    group.isMissing ? 'no report' : null,
    group.isOutOfDate ? 'report out of date' : null,
    whole.length === 0 ? null : `${whole.length === 1 ? 'cause' : 'causes'} ${causeNumbers(whole)}`,
    parts.length === 0 ? null : `single pairs by cause ${causeNumbers(parts)}`,
  ].filter((text) => text !== null);
  return texts.length === 0 ? 'nothing but what all have' : texts.join('; ');
}

/** What sets each group of machines apart from the others, in few words; null for a machine that stands for itself. */
export function groupTexts(
  { rows, cells }: Matrix,
  { islands }: EnvironmentResult,
): readonly (string | null)[] {
  const lines = rows.flat();
  const told = cells.filter(
    (_, index) => lines[index]?.id != null && lines[index]?.group.isMissing === false,
  );
  const everywhere = causesEverywhere(told);
  return lines.map((line, index) =>
    line.id === null ? null : groupText(line, cells[index] ?? [], everywhere, islands.length > 1),
  );
}
