import { type Fact, type FactOf, factsOf } from '../../probe/fact.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { oracleError, tdsEncryptionWords } from '../../probe/service-words.ts';
import { hostAndPort } from '../../profile/host.ts';
import { formatMs, formatSeconds } from '../../words/duration.ts';
import type { FindingParameters, PhaseRulings, Ruling, Subject } from '../check.ts';
import { always } from './interrupted.ts';

/** What a service itself can say about a connection, beyond being another service than the one that was meant. */
export const serviceFindings = [
  'port-not-told',
  'no-tcp-port',
  'other-instance',
  'service-refused',
  'redirected',
] as const;
export type ServiceFinding = (typeof serviceFindings)[number];

/** The parameters that these findings and an open connection with an answer fill in. */
export const serviceParameters = [
  'instance',
  'browserPort',
  'portNote',
  'product',
  'answer',
  'redirect',
] as const;

/** The kinds of request that ask a service in its own protocol. */
export const serviceKinds = ['tds', 'tns', 'amqp'] as const;
type ServiceKind = (typeof serviceKinds)[number];
type ServiceFact = FactOf<ServiceKind>;

type Found<F extends string> = { readonly finding: F; readonly parameters: FindingParameters };

/** The port that SQL Server Browser told, or why there is none. */
export type ToldPort = { readonly port: number } | Found<'port-not-told' | 'no-tcp-port'>;

/** What SQL Server Browser says about the port of a subject; null when nobody asked it or nothing came of it yet. */
export function toldPort(facts: readonly Fact[]): ToldPort | null {
  const answers = factsOf(facts, 'sql-browser');
  const told = answers.find((fact) => fact.outcome === 'open');
  const shown = told ?? answers[0];
  if (shown === undefined) return null;
  if (told?.tcpPort !== undefined) return { port: told.tcpPort };
  return {
    finding: told === undefined ? 'port-not-told' : 'no-tcp-port',
    parameters: { instance: shown.instance, code: shown.code ?? 'no code' },
  };
}

function productOf(fact: ServiceFact): string {
  const version = fact.version === undefined ? '' : ` ${fact.version}`;
  switch (fact.kind) {
    case 'tds':
      return `SQL Server${version}`;
    case 'tns':
      return `Oracle listener${version}`;
    case 'amqp':
      return `${fact.product ?? 'an AMQP server'}${version}`;
  }
}

function answerOf(fact: ServiceFact): string {
  const encryption =
    fact.kind === 'tds' && fact.encryption !== undefined
      ? `, encryption ${tdsEncryptionWords[fact.encryption]}`
      : '';
  return `: ${productOf(fact)}${encryption}`;
}

/** Whether an Oracle listener sends the caller to where the caller is already. */
function leadsBack(fact: FactOf<'tns'>): boolean {
  const { host, remoteAddress, remotePort, redirect } = fact;
  if (remotePort === undefined || redirect === undefined) return false;
  return [host, remoteAddress ?? host].some(
    (name) => hostAndPort(name, remotePort).toLowerCase() === redirect.toLowerCase(),
  );
}

const describe = (fact: ServiceFact): FindingParameters => ({
  address: fact.remoteAddress ?? fact.host,
  ms: formatMs(fact.durationMs),
  seconds: formatSeconds(fact.durationMs),
  code: fact.code ?? 'no code',
  product: productOf(fact),
});

function concernOf(fact: ServiceFact): Found<ServiceFinding> | null {
  const found = <F extends ServiceFinding>(finding: F, parameters: FindingParameters): Found<F> => ({
    finding,
    parameters: { ...describe(fact), ...parameters },
  });
  switch (fact.kind) {
    case 'tds':
      return fact.instance !== undefined && fact.instanceMatches === false
        ? found('other-instance', { instance: fact.instance })
        : null;
    case 'tns': {
      if (fact.answer === 'redirected' && !leadsBack(fact))
        return found('redirected', { redirect: fact.redirect ?? 'an address that is not shown' });
      if (fact.answer !== 'refused' || fact.serviceName === undefined) return null;
      const code = fact.errorNumber === undefined ? 'no error number' : oracleError(fact.errorNumber);
      return found('service-refused', { instance: fact.serviceName, code });
    }
    case 'amqp':
      return null;
  }
}

/** What the answers of services add to an open connection: something to mend, and what answered, for the sentence. */
export function judgeServices<F extends string>(
  facts: readonly Fact[],
  findingOf: (outcome: Outcome) => F,
): { readonly concern: Found<F | ServiceFinding> | null; readonly answer: string } {
  const answers = facts.filter((fact): fact is ServiceFact =>
    serviceKinds.some((kind) => kind === fact.kind),
  );
  const failed = answers.find((fact) => fact.outcome !== 'open');
  if (failed !== undefined)
    return { concern: { finding: findingOf(failed.outcome), parameters: describe(failed) }, answer: '' };
  const [first] = answers;
  return first === undefined
    ? { concern: null, answer: '' }
    : { concern: concernOf(first), answer: answerOf(first) };
}

/** The kinds of depth in a service's own protocol that a subject asks for and that have no fact. */
export const isServiceMissing = (facts: readonly Fact[], { probes }: Subject): boolean =>
  serviceKinds.some(
    (kind) => probes.some((request) => request.kind === kind) && !facts.some((fact) => fact.kind === kind),
  );

const toDatabaseAdministrator = (verdict: Ruling['verdict'], reason: string, remedy: string): PhaseRulings =>
  always({ verdict, reason, remedy, owner: 'database-administrator' });

/** The rulings of what a database says about itself. It must be there before the platform is installed. */
export const serviceRulings: Readonly<Record<ServiceFinding, PhaseRulings>> = {
  'port-not-told': toDatabaseAdministrator(
    'fail',
    'SQL Server Browser on {host} (UDP {browserPort}) did not tell the port of the instance {instance} ({code}).',
    'On {host}, start SQL Server Browser and check the name of the instance; allow UDP {browserPort} from {source} to {host}. Or give the instance a static port and put it into the profile.',
  ),
  'no-tcp-port': toDatabaseAdministrator(
    'fail',
    'SQL Server Browser on {host} knows the instance {instance}, but this instance does not listen on TCP.',
    'On {host}, enable TCP/IP for {instance} in SQL Server Configuration Manager and restart the instance.',
  ),
  'other-instance': toDatabaseAdministrator(
    'warn',
    'Port {port} of {address} is open and {product} answers, but it is not the instance {instance}.',
    'Put the port of {instance} into the profile (databases), or leave the instance out if this one is meant.',
  ),
  'service-refused': toDatabaseAdministrator(
    'warn',
    'Port {port} of {address} is open and {product} answers, but it refuses the service {instance} ({code}).',
    'On {host}, run "lsnrctl services" and put the service name that it lists into the profile (databases). A listener that has just started may not know its services yet.',
  ),
  redirected: always({
    verdict: 'warn',
    reason:
      'Port {port} of {address} is open and {product} answers, but it sends connections on to {redirect}, which this run did not contact.',
    remedy:
      'Allow TCP from {source} to {redirect} as well, and add it to the profile (databases) so that it is tested.',
    owner: 'network-team',
  }),
};
