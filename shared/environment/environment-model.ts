import { requirementOf } from '../catalogue/requirements.ts';
import { findingWord } from '../causes/cause-sentences.ts';
import { hostAndPort } from '../profile/host.ts';
import { nearPrefix, networkOf } from '../profile/networks.ts';
import { type Place, placeWords, vantageRoles } from '../profile/roles.ts';
import { dataNames } from '../report/data-names.ts';
import { type FirewallObstacle, kindOfFinding } from '../report/firewall-obstacles.ts';
import type { FirewallRow } from '../report/firewall-request.ts';
import { firewallRules } from '../report/firewall-rules.ts';
import { firewallTables } from '../report/model/firewall.ts';
import type {
  FirewallSection,
  ReportModelOptions,
  Section,
  TableSection,
  Verification,
} from '../report/model/types.ts';
import { verificationOf } from '../report/model/verification.ts';
import type { Field } from '../report/profile-answers.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { capitalised, counted, fingerprintGroups, listed } from '../words/phrases.ts';
import { phaseWords, type Verdict } from '../words/verdict.ts';
import { type CellLook, legendOf, lookOf } from './cell-look.ts';
import { isUndecided } from './connection-verdict.ts';
import { conclusion, destinationWords } from './connection-words.ts';
import type {
  Connection,
  EnvironmentInput,
  EnvironmentResult,
  OneEnvironment,
} from './environment-result.ts';
import {
  bandTexts,
  cellText,
  type EnvironmentCauseText,
  environmentCauseTexts,
  groupTexts,
  inputRemark,
  islandLetter,
  islandTexts,
  machinesText,
  noteText,
  oneWayTexts,
  wholeTexts,
} from './environment-sentences.ts';
import { environmentsOf } from './environments-of.ts';
import { isDisagreement } from './judge-connection.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import { type Matrix, type MatrixCell, type MatrixLine, matrixOf, shortNames } from './matrix.ts';
import { staleAfterDays } from './remarks.ts';

/** A cell as it is drawn; `text` is what somebody reads who does not see it. */
export type CellDrawing =
  | { readonly look: CellLook; readonly text: string; readonly verdict: Verdict }
  | 'itself'
  | null;

export type MatrixDrawing = {
  readonly heading: string;
  readonly corner: string;
  readonly blocks: readonly {
    readonly title: string;
    readonly ports: string;
    readonly columns: readonly {
      readonly label: string;
      readonly text: string;
      readonly isMissing: boolean;
    }[];
  }[];
  /** Rows in groups of one place. */
  readonly rows: readonly (readonly {
    readonly label: string;
    readonly detail: string;
    /** The detail with more of it, where there is room. */
    readonly wideDetail: string;
    /** Whether its label is a name that machines have, and no words. */
    readonly isName: boolean;
    /** The letter of the island on which it lies, where there are several. */
    readonly island: string | null;
    readonly cells: readonly CellDrawing[];
  }[])[];
  readonly legend: readonly { readonly look: CellLook; readonly text: string }[];
  /** Stands behind the legend: what an empty cell means. */
  readonly blank: string;
  /** The islands into which the network falls, each with its letter; null where it is one. */
  readonly islands: {
    readonly lead: string;
    readonly items: readonly { readonly letter: string | null; readonly text: string }[];
    readonly end: string;
  } | null;
  /** What works as a whole, and who stands outside: a strong lead and a text each. */
  readonly lines: readonly { readonly lead: string; readonly text: string }[];
  /** What the letters in cells mean. */
  readonly notes: MatrixDrawing['lines'];
};

export type CoverCause = Pick<EnvironmentCauseText, 'number' | 'isExplained' | 'what' | 'share' | 'owner'>;

export type InputRow = {
  readonly machine: string;
  readonly roles: string;
  readonly finished: string;
  readonly key: string;
  readonly remark: string;
  readonly isNoted: boolean;
};

export type PairRow = {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  readonly source: string;
  readonly destination: string;
  readonly so: string;
  readonly verdict: Verdict;
};

export type RequirementRow = {
  readonly key: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly counts: string;
  readonly needs: string;
};

/** Several environments under one LifeTime, each with its verdict. */
type BesideList = {
  readonly lead: string;
  readonly items: readonly { readonly name: string; readonly verdict: Verdict; readonly sentence: string }[];
};

/** What the report says of one environment. */
export type EnvironmentPart = {
  readonly cover: {
    readonly heading: string;
    /** What leads to it from the list of the file's parts. */
    readonly bookmark: string;
    readonly name: string;
    readonly fields: readonly Field[];
    /** All environments of the report, on the page of the first; null elsewhere, and where it is one. */
    readonly beside: BesideList | null;
    readonly verdict: Verdict;
    readonly sentence: string;
    readonly detail: string;
    readonly causes: readonly CoverCause[];
    readonly moreCauses: string | null;
  };
  readonly matrix: MatrixDrawing;
  /** What stands in the place of the matrix where there are two servers; null where there are more. */
  readonly ladder: Ladder | null;
  /** Groups of machines that read the same; null where every machine stands for itself. */
  readonly groups: TableSection<readonly string[]> | null;
  /** What page 1 says of the reports. */
  readonly remarks: TableSection<InputRow> & { readonly more: string | null };
  readonly causes: Section & {
    readonly texts: readonly EnvironmentCauseText[];
    readonly more: string | null;
    readonly empty: string;
  };
  readonly pairs: TableSection<PairRow> & { readonly more: string | null };
  readonly own: TableSection<readonly string[]> & { readonly more: string | null };
  readonly firewall: FirewallSection;
  readonly requirements: TableSection<RequirementRow>;
};

/** Everything that an environment report says. */
export type EnvironmentModel = EnvironmentPart & {
  readonly language: 'en';
  readonly documentTitle: string;
  readonly subject: string;
  readonly reportId: string;
  readonly producer: string;
  readonly signerName: string;
  readonly timestamped: boolean;
  readonly attachmentDescription: string;
  readonly foot: { readonly report: string; readonly key: string };
  /** The other environments under the same LifeTime. */
  readonly others: readonly EnvironmentPart[];
  readonly inputs: TableSection<InputRow> & { readonly more: string | null };
  readonly verification: Verification;
};

/** The name under which the data of an environment report is attached. */
const environmentDataName = dataNames.environment;

/** How many columns of single servers a page has room for. */
const paperColumns = 21;

const most = {
  coverCauses: 5,
  notes: 8,
  causes: 60,
  pairs: 400,
  own: 400,
  inputs: 1000,
  rank: 1_000_000,
} as const;

const blockTitles: Readonly<Partial<Record<Place, string>>> = {
  controller: 'Controller',
  cache: 'Cache',
  'front-end': 'Front-ends',
  lifetime: 'LifeTime',
  'container-runtime': 'Containers',
  database: 'Database',
  server: 'Servers',
  'outsystems-cloud': 'Cloud',
};

const titleOf = (place: Place): string => blockTitles[place] ?? placeWords[place];

/** What the names of a block have in common before their differing tails, so that columns need not repeat it. */
function tails(labels: readonly string[]): readonly string[] {
  const [first = '', ...others] = labels;
  if (others.length === 0) return labels;
  let common = 0;
  while (common < first.length && others.every((label) => label[common] === first[common])) common += 1;
  while (common > 0 && /\d/.test(first[common - 1] ?? '')) common -= 1;
  return labels.every((label) => label.length > common && common > 1)
    ? labels.map((label) => label.slice(common))
    : labels;
}

const isOfClients = (place: Place): boolean => vantageRoles.some((role) => role === place);

function rowDetail({ group, id, label }: MatrixLine, result: EnvironmentResult): string {
  if (isOfClients(group.place)) return '';
  if (group.isMissing) return 'no report';
  const [machine] = group.machines;
  if (id !== null) return label;
  if (group.machines.length > 1 || machine === undefined) return '';
  const days = result.machines[machine]?.inputs
    .flatMap((input) => result.inputs[input]?.remarks ?? [])
    .find((remark) => remark.kind === 'out-of-date');
  if (days?.kind === 'out-of-date') return `${days.days} days old`;
  const place = result.machines[machine]?.place;
  return place === undefined || place === 'front-end' ? '' : (blockTitles[place] ?? '');
}

/** How many machines a group has and in which network, where its row says no more than how many. */
function wideDetail(line: MatrixLine, result: EnvironmentResult): string {
  const { group, id, label } = line;
  const detail = rowDetail(line, result);
  if (id === null || group.isMissing || label !== String(group.machines.length)) return detail;
  const networks = group.machines.flatMap((machine) => {
    const [address] = result.machines[machine]?.addresses ?? [];
    return address === undefined ? [] : (networkOf(address, nearPrefix) ?? []);
  });
  const [network, ...others] = [...new Set(networks)];
  if (network === undefined) return detail;
  return `${detail} in ${others.length === 0 ? network : `${others.length + 1} subnets`}${group.isOutOfDate ? ', out of date' : ''}`;
}

const nameOf = ({ id, label }: MatrixLine): string => id ?? label;

/** On which island a column lies, behind its name. */
const islandWords = ({ group: { island } }: MatrixLine): string => {
  const letter = island === null ? null : islandLetter(island);
  return letter === null ? '' : `, island ${letter}`;
};

/** A title with the blocks that it stands over, by their places. */
export type MatrixTitle = { readonly title: string; readonly first: number; readonly last: number };

/** Titles over blocks: single columns of one place that stand side by side have one together. */
export function matrixTitles({ blocks }: Pick<MatrixDrawing, 'blocks'>): readonly MatrixTitle[] {
  const starts = blocks.flatMap(({ title, columns }, index) => {
    const before = blocks[index - 1];
    const isAlike = before?.title === title && columns.length === 1 && before.columns.length === 1;
    return isAlike ? [] : [index];
  });
  return starts.map((first, index) => ({
    title: blocks[first]?.title ?? '',
    first,
    last: (starts[index + 1] ?? blocks.length) - 1,
  }));
}

/** Services elsewhere have long names, which stand with each cell: their column says how many they are. */
const columnName = (column: MatrixLine, place: Place): string =>
  place === 'outsystems-cloud' ? String(column.group.machines.length) : nameOf(column);

/** Rows that stand together: the platform's own servers, front-ends, what serves several of them, and people. */
const rowKinds: readonly (readonly Place[])[] = [
  ['controller', 'cache'],
  ['front-end'],
  ['lifetime', 'container-runtime', 'database', 'server', 'outsystems-cloud'],
];
const rowKind = (place: Place): number => rowKinds.findIndex((kind) => kind.includes(place));

/** A matrix as it is drawn, on screen and on paper: its rows and cells stand in the order of those of the matrix. */
export function matrixDrawing(matrix: Matrix, result: EnvironmentResult): MatrixDrawing {
  const causes = result.causes.length;
  const cells = matrix.cells.flat().filter((cell): cell is MatrixCell => cell !== null && cell !== 'itself');
  const rows = matrix.rows.flat();
  const drawn = rows.map((row, index) =>
    (matrix.cells[index] ?? []).map((cell, at): CellDrawing => {
      if (cell === null || cell === 'itself') return cell;
      const column = matrix.columns[at];
      const block = column === undefined ? undefined : matrix.blocks[column.block];
      const ports = block === undefined || block.ports.length === 0 ? '' : `, port ${block.ports.join(', ')}`;
      return {
        look: lookOf(cell),
        verdict: cell.verdict,
        text: `${nameOf(row)} to ${column === undefined ? '' : nameOf(column)}${ports}. ${cellText(cell, causes)}.`,
      };
    }),
  );
  const whole = wholeTexts(result);
  const islands = islandTexts(result);
  let at = 0;
  return {
    heading: 'Who reaches whom',
    corner: 'from ↓ to →',
    blocks: matrix.blocks.map(({ place, ports, columns }) => {
      const labels = tails(columns.map((column) => columnName(column, place)));
      return {
        title: titleOf(place),
        ports: ports.join(' '),
        columns: columns.map((column, index) => ({
          label: labels[index] ?? '',
          text: `${titleOf(place)}, port ${ports.join(', ')}: ${nameOf(column)}${islandWords(column)}`,
          isMissing: column.group.isMissing,
        })),
      };
    }),
    rows: [...groupsByKey(matrix.rows, ([first]) => rowKind(first?.group.place ?? 'server')).values()].map(
      (kinds) =>
        kinds.flat().map((row) => {
          const own = drawn[at] ?? [];
          at += 1;
          return {
            label: nameOf(row),
            detail: rowDetail(row, result),
            wideDetail: wideDetail(row, result),
            isName: !isOfClients(row.group.place),
            island: row.group.island === null ? null : islandLetter(row.group.island),
            cells: own,
          };
        }),
    ),
    legend: legendOf(cells),
    blank: 'blank: not required',
    islands:
      islands.length === 0 ? null : { lead: 'Islands:', items: islands, end: 'Nothing passes between them.' },
    lines: [
      { lead: 'Works as a whole:', text: whole.inside },
      ...(whole.outside === null ? [] : [{ lead: 'Outside:', text: whole.outside }]),
    ],
    notes: matrix.notes
      .slice(0, most.notes)
      .map((note) => ({ lead: note.letter, text: noteText(note, result) })),
  };
}

function groupSection(matrix: Matrix, result: EnvironmentResult): EnvironmentModel['groups'] {
  const rows = matrix.rows.flat();
  const texts = groupTexts(matrix, result);
  const grouped = rows.flatMap((line, index) => (line.id === null ? [] : [{ line, index }]));
  if (grouped.length === 0) return null;
  const count = grouped.reduce((sum, { line }) => sum + line.group.machines.length, 0);
  return {
    heading: `The groups: ${counted(count, 'server')}, those together that read the same`,
    intro: 'In every row and column; what is said of single pairs stays as a part of a cell.',
    columns: ['Group', 'Servers', 'Who', 'What sets it apart'],
    rows: grouped.map(({ line, index }) => [
      line.id ?? '',
      String(line.group.machines.length),
      machinesText(result, line.group.machines, line.group.machines.length <= 4 ? 4 : 2),
      texts[index] ?? '',
    ]),
    empty: '',
  };
}

function inputRow(input: EnvironmentInput, result: EnvironmentResult): InputRow {
  const { signer, hostname, kind, roles, finishedAt } = input;
  const short =
    signer.fingerprint === null ? '' : fingerprintGroups(signer.fingerprint).slice(0, 2).join(' ');
  const remark = inputRemark(input, result);
  return {
    machine: kind === 'listener' ? `${hostname}, listening` : hostname,
    roles: roles.map((role) => placeWords[role]).join(', '),
    finished: `${finishedAt.slice(0, 10)} ${finishedAt.slice(11, 16)}`,
    key: signer.isKnown ? `known${signer.name === null ? '' : `: ${signer.name}`}` : `${short} … unknown`,
    remark: remark === '' ? 'none' : capitalised(remark),
    isNoted: remark !== '',
  };
}

const inputColumns = ['Machine', 'Roles', 'Finished (UTC)', 'Key', 'Remark'] as const;

/** Reports with a remark, and how many have none; machines without one. */
function remarkSection(result: EnvironmentResult): EnvironmentModel['remarks'] {
  const own = result.inputs.filter(({ use }) => use !== 'other-environment');
  const noted = own.filter((input) => inputRemark(input, result) !== '');
  const plain = own.length - noted.length;
  const missing = result.machines.flatMap(({ expects, inputs }, index) =>
    expects === 'report' && inputs.length === 0 ? [index] : [],
  );
  const undecided = result.machines.reduce(
    (sum, machine, index) => (missing.includes(index) ? sum + machine.undecided : sum),
    0,
  );
  const refused = result.refused.length;
  const texts = [
    ...(missing.length === 0
      ? []
      : [
          `No report of ${machinesText(result, missing)}: ${missing.length === 1 ? 'it leaves' : 'they leave'} ${counted(undecided, 'connection')} undecided.`,
        ]),
    ...(refused === 0
      ? []
      : [
          `${counted(refused, 'file')} ${refused === 1 ? 'was' : 'were'} not intact and ${refused === 1 ? 'is' : 'are'} left out.`,
        ]),
    ...(plain === 0 ? [] : [`${counted(plain, 'report')} without remark.`]),
  ];
  return {
    heading: 'Reports inside this file',
    intro: '',
    columns: inputColumns,
    rows: [
      ...groupsByKey(noted, (input) => `${input.hostname} ${inputRemark(input, result)}`).values(),
    ].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              ...inputRow(first, result),
              ...(others.length === 0 ? {} : { machine: `${first.hostname}, ${others.length + 1} reports` }),
            },
          ],
    ),
    empty: 'Nothing is to be said of any of them.',
    more: texts.length === 0 ? null : texts.join(' '),
  };
}

/** What both ends say of a pair, as one text: pairs that say the same are told together. */
const sayingOf = ({ source, destination, decision, verdict, cause }: Connection): string =>
  JSON.stringify([source?.finding, destination?.says, destination?.looked, decision, verdict, cause]);

type Told = {
  readonly to: number;
  readonly ports: readonly number[];
  readonly from: readonly number[];
  readonly like: Connection;
};

/** Failed pairs with the same sources, ports and words together, however many there are. */
function toldTogether(connections: readonly Connection[]): readonly (readonly Told[])[] {
  const byEnd = groupsByKey(connections, (one) => `${sayingOf(one)} ${one.to} ${one.port}`);
  const ends = [...byEnd.values()].flatMap((own) => {
    const [like] = own;
    return like === undefined
      ? []
      : [{ like, to: like.to, port: like.port, from: own.map(({ from }) => from) }];
  });
  const byPorts = groupsByKey(ends, ({ like, to, from }) => `${sayingOf(like)} ${to} ${from.join()}`);
  const told = [...byPorts.values()].flatMap((own): readonly Told[] => {
    const [first] = own;
    return first === undefined ? [] : [{ ...first, ports: own.flatMap(({ port }) => port ?? []) }];
  });
  return [
    ...groupsByKey(
      told,
      ({ like, ports, from }) => `${sayingOf(like)} ${ports.join()} ${from.join()}`,
    ).values(),
  ];
}

/** What both ends tell differently comes first, then what is required, then what more of the causes explain. */
const pairRank = ({ decision, severity, cause }: Connection): number =>
  (isDisagreement({ decision }) || decision === 'rejected' ? 0 : 2 * most.rank) +
  (severity === 'required' ? 0 : most.rank) +
  (cause ?? most.rank - 1);

function pairSection(result: EnvironmentResult): EnvironmentModel['pairs'] {
  const failed = result.connections.filter(({ verdict }) => verdict === 'fail');
  const disputed = result.connections.filter((one) => one.verdict !== 'fail' && isDisagreement(one));
  const groups = toldTogether([...failed, ...disputed]).toSorted(
    ([left], [right]) =>
      (left === undefined ? 0 : pairRank(left.like)) - (right === undefined ? 0 : pairRank(right.like)),
  );
  const rows = groups.flatMap((group): readonly PairRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { like, from, ports } = first;
    const number = like.cause === undefined ? '' : `, cause ${like.cause + 1}`;
    return [
      {
        from: machinesText(result, from, 12),
        to: machinesText(
          result,
          group.map(({ to }) => to),
          12,
        ),
        ports: ports.join(' '),
        source: like.source === undefined ? 'no report' : findingWord(like.source.finding),
        destination: like.destination === undefined ? '–' : destinationWords[like.destination.says],
        so: `${conclusion(like)}${number}`,
        verdict: like.verdict,
      },
    ];
  });
  const left = rows.length - most.pairs;
  const oneWay = oneWayTexts(result);
  return {
    heading:
      disputed.length === 0 ? 'What failed between machines' : 'What failed or is disputed between machines',
    intro: `${counted(failed.length, 'connection')}${disputed.length === 0 ? '' : ` that failed, and ${disputed.length} of which the two ends say different things`}, those together that say the same. Both ends are heard: what the source found, and what the destination says about it.${oneWay.length === 0 ? '' : ` One way alone: ${oneWay.join(' ')}`}`,
    columns: ['From', 'To', 'Ports', 'Source says', 'Destination says', 'So'],
    rows: rows.slice(0, most.pairs),
    empty: 'No connection failed.',
    more: left <= 0 ? null : `And ${counted(left, 'more row')}, all of them in ${environmentDataName}.`,
  };
}

function ownSection(result: EnvironmentResult): EnvironmentModel['own'] {
  const failed = result.own.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const groups = [
    ...groupsByKey(failed, ({ check, finding, cause }) => `${check} ${finding} ${cause}`).values(),
  ];
  const left = groups.length - most.own;
  return {
    heading: 'What servers say about themselves',
    intro: 'Questions that one server answers alone, and that did not pass.',
    columns: ['Check', 'Servers', 'Found', 'Requirements', 'Cause'],
    rows: groups.slice(0, most.own).flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      return [
        [
          first.check,
          machinesText(
            result,
            own.map(({ machine }) => machine),
            12,
          ),
          findingWord(first.finding),
          first.requirements.join(', '),
          first.cause === undefined ? '–' : String(first.cause + 1),
        ],
      ];
    }),
    empty: 'Every question that a server answers alone passed, or does not apply.',
    more: left <= 0 ? null : `And ${counted(left, 'more row')}, all of them in ${environmentDataName}.`,
  };
}

/** What stands in the way of a connection beside a firewall, as both ends tell it. */
function obstaclesIn(one: Connection, names: readonly string[]): readonly FirewallObstacle[] {
  const [from, to] = [names[one.from] ?? '', names[one.to] ?? ''];
  const { source, decision } = one;
  const end = one.port === null ? to : hostAndPort(to, one.port);
  if (decision === 'nobody-came')
    return [{ kind: 'impostor', fact: `${from} is answered at ${end}, and ${to} says that nobody came` }];
  if (decision === 'service-absent')
    return [
      {
        kind: 'impostor',
        fact: `${from} is answered at ${end}, and ${to} says that its service is not there`,
      },
    ];
  if (decision === 'other-answered')
    return [{ kind: 'elsewhere', fact: `Another machine answers ${from} at ${end}` }];
  if (source?.seenAs !== undefined)
    return [{ kind: 'translated', fact: `${to} sees ${from} come from ${source.seenAs}` }];
  const kind = source === undefined ? undefined : kindOfFinding[source.finding];
  return kind === undefined || source === undefined
    ? []
    : [{ kind, fact: `${from} to ${end}: ${findingWord(source.finding)}` }];
}

/** The connections as rows of a firewall request. */
export function environmentFirewallRows(result: EnvironmentResult): readonly FirewallRow[] {
  const end = (machine: number, place: Place): { readonly place: Place; readonly host: string | null } => {
    const found = result.machines[machine];
    return { place, host: found === undefined || found.expects === 'clients' ? null : found.name };
  };
  const names = shortNames(result.machines);
  return result.connections.flatMap((one): readonly FirewallRow[] => {
    if (one.port === null) return [];
    const { verdict, source, severity } = one;
    const state = isUndecided(verdict)
      ? verdict === 'not-yet'
        ? 'needed'
        : 'not tested'
      : verdict === 'fail'
        ? 'needed'
        : 'open';
    const outcome = source === undefined ? 'not tested' : findingWord(source.finding);
    return [
      {
        source: end(one.from, one.fromPlace),
        destination: { place: one.toPlace, host: end(one.to, one.toPlace).host ?? placeWords[one.toPlace] },
        port: one.port,
        protocol: 'TCP',
        direction: 'outbound',
        requirements: one.requirements,
        why: '',
        severity,
        observed: outcome,
        outcome,
        state,
        verdict,
        obstacles: obstaclesIn(one, names),
        checks: source === undefined ? [] : [source.check],
      },
    ];
  });
}

function firewallSection(result: EnvironmentResult): FirewallSection {
  const rows = environmentFirewallRows(result);
  const rules = firewallRules(rows);
  const addresses = new Map(result.machines.map(({ name, addresses: own }) => [name, own]));
  const count = rules.rules.length;
  return {
    heading: 'Firewall change request',
    intro: `For the network team. ${counted(count, 'rule')} between groups of hosts ${count === 1 ? 'says' : 'say'} the same as the ${counted(rows.length, 'connection')} that this environment needs, no more. All are TCP and opened by the source. Blocked: tried, and it did not come about. Unknown: nobody has tried, or nothing listens there yet. Open: it came about.`,
    ...firewallTables(
      rules,
      (host) => addresses.get(host) ?? [],
      () => false,
      environmentDataName,
    ),
    empty: 'No connection is asked for between machines, so no firewall rule is needed.',
  };
}

const countWords: readonly (readonly [Verdict, string])[] = [
  ['fail', 'failed'],
  ['unknown', 'unknown'],
  ['warn', 'with a warning'],
  ['not-yet', 'not yet'],
  ['not-testable-here', 'undecided'],
  ['skipped', 'skipped'],
  ['waived', 'waived'],
  ['pass', 'passed'],
];

function requirementSection(result: EnvironmentResult): EnvironmentModel['requirements'] {
  return {
    heading: 'Every requirement',
    intro: `The rows of the edition ${result.environment.edition}, each with what all reports come to, and with the machines whose reports would decide what is open.`,
    columns: ['Key', 'Requirement', 'Verdict', 'Of these', 'Needs'],
    rows: result.requirements.map(({ requirement, verdict, counts, needs }) => ({
      key: requirement,
      text: requirementOf(requirement).text,
      verdict,
      counts: countWords
        .flatMap(([name, word]) => (counts[name] === 0 ? [] : [`${counts[name]} ${word}`]))
        .join(', '),
      needs:
        needs.length > 0 ? machinesText(result, needs, 4) : isUndecided(verdict) ? 'somebody elsewhere' : '–',
    })),
    empty: 'The edition has no rows.',
  };
}

/** Every report once, as it stands in its environment: that of LifeTime belongs to several. */
function inputRows(result: EnvironmentResult): readonly InputRow[] {
  const rows = environmentsOf(result).flatMap((environment) =>
    environment.inputs
      .filter(({ use }) => use !== 'other-environment')
      .map((input) => ({ file: input.fileSha256, row: inputRow(input, environment) })),
  );
  return [...groupsByKey(rows, ({ file }) => file).values()].flatMap(([first]) => first?.row ?? []);
}

function inputSection(result: EnvironmentResult): EnvironmentModel['inputs'] {
  const compared = result.inputs.filter(({ pages }) => pages === 'match').length;
  const left = result.inputs.length - most.inputs;
  const names = result.refused.map(({ file, code }) => `${file ?? 'a file'} (${code})`);
  return {
    heading: 'All reports',
    intro: `${counted(result.inputs.length, 'report')}, each verified and carried inside this file. ${compared === result.inputs.length ? 'The pages of all were compared with their data.' : `The pages of ${compared} were compared with their data; of the others the signature covers them, and nobody compared.`} A report is out of date when it is ${staleAfterDays} days older than the newest.${names.length === 0 ? '' : ` Not intact, and not used: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}.`}`,
    columns: inputColumns,
    rows: inputRows(result).slice(0, most.inputs),
    empty: 'There is none.',
    more: left <= 0 ? null : `And ${counted(left, 'more report')}, all of them in ${environmentDataName}.`,
  };
}

function causeSection(
  texts: readonly EnvironmentCauseText[],
  result: EnvironmentResult,
): EnvironmentModel['causes'] {
  const left = texts.length - most.causes;
  const explained = texts.filter(({ isExplained }) => isExplained).length;
  const alone = texts.length - explained;
  const found =
    explained === 0
      ? `The reports together show nothing that failures have in common: ${counted(alone, 'failure')}, each by itself`
      : `${counted(explained, 'cause')} on the evidence of all reports together${alone === 0 ? '' : `, and ${counted(alone, 'failure')} that nothing else explains`}`;
  return {
    heading: explained === 0 && alone > 0 ? 'What failed' : 'Causes',
    intro: `${found}. A cause is what failures have in common and nothing that passed speaks against; no failure is counted twice, and required ones come first.`,
    texts: texts.slice(0, most.causes),
    more: left <= 0 ? null : `And ${counted(left, 'more')}, all of them in ${environmentDataName}.`,
    empty: result.verdict === 'fail' ? 'Nothing explains what failed.' : 'Nothing failed.',
  };
}

function coverFields(result: EnvironmentResult): readonly Field[] {
  const { environment, machines, inputs, tool } = result;
  const servers = machines.filter(
    ({ expects, place }) => expects !== 'clients' && place !== 'outsystems-cloud',
  ).length;
  const clients = machines.filter(({ expects }) => expects === 'clients').length;
  const wanted = machines.filter(({ expects }) => expects === 'report');
  const there = wanted.filter((machine) => machine.inputs.length > 0).length;
  const used = inputs.filter(({ use }) => use === 'used').length;
  const day = (instant: string): string => instant.slice(0, 10);
  const field = (label: string, value: string, typed = false): Field => ({ label, values: [value], typed });
  return [
    field('Servers', `${servers}, and ${counted(clients, 'kind')} of clients`),
    field('Phase', phaseWords[environment.phase]),
    field(
      'Period',
      environment.period === null
        ? 'none'
        : `${day(environment.period.from)} to ${day(environment.period.to)}`,
      true,
    ),
    field('Reports', `of ${there} of ${counted(wanted.length, 'server')}, ${used} in use`),
    field('Catalogue', tool.catalogue.version, true),
    field('Made by', `Netready ${tool.version}, ${day(result.mergedAt)}`),
  ];
}

/** What stands over the list of environments, with the server that manages them. */
function besideIn(all: readonly OneEnvironment[]): BesideList | null {
  const [first] = all;
  if (first === undefined || all.length < 2) return null;
  const lifetimes = first.machines.flatMap(({ roles }, index) => (roles.includes('lifetime') ? [index] : []));
  const who = lifetimes.length === 0 ? 'one LifeTime' : `LifeTime ${machinesText(first, lifetimes)}`;
  return {
    lead: `${all.length} environments under ${who}, each judged by itself:`,
    items: all.map((one) => ({
      name: titleName(one),
      verdict: one.verdict,
      sentence: bandTexts(one).sentence,
    })),
  };
}

const titleName = ({ environment: { name }, machines }: OneEnvironment): string =>
  name.trim() === '' ? (machines[0]?.name ?? '') : name;

function partOf(
  result: OneEnvironment,
  { heading, bookmark, beside }: Pick<EnvironmentPart['cover'], 'heading' | 'bookmark' | 'beside'>,
): EnvironmentPart {
  const matrix = matrixOf(result, { mostColumns: paperColumns });
  const texts = environmentCauseTexts(result);
  const { sentence, detail } = bandTexts(result);
  const shown = texts.length > most.coverCauses ? most.coverCauses - 1 : texts.length;
  const left = texts.length - shown;
  return {
    cover: {
      heading,
      bookmark,
      name: result.environment.name,
      fields: coverFields(result),
      beside,
      verdict: result.verdict,
      sentence,
      detail,
      causes: texts.slice(0, shown),
      moreCauses:
        left <= 0
          ? null
          : `and ${left} more: ${left === 1 ? 'it stands' : 'they stand'} behind, under Causes`,
    },
    matrix: matrixDrawing(matrix, result),
    ladder: ladderOf(result),
    groups: groupSection(matrix, result),
    remarks: remarkSection(result),
    causes: causeSection(texts, result),
    pairs: pairSection(result),
    own: ownSection(result),
    firewall: firewallSection(result),
    requirements: requirementSection(result),
  };
}

/** Everything that an environment report says, from its result alone. Pure: the same result and key give the same model. */
export function buildEnvironmentModel(
  result: EnvironmentResult,
  options: ReportModelOptions,
): EnvironmentModel {
  const all = environmentsOf(result);
  const [first = result, ...others] = all;
  const beside = besideIn(all);
  const shortKey = fingerprintGroups(options.fingerprint).slice(0, 4).join(' ');
  const name = listed(beside === null ? [result.environment.name] : all.map(titleName));
  const heading = 'Environment report';
  const own = partOf(first, { heading, bookmark: heading, beside });
  return {
    ...own,
    language: 'en',
    documentTitle: `Environment report of ${name}${result.redacted === true ? ', names replaced' : ''}`,
    subject:
      beside === null
        ? own.cover.sentence
        : beside.items.map((item) => `${item.name}: ${item.sentence}`).join(' '),
    reportId: result.id,
    producer: `Netready ${result.tool.version}`,
    signerName: options.signerName,
    timestamped: options.timestamped === true,
    attachmentDescription: 'What all reports come to as data: every connection, with what both ends say',
    foot: { report: `Report ${result.id}`, key: `Key ${shortKey}` },
    others: others.map((one) =>
      partOf(one, {
        heading: 'Another environment under the same LifeTime',
        bookmark: titleName(one),
        beside: null,
      }),
    ),
    inputs: inputSection(result),
    verification: verificationOf(
      {
        subject: name,
        subjectLabel: beside === null ? 'Environment' : 'Environments',
        id: result.id,
        isRedacted: result.redacted === true,
        attachment: environmentDataName,
        timestampUrl: null,
      },
      options,
    ),
  };
}
