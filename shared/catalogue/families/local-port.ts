import { type Fact, type FactOf, factsOf, type PortRange } from '../../probe/fact.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { withRest } from './with-rest.ts';

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

const parameters = {
  port: 'number',
  service: 'keep',
  expected: 'list',
  owner: 'program',
  ownerNote: 'phrase',
  address: 'host',
  code: 'code',
  range: 'phrase',
  reserved: 'phrase',
  cause: 'phrase',
  serviceNote: 'phrase',
  mend: 'phrase',
} as const;

const headlines: Readonly<Partial<Record<LocalPortFinding, string>>> = {
  free: 'Nothing listens on port {port}',
  'free-in-dynamic-range': 'Port {port} can be taken by an outgoing connection',
  'served-in-dynamic-range': 'Port {port} can be taken by an outgoing connection',
  'in-use-by-expected': 'Port {port} is served by {owner} already',
  'in-use-by-other': 'Port {port} is taken by {owner}',
  'in-use-by-unknown': 'Port {port} is taken; who holds it needs administrator rights',
  'bind-forbidden': 'The system keeps port {port} back',
  'no-permission': 'This account may not listen on port {port}',
  ...interruptedHeadlines('Port {port}'),
};

type PortOwner = FactOf<'port-owner'>['owners'][number];

const sameProgram = (process: string, expected: string): boolean =>
  process.toLowerCase().replace(/\.exe$/, '') === expected.toLowerCase().replace(/\.exe$/, '');

/** Names the program and its process id; says so when the system does not tell them. */
function ownerOf(process: string | undefined, pid: number | undefined): Parameter {
  if (process === undefined && pid === undefined)
    return param.keep('a program that this system does not name');
  const program = process === undefined ? param.keep('a program') : param.program(process);
  return pid === undefined
    ? program
    : param.phrase('program-and-process', { program, pid: param.number(pid) });
}

/**
 * What a program's name does not say: the services in a process that hosts any, and the URLs that HTTP.sys, which
 * shows as `System`, keeps for the programs behind it.
 */
function ownerNote({ services = [], reservations = [] }: Partial<PortOwner>): Parameter {
  const hosted =
    services.length === 0
      ? nothing
      : param.phrase(services.length === 1 ? 'service-hosted' : 'services-hosted', {
          services: withRest('and', services.map(param.program)),
        });
  if (reservations.length === 0) return hosted;
  const kept = param.phrase('addresses-reserved', {
    addresses: withRest('and', reservations.map(param.url)),
  });
  return services.length === 0 ? kept : param.phrase('after-each-other', { first: hosted, second: kept });
}

/** What the service manager of Windows says about the service that is to listen. */
function serviceTold(facts: readonly Fact[], { parameters, hints }: Subject) {
  const name = (hints?.['windowsService'] ?? '').toLowerCase();
  const services = factsOf(facts, 'installation').flatMap((fact) => fact.services);
  const known = services.find(({ service }) => service.toLowerCase() === name);
  if (known === undefined) {
    const service = parameters['service'] ?? param.keep('the service');
    return {
      cause: param.phrase('is-not-running', { service }),
      serviceNote: nothing,
      mend: param.phrase('start-here', { service }),
    };
  }
  const service = param.phrase('windows-service', { service: param.program(known.service) });
  if (known.state === 'Running')
    return {
      cause: param.phrase('runs-without-port', { service }),
      serviceNote: param.phrase('and-it-runs', { service }),
      mend: param.phrase('wait-or-compare', { service }),
    };
  const state = param.program(known.state);
  const cause = param.phrase('is-in-state', { service, state, startMode: param.program(known.startMode) });
  return {
    cause,
    serviceNote: param.phrase('and-cause', { cause }),
    mend: param.phrase(known.startMode === 'Disabled' ? 'enable-and-start' : 'start-service', { service }),
  };
}

const rangeOf = ({ from, to }: PortRange): Parameter =>
  from === to
    ? param.number(from)
    : param.phrase('port-range', { from: param.number(from), to: param.number(to) });

/** What the system's ranges say about a port: whether an outgoing connection may take it away, and who keeps it. */
function rangesAbout(facts: readonly Fact[], port: number) {
  const ranges = factsOf(facts, 'port-ranges')[0];
  const holds = ({ from, to }: PortRange): boolean => from <= port && port <= to;
  const reserved = ranges?.reserved.find(holds);
  const dynamic = ranges?.dynamic ?? null;
  return {
    isAtRisk: dynamic !== null && holds(dynamic) && reserved === undefined,
    told: {
      range: dynamic === null ? param.keep('not known') : rangeOf(dynamic),
      reserved:
        reserved === undefined
          ? param.keep('no reserved range is known')
          : param.phrase('reserved-range', { range: rangeOf(reserved) }),
    },
  };
}

const portOf = ({ parameters: { port } }: Subject): number => (port?.type === 'number' ? port.value : 0);

/** A port that is as it should be may still be given to an outgoing connection before its service takes it. */
const atRisk: Readonly<Partial<Record<LocalPortFinding, LocalPortFinding>>> = {
  free: 'free-in-dynamic-range',
  'in-use-by-expected': 'served-in-dynamic-range',
};

function find(facts: readonly Fact[], subject: Subject): Finding<LocalPortFinding> {
  const { isAtRisk, told } = rangesAbout(facts, portOf(subject));
  const { finding, parameters } = judge(facts, subject);
  return {
    finding: isAtRisk ? (atRisk[finding] ?? finding) : finding,
    parameters: { ...parameters, ...told, ...serviceTold(facts, subject) },
  };
}

/** Who holds the port, as far as an attempt to listen and the table of listeners tell. */
function judge(facts: readonly Fact[], subject: Subject): Finding<LocalPortFinding> {
  const binds = factsOf(facts, 'bind');
  const tables = factsOf(facts, 'port-owner');
  const owners = tables.flatMap((fact) => fact.owners);
  const expected = (subject.hints?.['expected'] ?? '').split(',').filter((name) => name !== '');
  const base = { ...subject.parameters, expected: param.list('or', expected.map(param.program)) };
  const refused = binds.find((fact) => fact.outcome !== 'free');
  const isFree = binds.length > 0 && refused === undefined && owners.length === 0;
  const stopped = interruption(isFree ? binds : [...binds, ...tables], binds.length > 0);
  if (stopped !== null) return { finding: stopped.finding, parameters: { ...base, ...stopped.parameters } };
  if (isFree) return { finding: 'free', parameters: base };
  const parameters = {
    ...base,
    address: param.host(refused?.address ?? '0.0.0.0'),
    code: param.code(refused?.code),
  };
  if (owners.length > 0 || refused?.outcome === 'in-use') return inUse(owners, expected, parameters);
  const isHeldBack = refused?.outcome === 'bind-forbidden' || refused?.outcome === 'no-permission';
  return { finding: isHeldBack ? refused.outcome : 'no-evidence', parameters };
}

/** Several programs can hold one port on different addresses: a wrong one counts before an unnamed one. */
function inUse(
  owners: readonly PortOwner[],
  expected: readonly string[],
  base: FindingParameters,
): Finding<LocalPortFinding> {
  const isExpected = ({ process }: PortOwner) =>
    process !== undefined && expected.some((name) => sameProgram(process, name));
  const other = owners.find((owner) => owner.process !== undefined && !isExpected(owner));
  const unknown = owners.find((owner) => owner.process === undefined);
  const shown = other ?? unknown ?? owners[0];
  const owner = ownerOf(shown?.process, shown?.pid);
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
  headlines,
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
      'after-install': {
        ...notRunning,
        headline: 'Nothing listens on port {port}',
        remedy: `${notRunning.remedy} ${reserve}`,
      },
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
        'Stop or move {owner}, or choose another port for {service} in the Configuration Tool and in the profile (ports).',
      owner: 'you',
      asks: ['ports'],
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
