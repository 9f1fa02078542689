import { groups, groupWords, type Owner, owners, ownerWords } from '../catalogue/check.ts';
import { requirements } from '../catalogue/requirements.ts';
import { matchesCheck } from '../plan/build-plan.ts';
import { placeWords } from '../profile/roles.ts';
import type { CheckResult, Contacted, CoverageEntry, RunResult } from '../run/result.ts';
import { type Phase, severities, type Verdict, worstFirst } from '../run/verdict.ts';
import { verdictLooks } from '../theme/verdicts.ts';
import { type Field, profileAnswers } from './answers.ts';
import { type CheckText, checkText, definitionOf } from './check-texts.ts';
import { type EnvironmentDrawing, environmentDrawing } from './environment-drawing.ts';
import { type FactText, factText } from './evidence.ts';
import {
  type FirewallRow,
  type FirewallState,
  firewallEndText,
  firewallRequest,
} from './firewall-request.ts';
import { isUntested, verdictSentence } from './verdict-sentence.ts';
import { capitalised, counted, durationText, fingerprintGroups, instantText } from './words.ts';

/** A part of the report with its bookmark. `intro` says what the part is for. */
type Section = { readonly heading: string; readonly intro: string };

/** A section that is one table. `empty` stands in its place when it has no rows. */
type TableSection<Row> = Section & {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly empty: string;
};

/** How many checks have a verdict, with the words: `3 failed`. */
export type VerdictCount = { readonly verdict: Verdict; readonly count: number; readonly text: string };

/** One line of page 1: what is wrong, where, and who acts. Several checks of one kind are one line. */
export type TaskRow = {
  readonly verdict: Verdict;
  readonly title: string;
  /** One address, how many, or in words; `typed` when it is an address. */
  readonly where: string;
  readonly typed: boolean;
  readonly owner: string;
};

export type Cover = {
  readonly heading: string;
  readonly machine: string;
  readonly fields: readonly Field[];
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly counts: readonly VerdictCount[];
  readonly environment: { readonly heading: string; readonly drawing: EnvironmentDrawing };
  readonly tasks: {
    readonly heading: string;
    readonly columns: readonly string[];
    readonly rows: readonly TaskRow[];
    /** Stands in place of the rows when there are none. */
    readonly empty: string;
    /** What is said when the last 1, 2, 3 … rows do not fit on the page. */
    readonly leftOut: readonly string[];
  };
};

/** Checks of one kind, which differ in their destinations. */
export type Block = {
  /** The id of the question that all of them are instances of. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly checks: readonly CheckText[];
};

/** The failures of one owner. */
export type FailureGroup = { readonly heading: string; readonly blocks: readonly Block[] };

/** No groups when nothing failed; then the section is left out, and page 1 says so. */
export type Failures = Section & {
  /** Labels of the texts of a block, and heads of its table. */
  readonly labels: {
    readonly connection: string;
    readonly destination: string;
    readonly observed: string;
    readonly meaning: string;
    readonly remedy: string;
    readonly reference: string;
  };
  readonly groups: readonly FailureGroup[];
};

/** What else somebody should look at, by verdict. No groups when there is nothing; then it is left out. */
export type Attention = Section & {
  readonly columns: readonly string[];
  readonly groups: readonly {
    readonly heading: string;
    readonly verdict: Verdict;
    /** What is said once for all checks of the group; null when each has a row of its own. */
    readonly note: string | null;
    readonly rows: readonly CheckText[];
  }[];
};

export type FirewallTextRow = {
  readonly source: string;
  readonly destination: string;
  readonly port: string;
  readonly protocol: string;
  readonly requirements: string;
  readonly why: string;
  readonly observed: string;
  readonly state: FirewallState;
  readonly stateWord: string;
  /** The worst verdict of the checks that ask for the rule. */
  readonly verdict: Verdict;
};

export type CoverageRow = {
  readonly key: string;
  readonly text: string;
  readonly where: string;
  readonly verdict: Verdict;
  /** Which checks cover the requirement, or, as `isReason` says, why none does. */
  readonly basis: string;
  readonly isReason: boolean;
};

export type WaiverRow = {
  readonly check: string;
  readonly title: string;
  /** The verdict that the facts alone gave, in a word, or that the waiver had no effect. */
  readonly instead: string;
  readonly reason: string;
};

export type ContactRow = {
  readonly host: string;
  readonly address: string;
  /** One text for each port, and in the same order how many connections there were. */
  readonly ports: readonly string[];
  readonly counts: readonly string[];
};

export type EvidenceBlock = {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly facts: readonly FactText[];
};

export type Verification = Section & {
  readonly steps: readonly string[];
  readonly commandLabel: string;
  readonly command: string;
  readonly fingerprintLabel: string;
  /** The fingerprint of the signing certificate (SHA-256), in groups of four hex digits. */
  readonly fingerprint: readonly string[];
  readonly proves: { readonly heading: string; readonly items: readonly string[] };
  readonly leavesOpen: { readonly heading: string; readonly items: readonly string[] };
  /** The panel over which the signature field lies. */
  readonly panel: { readonly heading: string; readonly reason: string; readonly lines: readonly Field[] };
  readonly qr: { readonly payload: string; readonly alt: string; readonly caption: string };
};

/**
 * A report as data: every text that appears, in reading order, and what is drawn. Nothing is left to decide but where
 * it stands on a page.
 */
export type ReportModel = {
  /** BCP 47. */
  readonly language: 'en';
  readonly documentTitle: string;
  readonly subject: string;
  readonly reportId: string;
  /** Program and version. */
  readonly producer: string;
  readonly signerName: string;
  /** What a viewer says about the attached report.json. */
  readonly attachmentDescription: string;
  /** The running foot: on the left, and in the middle. */
  readonly foot: { readonly report: string; readonly key: string };
  readonly cover: Cover;
  readonly failures: Failures;
  readonly attention: Attention;
  readonly firewall: Section & {
    /** One group for each direction, as seen from this machine. */
    readonly groups: readonly {
      readonly heading: string;
      readonly direction: FirewallRow['direction'];
      readonly columns: readonly string[];
      readonly rows: readonly FirewallTextRow[];
    }[];
    readonly empty: string;
  };
  readonly checks: Section & {
    readonly columns: readonly string[];
    readonly groups: readonly { readonly heading: string; readonly rows: readonly CheckText[] }[];
  };
  readonly coverage: TableSection<CoverageRow>;
  readonly waivers: TableSection<WaiverRow>;
  readonly contacts: TableSection<ContactRow>;
  readonly answers: Section & { readonly fields: readonly Field[] };
  readonly evidence: Section & {
    readonly columns: readonly string[];
    readonly blocks: readonly EvidenceBlock[];
  };
  readonly verification: Verification;
};

export type ReportModelOptions = {
  /** SHA-256 of the signing certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly signerName: string;
};

const phaseWords: Readonly<Record<Phase, string>> = {
  'before-install': 'Before the installation',
  'after-install': 'After the installation',
};

const machineName = ({ profile, machine }: RunResult): string => profile.machine.name ?? machine.hostname;

const bySeverity = (left: CheckResult, right: CheckResult): number =>
  severities.indexOf(left.severity) - severities.indexOf(right.severity);

/** Verdicts that somebody should look at although nothing required failed. */
const attentionVerdicts = ['unknown', 'warn', 'not-yet'] as const satisfies readonly Verdict[];

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groupsByKey = new Map<string, readonly T[]>();
  for (const item of items) groupsByKey.set(keyOf(item), [...(groupsByKey.get(keyOf(item)) ?? []), item]);
  return [...groupsByKey.values()];
}

const ownerOf = (check: CheckResult): Owner => check.owner ?? 'you';

const whereText = (checks: readonly CheckResult[]): string => {
  const own = (check: CheckResult): string => (check.facts.length === 0 ? 'the profile' : 'this machine');
  const addresses = [...new Set(checks.map((check) => checkText(check).to?.address ?? own(check)))];
  return addresses.length === 1 ? (addresses[0] ?? '') : counted(addresses.length, 'destination');
};

/** Checks of one kind and verdict that one person has to mend, as one line. */
function mendRow(alike: readonly CheckResult[]): readonly TaskRow[] {
  const first = alike[0];
  if (first === undefined) return [];
  return [
    {
      verdict: first.verdict,
      title: first.title,
      where: whereText(alike),
      typed: alike.length === 1 && first.destination !== null,
      owner: ownerWords[ownerOf(first)],
    },
  ];
}

/** What is to be done for all checks of a verdict alike, as one line; none when there are no such checks. */
function sweepRow(verdict: Verdict, count: number, title: string, owner: string): readonly TaskRow[] {
  return count === 0 ? [] : [{ verdict, title, where: counted(count, 'check'), typed: false, owner }];
}

function taskRows(result: RunResult): readonly TaskRow[] {
  const mended: readonly Verdict[] = ['fail', 'unknown', 'warn'];
  const checks = mended.flatMap((verdict) =>
    result.checks.filter((check) => check.verdict === verdict && !isUntested(check)).sort(bySeverity),
  );
  const alike = grouped(checks, (check) => `${check.verdict} ${definitionOf(check.id)} ${ownerOf(check)}`);
  const { counts } = result;
  const here = ownerWords.you;
  return [
    ...alike.flatMap(mendRow),
    ...sweepRow(
      'unknown',
      result.checks.filter(isUntested).length,
      'Run the checks that were cancelled',
      here,
    ),
    ...sweepRow('not-yet', counts['not-yet'], 'Run Netready here again after the installation', here),
    ...sweepRow(
      'not-testable-here',
      counts['not-testable-here'],
      'Run Netready on the machines at the other end',
      'You, on those machines',
    ),
  ];
}

const addressesShown = 4;

function addressTexts(addresses: readonly string[]): readonly string[] {
  const more = addresses.length - addressesShown;
  if (addresses.length === 0) return ['none'];
  return more <= 0 ? addresses : [...addresses.slice(0, addressesShown), `and ${more} more`];
}

function coverFields(result: RunResult): readonly Field[] {
  const { machine, profile, tool, startedAt, finishedAt } = result;
  const words = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: false });
  const typed = (label: string, ...values: readonly string[]): Field => ({ label, values, typed: true });
  const name = profile.machine.name;
  return [
    words('Roles', machine.roles.map((role) => placeWords[role]).join(', ')),
    words('Environment', profile.environment.name),
    words('Phase', phaseWords[result.phase]),
    typed('Finished', instantText(finishedAt)),
    words('Duration', durationText(startedAt, finishedAt)),
    words('System', machine.os),
    ...(name === undefined || name === machine.hostname ? [] : [typed('Host name', machine.hostname)]),
    typed('Addresses', ...addressTexts(machine.addresses)),
    words(
      'Checked with',
      `Netready ${tool.version}, catalogue ${tool.catalogue.version}${
        tool.catalogue.overlays.length === 0 ? '' : ` with ${tool.catalogue.overlays.join(', ')}`
      }`,
    ),
    typed('Report', result.id),
  ];
}

/** What stands behind a number of checks: for one, for several. */
const countWords: Readonly<Record<Verdict, readonly [one: string, many: string]>> = {
  pass: ['passed', 'passed'],
  fail: ['failed', 'failed'],
  warn: ['warning', 'warnings'],
  'not-yet': ['not yet', 'not yet'],
  'not-testable-here': ['needs another machine', 'need another machine'],
  skipped: ['skipped', 'skipped'],
  'not-applicable': ['does not apply', 'do not apply'],
  waived: ['waived', 'waived'],
  unknown: ['unknown', 'unknown'],
};

function cover(result: RunResult): Cover {
  const rows = taskRows(result);
  const counts = worstFirst.map((verdict) => {
    const count = result.counts[verdict];
    return { verdict, count, text: `${count} ${countWords[verdict][count === 1 ? 0 : 1]}` };
  });
  return {
    heading: 'Network readiness report',
    machine: machineName(result),
    fields: coverFields(result),
    verdict: result.verdict,
    sentence: verdictSentence(result),
    counts: counts.filter(({ count }) => count > 0),
    environment: { heading: 'Where this machine stands', drawing: environmentDrawing(result) },
    tasks: {
      heading: 'What has to be done',
      columns: ['What', 'Where', 'Who'],
      rows,
      empty: 'Nothing: every check passed.',
      leftOut: rows.map((_, index) => `${counted(index + 1, 'more line')} on the following pages.`),
    },
  };
}

function blocksOf(checks: readonly CheckResult[]): readonly Block[] {
  const sorted = [...checks].sort(bySeverity);
  return grouped(sorted, (check) => definitionOf(check.id)).flatMap((alike) => {
    const first = alike[0];
    return first === undefined
      ? []
      : [
          {
            id: definitionOf(first.id),
            title: first.title,
            why: first.why,
            checks: alike.map(checkText),
          },
        ];
  });
}

function failures(result: RunResult): Failures {
  const failed = result.checks.filter((check) => check.verdict === 'fail');
  return {
    heading: 'What failed',
    intro: 'Grouped by who takes the next step. Required checks come first.',
    labels: {
      connection: 'Connection',
      destination: 'Destination',
      observed: 'Observed',
      meaning: 'Meaning',
      remedy: 'What to do',
      reference: 'Reference',
    },
    groups: owners
      .map((owner) => ({ owner, checks: failed.filter((check) => ownerOf(check) === owner) }))
      .filter(({ checks }) => checks.length > 0)
      .map(({ owner, checks }) => ({
        heading: `${ownerWords[owner]}: ${counted(checks.length, 'failed check')}`,
        blocks: blocksOf(checks),
      })),
  };
}

function attention(result: RunResult): Attention {
  const open = result.checks.filter((check) => !isUntested(check));
  const untested = result.checks.length - open.length;
  return {
    heading: 'What else needs attention',
    intro: 'Checks that gave no result, a warning, or an answer that can only be complete later.',
    columns: ['Check', 'Meaning, and what to do'],
    groups: [
      ...(untested === 0
        ? []
        : [
            {
              heading: `Cancelled: ${counted(untested, 'check')}`,
              verdict: 'unknown' as const,
              note: 'The run was stopped before these checks were tested. They are marked Unknown in the list of all checks; run them again.',
              rows: [],
            },
          ]),
      ...attentionVerdicts
        .map((verdict) => ({ verdict, checks: open.filter((check) => check.verdict === verdict) }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ verdict, checks }) => ({
          heading: `${verdictLooks[verdict].word}: ${counted(checks.length, 'check')}`,
          verdict,
          note: null,
          rows: [...checks].sort(bySeverity).map(checkText),
        })),
    ],
  };
}

const stateWords: Readonly<Record<FirewallState, string>> = {
  needed: 'Needed',
  'not tested': 'Not tested',
  open: 'Open',
};

const firewallTextRow = (row: FirewallRow): FirewallTextRow => ({
  source: firewallEndText(row.source),
  destination: row.destination.host,
  port: String(row.port),
  protocol: row.protocol,
  requirements: row.requirements.join(', '),
  why: row.why,
  observed: row.observed,
  state: row.state,
  stateWord: stateWords[row.state],
  verdict: row.verdict,
});

function firewall(result: RunResult): ReportModel['firewall'] {
  const rows = firewallRequest(result);
  const machine = machineName(result);
  const directions = [
    { direction: 'outbound', heading: `From ${machine} to other machines`, other: 'Destination' },
    { direction: 'inbound', heading: `From other machines to ${machine}`, other: 'Source' },
  ] as const;
  return {
    heading: 'Firewall change request',
    intro:
      'For the network team. Needed: a connection was tried and did not come about; where it was refused, the way may be open and the service not running. Not tested: nothing was tried from here. Open: the connection came about.',
    groups: directions
      .map(({ direction, heading, other }) => ({
        direction,
        heading,
        columns: ['State', other, 'Port', 'Why'],
        rows: rows.filter((row) => row.direction === direction).map(firewallTextRow),
      }))
      .filter((group) => group.rows.length > 0),
    empty:
      'No connection leaves this machine or comes to it from another one, so no firewall rule is needed.',
  };
}

function checks(result: RunResult): ReportModel['checks'] {
  return {
    heading: 'All checks',
    intro:
      'Every check of this run, in the order of the catalogue. Where several checks share an id, it is completed by @ and the host of the destination.',
    columns: ['Verdict', 'Check', 'Destination and observation'],
    groups: groups
      .map((group) => ({
        heading: groupWords[group],
        rows: result.checks.filter((check) => check.group === group).map(checkText),
      }))
      .filter(({ rows }) => rows.length > 0),
  };
}

function basisOf(entry: CoverageEntry): string {
  if (entry.checks.length === 0) return entry.reason ?? 'Nothing was checked.';
  return grouped(entry.checks, definitionOf)
    .map((ids) => `${definitionOf(ids[0] ?? '')}${ids.length === 1 ? '' : ` (${ids.length})`}`)
    .join(', ');
}

function coverage(result: RunResult): ReportModel['coverage'] {
  return {
    heading: 'Coverage of the requirements',
    intro: `All ${result.coverage.length} requirements of the OutSystems 11 network requirements, each with what this run says about it. A number in brackets counts the checks of one kind.`,
    columns: ['Key', 'Requirement', 'Verdict', 'Checks, or why none'],
    rows: result.coverage.map((entry) => ({
      key: entry.requirement,
      text: requirements[entry.requirement].text,
      where: requirements[entry.requirement].where,
      verdict: entry.verdict,
      basis: basisOf(entry),
      isReason: entry.checks.length === 0,
    })),
    empty: 'The catalogue names no requirement.',
  };
}

function waivers(result: RunResult): ReportModel['waivers'] {
  const waived = result.checks.flatMap((check) =>
    check.waiver === null
      ? []
      : [
          {
            check: check.id,
            title: check.title,
            instead: verdictLooks[check.waiver.verdict].word,
            reason: check.waiver.reason,
          },
        ],
  );
  const took = (wanted: string): boolean =>
    result.checks.some(
      (check) =>
        check.waiver !== null && matchesCheck({ id: check.id, definition: definitionOf(check.id) }, wanted),
    );
  const idle = result.profile.waivers
    .filter((waiver) => !took(waiver.check))
    .map((waiver) => ({
      check: waiver.check,
      title: 'No such check needed a waiver in this run.',
      instead: 'No effect',
      reason: waiver.reason,
    }));
  return {
    heading: 'Waivers',
    intro: 'Verdicts that the administrator set aside, with the reason stated. The facts stay in the report.',
    columns: ['Without the waiver', 'Check', 'Reason stated'],
    rows: [...waived, ...idle],
    empty: 'Nothing was waived.',
  };
}

function contactRow(contacted: readonly Contacted[]): ContactRow {
  const sorted = [...contacted].sort((left, right) => left.port - right.port);
  return {
    host: sorted[0]?.host ?? '',
    address: sorted[0]?.address ?? '',
    ports: sorted.map(({ port }) => String(port)),
    counts: sorted.map(({ count }) => String(count)),
  };
}

function contacts(result: RunResult): ReportModel['contacts'] {
  return {
    heading: 'Addresses contacted',
    intro:
      'Every address to which this run opened a connection. Apart from these, only the name servers of the machine were asked.',
    columns: ['Host', 'Address', 'Port', 'Connections'],
    rows: grouped(result.contacted, ({ host, address }) => `${host} ${address}`).map(contactRow),
    empty: 'This run opened no connection.',
  };
}

function evidence(result: RunResult): ReportModel['evidence'] {
  const shownFor: readonly Verdict[] = ['fail', 'unknown', 'warn', 'waived'];
  return {
    heading: 'Evidence',
    intro:
      'What was observed for every check that failed, gave a warning or was waived. Times are in UTC. The facts of all checks are in report.json, which is attached to this file.',
    columns: ['Time', 'Probe', 'Outcome', 'Details'],
    blocks: shownFor
      .flatMap((verdict) => result.checks.filter((check) => check.verdict === verdict))
      .filter((check) => check.facts.length > 0 && !isUntested(check))
      .map((check) => ({
        id: check.id,
        title: check.title,
        verdict: check.verdict,
        facts: check.facts.map(factText),
      })),
  };
}

function verification(result: RunResult, options: ReportModelOptions): Verification {
  const machine = machineName(result);
  const groupsOfFour = fingerprintGroups(options.fingerprint);
  return {
    heading: 'How to check this report',
    intro:
      'This file is signed. Two questions are separate: has it changed since it was signed, and whose key signed it?',
    steps: [
      'Open the file on the verify page of Netready, or give it to the command below. Both work without a network.',
      `Compare the fingerprint that is shown with the one below, and with the one that somebody at ${machine} reads out to you: the identity page shows it, and so does netready identity show.`,
      'When they agree, add the key to your trust file, and later reports of the same installation are recognised.',
      'A viewer that has saved the file again has made another file. Ask for the original.',
    ],
    commandLabel: 'Command',
    command: 'netready verify REPORT.pdf',
    fingerprintLabel: 'Fingerprint of the signing key (SHA-256 of the certificate)',
    fingerprint: groupsOfFour,
    proves: {
      heading: 'What the signature proves',
      items: [
        'Every byte of this file, the attached report.json included, is as it was when it was signed.',
        'It was signed with the key that has the fingerprint shown here.',
      ],
    },
    leavesOpen: {
      heading: 'What it does not prove',
      items: [
        'That the measurement is true: somebody who controls the machine can sign anything.',
        'When it was made: the times are what the clock of the signing computer said.',
        'Who holds the key: compare the fingerprint over another channel.',
      ],
    },
    panel: {
      heading: 'Signed by this installation of Netready',
      reason: 'Shows that the report has not changed since it was made',
      lines: [
        { label: 'Signer', values: [options.signerName], typed: false },
        { label: 'Machine', values: [machine], typed: false },
        { label: 'Report', values: [result.id], typed: true },
      ],
    },
    qr: {
      payload: options.fingerprint.toUpperCase(),
      alt: `QR code with the fingerprint ${groupsOfFour.join(' ')}`,
      caption: 'The fingerprint as a QR code',
    },
  };
}

/** Everything that a report says, from the result of a run. Pure: the same result and key give the same model. */
export function buildReportModel(result: RunResult, options: ReportModelOptions): ReportModel {
  const machine = machineName(result);
  const shortKey = fingerprintGroups(options.fingerprint).slice(0, 4).join(' ');
  return {
    language: 'en',
    documentTitle: `Network readiness of ${machine}`,
    subject: capitalised(verdictSentence(result)),
    reportId: result.id,
    producer: `Netready ${result.tool.version}`,
    signerName: options.signerName,
    attachmentDescription: 'The result of the run as data: every check, fact and answer of this report',
    foot: { report: `Report ${result.id}`, key: `Key ${shortKey}` },
    cover: cover(result),
    failures: failures(result),
    attention: attention(result),
    firewall: firewall(result),
    checks: checks(result),
    coverage: coverage(result),
    waivers: waivers(result),
    contacts: contacts(result),
    answers: {
      heading: 'What the administrator answered',
      intro: 'The profile of this run. The same file serves on every machine of the environment.',
      fields: profileAnswers(result.profile),
    },
    evidence: evidence(result),
    verification: verification(result, options),
  };
}
