import { type Fact, factsOf } from '../../probe/fact.ts';
import type { ProbeKind } from '../../probe/probe-request.ts';
import { hostAndPort } from '../../profile/host.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { closedFindings, judgeWay, wayHeadlines, wayParameters } from './connections.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import {
  isServiceMissing,
  judgeServices,
  serviceFindings,
  serviceHeadlines,
  serviceParameters,
  serviceRulings,
  toldPort,
} from './service-answers.ts';
import {
  answered,
  depthFindings,
  judgeExpiry,
  judgeHttp,
  judgeTls,
  webAnswer,
  webFindings,
  webHeadlines,
  webParameters,
  wrongOf,
} from './web-answers.ts';

export const reachFindings = [
  'open',
  'open-in-part',
  'covered-by-fallback',
  ...closedFindings,
  ...webFindings,
  ...serviceFindings,
  ...interruptedFindings,
] as const;
export type ReachFinding = (typeof reachFindings)[number];

const parameters = {
  host: 'host',
  port: 'number',
  target: 'host',
  service: 'keep',
  source: 'host',
  fallbackPort: 'number',
  useNote: 'phrase',
  ...wayParameters,
  ...webParameters,
  ...serviceParameters,
} as const;

const headlines: Readonly<Partial<Record<ReachFinding, string>>> = {
  ...wayHeadlines,
  ...webHeadlines,
  ...serviceHeadlines,
  ...interruptedHeadlines('{target}'),
  'covered-by-fallback': '{target} is closed; port {fallbackPort} serves instead',
};

/**
 * Depth can lower an open connection, never lift a closed one. Depth that was asked for and is not there is no pass.
 * @param connected what the connection alone says; what answered is added to its sentence
 */
function judgeDepth(
  facts: readonly Fact[],
  subject: Subject,
  connected: Finding<ReachFinding>,
): Finding<ReachFinding> {
  const port = subject.destination?.port;
  const asked = (...kinds: readonly ProbeKind[]) =>
    subject.probes.some(
      (request) => kinds.includes(request.kind) && 'port' in request && request.port === port,
    );
  const tls = factsOf(facts, 'tls')[0];
  const http = factsOf(facts, 'http')[0];
  const isAnswerDue = asked('http') || (asked('https') && tls?.outcome === 'open');
  const isThere =
    !(asked('tls', 'https') && tls === undefined) &&
    !(isAnswerDue && http === undefined) &&
    !isServiceMissing(facts, subject);
  const stopped = interruption(facts, isThere);
  if (stopped !== null) return stopped;
  const { concern, answer } = judgeServices(facts, (outcome) => depthFindings[outcome] ?? 'no-evidence');
  const concerns = [
    tls === undefined ? null : judgeTls(tls),
    http === undefined ? null : judgeHttp(http),
    concern,
    tls === undefined ? null : judgeExpiry(tls),
  ].filter((entry) => entry !== null);
  const gravest = concerns.find(({ finding }) => finding === 'wrong-service') ?? concerns[0];
  if (gravest !== undefined) return gravest;
  return {
    ...connected,
    parameters: { ...connected.parameters, answer: answered([...answer, ...webAnswer(tls, http)]) },
  };
}

/** The facts about a subject's own port: all but what was asked of its fallback port. */
function ownFacts(facts: readonly Fact[], port: number, fallbackPort: number | null): readonly Fact[] {
  if (fallbackPort === null) return facts;
  const hasOwn = factsOf(facts, 'tcp').some((fact) => fact.remotePort === port);
  return facts.filter((fact) => {
    if (fact.kind === 'tls' || fact.kind === 'http') return fact.remotePort !== fallbackPort;
    return fact.kind !== 'tcp' || fact.remotePort === port || (fact.remotePort === undefined && !hasOwn);
  });
}

/** Whether the fallback port serves: it is open and, where TLS is spoken there, the handshake is in order. */
function doesServe(facts: readonly Fact[], { probes }: Subject, port: number): boolean {
  const there = facts.filter((fact) => fact.remotePort === port);
  const isSecure = probes.some((request) => request.kind === 'https' && request.port === port);
  const isSound = factsOf(there, 'tls').some(({ outcome }) => outcome === 'open');
  return factsOf(there, 'tcp').some(({ outcome }) => outcome === 'open') && (!isSecure || isSound);
}

/** Findings with which a port is used all the same. */
const usable: readonly ReachFinding[] = ['open', 'open-in-part', 'tls-expires-soon', 'http-unexpected'];

/** Which of two schemes is used where HTTP only serves when HTTPS does not (requirement T0h), for a sentence. */
function noteOfUse(scheme: string | undefined, finding: ReachFinding, doesOtherServe: boolean): Parameter {
  if (scheme === undefined) return nothing;
  const isOwnUsable = usable.includes(finding);
  const [https, http] = scheme === 'https' ? [isOwnUsable, doesOtherServe] : [doesOtherServe, isOwnUsable];
  const use = param.keep(
    https
      ? 'HTTPS is what is used'
      : http
        ? 'HTTP is what is used, because HTTPS fails'
        : 'neither HTTP nor HTTPS can be used',
  );
  return param.phrase('and-use', { use });
}

/** What the subject of a check is called: its host with the port, or alone while nobody has told the port. */
const targetOf = (host: string, port: number): Parameter =>
  param.host(port === 0 ? host : hostAndPort(host, port));

function find(facts: readonly Fact[], subject: Subject): Finding<ReachFinding> {
  const host = subject.destination?.host ?? '';
  const told = toldPort(facts);
  const port = subject.destination?.port ?? (told !== null && 'port' in told ? told.port : 0);
  const base: FindingParameters = {
    answer: nothing,
    ...subject.parameters,
    host: param.host(host),
    port: param.number(port),
    target: targetOf(host, port),
  };
  const fallbackHint = subject.hints?.['fallbackPort'];
  const fallbackPort = fallbackHint === undefined ? null : Number(fallbackHint);
  const isFallbackOpen = fallbackPort !== null && doesServe(facts, subject, fallbackPort);
  const found = ({ finding, parameters }: Finding<ReachFinding>): Finding<ReachFinding> => {
    const about = {
      useNote: noteOfUse(subject.hints?.['scheme'], finding, isFallbackOpen),
      wrong: wrongOf(parameters, base['service'] ?? nothing),
    };
    return { finding, parameters: { ...base, ...about, ...parameters } };
  };
  const own = ownFacts(facts, port, fallbackPort);
  const { state, found: way } = judgeWay(own, host, told !== null && 'finding' in told ? told : null);
  switch (state) {
    case 'unknown':
      return found(way);
    case 'open':
      return found(judgeDepth(own, subject, way));
    case 'closed':
      return isFallbackOpen
        ? found({
            finding: 'covered-by-fallback',
            parameters: { ...way.parameters, fallbackPort: param.number(fallbackPort) },
          })
        : found(way);
  }
}

/** Can this machine open a connection to a service of another one, and is it that service? */
export const reach: Family<ReachFinding> = {
  name: 'reach',
  findings: reachFindings,
  parameters,
  headlines,
  find,
};

/**
 * Who starts the listener at the other end. `installer`: the platform's installer, so nothing listens before it
 * has run. `existing`: it must be there before the installation (a database, a cloud service).
 */
export type Listener = 'installer' | 'existing';

const networkFail = (reason: string, remedy: string): Ruling => ({
  verdict: 'fail',
  reason,
  remedy,
  owner: 'network-team',
});

const refusedAfter: Ruling = {
  verdict: 'fail',
  reason:
    '{address} refused the connection to port {port}: {service} does not listen there, or a firewall rejects.',
  remedy: 'On {host}, make sure that {service} runs and listens on port {port}, then run this check again.',
  owner: 'you',
};

const refusedBefore: Ruling = {
  verdict: 'not-yet',
  headline: '{target} refuses: the service is not there yet',
  reason: '{address} answered that nothing listens on port {port} yet{openPath}.',
  remedy: 'Run this check again after the installation{provenOn}.',
  owner: 'you',
};

/** The rulings of a connection to another machine; a check overrides those that it knows better. */
export function reachRulings(
  listener: Listener,
  overrides: Readonly<Partial<Record<ReachFinding, PhaseRulings>>> = {},
): Readonly<Record<ReachFinding, PhaseRulings>> {
  const certificate = (reason: string, remedy: string, asks: Ruling['asks'] = []): PhaseRulings =>
    always({ verdict: 'warn', reason, remedy, owner: 'certificate-administrator', asks });
  return {
    open: always({
      verdict: 'pass',
      reason: '{address} accepted the connection to port {port} in {ms}{again}{answer}{useNote}.',
      remedy: null,
      owner: null,
    }),
    'open-in-part': always({
      verdict: 'warn',
      reason: '{address} accepted the connection to port {port}, but {failedAddresses} did not{useNote}.',
      remedy:
        'Remove the addresses that do not answer from the name {host}, or allow TCP {port} to them: which one is used is left to chance.',
      owner: 'network-team',
    }),
    'covered-by-fallback': always({
      verdict: 'warn',
      reason: '{target} cannot be reached ({code}), but port {fallbackPort} of the same server can.',
      remedy:
        'Allow TCP {port} from {source} to {host}, unless only port {fallbackPort} is meant to be used.',
      owner: 'network-team',
    }),
    refused:
      listener === 'installer'
        ? { 'before-install': refusedBefore, 'after-install': refusedAfter }
        : always(refusedAfter),
    timeout: always(
      networkFail(
        'No answer from {address} on port {port} within {seconds}{again}: packets are dropped on the way.',
        'Allow TCP {port} from {source} to {host} in every firewall between them, the one on {host} included.',
      ),
    ),
    unreachable: always(
      networkFail(
        'There is no way to {address} ({code}): no route, or a device on the way refuses to forward.',
        'Check the address of {host} and the routes to it, then allow TCP {port} from {source}.',
      ),
    ),
    reset: always(
      networkFail(
        '{address} accepted the connection to port {port} and cut it off at once{again} ({code}).',
        'Find the firewall, load balancer or service limit on the way to {target} that cuts connections off.',
      ),
    ),
    'no-permission': always({
      verdict: 'fail',
      reason: 'This machine itself does not allow the connection to {target} ({code}).',
      remedy:
        'Allow outgoing TCP {port} to {host} in the local firewall or security software of this machine.',
      owner: 'you',
    }),
    'dns-not-found': always({
      verdict: 'fail',
      reason: 'The name {host} has no address on this machine ({code}).',
      remedy:
        'Check the spelling of {host}; if it is right, add it to DNS or to the hosts file of this machine.',
      owner: 'dns-administrator',
    }),
    'dns-timeout': always({
      verdict: 'fail',
      reason: 'The name servers of this machine did not answer the question for {host} ({code}).',
      remedy:
        'Check the DNS servers that are configured on this machine and the way to them (UDP and TCP 53).',
      owner: 'dns-administrator',
    }),
    'tls-untrusted': certificate(
      'Port {port} is open, but this machine does not trust the certificate of {host} (issuer: {issuer}){useNote}.',
      'Install the issuing authority on this machine, or name its PEM file in the profile (caFile).',
      ['caFile'],
    ),
    'tls-name': certificate(
      'Port {port} is open, but the certificate is made out to {names}, not to {host}{useNote}.',
      'Have a certificate issued that carries the name {host}, or put the name that is really used into the profile.',
    ),
    'tls-expired': certificate(
      'Port {port} is open, but the certificate of {host} is not valid now (from {validFrom} until {validTo}){useNote}.',
      'Renew the certificate of {host}.',
    ),
    'tls-version': certificate(
      'Port {port} is open, but {host} and this machine have no TLS version in common ({code}){useNote}.',
      'Enable TLS 1.2 or later on {host}.',
    ),
    'tls-intercepted': certificate(
      'Port {port} is open, but the certificate that arrives for {host} was made on the way (issuer: {issuer}).',
      'Exempt {host} from TLS inspection, or install the inspecting authority on this machine.',
    ),
    'tls-expires-soon': certificate(
      'Port {port} is open, but the certificate of {host} ends on {validTo}, in {days} ({subject}){useNote}.',
      'Renew the certificate of {host} before {validTo}.',
    ),
    'http-unexpected': always({
      verdict: 'warn',
      reason:
        'Port {port} is open, but {host} answered in an unexpected way (HTTP {status}, server: {server}, redirect: {location}){useNote}.',
      remedy:
        'Check which web server answers on {target}, and that no proxy or other site stands in its place.',
      owner: 'you',
    }),
    'wrong-service': always({
      verdict: 'fail',
      reason: 'Port {port} of {address} is open, but what answers there is not {service} ({code}).',
      remedy: 'Find out which program listens on {target}; it must be {service}.',
      owner: 'you',
    }),
    ...serviceRulings,
    ...interruptedRulings,
    ...overrides,
  };
}
