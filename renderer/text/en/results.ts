import type { FirewallRow } from '../../../shared/report/firewall-request.ts';
import { firewallEndText } from '../../../shared/report/firewall-request.ts';
import type { RunDiff } from '../../../shared/run/diff.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { counted, durationText, instantText } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import type { Renamed } from '../../wizard/wizard-state.ts';

const phaseWords: Readonly<Record<Phase, string>> = {
  'before-install': 'before the installation',
  'after-install': 'after the installation',
};

/** One rule, as short as it can be said. */
const ruleText = ({ protocol, port, source, destination }: FirewallRow): string =>
  `${protocol} ${port} from ${firewallEndText(source)} to ${destination.host}`;

/** One rule as the network team can use it without the page: what, why, and what was observed, in one line. */
const requestLine = (row: FirewallRow): string =>
  `Allow ${ruleText(row)} (OutSystems 11 requirement ${row.requirements.join(', ')}; observed: ${row.observed}).`;

/** Texts of the results: the page, the cards, the table, the evidence. */
export const resultsText = {
  heading: 'Results',
  continue: 'Make the report',
  runAll: 'Run all checks again',
  band: {
    label: 'Verdict',
    announce: (sentence: string): string => `Verdict: ${sentence}.`,
    sentence: (text: string): string => `${text}.`,
    facts: (result: RunResult): string =>
      `Finished ${instantText(result.finishedAt)} ${phaseWords[result.phase]}, ${counted(result.checks.length, 'check')} in ${durationText(result.startedAt, result.finishedAt)}`,
    counts: 'Show checks by verdict',
    showInTable: 'show in the table',
  },
  stale: {
    title: 'These results are about other answers',
    text: 'The answers here are not those that this run was made with. Run the checks again before you make a report, or go on with the answers of the run.',
    takeAnswers: 'Use the answers of this run',
  },
  renamed: {
    title: ({ environment, machine }: Renamed): string =>
      [
        ...(environment === null ? [] : [`The environment is now called ${environment}`]),
        ...(machine === null ? [] : [`This machine is now called ${machine}`]),
        ...(environment === null && machine === null ? ['The servers have other names now'] : []),
      ].join('; '),
    text: 'Only names were changed: this run has taken them over, and nothing has to be run again.',
  },
  brokenOff: {
    title: 'This run was broken off',
    text: (count: number): string => `${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} not done.`,
    action: (count: number): string =>
      count === 1
        ? 'Run it again'
        : `Run the ${counted(count, 'check')} that ${count === 1 ? 'is' : 'are'} missing`,
  },
  cancelled: {
    title: 'The run was cancelled',
    text: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} not tested and ${count === 1 ? 'counts' : 'count'} as unknown.`,
    action: (count: number): string => `Run the ${counted(count, 'untested check')}`,
  },
  outOfTime: {
    title: 'The time for the run was used up',
    text: (count: number): string =>
      `The opened environment file allows a run only so long (limits.runBudgetMs). ${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} not tested and ${count === 1 ? 'counts' : 'count'} as unknown.`,
  },
  leftOut: {
    title: 'Only some checks were part of this run',
    text: (count: number): string => `${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} left out.`,
    action: (count: number): string =>
      `Run the ${counted(count, 'check')} that ${count === 1 ? 'was' : 'were'} left out`,
  },
  unanswered: {
    title: 'No other host has answered',
    text: 'When nothing answers at all, the cause is often one thing: a network cable, a virtual network, a firewall on this machine, or the name servers. Look there first.',
  },
  rerun: {
    heading: (count: number): string => `Running ${counted(count, 'check')} again`,
    status: (count: number, done: number): string => `Running ${counted(count, 'check')} again: ${done} done`,
    cancel: 'Cancel',
    cancelling: 'Cancelling',
    note: 'The other results stay as they are.',
    done: (count: number): string => `${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} run again.`,
    cancelled: 'Running again was cancelled.',
    failed: 'Running again gave no result; the reason stands at the top of the page.',
  },
  drawing: 'Where this machine stands',
  failures: {
    heading: (count: number): string => `What failed (${count})`,
    again: (count: number): string => (count === 1 ? 'Run it again' : `Run all ${count} again`),
    copyRules: 'the firewall rules',
  },
  attention: {
    heading: (count: number): string => `What else needs attention (${count})`,
  },
  tasks: {
    heading: 'Who does what',
    none: 'Nothing has to be done about any check.',
    elsewhere: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'needs' : 'need'} another machine: run Netready there too.`,
    later: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'is' : 'are'} to be repeated after the installation.`,
    more: (count: number): string => `and ${count} more`,
  },
  ownerGroup: (owner: string, count: number): string => `${owner}: ${counted(count, 'check')}`,
  showMore: (count: number): string => `Show ${counted(count, 'more check')}`,
  showFewer: 'Show fewer',
  card: {
    from: 'From',
    to: 'To',
    onThisMachine: 'On this machine',
    observed: 'Observed',
    todo: 'What to do',
    todoBy: (owner: string): string => `${owner}: `,
    evidence: 'Evidence',
    evidenceOf: (title: string, where: string): string => `Evidence for: ${title}${where}`,
    where: (address: string | null): string => (address === null ? '' : `, ${address}`),
    again: 'Run again',
    running: 'Running',
    againOf: (title: string, where: string): string => `Run again: ${title}${where}`,
    remedy: 'what to do',
    rule: 'Firewall rule',
    firewall: 'the firewall rule',
    ruleText,
    request: (rows: readonly FirewallRow[]): string => rows.map(requestLine).join('\n'),
  },
  waiver: {
    open: 'Waive',
    openOf: (title: string, where: string): string => `Waive: ${title}${where}`,
    heading: 'Waive this check',
    explain:
      'The check no longer counts against the verdict. The report shows the waiver, your reason and the facts.',
    reason: 'Reason',
    hint: 'For example who accepts this and until when. It is printed in the report.',
    tooShort: 'A reason of at least 3 characters.',
    tooLong: 'At most 500 characters.',
    confirm: 'Waive with this reason',
    cancel: 'Do not waive',
    waived: (word: string): string => `Waived. Without the waiver: ${word.toLowerCase()}.`,
    stated: (reason: string): string => `Reason: ${reason}`,
    takeBack: 'Take the waiver back',
    takeBackOf: (title: string, where: string): string => `Take the waiver back: ${title}${where}`,
    busy: 'Saving',
  },
  table: {
    heading: 'All checks',
    label: 'All checks of this run',
    filter: 'Filter the checks',
    search: 'Find',
    searchHint: 'Name, address, port',
    verdict: 'Verdict',
    group: 'Group',
    host: 'Host',
    any: 'All',
    thisMachine: 'This machine',
    clear: 'Clear the filter',
    shown: (shown: number, all: number): string =>
      shown === all ? counted(all, 'check') : `${shown} of ${counted(all, 'check')}`,
    none: 'No check fits the filter.',
    columns: {
      verdict: 'Verdict',
      check: 'Check',
      observed: 'Observed',
      requirements: 'Req.',
    },
    requirementsWhole: 'Requirements',
    keys: 'Arrow keys move, Enter opens the evidence.',
  },
  evidence: {
    close: 'Close the evidence',
    previous: 'Previous check',
    next: 'Next check',
    position: (index: number, count: number): string => `${index} of ${count}`,
    id: 'Check',
    why: 'Why it matters',
    meaning: 'Meaning',
    connection: 'Connection',
    requirements: 'Requirements',
    severity: 'Severity',
    owner: 'Who',
    facts: 'Facts',
    factsNote: 'Times are in UTC.',
    noFacts: 'Nothing was tried for this check.',
    copyFacts: 'the facts',
    chain: 'Certificates',
    certificate: (index: number): string => (index === 0 ? 'Server certificate' : `Issuer ${index}`),
    subject: 'Subject',
    issuer: 'Issued by',
    valid: 'Valid',
    validity: (from: string, to: string): string => `${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    names: 'Names',
    sha256: 'SHA-256',
  },
  compare: {
    heading: 'Compare with an earlier run',
    open: 'Compare',
    choose: 'Earlier run',
    none: 'No other run is kept on this machine.',
    pick: 'Choose a run',
    listing: 'Looking for earlier runs',
    loading: 'Reading the earlier run',
    run: (run: {
      readonly finishedAt: string;
      readonly hostname: string;
      readonly sentence: string;
    }): string => `${instantText(run.finishedAt)}, ${run.hostname}: ${run.sentence}`,
    close: 'Stop comparing',
    summary: (diff: RunDiff): string =>
      `${counted(diff.newFailures.length, 'new failure')}, ${diff.mended.length} mended, ${diff.changed.length} changed in another way, ${diff.unchanged.length} unchanged.`,
    same: 'Nothing differs between the two runs.',
    otherMachine: (hostname: string): string => `The earlier run was made on ${hostname}.`,
    kind: (heading: string, count: number): string => `${heading} (${count})`,
    kinds: {
      newFailures: 'New failures',
      mended: 'Mended',
      changed: 'Changed in another way',
      added: 'Only in this run',
      removed: 'Only in the earlier run',
    },
    observed: (before: string, now: string): string => `${before} → ${now}`,
  },
} as const;
