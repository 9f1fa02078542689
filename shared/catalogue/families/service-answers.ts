import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { oracleError, tdsEncryptionWords } from '../../probe/service-words.ts';
import { hostAndPort } from '../../profile/host.ts';
import type { PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
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
export const serviceParameters = {
  instance: 'name',
  browserPort: 'number',
  portNote: 'phrase',
  product: 'phrase',
  answer: 'phrase',
  redirect: 'host',
} as const;

export const serviceHeadlines: Readonly<Record<ServiceFinding, string>> = {
  'port-not-told': 'SQL Server Browser on {host} does not tell the port of {instance}',
  'no-tcp-port': 'The instance {instance} on {host} does not listen on TCP',
  'other-instance': '{target} is not the instance {instance}',
  'service-refused': '{target} refuses the service {instance}',
  redirected: '{target} sends connections on to {redirect}',
};

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
    parameters: { instance: param.name(shown.instance), code: param.code(shown.code) },
  };
}

function programOf(fact: ServiceFact): Parameter {
  switch (fact.kind) {
    case 'tds':
      return param.keep('SQL Server');
    case 'tns':
      return param.keep('Oracle listener');
    case 'amqp':
      return fact.product === undefined ? param.keep('an AMQP server') : param.program(fact.product);
  }
}

function productOf(fact: ServiceFact): Parameter {
  const product = programOf(fact);
  return fact.version === undefined
    ? product
    : param.phrase('with-version', { product, version: param.version(fact.version) });
}

function answerOf(fact: ServiceFact): readonly Parameter[] {
  const product = productOf(fact);
  if (fact.kind !== 'tds' || fact.encryption === undefined) return [product];
  const encryption = param.keep(tdsEncryptionWords[fact.encryption]);
  return [product, param.phrase('encryption', { encryption })];
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
  address: param.host(fact.remoteAddress ?? fact.host),
  ms: param.milliseconds(fact.durationMs),
  seconds: param.duration(fact.durationMs),
  code: param.code(fact.code),
  sizeNote: nothing,
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
        ? found('other-instance', { instance: param.name(fact.instance) })
        : null;
    case 'tns': {
      if (fact.answer === 'redirected' && !leadsBack(fact))
        return found('redirected', {
          redirect:
            fact.redirect === undefined
              ? param.keep('an address that is not shown')
              : param.host(fact.redirect),
        });
      if (fact.answer !== 'refused' || fact.serviceName === undefined) return null;
      const code =
        fact.errorNumber === undefined
          ? param.keep('no error number')
          : param.code(oracleError(fact.errorNumber));
      return found('service-refused', { instance: param.name(fact.serviceName), code });
    }
    case 'amqp':
      return null;
  }
}

/** What the answers of services add to an open connection: something to mend, and what answered, part by part. */
export function judgeServices<F extends string>(
  facts: readonly Fact[],
  findingOf: (outcome: Outcome) => F,
): { readonly concern: Found<F | ServiceFinding> | null; readonly answer: readonly Parameter[] } {
  const answers = facts.filter((fact): fact is ServiceFact =>
    serviceKinds.some((kind) => kind === fact.kind),
  );
  const failed = answers.find((fact) => fact.outcome !== 'open');
  if (failed !== undefined)
    return { concern: { finding: findingOf(failed.outcome), parameters: describe(failed) }, answer: [] };
  const [first] = answers;
  return first === undefined
    ? { concern: null, answer: [] }
    : { concern: concernOf(first), answer: answerOf(first) };
}

/** The kinds of depth in a service's own protocol that a subject asks for and that have no fact. */
export const isServiceMissing = (facts: readonly Fact[], { probes }: Subject): boolean =>
  serviceKinds.some(
    (kind) => probes.some((request) => request.kind === kind) && !facts.some((fact) => fact.kind === kind),
  );

const toDatabaseAdministrator = (
  verdict: Ruling['verdict'],
  reason: string,
  remedy: string,
  asks: Ruling['asks'] = [],
): PhaseRulings => always({ verdict, reason, remedy, owner: 'database-administrator', asks });

/** The rulings of what a database says about itself. It must be there before the platform is installed. */
export const serviceRulings: Readonly<Record<ServiceFinding, PhaseRulings>> = {
  'port-not-told': toDatabaseAdministrator(
    'fail',
    'SQL Server Browser on {host} (UDP {browserPort}) did not tell the port of the instance {instance} ({code}).',
    'On {host}, start SQL Server Browser and check the name of the instance; allow UDP {browserPort} from {source} to {host}. Or give the instance a static port and put it into [[the profile (databases)|Netready]].',
    ['databases'],
  ),
  'no-tcp-port': toDatabaseAdministrator(
    'fail',
    'SQL Server Browser on {host} knows the instance {instance}, but this instance does not listen on TCP.',
    'On {host}, enable TCP/IP for {instance} in SQL Server Configuration Manager and restart the instance.',
  ),
  'other-instance': toDatabaseAdministrator(
    'warn',
    'Port {port} of {address} is open and {product} answers, but it is not the instance {instance}.',
    'Put the port of {instance} into [[the profile (databases)|Netready]], or leave the instance out if this one is meant.',
    ['databases'],
  ),
  'service-refused': toDatabaseAdministrator(
    'warn',
    'Port {port} of {address} is open and {product} answers, but it refuses the service {instance} ({code}).',
    'On {host}, run "lsnrctl services" and put the service name that it lists into [[the profile (databases)|Netready]]. A listener that has just started may not know its services yet.',
    ['databases'],
  ),
  redirected: always({
    verdict: 'warn',
    reason:
      'Port {port} of {address} is open and {product} answers, but it sends connections on to {redirect}, which this run did not contact.',
    remedy:
      'Allow TCP from {source} to {redirect} as well, and add it to the [[profile (databases)|databases]] so that it is tested.',
    owner: 'network-team',
    asks: ['databases'],
  }),
};
