import { type Fact, type FactOf, factsOf } from '../../probe/fact.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import { hostAndPort } from '../../profile/host.ts';
import { isBypassed } from '../../profile/no-proxy.ts';
import { formatMs } from '../../words/duration.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { machineProxyFor } from '../proxy-route.ts';
import { always, interruptedFindings, interruptedRulings, interruption } from './interrupted.ts';

export const localHttpFindings = [
  'open',
  'host-name-needed',
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

const parameters = [
  'target',
  'address',
  'port',
  'status',
  'server',
  'location',
  'ms',
  'code',
  'via',
  'answers',
  'listeners',
  'proxy',
  'proxySource',
  'proxied',
  'proxyNote',
] as const;

function place(subject: Subject): Readonly<Record<string, string>> {
  const host = subject.destination?.host ?? '';
  const port = subject.destination?.port ?? 0;
  return { target: hostAndPort(host, port), address: host, port: String(port) };
}

function describe(fact: FactOf<'http'>, subject: Subject): Readonly<Record<string, string>> {
  return {
    ...place(subject),
    address: fact.remoteAddress ?? fact.host,
    status: fact.status === undefined ? 'no status' : String(fact.status),
    server: fact.server ?? 'not named',
    location: fact.location ?? 'nowhere',
    via: fact.via ?? `server ${fact.server ?? 'not named'}`,
    ms: formatMs(fact.durationMs),
    code: fact.code ?? 'no code',
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

/** Who listens for a loopback address, for a sentence. */
function listenersText(facts: readonly Fact[], host: string): string {
  const tables = factsOf(facts, 'port-owner');
  if (!tables.some(({ outcome }) => outcome === 'read')) return 'this system does not tell';
  const owners = tables
    .flatMap((fact) => fact.owners)
    .filter(({ address }) => servingAddresses[host]?.includes(address) === true)
    .map(
      ({ address, process, pid }) =>
        `${process ?? 'a program'}${pid === undefined ? '' : ` ${pid}`} on ${address}`,
    );
  return owners.length === 0 ? 'nobody' : [...new Set(owners)].join(', ');
}

/** What each name got, for a sentence: `HTTP 200 as 127.0.0.1, HTTP 404 as localhost`. */
const answersText = (answers: readonly FactOf<'http'>[]): string =>
  answers
    .map(({ hostHeader, status, outcome }) => {
      const answer = status === undefined ? outcomeWords[outcome] : `HTTP ${status}`;
      return `${answer} as ${hostHeader ?? 'no host'}`;
    })
    .join(', ');

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
  const proxied = ownNames.filter((host) => !isBypassed(setting.bypass, { host, port }));
  if (proxied.length === 0) return null;
  const proxy = setting.proxy ?? 'a proxy that cannot be used here';
  return { proxy, proxySource: setting.name, proxied: proxied.join(' and ') };
}

/** An answer counts as access (requirement B2) unless it is a server error or sends the caller elsewhere. */
function outcomeOf(fact: FactOf<'http'>): LocalHttpFinding {
  if (fact.code === proxyAnswered) return 'proxy-answered';
  if (fact.outcome !== 'open')
    return localHttpFindings.find((name) => name === fact.outcome) ?? 'no-evidence';
  const isServerError = fact.status !== undefined && fact.status >= 500;
  return isServerError || leadsAway(fact.location) ? 'http-unexpected' : 'open';
}

function find(facts: readonly Fact[], subject: Subject): Finding<LocalHttpFinding> {
  const answers = factsOf(facts, 'http');
  const misleading = misleadingProxy(facts, subject.destination?.port ?? 0);
  const about = {
    ...place(subject),
    answers: answersText(answers),
    listeners: listenersText(facts, subject.destination?.host ?? ''),
    ...(misleading ?? { proxy: 'none', proxySource: 'nothing', proxied: 'nothing' }),
    proxyNote:
      misleading === null
        ? ''
        : `; moreover ${misleading.proxySource} sends requests for ${misleading.proxied} to the proxy ${misleading.proxy}`,
  };
  const stopped = interruption(answers, answers.length > 0);
  if (stopped !== null) return { finding: stopped.finding, parameters: { ...about, ...stopped.parameters } };
  const byName = answers.find((fact) => fact.hostHeader?.startsWith('localhost'));
  const byAddress = answers.find((fact) => fact !== byName);
  const failed = [byAddress, byName].find((fact) => fact !== undefined && outcomeOf(fact) !== 'open');
  const shown = failed ?? byAddress ?? answers[0];
  if (shown === undefined) return { finding: 'no-evidence', parameters: about };
  const parameters = { ...about, ...describe(shown, subject) };
  if (failed !== undefined) return { finding: outcomeOf(failed), parameters };
  if (wantsHostName(byName, byAddress)) return { finding: 'host-name-needed', parameters };
  return { finding: misleading === null ? 'open' : 'proxy-not-bypassed', parameters };
}

/** Does the local web server answer HTTP on a loopback address, whatever name it is called by? */
export const localHttp: Family<LocalHttpFinding> = {
  name: 'local-http',
  findings: localHttpFindings,
  parameters,
  find,
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
  const binding =
    'In IIS, give the Default Web Site a binding for all addresses (*) or for 127.0.0.1 on port {port}, without a host name, and put it first.';
  return {
    open: always({
      verdict: 'pass',
      reason:
        'The web server on {target} answered in {ms}: {answers} (server: {server}; listening: {listeners}).',
      remedy: null,
      owner: null,
    }),
    'host-name-needed': always({
      verdict: 'warn',
      reason:
        'The web server answers to the name localhost, but with status {status} when it is called {address} ({answers}; listening: {listeners}){proxyNote}.',
      remedy: binding,
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
    timeout: noAnswer('{target} did not answer in time ({code}; listening: {listeners}).'),
    reset: noAnswer('{target} cut the connection off ({code}; listening: {listeners}).'),
    unreachable: noAnswer('{target} cannot be reached from this machine itself ({code}).'),
    'no-permission': noAnswer('This machine does not allow the connection to {target} ({code}).'),
    ...interruptedRulings,
    ...overrides,
  };
}
