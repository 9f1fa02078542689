import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import { isLoopback } from '../../profile/host.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { type Parameter, param } from '../parameter.ts';
import { describeLookup } from './connections.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { localhostEvidence, localhostRepair } from './localhost-evidence.ts';

export const localhostNameFindings = [
  'resolved',
  'ipv6-harmless',
  'ipv6-first',
  'ipv6-also',
  'dns-server-lies',
  'dns-unexpected-address',
  'no-ipv4',
  'dns-not-found',
  'dns-timeout',
  'dns-error',
  ...interruptedFindings,
] as const;
export type LocalhostNameFinding = (typeof localhostNameFindings)[number];

const parameters = {
  addresses: 'list',
  unexpected: 'host',
  server: 'host',
  asked: 'phrase',
  nameServer: 'phrase',
  code: 'code',
  evidence: 'list',
  repair: 'list',
  repairWithIpv6: 'list',
  overIpv6: 'phrase',
} as const;

const headlines: Readonly<Partial<Record<LocalhostNameFinding, string>>> = {
  'ipv6-first': 'localhost leads to ::1 first, then to 127.0.0.1',
  'ipv6-also': 'localhost leads to ::1 as well as to 127.0.0.1',
  'dns-server-lies': 'Name server {server} says that localhost is {unexpected}',
  'dns-unexpected-address': 'localhost leads to {unexpected}',
  'no-ipv4': 'localhost leads to {addresses}, but not to 127.0.0.1',
  'dns-not-found': 'localhost has no address on this machine',
  'dns-timeout': '{asked} does not answer the question for localhost',
  'dns-error': '{nameServer} answers {code} for localhost',
  ...interruptedHeadlines('localhost'),
};

/** The name server that was asked and did not answer, where one is known. */
function silentServer(facts: readonly Fact[]): Parameter {
  const server = factsOf(facts, 'dns').find(({ outcome }) => outcome === 'dns-timeout')?.remoteAddress;
  return server === undefined
    ? param.keep('The name server')
    : param.phrase('name-server', { server: param.host(server) });
}

function find(facts: readonly Fact[], _subject: Subject): Finding<LocalhostNameFinding> {
  const found = judge(facts);
  const told = {
    evidence: localhostEvidence(facts),
    asked: silentServer(facts),
    repair: localhostRepair(facts, false),
    repairWithIpv6: localhostRepair(facts, true),
  };
  return { finding: found.finding, parameters: { ...told, ...found.parameters } };
}

/** Facts that only say how much it matters what the name means, or how to change it. */
const beside: readonly Fact['kind'][] = ['name-order', 'http'];

type OwnAnswer = FactOf<'http'>;

/** What decides whether two answers of this machine are of one web server, called by one address and by the other. */
const signatureOf = ({ status, server, location }: OwnAnswer): string =>
  JSON.stringify([status, server, location?.replace('[::1]', '127.0.0.1')]);

/** What one address of this machine came to, for a sentence. */
function answerWords(answer: OwnAnswer | undefined): Parameter {
  if (answer === undefined) return param.keep('was not asked');
  return answer.status === undefined
    ? param.keep(outcomeWords[answer.outcome])
    : param.phrase('http-status', { status: param.number(answer.status) });
}

/**
 * What a program meets that takes localhost for ::1, and whether that does harm: none where nothing is there, so that it
 * turns to 127.0.0.1, and none where the same web server answers. What was not seen proves nothing.
 */
function overIpv6(facts: readonly Fact[]): { readonly isHarmless: boolean; readonly words: Parameter } {
  const answers = factsOf(facts, 'http');
  const v6 = answers.find(({ host }) => host === '::1');
  const v4 = answers.find(({ host, hostHeader }) => host === '127.0.0.1' && hostHeader !== 'localhost');
  if (v6 !== undefined && (v6.outcome === 'refused' || v6.outcome === 'unreachable'))
    return { isHarmless: true, words: param.phrase('nothing-over-ipv6', {}) };
  const isSame = v6?.status !== undefined && v4?.status !== undefined && signatureOf(v6) === signatureOf(v4);
  return isSame
    ? { isHarmless: true, words: param.phrase('same-over-ipv6', { answer: answerWords(v6) }) }
    : {
        isHarmless: false,
        words: param.phrase('other-over-ipv6', { ipv6: answerWords(v6), ipv4: answerWords(v4) }),
      };
}

/** What the name means, by the resolver first and by the DNS servers then. */
function judge(facts: readonly Fact[]): Finding<LocalhostNameFinding> {
  const resolve = factsOf(facts, 'resolve')[0];
  const asked = facts.filter(({ kind }) => !beside.includes(kind));
  const stopped = interruption(asked, resolve !== undefined);
  if (stopped !== null || resolve === undefined) return stopped ?? { finding: 'no-evidence', parameters: {} };
  const addresses = param.list('comma', resolve.addresses.map(param.host));
  const code = param.code(resolve.code);
  if (resolve.outcome === 'dns-not-found' || resolve.outcome === 'dns-timeout')
    return { finding: resolve.outcome, parameters: { code } };
  if (resolve.outcome === 'dns-error')
    return { finding: resolve.outcome, parameters: describeLookup(resolve) };
  if (resolve.addresses.length === 0) return { finding: 'no-evidence', parameters: {} };
  const unexpected = resolve.addresses.find((address) => address !== '127.0.0.1' && address !== '::1');
  const base = {
    addresses,
    code,
    unexpected: param.host(unexpected ?? '::1'),
  };
  if (unexpected !== undefined) return { finding: 'dns-unexpected-address', parameters: base };
  if (!resolve.addresses.includes('127.0.0.1')) return { finding: 'no-ipv4', parameters: base };
  const { isHarmless, words } = overIpv6(facts);
  const isFirst = resolve.addresses[0] === '::1';
  const withIpv6 = { ...base, overIpv6: words };
  if (isFirst && !isHarmless) return { finding: 'ipv6-first', parameters: withIpv6 };
  const lie = factsOf(facts, 'dns').find((fact) => fact.addresses.some((address) => !isLoopback(address)));
  if (lie !== undefined) {
    const wrong = lie.addresses.find((address) => !isLoopback(address)) ?? '';
    return {
      finding: 'dns-server-lies',
      parameters: { ...base, unexpected: param.host(wrong), server: param.host(lie.remoteAddress ?? '') },
    };
  }
  if (resolve.addresses.length === 1) return { finding: 'resolved', parameters: base };
  return { finding: isHarmless ? 'ipv6-harmless' : 'ipv6-also', parameters: withIpv6 };
}

/** Does `localhost` mean 127.0.0.1, and nothing else, to the programs of this machine? */
export const localhostName: Family<LocalhostNameFinding> = {
  name: 'localhost-name',
  findings: localhostNameFindings,
  parameters,
  headlines,
  find,
};

export const localhostNameRulings: Readonly<Record<LocalhostNameFinding, PhaseRulings>> = {
  resolved: always({
    verdict: 'pass',
    reason: 'localhost resolves to 127.0.0.1 and to nothing else ({evidence}).',
    remedy: null,
    owner: null,
  }),
  'ipv6-harmless': always({
    verdict: 'pass',
    reason: 'localhost resolves to {addresses}, and ::1 does no harm: {overIpv6} ({evidence}).',
    remedy: null,
    owner: null,
  }),
  'ipv6-first': always({
    verdict: 'warn',
    reason:
      'localhost resolves to {addresses}; programs that take the first answer use IPv6, not 127.0.0.1, and {overIpv6} ({evidence}).',
    remedy:
      'On this machine, {repair}. If ::1 stays first on Windows, make it prefer IPv4: set DisabledComponents to 0x20 under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters and restart.',
    owner: 'you',
  }),
  'ipv6-also': always({
    verdict: 'warn',
    reason: 'localhost resolves to 127.0.0.1 first, but also to ::1, and {overIpv6} ({evidence}).',
    remedy: 'If a service of the platform cannot reach itself: on this machine, {repair}.',
    owner: 'you',
  }),
  'dns-server-lies': always({
    verdict: 'warn',
    reason:
      'localhost resolves to 127.0.0.1 here, but the DNS server {server} answers {unexpected} when it is asked ({evidence}).',
    remedy: 'On this machine, {repairWithIpv6}.',
    owner: 'dns-administrator',
  }),
  'dns-unexpected-address': always({
    verdict: 'fail',
    reason: 'localhost resolves to {addresses}; {unexpected} must not be among them ({evidence}).',
    remedy: 'On this machine, {repairWithIpv6}.',
    owner: 'you',
  }),
  'no-ipv4': always({
    verdict: 'fail',
    reason: 'localhost resolves to {addresses} only; it must resolve to 127.0.0.1 ({evidence}).',
    remedy: 'On this machine, {repairWithIpv6}.',
    owner: 'you',
  }),
  'dns-not-found': always({
    verdict: 'fail',
    reason: 'localhost does not resolve on this machine ({code}; {evidence}).',
    remedy: 'On this machine, {repairWithIpv6}.',
    owner: 'you',
  }),
  'dns-error': always({
    verdict: 'fail',
    reason: '{nameServer} was asked for localhost and answered with an error ({code}; {evidence}).',
    remedy: 'On this machine, {repairWithIpv6}. Then no server has to be asked.',
    owner: 'you',
  }),
  'dns-timeout': always({
    verdict: 'fail',
    reason: 'The question for localhost went to a name server that did not answer ({code}; {evidence}).',
    remedy: 'On this machine, {repairWithIpv6}. Then no server has to be asked.',
    owner: 'you',
  }),
  ...interruptedRulings,
};
