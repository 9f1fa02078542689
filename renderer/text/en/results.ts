import { obstacleTexts } from '../../../shared/report/firewall-obstacles.ts';
import type { FirewallRow } from '../../../shared/report/firewall-request.ts';
import { firewallEndText } from '../../../shared/report/firewall-request.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { counted, durationText, instantText, listed } from '../../../shared/words/phrases.ts';
import type { Renamed } from '../../wizard/wizard-state.ts';

/** One rule, as short as it can be said. */
const ruleText = ({ protocol, port, source, destination }: FirewallRow): string =>
  `${protocol} ${port} from ${firewallEndText(source)} to ${destination.host}`;

/** One rule as the network team can use it without the page: what, why, and what was observed, in one line. */
const requestLine = (row: FirewallRow): string =>
  `Allow ${ruleText(row)} (OutSystems 11 requirement ${row.requirements.join(', ')}; observed: ${row.observed}).${obstacleTexts(
    row.obstacles,
  )
    .map((text) => ` ${text}`)
    .join('')}`;

/** Texts of the results: the page, the cards, the table, the evidence. */
export const resultsText = {
  continue: 'Make the report',
  runAll: 'Run all checks again',
  /** The same where there is no room for the number. */
  runAgain: 'Run again',
  runAllOf: (count: number): string => `Run all ${count} again`,
  band: {
    label: 'Verdict',
    announce: (sentence: string): string => `Verdict: ${sentence}.`,
    sentence: (text: string): string => `${text}.`,
    facts: (result: RunResult): string =>
      `Finished ${instantText(result.finishedAt)}, ${counted(result.checks.length, 'check')} in ${durationText(result.startedAt, result.finishedAt)}`,
    counts: 'Show checks by verdict',
    showInTable: 'show in the table',
    more: (count: number): string => `${counted(count, 'more check')}`,
    history: 'All kept runs',
    /** Within a day the time says which run is meant. */
    since: (finishedAt: string, now: string): string =>
      `Since ${finishedAt.slice(0, 10) === now.slice(0, 10) ? instantText(finishedAt).slice(11) : instantText(finishedAt)}:`,
    repaired: (count: number): string => `${count} repaired`,
    worse: (count: number): string => `${count} worse`,
    unchanged: 'nothing got better or worse',
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
  rehearsal: {
    title: (tag: string): string => `This run took part in rehearsal ${tag}`,
    text: (count: number): string =>
      count === 0
        ? 'No listener of Netready has answered it, and nobody has come to one here.'
        : `${counted(count, 'check')} ${count === 1 ? 'has' : 'have'} evidence of a listener of Netready that stood in for a service. It proves the way, and nothing of the service itself.`,
    /** Beside a check. */
    mark: 'in rehearsal',
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
  causes: {
    heading: 'What to repair, by cause',
    note: 'Required first. An outlined number explains nothing but itself.',
    number: (number: number): string => `Cause ${number}: `,
    seen: 'What was seen',
    why: 'Why one cause',
    todo: (checks: number): string => (checks === 1 ? 'What to do' : `What to do, once for all ${checks}`),
    moreAdvice: (count: number): string =>
      `${counted(count, 'more step')} with the evidence of single checks.`,
    counterproof: 'What would prove it wrong',
    copy: (title: string): string => `what to do about: ${title}`,
    openAll: 'Open all',
    closeAll: 'Close all',
    again: (count: number): string => (count === 1 ? 'Run again' : `Run these ${count} again`),
    more: (count: number): string => `and ${count} more`,
    moreCards: (count: number): string => `Show ${counted(count, 'more cause')}`,
    caution:
      'A cause is what failures have in common and nothing that passed speaks against. Only this server asked: whether it lies here or at the other end is known when another server is checked.',
  },
  warnings: {
    heading: 'Warnings',
  },
  open: {
    heading: 'Not settled yet',
    note: (count: number): string => `${counted(count, 'check')}; nothing is known to be broken`,
    untested: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'was' : 'were'} not tested`,
    untestedNote: 'The run ended before their turn.',
    elsewhere: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'needs' : 'need'} another machine`,
    elsewhereNote: (from: readonly string[]): string =>
      `Others must reach this one${from.length === 0 ? '' : `: ${listed(from)}`}. Run Netready there, or let them knock here.`,
    later: (count: number): string =>
      `${counted(count, 'check')} ${count === 1 ? 'waits' : 'wait'} for the installation`,
    laterNote: 'Run the checks again when it is done.',
    answer: 'Answer it',
    rehearse: (can: number, open: number): string =>
      `A rehearsal can settle ${can === open ? `${open === 1 ? 'it' : `all ${open}`}` : `${can} of these ${open}`}`,
    rehearseText:
      'Netready listens here in place of the services, and the other servers prove the way to it with a code. Where Netready listens on another server, this one proves the way there.',
  },
  folded: {
    waived: (count: number): string => (count === 1 ? 'Waived:' : `Waived, ${count} checks:`),
    undo: 'Undo',
    undoOf: (title: string): string => `Undo: ${title}`,
    said: (count: number): string => `Waived ${counted(count, 'check')}. Undo or Ctrl+Z takes it back.`,
    back: (count: number): string => `${counted(count, 'check')} ${count === 1 ? 'counts' : 'count'} again.`,
  },
  waived: {
    heading: 'Waived',
    note: (count: number): string =>
      `${counted(count, 'check')}, kept for later runs on this machine until taken back`,
    takeBack: 'Take back',
    takeBackOf: (title: string): string => `Take back: ${title}`,
  },
  card: {
    from: 'From',
    to: 'To',
    onThisMachine: 'On this machine',
    observed: 'Observed',
    todo: 'What to do',
    todoBy: (owner: string): string => `${owner}: `,
    moreRules: (count: number): string => `and ${count} more, all of them in the copied text`,
    evidence: 'Evidence',
    evidenceOf: (title: string, where: string): string => `Evidence for: ${title}${where}`,
    where: (address: string | null): string => (address === null ? '' : `, ${address}`),
    again: 'Run again',
    running: 'Running',
    againOf: (title: string, where: string): string => `Run again: ${title}${where}`,
    rules: (count: number): string => (count === 1 ? 'Firewall rule' : `Firewall rules (${count})`),
    ruleText,
    /** Why a rule alone will not help. */
    ruleWarnings: (row: FirewallRow): readonly string[] => obstacleTexts(row.obstacles),
    request: (rows: readonly FirewallRow[]): string => rows.map(requestLine).join('\n'),
  },
  waiver: {
    open: 'Waive',
    openAll: (count: number): string => (count === 1 ? 'Waive' : `Waive these ${count}`),
    openOf: (title: string, where: string): string => `Waive: ${title}${where}`,
    heading: (count: number): string =>
      count === 1 ? 'Why is this no trouble?' : `Why are these ${count} no trouble?`,
    explain: (count: number): string =>
      `The ${count === 1 ? 'check no longer counts' : 'checks no longer count'} against the verdict. The report shows the waiver, your reason and the facts.`,
    reason: 'Reason',
    hint: 'For example who accepts this and until when. It is printed in the report.',
    tooShort: 'A reason of at least 3 characters.',
    tooLong: 'At most 500 characters.',
    confirm: (count: number): string => (count === 1 ? 'Waive with this reason' : `Waive ${count} checks`),
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
    severity: 'Severity',
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
    heading: 'Compared with an earlier run',
    open: 'Compare with an earlier run',
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
  },
} as const;
