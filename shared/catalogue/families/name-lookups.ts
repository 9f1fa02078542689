import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { type FindingParameters, type Parameter, param } from '../parameter.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { withRest } from './with-rest.ts';

export const nameLookupFindings = ['prompt', 'slow', 'none-found', ...interruptedFindings] as const;
export type NameLookupFinding = (typeof nameLookupFindings)[number];

/**
 * From which time on a look-up has waited for a question that got no answer, in ms: the resolver of Windows asks its second
 * server after a second, that of Linux after five (resolv.conf(5), timeout).
 * https://learn.microsoft.com/troubleshoot/windows-server/networking/dns-client-resolution-timeouts
 */
export const slowLookupMs = 1000;

/** A DNS server that says nothing, to any question or to the one for IPv6 addresses alone. */
function silenceOf(server: string, answers: readonly FactOf<'dns'>[]): readonly Parameter[] {
  const own = answers.filter(({ remoteAddress }) => remoteAddress === server);
  const silent = own.filter(({ outcome }) => outcome === 'dns-timeout');
  if (silent.length === 0) return [];
  const named = { server: param.host(server) };
  if (silent.length === own.length) return [param.phrase('server-is-silent', named)];
  return silent.map(({ recordType }) =>
    param.phrase('server-is-silent-about', { ...named, recordType: param.keep(recordType) }),
  );
}

function serversSay(facts: readonly Fact[]): Parameter {
  const answers = factsOf(facts, 'dns');
  const servers = [...new Set(answers.flatMap(({ remoteAddress }) => remoteAddress ?? []))];
  const said = servers.flatMap((server) => silenceOf(server, answers));
  return said.length === 0
    ? param.keep('each name server that is asked by itself answers')
    : withRest('semicolon', said);
}

function find(facts: readonly Fact[], _subject: Subject): Finding<NameLookupFinding> {
  const lookups = factsOf(facts, 'resolve');
  const stopped = interruption(lookups, lookups.length > 0);
  if (stopped !== null) return stopped;
  const found = lookups.filter(({ outcome }) => outcome === 'resolved');
  const [slowest] = found.toSorted((left, right) => right.durationMs - left.durationMs);
  if (slowest === undefined) return { finding: 'none-found', parameters: {} };
  const parameters: FindingParameters = {
    slowest: param.host(slowest.host),
    ms: param.milliseconds(slowest.durationMs),
    seconds: param.duration(slowest.durationMs),
    slow: param.number(found.filter(({ durationMs }) => durationMs >= slowLookupMs).length),
    names: param.number(found.length),
    servers: serversSay(facts),
  };
  return { finding: slowest.durationMs >= slowLookupMs ? 'slow' : 'prompt', parameters };
}

/** Does the resolver of this machine find the names of the environment without waiting for a server that is silent? */
export const nameLookups: Family<NameLookupFinding> = {
  name: 'name-lookups',
  findings: nameLookupFindings,
  parameters: {
    slowest: 'host',
    ms: 'milliseconds',
    seconds: 'duration',
    slow: 'number',
    names: 'number',
    servers: 'list',
    code: 'code',
  },
  headlines: {
    slow: 'Looking up {slowest} takes {seconds}',
    'none-found': 'No name of the environment is found',
    ...interruptedHeadlines('The look-up of names'),
  },
  find,
};

export const nameLookupRulings: Readonly<Record<NameLookupFinding, PhaseRulings>> = {
  prompt: always({
    verdict: 'pass',
    reason: 'This machine found {names} of the names that it needs; {slowest} took longest, {ms}.',
    remedy: null,
    owner: null,
  }),
  slow: always({
    verdict: 'warn',
    reason:
      'Looking up {slowest} took {seconds}; {slow} of the {names} names that were found took a second or longer ({servers}). Each first connection waits that long.',
    remedy:
      'Take name servers that do not answer out of the network settings of this machine, or put one that answers first. Have questions for IPv6 addresses (AAAA) answered too, and not dropped, by the name servers and the firewalls before them.',
    owner: 'dns-administrator',
  }),
  'none-found': always({
    verdict: 'skipped',
    reason: 'Nothing to measure: none of the names that this machine needs was found.',
    remedy: 'Get the names to be found first; the checks of their connections say how.',
    owner: 'dns-administrator',
  }),
  ...interruptedRulings,
};
