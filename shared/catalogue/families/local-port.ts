import { type Fact, type FactOf, factsOf, type PortRange } from '../../probe/fact.ts';
import { listed } from '../../words/phrases.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { always, interruptedFindings, interruptedRulings, interruption } from './interrupted.ts';

export const localPortFindings = [
  'free',
  'free-in-dynamic-range',
  'in-use-by-expected',
  'served-in-dynamic-range',
  'in-use-by-other',
  'in-use-by-unknown',
  'bind-forbidden',
  'no-permission',
  ...interruptedFindings,
] as const;
export type LocalPortFinding = (typeof localPortFindings)[number];

const parameters = [
  ...['port', 'service', 'expected', 'owner', 'ownerNote', 'address', 'code', 'range', 'reserved'],
  ...['cause', 'serviceNote', 'mend'],
] as const;

type PortOwner = FactOf<'port-owner'>['owners'][number];

const sameProgram = (process: string, expected: string): boolean =>
  process.toLowerCase().replace(/\.exe$/, '') === expected.toLowerCase().replace(/\.exe$/, '');

/** Names the program and its process id; says so when the system does not tell them. */
function ownerText(process: string | undefined, pid: number | undefined): string {
  if (process === undefined && pid === undefined) return 'a program that this system does not name';
  return pid === undefined ? `${process}` : `${process ?? 'a program'} (process ${pid})`;
}

/** The most services and reservations that a sentence names; the facts have them all. */
const namesShown = 3;

const shownNames = (names: readonly string[]): string =>
  names.length <= namesShown
    ? listed(names)
    : `${names.slice(0, namesShown).join(', ')} and ${names.length - namesShown} more`;

/**
 * What a program's name does not say: the services in a process that hosts any, and the URLs that HTTP.sys, which
 * shows as `System`, keeps for the programs behind it.
 */
function ownerNote({ services = [], reservations = [] }: Partial<PortOwner>): string {
  const plural = services.length === 1 ? 'service' : 'services';
  const hosted = services.length === 0 ? '' : `, ${plural} ${shownNames(services)}`;
  const kept = reservations.length === 0 ? '' : `, with ${shownNames(reservations)} reserved there`;
  return `${hosted}${kept}`;
}

/** What the service manager of Windows says about the service that should listen. */
function serviceTexts(facts: readonly Fact[], { parameters, hints }: Subject) {
  const name = (hints?.['windowsService'] ?? '').toLowerCase();
  const services = factsOf(facts, 'installation').flatMap((fact) => fact.services);
  const known = services.find(({ service }) => service.toLowerCase() === name);
  const service = parameters['service'] ?? 'the service';
  if (known === undefined)
    return { cause: `${service} is not running`, serviceNote: '', mend: `Start ${service} on this machine` };
  const { state, startMode } = known;
  const called = `the Windows service "${known.service}"`;
  if (state === 'Running')
    return {
      cause: `${called} runs, but it has not opened its port, or it has another one`,
      serviceNote: `; ${called} runs`,
      mend: `Wait until ${called} is initialised, or compare its port in the Configuration Tool with the profile,`,
    };
  const isDisabled = startMode === 'Disabled';
  const cause = `${called} is not running (state ${state}, start mode ${startMode})`;
  return {
    cause,
    serviceNote: `; ${cause}`,
    mend: isDisabled ? `Set ${called} to start automatically, start it` : `Start ${called} in services.msc`,
  };
}

const rangeText = ({ from, to }: PortRange): string => (from === to ? String(from) : `${from} to ${to}`);

/** What the system's ranges say about a port: whether an outgoing connection may take it away, and who keeps it. */
function rangesAbout(facts: readonly Fact[], port: number) {
  const ranges = factsOf(facts, 'port-ranges')[0];
  const holds = ({ from, to }: PortRange): boolean => from <= port && port <= to;
  const reserved = ranges?.reserved.find(holds);
  const dynamic = ranges?.dynamic ?? null;
  return {
    isAtRisk: dynamic !== null && holds(dynamic) && reserved === undefined,
    texts: {
      range: dynamic === null ? 'not known' : rangeText(dynamic),
      reserved: reserved === undefined ? 'no reserved range is known' : `reserved: ${rangeText(reserved)}`,
    },
  };
}

/** A port that is as it should be may still be given to an outgoing connection before its service takes it. */
const atRisk: Readonly<Partial<Record<LocalPortFinding, LocalPortFinding>>> = {
  free: 'free-in-dynamic-range',
  'in-use-by-expected': 'served-in-dynamic-range',
};

function find(facts: readonly Fact[], subject: Subject): Finding<LocalPortFinding> {
  const { isAtRisk, texts } = rangesAbout(facts, Number(subject.parameters['port']));
  const { finding, parameters } = judge(facts, subject);
  return {
    finding: isAtRisk ? (atRisk[finding] ?? finding) : finding,
    parameters: { ...parameters, ...texts, ...serviceTexts(facts, subject) },
  };
}

/** Who holds the port, as far as an attempt to listen and the table of listeners tell. */
function judge(facts: readonly Fact[], subject: Subject): Finding<LocalPortFinding> {
  const binds = factsOf(facts, 'bind');
  const tables = factsOf(facts, 'port-owner');
  const owners = tables.flatMap((fact) => fact.owners);
  const expected = (subject.hints?.['expected'] ?? '').split(',').filter((name) => name !== '');
  const base = { ...subject.parameters, expected: expected.join(' or ') };
  const refused = binds.find((fact) => fact.outcome !== 'free');
  const isFree = binds.length > 0 && refused === undefined && owners.length === 0;
  const stopped = interruption(isFree ? binds : [...binds, ...tables], binds.length > 0);
  if (stopped !== null) return { finding: stopped.finding, parameters: { ...base, ...stopped.parameters } };
  if (isFree) return { finding: 'free', parameters: base };
  const parameters = { ...base, address: refused?.address ?? '0.0.0.0', code: refused?.code ?? 'no code' };
  if (owners.length > 0 || refused?.outcome === 'in-use') return inUse(owners, expected, parameters);
  const isHeldBack = refused?.outcome === 'bind-forbidden' || refused?.outcome === 'no-permission';
  return { finding: isHeldBack ? refused.outcome : 'no-evidence', parameters };
}

/** Several programs can hold one port on different addresses: a wrong one counts before an unnamed one. */
function inUse(
  owners: readonly PortOwner[],
  expected: readonly string[],
  base: Readonly<Record<string, string>>,
): Finding<LocalPortFinding> {
  const isExpected = ({ process }: PortOwner) =>
    process !== undefined && expected.some((name) => sameProgram(process, name));
  const other = owners.find((owner) => owner.process !== undefined && !isExpected(owner));
  const unknown = owners.find((owner) => owner.process === undefined);
  const shown = other ?? unknown ?? owners[0];
  const owner = ownerText(shown?.process, shown?.pid);
  const parameters = { ...base, owner, ownerNote: ownerNote(shown ?? {}) };
  if (other !== undefined) return { finding: 'in-use-by-other', parameters };
  const isKnown = unknown === undefined && owners.length > 0;
  return { finding: isKnown ? 'in-use-by-expected' : 'in-use-by-unknown', parameters };
}

/** Can a service of the platform listen on a port of this machine, and who does now? */
export const localPort: Family<LocalPortFinding> = {
  name: 'local-port',
  findings: localPortFindings,
  parameters,
  find,
};

/** How a port is kept from outgoing connections, so that only who asks for it by number gets it. */
const reserve =
  'Reserve port {port} while nothing uses it: on Windows with "netsh int ipv4 add excludedportrange protocol=tcp startport={port} numberofports=1", on Linux in net.ipv4.ip_local_reserved_ports.';

/** The rulings of a port that the platform's installer brings into use. */
export function localPortRulings(
  overrides: Readonly<Partial<Record<LocalPortFinding, PhaseRulings>>> = {},
): Readonly<Record<LocalPortFinding, PhaseRulings>> {
  const notRunning: Ruling = {
    verdict: 'fail',
    reason: 'Nothing listens on port {port}: {cause}.',
    remedy: '{mend} and run this check again.',
    owner: 'you',
  };
  return {
    free: {
      'before-install': { verdict: 'pass', reason: 'Port {port} is free.', remedy: null, owner: null },
      'after-install': notRunning,
    },
    'free-in-dynamic-range': {
      'before-install': {
        verdict: 'warn',
        reason:
          'Port {port} is free now, but the system gives the ports {range} to outgoing connections, so that {service} may find it taken.',
        remedy: reserve,
        owner: 'you',
      },
      'after-install': { ...notRunning, remedy: `${notRunning.remedy} ${reserve}` },
    },
    'served-in-dynamic-range': always({
      verdict: 'warn',
      reason:
        'Port {port} is served by {owner}{ownerNote}, but the system gives the ports {range} to outgoing connections, so that {service} may find it taken at its next start.',
      remedy: reserve,
      owner: 'you',
    }),
    'in-use-by-expected': {
      'before-install': {
        verdict: 'warn',
        reason:
          'Port {port} is held by {owner}{ownerNote}, which belongs to the platform: it seems to be installed already.',
        remedy: 'If the platform is installed on this machine, choose the phase after-install.',
        owner: 'you',
      },
      'after-install': {
        verdict: 'pass',
        reason: 'Port {port} is served by {owner}{ownerNote}.',
        remedy: null,
        owner: null,
      },
    },
    'in-use-by-other': always({
      verdict: 'fail',
      reason: 'Port {port} is held by {owner}{ownerNote}; {service} needs it.',
      remedy:
        'Stop or move {owner}, or choose another port for {service} in the Configuration Tool and in the profile.',
      owner: 'you',
    }),
    'in-use-by-unknown': {
      'before-install': {
        verdict: 'fail',
        reason: 'Port {port} is held by a program that this system does not name; {service} needs it.',
        remedy: 'Run Netready as administrator to see the program, then stop or move it.',
        owner: 'you',
      },
      'after-install': {
        verdict: 'warn',
        reason: 'Something listens on port {port}, but this system does not say whether it is {service}.',
        remedy: 'Run Netready as administrator to see the program.',
        owner: 'you',
      },
    },
    'bind-forbidden': always({
      verdict: 'fail',
      reason:
        'The system keeps port {port} of {address} back ({code}; {reserved}), although nobody listens there.',
      remedy:
        'On Windows, look for the port in "netsh int ipv4 show excludedportrange protocol=tcp" and remove the reservation.',
      owner: 'you',
    }),
    'no-permission': always({
      verdict: 'unknown',
      reason:
        'This account may not listen on port {port} ({code}), so that it is not known whether the port is free.',
      remedy: 'Run Netready as administrator (root) to test this port.',
      owner: 'you',
    }),
    ...interruptedRulings,
    ...overrides,
  };
}
