import { ownerWords } from '../catalogue/check.ts';
import { type CauseText, causeTexts } from '../report/cause-texts.ts';
import { type FirewallRow, firewallRequest } from '../report/firewall-request.ts';
import { firewallRules } from '../report/firewall-rules.ts';
import { hostLimits } from '../report/page-limits.ts';
import { placeLines } from '../report/places.ts';
import { verdictSentence } from '../report/verdict-sentence.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import { isUntested } from '../run/untested.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { capitalised, counted, instantText, listed } from '../words/phrases.ts';
import { phaseWords } from '../words/verdict.ts';
import { type Ticket, type TicketProblem, type TicketSigner, ticketLimits } from './ticket.ts';
import {
  checkCommand,
  isAskedFor,
  listenCommand,
  namedChecks,
  notesPart,
  placeInSentence,
  rulesPart,
  sendPart,
} from './ticket-parts.ts';

const lesser: Readonly<Record<CheckResult['severity'], string>> = {
  required: '',
  monitoring: ' (monitoring only: the platform runs without it)',
  advisory: ' (advice)',
};

/** The gravest of the checks of a cause: the first, because required ones come first. */
const weightText = ({ checks }: CauseText): string => lesser[checks[0].severity];

/** Where a problem is; nothing where its title says so in full. */
function whereOf({ title, places }: CauseText): readonly string[] {
  const named = places.filter(({ hosts }) => hosts.length > 0);
  const isTold = named.every(({ hosts }) => hosts.every((host) => title.includes(host)));
  return isTold ? [] : placeLines(named, hostLimits.blocked);
}

function problemOf(text: CauseText): TicketProblem {
  const { number, title, meaning, advice, moreAdvice } = text;
  return {
    number,
    what: `${title}${weightText(text)}`,
    where: whereOf(text),
    meaning,
    steps: [
      ...advice.map(({ owner, text: step }) => ({ who: ownerWords[owner], text: step })),
      ...(moreAdvice === 0
        ? []
        : [{ who: ownerWords.you, text: `${counted(moreAdvice, 'more step')} in the report itself.` }]),
    ],
  };
}

/** The rules that are asked for are made of what is blocked alone: what is open already is none of them. */
const blockedRows = (result: RunResult): readonly FirewallRow[] => firewallRequest(result).filter(isAskedFor);

/** Whether something that is asked for was refused, and may only be stopped. */
function isRefused({ checks }: RunResult, rows: readonly FirewallRow[]): boolean {
  const asked = new Set(rows.flatMap((row) => row.checks));
  return checks.some(({ id, finding }) => finding === 'refused' && asked.has(id));
}

function addressesIn({ contacted }: RunResult): (host: string) => readonly string[] {
  const found = groupsByKey(contacted, ({ host }) => host);
  return (host) =>
    [...new Set((found.get(host) ?? []).map(({ address }) => address))].filter((address) => address !== host);
}

const isWaiting = ({ verdict, direction }: CheckResult): boolean =>
  verdict === 'not-yet' && direction === 'outbound';

/** Before the installation nothing listens: what a rehearsal would prove, and who would have to listen. */
function rehearsalPart(result: RunResult): Pick<Ticket, 'open' | 'openCommands'> {
  const waiting = result.checks.filter(isWaiting);
  if (result.phase !== 'before-install' || result.rehearsal !== undefined || waiting.length === 0)
    return { open: [], openCommands: [] };
  const ends = [
    ...groupsByKey(
      waiting.flatMap(({ destination }) => (destination === null ? [] : [destination])),
      ({ host }) => host,
    ),
  ].map(([host, own]) => ({ host, places: [...new Set(own.map(({ role }) => role))] }));
  const shown = ends.slice(0, ticketLimits.machines);
  const left = ends.length - shown.length;
  const hosts = shown.map(({ host }) => host);
  return {
    open: [
      `${counted(waiting.length, 'connection')} to ${listed(left === 0 ? hosts : [...hosts, `${left} more`])} can only be proven while something listens there, and before the installation nothing does.`,
      `Please let Netready listen there for an hour. It shows a code, which the check asks for.`,
    ],
    openCommands: [
      ...shown.map(({ host, places }) => ({ machine: `on ${host}`, command: listenCommand(places) })),
      {
        machine: `meanwhile on ${result.machine.hostname}`,
        command: checkCommand({
          roles: result.machine.roles,
          phase: result.phase,
          checks: [],
          isRehearsal: true,
        }),
      },
    ],
  };
}

/** From where checks can be made, in brackets; nothing where they do not say. */
function fromText(checks: readonly CheckResult[]): string {
  const places = [...new Set(checks.flatMap(({ source }) => (source === null ? [] : [source.role])))];
  return places.length === 0 ? '' : ` (${listed(places.map(placeInSentence))})`;
}

/** What nobody could decide on this machine, beside what a rehearsal would show. */
function openSentences(result: RunResult): readonly string[] {
  const elsewhere = result.checks.filter(({ verdict }) => verdict === 'not-testable-here');
  const untested = result.cancelled ? result.checks.filter(isUntested).length : 0;
  return [
    ...(untested === 0
      ? []
      : [
          `${counted(untested, 'check')} of the run ${untested === 1 ? 'was' : 'were'} not made, because it ended early. Please run all checks once more.`,
        ]),
    ...(elsewhere.length === 0
      ? []
      : [
          `${counted(elsewhere.length, 'check')} can only be made on ${elsewhere.length === 1 ? 'another machine' : 'other machines'}${fromText(elsewhere)}. Please run Netready there too and send those reports: together they show both directions.`,
        ]),
  ];
}

function openingOf(result: RunResult): readonly string[] {
  const isWell = result.checks.every(({ verdict }) =>
    ['pass', 'not-applicable', 'waived', 'not-testable-here'].includes(verdict),
  );
  return [
    `${capitalised(verdictSentence(result))}.`,
    ...(isWell ? ['There is nothing for you to do on this server.'] : []),
  ];
}

function againPart(result: RunResult, texts: readonly CauseText[]): Ticket['again'] {
  const failed = texts.flatMap(({ checks }) => checks.map(({ id }) => id));
  const unknown = result.checks.filter(({ verdict }) => verdict === 'unknown').map(({ id }) => id);
  const checks = [...new Set([...failed, ...unknown])];
  if (checks.length === 0) return null;
  const named = namedChecks(checks);
  const { roles } = result.machine;
  return {
    intro: `When that is done, run ${named.length === 0 ? 'all checks' : named.length === 1 ? 'this check' : 'these checks'} again on ${result.machine.hostname}, with the profile that you used:`,
    commands: [
      {
        machine: null,
        command: checkCommand({
          roles,
          phase: result.phase,
          checks,
          isRehearsal: result.rehearsal !== undefined,
        }),
      },
    ],
  };
}

/**
 * The answer to whoever sent the report of a machine, from the result alone. Pure: the same result and signer give the same
 * answer. To be made from verified results only.
 */
export function runTicket(result: RunResult, signer: TicketSigner): Ticket {
  const { machine, phase, finishedAt } = result;
  const isRedacted = result.redacted === true;
  const texts = causeTexts(result);
  const left = texts.length - ticketLimits.problems;
  const roles = machine.roles.map(placeInSentence).join(', ');
  const again = againPart(result, texts);
  const rehearsal = rehearsalPart(result);
  const rows = blockedRows(result);
  const isMore = again !== null || rehearsal.openCommands.length > 0;
  return {
    subject: `Network check of ${machine.hostname} (${roles}), ${phaseWords[phase].toLowerCase()}, ${instantText(finishedAt)}`,
    opening: openingOf(result),
    problems: texts.slice(0, ticketLimits.problems).map(problemOf),
    moreProblems: left > 0 ? `${counted(left, 'more problem')}: the report lists them under Causes.` : null,
    rules: rulesPart(firewallRules(rows), addressesIn(result), isRefused(result, rows)),
    open: [...openSentences(result), ...rehearsal.open],
    openCommands: rehearsal.openCommands,
    again,
    others: [],
    send: isMore ? sendPart(isRedacted) : [],
    notes: notesPart(signer, isRedacted),
  };
}
