import { hostAndPort } from '../../profile/host.ts';
import { type Fact, type FactOf, factsOf } from '../../run/fact.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { always, interruptedFindings, interruptedRulings, interruption } from './interrupted.ts';
import { formatMs } from './reach.ts';

export const localHttpFindings = [
  'open',
  'host-name-needed',
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

const parameters = ['target', 'address', 'port', 'status', 'server', 'location', 'ms', 'code'] as const;

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

/** An answer counts as access (requirement B2) unless it is a server error or sends the caller elsewhere. */
function outcomeOf(fact: FactOf<'http'>): LocalHttpFinding {
  if (fact.outcome !== 'open')
    return localHttpFindings.find((name) => name === fact.outcome) ?? 'no-evidence';
  const isServerError = fact.status !== undefined && fact.status >= 500;
  return isServerError || leadsAway(fact.location) ? 'http-unexpected' : 'open';
}

function find(facts: readonly Fact[], subject: Subject): Finding<LocalHttpFinding> {
  const answers = factsOf(facts, 'http');
  const stopped = interruption(facts, answers.length > 0);
  if (stopped !== null)
    return { finding: stopped.finding, parameters: { ...place(subject), ...stopped.parameters } };
  const byName = answers.find((fact) => fact.hostHeader?.startsWith('localhost'));
  const byAddress = answers.find((fact) => fact !== byName);
  const failed = [byAddress, byName].find((fact) => fact !== undefined && outcomeOf(fact) !== 'open');
  const shown = failed ?? byAddress ?? answers[0];
  if (shown === undefined) return { finding: 'no-evidence', parameters: place(subject) };
  const parameters = describe(shown, subject);
  if (failed !== undefined) return { finding: outcomeOf(failed), parameters };
  return { finding: wantsHostName(byName, byAddress) ? 'host-name-needed' : 'open', parameters };
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
      reason: 'The web server on {target} answered with status {status} in {ms} (server: {server}).',
      remedy: null,
      owner: null,
    }),
    'host-name-needed': always({
      verdict: 'warn',
      reason:
        'The web server answers to the name localhost, but with status {status} when it is called {address}.',
      remedy: binding,
      owner: 'you',
    }),
    'http-unexpected': always({
      verdict: 'warn',
      reason:
        '{target} answered, but not as a local web server should: status {status}, server {server}, redirect to {location}.',
      remedy: `Correct the server error, or remove the redirect (to HTTPS or to another host) for requests from this machine. ${binding}`,
      owner: 'you',
    }),
    'wrong-service': noAnswer('Something listens on {target}, but it does not speak HTTP ({code}).'),
    refused: {
      'before-install': {
        verdict: 'not-yet',
        reason: 'No web server listens on {target} yet.',
        remedy: `Install IIS before the platform. ${binding}`,
        owner: 'you',
      },
      'after-install': {
        verdict: 'fail',
        reason: 'No web server listens on {target} ({code}).',
        remedy: `Start IIS. ${binding}`,
        owner: 'you',
      },
    },
    timeout: noAnswer('{target} did not answer in time ({code}).'),
    reset: noAnswer('{target} cut the connection off ({code}).'),
    unreachable: noAnswer('{target} cannot be reached from this machine itself ({code}).'),
    'no-permission': noAnswer('This machine does not allow the connection to {target} ({code}).'),
    ...interruptedRulings,
    ...overrides,
  };
}
