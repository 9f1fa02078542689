import type { Fact, FactOf, PortRange, WindowsService } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { hostAndPort, isLoopback } from '../../profile/host.ts';
import { platformServices } from '../../profile/services.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { answersOf, noSite } from './local-http.ts';
import { judgeSite } from './web-server.ts';
import { withRest } from './with-rest.ts';

export const localPortFindings = [
  'free',
  'free-in-dynamic-range',
  /** An attempt to listen succeeded, which says nothing here without the table of listeners. */
  'free-unseen',
  'in-use-by-expected',
  'loopback-only',
  'served-in-dynamic-range',
  'no-site',
  /** HTTP.sys holds the port for another program than IIS, which does not run. */
  'held-without-iis',
  /** HTTP.sys holds the port, and no site of IIS answered: one may hold for names alone, or it is another program. */
  'site-unproven',
  'in-use-by-other',
  /** Held by Windows itself, which passes what comes there on to another port or machine. */
  'in-use-by-port-proxy',
  'in-use-by-unknown',
  'bind-forbidden',
  /** Refused as part of a range that a service of Windows took at its start. */
  'range-held',
  /** Refused, and the table of listeners is not known: kept back, or held by a program that shares with nobody. */
  'held-or-kept-back',
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
  target: 'host',
  addressSetting: 'keep',
  listensOn: 'list',
  answers: 'list',
  siteAnswer: 'phrase',
} as const;

const headlines: Readonly<Partial<Record<LocalPortFinding, string>>> = {
  free: 'Nothing listens on port {port}',
  'free-in-dynamic-range': 'Port {port} can be taken by an outgoing connection',
  'served-in-dynamic-range': 'Port {port} can be taken by an outgoing connection',
  'in-use-by-expected': 'Port {port} is served by {owner} already',
  'loopback-only': '{owner} listens on {listensOn} only, port {port}',
  'no-site': 'HTTP.sys answers on {target}, and no site of IIS',
  'held-without-iis': 'HTTP.sys holds port {port}, and IIS does not run',
  'site-unproven': 'HTTP.sys holds port {port}, and no site of IIS answers on 127.0.0.1',
  'in-use-by-other': 'Port {port} is taken by {owner}',
  'in-use-by-port-proxy': 'The port proxy of Windows holds port {port}',
  'in-use-by-unknown': 'Port {port} is taken; who holds it needs administrator rights',
  'free-unseen': 'Whether anything listens on port {port} is not known',
  'bind-forbidden': 'The system keeps port {port} back',
  'range-held': 'A service of Windows holds port {port}, with the range around it',
  'held-or-kept-back': 'Port {port} cannot be used: it is taken, or the system keeps it back',
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

/** The service that is to listen, as the service manager of Windows knows it. */
function knownService(facts: readonly Fact[], { hints }: Subject): WindowsService | undefined {
  const name = (hints?.['windowsService'] ?? '').toLowerCase();
  const services = factsOf(facts, 'installation').flatMap((fact) => fact.services);
  return services.find(({ service }) => service.toLowerCase() === name);
}

/** What the service manager of Windows says about the service that is to listen. */
function serviceTold(facts: readonly Fact[], subject: Subject) {
  const { parameters } = subject;
  const known = knownService(facts, subject);
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
    isHeldByService: reserved?.isAdministered === false,
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
  const { isAtRisk, isHeldByService, told } = rangesAbout(facts, portOf(subject));
  const { finding, parameters } = judge(facts, subject, isHeldByService);
  const port = portOf(subject);
  const answers = factsOf(facts, 'http').filter(({ scheme }) => scheme !== 'https');
  if (finding === 'in-use-by-expected' && isWithoutSite(answers))
    return {
      finding: 'no-site',
      parameters: {
        ...parameters,
        target: param.host(hostAndPort('127.0.0.1', port)),
        answers: answersOf(answers),
      },
    };
  const all = { ...parameters, ...told, ...serviceTold(facts, subject) };
  const doubt = finding === 'in-use-by-expected' ? judgeHttpSys(facts, subject) : null;
  if (doubt !== null) return { finding: doubt.finding, parameters: { ...all, ...doubt.parameters } };
  return { finding: isAtRisk ? (atRisk[finding] ?? finding) : finding, parameters: all };
}

/** The states of a service in which it serves nobody. */
const idleStates: readonly string[] = ['Stopped', 'Paused'];

/** What the web server of this machine answered over HTTPS, or why nothing came. */
function siteAnswer(http: FactOf<'http'> | undefined, tls: FactOf<'tls'> | undefined): Parameter {
  if (http?.status === undefined)
    return param.phrase('no-answer-with-code', { code: param.code((http ?? tls)?.code) });
  const status = param.number(http.status);
  return http.server === undefined
    ? param.phrase('http-status', { status })
    : param.phrase('http-status-by', { status, server: param.program(http.server) });
}

/**
 * What speaks against it that IIS is behind HTTP.sys, which shows as `System` and holds a port for any program that asks it
 * to; null where nothing does, or the port is held otherwise. A service that does not run serves nothing. Where a site was
 * asked for over HTTPS, its answer proves it; none proves nothing, because a binding may hold for host names alone.
 */
function judgeHttpSys(facts: readonly Fact[], subject: Subject): Finding<LocalPortFinding> | null {
  const owners = factsOf(facts, 'port-owner').flatMap((fact) => fact.owners);
  const isHttpSys = owners.length > 0 && owners.every(({ process }) => process?.toLowerCase() === 'system');
  if (!isHttpSys || subject.hints?.['windowsService'] !== platformServices.iis.windowsService) return null;
  const service = knownService(facts, subject);
  if (service !== undefined && idleStates.includes(service.state))
    return { finding: 'held-without-iis', parameters: {} };
  if (!subject.probes.some(({ kind }) => kind === 'https')) return null;
  const http = factsOf(facts, 'http').find(({ scheme }) => scheme === 'https');
  const tls = factsOf(facts, 'tls')[0];
  const site = http === undefined ? null : judgeSite(http);
  if (http?.status !== undefined && site !== 'no-site' && site !== 'other-web-server') return null;
  const stopped = interruption(
    [...(tls === undefined ? [] : [tls]), ...(http === undefined ? [] : [http])],
    tls !== undefined,
  );
  return stopped ?? { finding: 'site-unproven', parameters: { siteAnswer: siteAnswer(http, tls) } };
}

/**
 * Whether HTTP.sys, which shows as `System`, holds the port without a site of IIS behind it: no request of this machine
 * gets to one. A site whose application pool is stopped (503) is there.
 */
const isWithoutSite = (answers: readonly FactOf<'http'>[]): boolean =>
  answers.some((http) => judgeSite(http) === 'no-site') &&
  !answers.some((http) => http.status !== undefined && judgeSite(http) !== 'no-site');

/** Who holds the port, as far as an attempt to listen and the table of listeners tell. */
function judge(
  facts: readonly Fact[],
  subject: Subject,
  isHeldByService: boolean,
): Finding<LocalPortFinding> {
  const binds = factsOf(facts, 'bind');
  const tables = factsOf(facts, 'port-owner');
  const owners = tables.flatMap((fact) => fact.owners);
  const expected = (subject.hints?.['expected'] ?? '').split(',').filter((name) => name !== '');
  const base = { ...subject.parameters, expected: param.list('or', expected.map(param.program)) };
  const refused = binds.find((fact) => fact.outcome !== 'free');
  const isFree = binds.length > 0 && refused === undefined && owners.length === 0;
  const isTold = tables.some(({ outcome }) => outcome === 'read');
  const isEnough = isFree && (isTold || subject.hints?.['bindShares'] === undefined);
  const stopped = interruption(isEnough ? binds : [...binds, ...tables], binds.length > 0);
  if (stopped !== null) return { finding: stopped.finding, parameters: { ...base, ...stopped.parameters } };
  if (isFree) return { finding: isEnough ? 'free' : 'free-unseen', parameters: base };
  const parameters = {
    ...base,
    address: param.host(refused?.address ?? '0.0.0.0'),
    code: param.code(refused?.code),
  };
  if (owners.length > 0 || refused?.outcome === 'in-use') return inUse(owners, expected, parameters, subject);
  if (refused?.outcome === 'no-permission') return { finding: 'no-permission', parameters };
  if (refused?.outcome !== 'bind-forbidden') return { finding: 'no-evidence', parameters };
  if (isHeldByService) return { finding: 'range-held', parameters };
  return { finding: isTold ? 'bind-forbidden' : 'held-or-kept-back', parameters };
}

/**
 * Whether a listener is the port proxy of Windows (`netsh interface portproxy`), which the service IP Helper runs: to stop
 * its process would stop other services of Windows.
 */
const isPortProxy = ({ services = [] }: PortOwner): boolean =>
  services.some((service) => service.toLowerCase() === 'iphlpsvc');

/** Several programs can hold one port on different addresses: a wrong one counts before an unnamed one. */
function inUse(
  owners: readonly PortOwner[],
  expected: readonly string[],
  base: FindingParameters,
  { hints }: Subject,
): Finding<LocalPortFinding> {
  const isExpected = ({ process }: PortOwner) =>
    process !== undefined && expected.some((name) => sameProgram(process, name));
  const other = owners.find((owner) => owner.process !== undefined && !isExpected(owner));
  const unknown = owners.find((owner) => owner.process === undefined);
  const shown = other ?? unknown ?? owners[0];
  const owner = ownerOf(shown?.process, shown?.pid);
  const addresses = [...new Set(owners.map(({ address }) => address))];
  const listensOn = param.list('and', addresses.map(param.host));
  const parameters = { ...base, owner, ownerNote: ownerNote(shown ?? {}), listensOn };
  if (other !== undefined)
    return { finding: isPortProxy(other) ? 'in-use-by-port-proxy' : 'in-use-by-other', parameters };
  const isKnown = unknown === undefined && owners.length > 0;
  const isLocal = hints?.['othersConnect'] === 'yes' && owners.every(({ address }) => isLoopback(address));
  if (!isKnown) return { finding: 'in-use-by-unknown', parameters };
  return { finding: isLocal ? 'loopback-only' : 'in-use-by-expected', parameters };
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

/** The ruling of a service that others need and that only this machine can reach. */
export const loopbackOnly: Ruling = {
  verdict: 'fail',
  reason:
    'Port {port} is served by {owner}{ownerNote}, but only on {listensOn}: no other machine can reach {service} there, whatever the firewalls let through.',
  remedy:
    'On this machine, change {addressSetting} so that it is served on the addresses of this machine too, restart {service}, and run this check again.',
  owner: 'you',
};

/** The ruling of a port that HTTP.sys holds while IIS does not run. */
const heldWithoutIis: Ruling = {
  verdict: 'fail',
  reason:
    'Port {port} is held by {owner}{ownerNote}, the HTTP driver of Windows, but not for IIS: {cause}. Another program answers through it.',
  remedy:
    '{mend} and give its Default Web Site a binding on port {port}; then run this check again. "netsh http show servicestate" names the program that answers now.',
  owner: 'you',
};

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
    'loopback-only': {
      'before-install': {
        verdict: 'warn',
        reason:
          'Port {port} is held by {owner}{ownerNote}, which belongs to the platform, and only on {listensOn}, where no other machine can reach it.',
        remedy:
          'If the platform is installed on this machine, choose the phase after-install. Change {addressSetting}.',
        owner: 'you',
      },
      'after-install': loopbackOnly,
    },
    'no-site': always(noSite),
    'held-without-iis': {
      'before-install': { ...heldWithoutIis, verdict: 'not-yet' },
      'after-install': heldWithoutIis,
    },
    'site-unproven': always({
      verdict: 'warn',
      reason:
        'Port {port} is held by {owner}{ownerNote}, the HTTP driver of Windows, which IIS shares with other programs, and no site of IIS answered on 127.0.0.1 (what came: {siteAnswer}). A site whose https binding asks for a host name does not answer there.',
      remedy:
        'Open an application by its name over HTTPS on this machine. If it answers, nothing has to be done. If not, give the Default Web Site of IIS an https binding on port {port} with a certificate; "netsh http show servicestate" names every program that answers through HTTP.sys.',
      owner: 'you',
    }),
    'in-use-by-other': always({
      verdict: 'fail',
      reason: 'Port {port} is held by {owner}{ownerNote}; {service} needs it.',
      remedy:
        'Stop or move {owner}, or choose another port for {service} in the Configuration Tool and in [[the profile (ports)|Netready]].',
      owner: 'you',
      asks: ['ports'],
    }),
    'in-use-by-port-proxy': always({
      verdict: 'fail',
      reason:
        'Port {port} is held on {listensOn} by the port proxy of Windows ({owner}{ownerNote}), which passes connections on to another port or machine; {service} needs it.',
      remedy:
        'As administrator, find port {port} in "netsh interface portproxy show all" and take that line out ("netsh interface portproxy delete v4tov4 listenport={port} listenaddress=" with the address that it shows), unless it is meant; then run this check again.',
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
    'free-unseen': always({
      verdict: 'unknown',
      reason:
        'An attempt to listen on port {port} succeeded, but this system does not tell who listens there, and it lets two programs listen side by side.',
      remedy:
        'Run "netstat -ano" as administrator and look for port {port} among the local addresses; then run this check again there.',
      owner: 'you',
    }),
    'range-held': always({
      verdict: 'fail',
      reason:
        'Windows refuses port {port} of {address} ({code}; {reserved}): Hyper-V, containers and WSL take such ranges at each start, by the service WinNAT.',
      remedy:
        'As administrator, run "net stop winnat", then "netsh int ipv4 add excludedportrange protocol=tcp startport={port} numberofports=1", which keeps the port for whoever asks for it by number, then "net start winnat"; then run this check again.',
      owner: 'you',
    }),
    'held-or-kept-back': always({
      verdict: 'fail',
      reason:
        'Port {port} of {address} cannot be listened on ({code}; {reserved}), and this system does not tell who listens there: a program holds it, or the system keeps it back.',
      remedy:
        'As administrator, look for port {port} in "netstat -ano" and in "netsh int ipv4 show excludedportrange protocol=tcp"; stop the program or remove the reservation, then run this check again.',
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
