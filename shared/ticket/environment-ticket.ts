import { environmentFirewallRows } from '../environment/environment-model.ts';
import type { Connection, EnvironmentResult, OneEnvironment } from '../environment/environment-result.ts';
import {
  bandTexts,
  type EnvironmentCauseText,
  environmentCauseTexts,
  islandsText,
  machinesText,
  missingMachines,
  wholeTexts,
} from '../environment/environment-sentences.ts';
import { environmentsOf } from '../environment/environments-of.ts';
import { type Place, type Role, roles } from '../profile/roles.ts';
import { firewallRules } from '../report/firewall-rules.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { counted, instantText, listed } from '../words/phrases.ts';
import { phaseWords } from '../words/verdict.ts';
import {
  type Ticket,
  type TicketCommand,
  type TicketPart,
  type TicketProblem,
  type TicketSigner,
  ticketLimits,
} from './ticket.ts';
import {
  checkCommand,
  commandsFor,
  isAskedFor,
  notesPart,
  placeInSentence,
  rulesPart,
  sendPart,
} from './ticket-parts.ts';

const isRole = (place: Place): place is Role => roles.some((role) => role === place);

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const problemOf = ({
  number,
  what,
  share,
  owner,
  remedy,
  isExplained,
}: EnvironmentCauseText): TicketProblem => ({
  number,
  what: isExplained ? `${what} (explains ${share})` : what,
  where: [],
  meaning: null,
  steps: remedy === null ? [] : [{ who: owner, text: remedy }],
});

/** Whether listeners of Netready stood in for services, as they have to again. */
const wasRehearsed = ({ connections }: OneEnvironment): boolean =>
  connections.some(({ basis }) => basis === 'rehearsal');

/** The failed checks of each machine that has a report, most of them first: what is worth running again, and where. */
function commandsOf(result: OneEnvironment): readonly TicketCommand[] {
  const failed: readonly (readonly [machine: number, check: string])[] = [
    ...result.connections
      .filter(
        (one): one is Connection & { source: NonNullable<Connection['source']> } =>
          one.verdict === 'fail' && one.source !== undefined,
      )
      .map(({ from, source }) => [from, source.check] as const),
    ...result.own
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ machine, check }) => [machine, check] as const),
  ];
  const { phase } = result.environment;
  const isRehearsal = phase === 'before-install' && wasRehearsed(result);
  return [...groupsByKey(failed, ([machine]) => machine)]
    .sort(([, left], [, right]) => right.length - left.length)
    .flatMap(([machine, own]) => {
      const found = result.machines[machine];
      const input = result.inputs[found?.inputs[0] ?? -1];
      if (found === undefined || input === undefined) return [];
      const checks = [...new Set(own.map(([, check]) => check))];
      return [
        {
          machine: `on ${found.name}`,
          command: checkCommand({ roles: input.roles.filter(isRole), phase, checks, isRehearsal }),
        },
      ];
    });
}

function openPart(result: OneEnvironment): readonly string[] {
  const missing = missingMachines(result);
  const isPeople = (machine: number): boolean => result.machines[machine]?.expects === 'clients';
  const servers = missing.filter((machine) => !isPeople(machine));
  const people = missing.filter(isPeople).flatMap((machine) => {
    const found = result.machines[machine];
    return found === undefined ? [] : [placeInSentence(found.place)];
  });
  const refused = result.refused.length;
  return [
    ...(servers.length === 0
      ? []
      : [
          `There is no report of ${machinesText(result, servers)} yet. Please run Netready there with the same profile and send ${servers.length === 1 ? 'that report' : 'those reports'} as well.`,
        ]),
    ...(people.length === 0
      ? []
      : [
          `Nobody has tested from where people work. One workstation for each of these is enough: ${listed(people)}.`,
        ]),
    ...(refused === 0
      ? []
      : [
          `${counted(refused, 'file')} that you sent ${refused === 1 ? 'was' : 'were'} changed after signing, and nothing was taken from ${refused === 1 ? 'it' : 'them'}. Please send the original ${refused === 1 ? 'file' : 'files'}.`,
        ]),
  ];
}

function openingOf(result: OneEnvironment): readonly string[] {
  const { sentence: head, detail } = bandTexts(result);
  const islands = islandsText(result);
  const { inside } = wholeTexts(result);
  return [
    sentence(head),
    ...(detail === '' ? [] : [sentence(detail)]),
    ...(result.whole.outside.length === 0 ? [] : [`Servers that work together as they should: ${inside}`]),
    ...(islands === null ? [] : [`The network is split into parts: ${islands}`]),
  ];
}

const nameOf = ({ environment: { name } }: OneEnvironment): string =>
  name === '' ? 'Another environment' : name;

/** How the other environments under the same LifeTime stand, and where more is said of each. */
const besideOf = (others: readonly OneEnvironment[]): readonly string[] =>
  others.map(
    (other, index) =>
      `${nameOf(other)}, under the same LifeTime: ${sentence(bandTexts(other).sentence)} ${index < ticketLimits.others ? 'More of it stands below.' : 'The report has its pages.'}`,
  );

function partOf(result: OneEnvironment): TicketPart {
  const texts = environmentCauseTexts(result);
  const left = texts.length - ticketLimits.problems;
  const rows = environmentFirewallRows(result).filter(isAskedFor);
  const addresses = new Map(result.machines.map(({ name, addresses: own }) => [name, own]));
  const isRefused = result.connections.some(
    ({ verdict, source }) => verdict === 'fail' && source?.finding === 'refused',
  );
  const { shown, more } = commandsFor(commandsOf(result));
  return {
    opening: openingOf(result),
    problems: texts.slice(0, ticketLimits.problems).map(problemOf),
    moreProblems: left > 0 ? `${counted(left, 'more problem')}: the report lists them under Causes.` : null,
    rules: rulesPart(firewallRules(rows), (host) => addresses.get(host) ?? [], isRefused),
    open: openPart(result),
    openCommands: [],
    again:
      shown.length === 0
        ? null
        : {
            intro: `When that is done, run the failed checks again, with the profile that you used${wasRehearsed(result) ? ' and with Netready listening at the other ends as before' : ''}${more === 0 ? '' : ` (and on ${counted(more, 'more server')} in the same way)`}:`,
            commands: shown,
          },
  };
}

/**
 * The answer to whoever sent the reports of an environment, from what they come to together; of several environments under one
 * LifeTime as many are told as there is room for. Pure.
 */
export function environmentTicket(result: EnvironmentResult, signer: TicketSigner): Ticket {
  const isRedacted = result.redacted === true;
  const [first = result, ...beside] = environmentsOf(result);
  const own = partOf(first);
  const others = beside
    .slice(0, ticketLimits.others)
    .map((other) => ({ name: nameOf(other), ...partOf(other) }));
  const { name, phase } = result.environment;
  return {
    subject: `Network check of the environment ${name}, ${phaseWords[phase].toLowerCase()}, ${instantText(result.mergedAt)}`,
    ...own,
    opening: [...own.opening, ...besideOf(beside)],
    others,
    send: [own, ...others].every(({ again }) => again === null) ? [] : sendPart(isRedacted),
    notes: notesPart(signer, isRedacted),
  };
}
