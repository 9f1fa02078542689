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

const parameters = ['address', 'port', 'status', 'server', 'location', 'ms', 'code'] as const;

function describe(fact: FactOf<'http'>, subject: Subject): Readonly<Record<string, string>> {
  return {
    address: fact.remoteAddress ?? fact.host,
    port: String(subject.destination?.port ?? fact.remotePort ?? ''),
    status: fact.status === undefined ? 'no status' : String(fact.status),
    server: fact.server ?? 'not named',
    location: fact.location ?? 'nowhere',
    ms: formatMs(fact.durationMs),
    code: fact.code ?? 'no code',
  };
}

/** A web server that knows the machine by name only answers 400 or 404 to a request by address. */
const wantsHostName = (byName: FactOf<'http'> | undefined, byAddress: FactOf<'http'> | undefined): boolean =>
  byName?.status !== undefined &&
  byAddress?.status !== undefined &&
  byName.status < 400 &&
  (byAddress.status === 400 || byAddress.status === 404);

function find(facts: readonly Fact[], subject: Subject): Finding<LocalHttpFinding> {
  const answers = factsOf(facts, 'http');
  const stopped = interruption(facts, answers.length > 0);
  const port = String(subject.destination?.port ?? '');
  if (stopped !== null) return { finding: stopped.finding, parameters: { port, ...stopped.parameters } };
  const byName = answers.find((fact) => fact.hostHeader?.startsWith('localhost'));
  const byAddress = answers.find((fact) => fact.hostHeader === fact.host);
  const failed = [byAddress, byName].find((fact) => fact !== undefined && fact.outcome !== 'open');
  const shown = failed ?? byAddress ?? answers[0];
  if (shown === undefined) return { finding: 'no-evidence', parameters: { port } };
  const parameters = describe(shown, subject);
  if (failed !== undefined)
    return {
      finding: localHttpFindings.find((name) => name === failed.outcome) ?? 'wrong-service',
      parameters,
    };
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
      remedy: 'Find out which program, filter or security software handles {address}:{port} on this machine.',
      owner: 'you',
    });
  const binding =
    'In IIS, give the Default Web Site a binding for all addresses (*) or for 127.0.0.1 on port {port}, without a host name, and put it first.';
  return {
    open: always({
      verdict: 'pass',
      reason: 'The web server on {address}:{port} answered with status {status} in {ms} (server: {server}).',
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
      reason: '{address}:{port} answered with status {status} (server: {server}, redirect to: {location}).',
      remedy: `${binding} Remove redirects to other hosts and proxies for local addresses.`,
      owner: 'you',
    }),
    'wrong-service': noAnswer('Something listens on {address}:{port}, but it does not speak HTTP ({code}).'),
    refused: {
      'before-install': {
        verdict: 'not-yet',
        reason: 'No web server listens on {address}:{port} yet.',
        remedy: `Install IIS before the platform. ${binding}`,
        owner: 'you',
      },
      'after-install': {
        verdict: 'fail',
        reason: 'No web server listens on {address}:{port} ({code}).',
        remedy: `Start IIS. ${binding}`,
        owner: 'you',
      },
    },
    timeout: noAnswer('{address}:{port} did not answer in time ({code}).'),
    reset: noAnswer('{address}:{port} cut the connection off ({code}).'),
    unreachable: noAnswer('{address}:{port} cannot be reached from this machine itself ({code}).'),
    'no-permission': noAnswer('This machine does not allow the connection to {address}:{port} ({code}).'),
    ...interruptedRulings,
    ...overrides,
  };
}
