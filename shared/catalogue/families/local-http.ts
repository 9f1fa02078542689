import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import { hostAndPort } from '../../profile/host.ts';
import { isBypassed } from '../../profile/no-proxy.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { machineProxyFor } from '../proxy-route.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { slowStart, slowStartHeadline, slowStartRuling } from './slow-start.ts';
import { isStrange, judgeSite, siteDetails, siteFindings, siteParameters } from './web-server.ts';

export const localHttpFindings = [
  'open',
  'slow-start',
  'host-name-needed',
  ...siteFindings,
  'proxy-not-bypassed',
  'proxy-answered',
  'http-unexpected',
  'wrong-service',
  'refused',
  'timeout',
  'reset',
  'unreachable',
  'no-permission',
  ...interruptedFindings,
] as const;
export type LocalHttpFinding = (typeof localHttpFindings)[number];

const parameters = {
  target: 'host',
  address: 'host',
  port: 'number',
  status: 'number',
  server: 'program',
  location: 'url',
  ms: 'milliseconds',
  seconds: 'duration',
  code: 'code',
  via: 'header',
  said: 'phrase',
  answers: 'list',
  listeners: 'list',
  proxy: 'url',
  proxySource: 'program',
  proxied: 'list',
  proxyNote: 'phrase',
  ...siteParameters,
} as const;

const headlines: Readonly<Partial<Record<LocalHttpFinding, string>>> = {
  'slow-start': slowStartHeadline,
  'host-name-needed': '{target} answers {status} unless it is called localhost',
  'no-site': 'HTTP.sys answers on {target}, and no site of IIS',
  'pool-stopped': 'The application pool behind {target} is stopped',
  'no-server-behind': '{target} answers {status}: no server is behind it',
  forbidden: 'IIS answers {subStatus} on {target}',
  'other-web-server': '{target} is answered by {server}, not by IIS',
  'proxy-not-bypassed': '{proxySource} sends {proxied} to a proxy',
  'proxy-answered': 'A proxy answers on {target} in place of the web server',
  'http-unexpected': '{target} {said}',
  'wrong-service': '{target} answers, but does not speak HTTP',
  refused: 'No web server listens on {target}',
  timeout: '{target} does not answer',
  reset: '{target} hangs up at once',
  unreachable: '{target} cannot be reached from this machine itself',
  'no-permission': 'This machine does not allow connections to {target}',
  ...interruptedHeadlines('{target}'),
};

function place(subject: Subject): FindingParameters {
  const host = subject.destination?.host ?? '';
  const port = subject.destination?.port ?? 0;
  return {
    target: param.host(hostAndPort(host, port)),
    address: param.host(host),
    port: param.number(port),
  };
}

function describe(fact: FactOf<'http'>, subject: Subject): FindingParameters {
  const status = fact.status === undefined ? param.keep('no status') : param.number(fact.status);
  const server = fact.server === undefined ? param.keep('not named') : param.program(fact.server);
  const location = fact.location === undefined ? param.keep('nowhere') : param.url(fact.location);
  return {
    ...place(subject),
    address: param.host(fact.remoteAddress ?? fact.host),
    status,
    server,
    location,
    via: fact.via === undefined ? param.phrase('server-named', { server }) : param.header(fact.via),
    said: leadsAway(fact.location)
      ? param.phrase('redirects-to', { location })
      : param.phrase('answers-status', { status }),
    ms: param.milliseconds(fact.durationMs),
    seconds: param.duration(fact.durationMs),
    code: param.code(fact.code),
    ...siteDetails(fact),
  };
}

/** How HTTP.sys refuses a name that no binding knows. */
const isUnknownName = (status: number): boolean => status === 400 || status === 404;

/** A web server that knows the machine by name only answers 400 or 404 to a request by address. */
const wantsHostName = (byName: FactOf<'http'> | undefined, byAddress: FactOf<'http'> | undefined): boolean =>
  byName?.status !== undefined &&
  byAddress?.status !== undefined &&
  !isUnknownName(byName.status) &&
  isUnknownName(byAddress.status);

const localTarget = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/?#]|$)/i;

/** A redirect that leaves plain HTTP or this machine; a path without a host stays. */
const leadsAway = (location: string | undefined): boolean =>
  location !== undefined && /^([a-z][a-z0-9+.-]*:)?\/\//i.test(location) && !localTarget.test(location);

/** The code under which the probe reports that a proxy's traces are in the answer. */
const proxyAnswered = 'PROXY_ANSWERED';

/** The addresses on which a listener serves a loopback address too. One on `::` takes IPv4 as well. */
const servingAddresses: Readonly<Record<string, readonly string[]>> = {
  '127.0.0.1': ['127.0.0.1', '0.0.0.0', '::'],
  '::1': ['::1', '::'],
};

type PortOwner = FactOf<'port-owner'>['owners'][number];

function listenerOf(owner: PortOwner): Parameter {
  const program = owner.process === undefined ? param.keep('a program') : param.program(owner.process);
  const address = param.host(owner.address);
  return owner.pid === undefined
    ? param.phrase('listens-on', { program, address })
    : param.phrase('process-listens-on', { program, pid: param.number(owner.pid), address });
}

/** Who listens for a loopback address, for a sentence; each once. */
function listenersOf(facts: readonly Fact[], host: string): Parameter {
  const tables = factsOf(facts, 'port-owner');
  if (!tables.some(({ outcome }) => outcome === 'read')) return param.keep('this system does not tell');
  const owners = tables
    .flatMap((fact) => fact.owners)
    .filter(({ address }) => servingAddresses[host]?.includes(address) === true);
  const distinct = new Map(owners.map((owner) => [`${owner.process} ${owner.pid} ${owner.address}`, owner]));
  return distinct.size === 0
    ? param.keep('nobody')
    : param.list('comma', [...distinct.values()].map(listenerOf));
}

/** What each name got, for a sentence: `HTTP 200 as 127.0.0.1, HTTP 404 as localhost`. */
export const answersOf = (answers: readonly FactOf<'http'>[]): Parameter =>
  param.list(
    'comma',
    answers.map(({ hostHeader, status, outcome }) =>
      param.phrase('answer-as', {
        answer:
          status === undefined
            ? param.keep(outcomeWords[outcome])
            : param.phrase('http-status', { status: param.number(status) }),
        name: hostHeader == null ? param.keep('no host') : param.host(hostHeader),
      }),
    ),
  );

/** The names by which programs call their own machine (requirement B1). */
const ownNames = ['localhost', '127.0.0.1'] as const;

/**
 * A setting that sends plain requests for this machine itself to a proxy: the exceptions lack one of its names. Null
 * where there is no proxy, or where nobody asked for the settings.
 */
function misleadingProxy(facts: readonly Fact[], port: number) {
  const settings = factsOf(facts, 'proxy-settings').flatMap((fact) => fact.settings);
  const setting = machineProxyFor(settings, 'http');
  if (setting === null) return null;
  const proxied = ownNames.filter((host) => !isBypassed(setting.bypass, { host, port }, setting.exceptions));
  if (proxied.length === 0) return null;
  return {
    proxy: setting.proxy === null ? param.keep('a proxy that cannot be used here') : param.url(setting.proxy),
    proxySource: param.program(setting.name),
    proxied: param.list('and', proxied.map(param.keep)),
  };
}

/** An answer counts as access (requirement B2) unless it is an error, a refusal, or sends the caller elsewhere. */
function outcomeOf(fact: FactOf<'http'>): LocalHttpFinding {
  if (fact.code === proxyAnswered) return 'proxy-answered';
  const site = judgeSite(fact);
  if (site !== null && site !== 'other-web-server') return site;
  if (fact.outcome !== 'open')
    return localHttpFindings.find((name) => name === fact.outcome) ?? 'no-evidence';
  if (isStrange(fact) || leadsAway(fact.location)) return 'http-unexpected';
  return site ?? 'open';
}

function find(facts: readonly Fact[], subject: Subject): Finding<LocalHttpFinding> {
  const answers = factsOf(facts, 'http');
  const misleading = misleadingProxy(facts, subject.destination?.port ?? 0);
  const about = {
    ...place(subject),
    answers: answersOf(answers),
    listeners: listenersOf(facts, subject.destination?.host ?? ''),
    ...misleading,
    proxyNote:
      misleading === null
        ? nothing
        : param.phrase('proxy-note', {
            source: misleading.proxySource,
            names: misleading.proxied,
            proxy: misleading.proxy,
          }),
  };
  const stopped = interruption(answers, answers.length > 0);
  if (stopped !== null) return { finding: stopped.finding, parameters: { ...about, ...stopped.parameters } };
  const byName = answers.find((fact) => fact.hostHeader?.startsWith('localhost'));
  const byAddress = answers.find((fact) => fact !== byName);
  const isNameNeeded = wantsHostName(byName, byAddress);
  const asked = isNameNeeded ? [byName] : [byAddress, byName];
  const notOpen = asked.flatMap((fact) => (fact === undefined || outcomeOf(fact) === 'open' ? [] : [fact]));
  const milder = isNameNeeded ? ['other-web-server', 'forbidden'] : ['other-web-server'];
  const failed = notOpen.find((fact) => !milder.includes(outcomeOf(fact)));
  const shown = failed ?? (isNameNeeded ? byAddress : notOpen[0]) ?? byAddress ?? answers[0];
  if (shown === undefined) return { finding: 'no-evidence', parameters: about };
  const parameters = { ...about, ...describe(shown, subject) };
  if (failed !== undefined) return { finding: outcomeOf(failed), parameters };
  if (isNameNeeded) return { finding: 'host-name-needed', parameters };
  if (notOpen.length > 0) return { finding: 'other-web-server', parameters };
  const slow = slowStart(answers);
  if (slow !== null) return { finding: 'slow-start', parameters: { ...parameters, ...slow } };
  return { finding: misleading === null ? 'open' : 'proxy-not-bypassed', parameters };
}

/** Does the local web server answer HTTP on a loopback address, whatever name it is called by? */
export const localHttp: Family<LocalHttpFinding> = {
  name: 'local-http',
  findings: localHttpFindings,
  parameters,
  headlines,
  find,
};

const binding =
  'In IIS, give the Default Web Site a binding for all addresses (*) or for 127.0.0.1 on port {port}, without a host name, and put it first.';

/**
 * The ruling of an answer of HTTP.sys where no site of IIS is, the same for the web server and for its port: one cause,
 * told once.
 */
export const noSite: Ruling = {
  verdict: 'fail',
  reason:
    'HTTP.sys of Windows answers on {target}, but no site of IIS does ({answers}): IIS has no site there without a host name, its site is stopped, or another program answers through HTTP.sys.',
  remedy: `${binding} Start the site; if it runs, "netsh http show servicestate" names the program that answers instead.`,
  owner: 'you',
};

/** The rulings of the web server on 127.0.0.1, which must be there after the installation (requirement B2). */
export function localHttpRulings(
  overrides: Readonly<Partial<Record<LocalHttpFinding, PhaseRulings>>> = {},
): Readonly<Record<LocalHttpFinding, PhaseRulings>> {
  const noAnswer = (reason: string): PhaseRulings =>
    always({
      verdict: 'fail',
      reason,
      remedy: 'Find out which program, filter or security software handles {target} on this machine.',
      owner: 'you',
    });
  return {
    open: always({
      verdict: 'pass',
      reason:
        'The web server on {target} answered in {ms}: {answers} (server: {server}; listening: {listeners}).',
      remedy: null,
      owner: null,
    }),
    'slow-start': slowStartRuling,
    'host-name-needed': always({
      verdict: 'warn',
      reason:
        'The web server answers to the name localhost, but with status {status} when it is called {address} ({answers}; listening: {listeners}){proxyNote}.',
      remedy: binding,
      owner: 'you',
    }),
    'no-site': always(noSite),
    'pool-stopped': always({
      verdict: 'fail',
      reason:
        'HTTP.sys of Windows answers on {target} with status {status} in the place of IIS: the application pool of the site is stopped or cannot start ({answers}; listening: {listeners}).',
      remedy:
        'In IIS, start the application pool of the Default Web Site; if it stops again, look for the reason in the Windows event log (System, source WAS).',
      owner: 'you',
    }),
    'no-server-behind': always({
      verdict: 'fail',
      reason:
        'What answers on {target} says that it does not get to its server ({answers}; server: {server}; listening: {listeners}){proxyNote}.',
      remedy: `Find the reverse proxy that has port {port} of this machine (Application Request Routing and URL Rewrite of IIS are such), and let requests for 127.0.0.1 and localhost go to the Default Web Site itself; or look in IIS for the application that is offline. ${binding}`,
      owner: 'you',
    }),
    forbidden: always({
      verdict: 'warn',
      reason:
        'The web server on {target} refuses this machine with status {subStatus} ({answers}; server: {server}; listening: {listeners}){proxyNote}.',
      remedy: 'In IIS, for the Default Web Site: {accessSetting}.',
      owner: 'you',
    }),
    'other-web-server': always({
      verdict: 'warn',
      reason:
        'What answers on {target} calls itself {server}, not Microsoft-IIS ({answers}; listening: {listeners}){proxyNote}.',
      remedy: `Stop the other web server or move it to another port. ${binding}`,
      owner: 'you',
    }),
    'proxy-not-bypassed': always({
      verdict: 'warn',
      reason:
        'The web server on {target} answered ({answers}), but {proxySource} sends requests for {proxied} to the proxy {proxy} instead.',
      remedy:
        'Add localhost and 127.0.0.1 to the exceptions of {proxySource} (NO_PROXY in the environment), for the accounts of the services of the platform too.',
      owner: 'you',
    }),
    'proxy-answered': always({
      verdict: 'warn',
      reason:
        'A proxy or cache answered on {target}, and not the local web server alone ({via}; {answers}; listening: {listeners}){proxyNote}.',
      remedy: `Find the program that redirects port {port} of this machine, and exempt 127.0.0.1 and localhost from it. ${binding}`,
      owner: 'you',
    }),
    'http-unexpected': always({
      verdict: 'warn',
      reason:
        '{target} answered, but not as a local web server should: {answers}, server {server}, redirect to {location} (listening: {listeners}){proxyNote}.',
      remedy: `Correct the server error, or remove the redirect (to HTTPS or to another host) for requests from this machine. ${binding}`,
      owner: 'you',
    }),
    'wrong-service': noAnswer(
      'Something listens on {target}, but it does not speak HTTP ({code}; listening: {listeners}).',
    ),
    refused: {
      'before-install': {
        verdict: 'not-yet',
        headline: '{target} has no web server yet',
        reason: 'No web server listens on {target} yet (listening: {listeners}){proxyNote}.',
        remedy: `Install IIS before the platform. ${binding}`,
        owner: 'you',
      },
      'after-install': {
        verdict: 'fail',
        reason: 'No web server listens on {target} ({code}; listening: {listeners}){proxyNote}.',
        remedy: `Start IIS. ${binding}`,
        owner: 'you',
      },
    },
    timeout: always({
      verdict: 'fail',
      reason: '{target} gave no answer within {seconds} ({code}; listening: {listeners}).',
      remedy:
        'If IIS was started a moment ago, run this check again. If not, recycle the application pool of its Default Web Site, and find out whether another program, filter or security software handles {target}.',
      owner: 'you',
    }),
    reset: noAnswer('{target} cut the connection off ({code}; listening: {listeners}).'),
    unreachable: noAnswer('{target} cannot be reached from this machine itself ({code}).'),
    'no-permission': noAnswer('This machine does not allow the connection to {target} ({code}).'),
    ...interruptedRulings,
    ...overrides,
  };
}
