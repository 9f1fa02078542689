import type { Carrier } from '../../probe/carriers.ts';
import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { lastAttempts } from '../../probe/last-attempts.ts';
import type { RehearsalEnd } from '../../probe/rehearsal-view.ts';
import { hostAndPort } from '../../profile/host.ts';
import { type Difference, type Meaning, meaningOf } from '../../rehearsal/differences.ts';
import { groupsByKey } from '../../words/groups-by-key.ts';
import type { Finding, PhaseRulings, Ruling } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { addressNote } from './asked-addresses.ts';
import { isBesideThePoint } from './connections.ts';
import { always } from './interrupted.ts';
import { withRest } from './with-rest.ts';

/** A listener answered by another way than the one that was meant. */
const otherWayFindings = ['crossed', 'other-machine', 'tls-inspected', 'http-proxy'] as const;

/** Something on the way to a listener did not let it answer. */
const lostWayFindings = ['accepted-for-it', 'cut-off-in-rehearsal', 'path-blocked'] as const;

/** Those that one address of a name can show while another one shows something else. */
export const rehearsalAnswerFindings = [...otherWayFindings, ...lostWayFindings] as const;

/** What a listener that stands in for a service can show of the way to it. */
export const rehearsalFindings = [
  /** Both ends proved themselves and saw the same. */
  'proven',
  /** Both ends proved themselves; addresses were translated, or a device accepts connections in between. */
  'proven-via',
  ...otherWayFindings,
  /** Several listeners answered in turn where one was asked for. */
  'several-machines',
  /** Some addresses of a name lead to a listener, others to none. */
  'proven-in-part',
  /** Some connections to an end came to a listener, others to none. */
  'proven-at-times',
  ...lostWayFindings,
  /** Something accepts, and does not have the code. */
  'unproven',
  /** Refused, and nobody knows whether somebody listens. */
  'not-rehearsed',
] as const;
export type RehearsalFinding = (typeof rehearsalFindings)[number];

/** The parameters that these findings fill in beside those of a way. */
export const rehearsalParameters = {
  /** What the machine calls itself that answered. */
  listener: 'host',
  report: 'keep',
  via: 'list',
  arrivedPort: 'number',
  otherPort: 'number',
  cutWhen: 'keep',
  splitNote: 'phrase',
  inspector: 'distinguished-name',
  askedNote: 'phrase',
  machines: 'list',
  machineCount: 'number',
  conversations: 'number',
  unanswered: 'number',
  withoutListener: 'list',
} as const;

export const rehearsalHeadlines: Readonly<Record<RehearsalFinding, string>> = {
  proven: 'The way to {target} is open, and {service} is not there',
  'proven-via': 'The way to {target} is open, and {service} is not there',
  crossed: 'Port {port} of {host} leads to port {arrivedPort}',
  'other-machine': '{target} is answered by {listener}',
  'tls-inspected': 'TLS to {target} ends at a device on the way',
  'http-proxy': 'A proxy changes what is sent to {target}',
  'several-machines': '{machineCount} machines answer {target} in turn',
  'proven-in-part': '{host} leads to addresses where no listener answers on port {port}',
  'proven-at-times': '{target} is answered by a listener at times, not always',
  'accepted-for-it': 'A device on the way accepts connections to {target}',
  'cut-off-in-rehearsal': 'Connections to {target} are cut off on the way',
  'path-blocked': 'The way to {target} is blocked',
  unproven: 'What accepts connections to {target} does not have the code',
  'not-rehearsed': '{target} refuses, and no listener is known there',
};

const endText = ({ address, port }: RehearsalEnd): Parameter => param.host(hostAndPort(address, port));

/** What the network changed, in a clause: what both ends saw of each other. */
function clauseOf(difference: Difference): readonly Parameter[] {
  switch (difference.kind) {
    case 'source':
      return [param.phrase('came-from', { seen: endText(difference.seen), own: endText(difference.own) })];
    case 'destination':
      return [param.phrase('arrived-at', { arrived: endText(difference.arrived) })];
    case 'machine':
    case 'port':
    case 'tls':
    case 'head':
      return [];
  }
}

const relayedClause = (fact: Pick<FactOf<'rehearsal'>, 'answerMs' | 'connectMs'>): Parameter =>
  param.phrase('answered-later', {
    answer: param.milliseconds(fact.answerMs ?? 0),
    connection: param.milliseconds(fact.connectMs ?? 0),
  });

/** Which of several differences counts: that it was not the machine or port that was meant before what was changed on the way. */
const gravity = {
  machine: 'other-machine',
  port: 'crossed',
  tls: 'tls-inspected',
  head: 'http-proxy',
  destination: 'proven-via',
  source: 'proven-via',
} as const satisfies Readonly<Record<Difference['kind'], RehearsalFinding>>;

const firstBytes = 'as soon as the first bytes were sent';
const midExchange = 'in the middle of the exchange';

/** Carriers whose messages a proxy may send on to different machines. */
const maySplit: readonly Carrier[] = ['http', 'https'];

/** A conversation that came to its end, as a finding. */
export function provenFinding(
  meaning: Extract<Meaning, { kind: 'proven' }>,
  fact: Pick<FactOf<'rehearsal'>, 'answerMs' | 'connectMs' | 'issuer'>,
): Finding<RehearsalFinding> {
  const { listener, differences, isRelayed } = meaning;
  const [first] = differences;
  const finding = first === undefined ? (isRelayed ? 'proven-via' : 'proven') : gravity[first.kind];
  const via = [...differences.flatMap(clauseOf), ...(isRelayed ? [relayedClause(fact)] : [])];
  return {
    finding,
    parameters: {
      listener: param.host(listener.name),
      report: param.keep(listener.run),
      via: param.list('and', via),
      arrivedPort: param.number(listener.arrived.port),
      inspector: fact.issuer === undefined ? param.keep('not shown') : param.distinguishedName(fact.issuer),
    },
  };
}

/** Outcomes that show nothing of the way. */
const unobserved: readonly Fact['outcome'][] = ['cancelled', 'probe-failed'];

type Attempt = FactOf<'rehearsal'>;

function findingOf(fact: Attempt): Finding<RehearsalFinding> | null {
  if (unobserved.includes(fact.outcome)) return null;
  const meaning = meaningOf(fact);
  const vouched = (listener: { readonly name: string; readonly run: string }): FindingParameters => ({
    listener: param.host(listener.name),
    report: param.keep(listener.run),
    otherPort: param.number(fact.vouched?.port ?? 0),
  });
  switch (meaning.kind) {
    case 'proven':
      return provenFinding(meaning, fact);
    case 'cut-in-exchange':
      return {
        finding: 'cut-off-in-rehearsal',
        parameters: {
          cutWhen: param.keep(midExchange),
          splitNote: maySplit.includes(fact.carrier) ? param.phrase('or-spread', {}) : nothing,
        },
      };
    case 'cut-at-knock':
      return {
        finding: 'cut-off-in-rehearsal',
        parameters: { ...vouched(meaning.listener), cutWhen: param.keep(firstBytes), splitNote: nothing },
      };
    case 'accepted-for-it':
      return { finding: 'accepted-for-it', parameters: vouched(meaning.listener) };
    case 'blocked':
      return { finding: 'path-blocked', parameters: vouched(meaning.listener) };
    case 'unproven':
    case 'stranger':
      return fact.carrier === 'plain' ? { finding: 'unproven', parameters: {} } : null;
    case 'undecided':
      return fact.outcome === 'refused' ? { finding: 'not-rehearsed', parameters: {} } : null;
  }
}

/** What was found at one address of a name; a finding of null is left to the ordinary connection. */
type Place = {
  readonly address: string;
  readonly facts: readonly Attempt[];
  readonly found: Finding<RehearsalFinding> | null;
};

/** Findings that show that a listener can be reached and nothing is wrong with the way, beside which others count. */
const sound: readonly RehearsalFinding[] = ['proven', 'proven-via', 'proven-at-times', 'several-machines'];

/** Findings of a way that is wrong at an address, whatever is found at another one; the gravest first. */
const grave: readonly RehearsalFinding[] = [
  'other-machine',
  'crossed',
  'path-blocked',
  'cut-off-in-rehearsal',
  'accepted-for-it',
  'tls-inspected',
  'http-proxy',
];

const isSound = ({ found }: Place): boolean => found !== null && sound.includes(found.finding);

const isProof = ({ checker, listener }: Attempt): boolean => checker !== undefined && listener !== undefined;

/** The machines that answered, each once, with the reports that they will write. */
function machinesOf(facts: readonly Attempt[]): FindingParameters {
  const views = facts.flatMap(({ listener }) => (listener === undefined ? [] : [listener.view]));
  const machines = [...new Map(views.map((view) => [view.run, view])).values()];
  return {
    machineCount: param.number(machines.length),
    machines: withRest(
      'and',
      machines.map(({ name, run }) =>
        param.phrase('with-report', { name: param.host(name), report: param.keep(run) }),
      ),
    ),
  };
}

const countOfMachines = (facts: readonly Attempt[]): number =>
  new Set(facts.flatMap(({ listener }) => listener?.view.run ?? [])).size;

/** The gravest of what several conversations with one address show. */
function judgePlace(address: string, facts: readonly Attempt[]): Place {
  const each = facts.map((fact) => ({ fact, found: findingOf(fact) }));
  const proofs = each.filter(({ fact }) => isProof(fact));
  const [first] = proofs;
  if (first === undefined) return { address, facts, found: each.at(-1)?.found ?? null };
  const worst = grave
    .map((finding) => proofs.find(({ found }) => found?.finding === finding))
    .find((entry) => entry !== undefined);
  if (worst !== undefined) return { address, facts, found: worst.found };
  const unanswered = each.filter(({ fact }) => !isProof(fact) && !unobserved.includes(fact.outcome));
  const failed = unanswered[0]?.fact;
  if (failed !== undefined)
    return {
      address,
      facts,
      found: {
        finding: 'proven-at-times',
        parameters: {
          ...first.found?.parameters,
          code: param.code(failed.code),
          conversations: param.number(facts.length),
          unanswered: param.number(unanswered.length),
        },
      },
    };
  return { address, facts, found: first.found };
}

/** The one finding of all addresses: what is wrong at one of them, or that a listener answers at some, or at all. */
function judgePlaces(host: string, places: readonly Place[]): Finding<RehearsalFinding> | null {
  const worst = grave
    .map((finding) => places.find(({ found }) => found?.finding === finding))
    .find((place) => place !== undefined);
  if (worst?.found !== undefined && worst.found !== null) {
    const { finding, parameters } = worst.found;
    const isOdd = ({ found }: Place): boolean => found?.finding === finding;
    const addresses = (wanted: boolean): readonly string[] =>
      places.filter((place) => isOdd(place) === wanted).map(({ address }) => address);
    return {
      finding,
      parameters: { ...parameters, ...addressNote(host, addresses(true), addresses(false)) },
    };
  }
  const proven = places.filter(isSound);
  const [first] = proven;
  if (first === undefined || first.found === null)
    return places.some(({ found }) => found === null) ? null : (places[0]?.found ?? null);
  const others = places.filter((place) => !isSound(place));
  if (others.length > 0)
    return {
      finding: 'proven-in-part',
      parameters: {
        ...first.found.parameters,
        withoutListener: withRest(
          'and',
          others.map(({ address }) => param.host(address)),
        ),
      },
    };
  const atTimes = proven.find(({ found }) => found?.finding === 'proven-at-times');
  if (atTimes !== undefined && atTimes.found !== null) return atTimes.found;
  const facts = proven.flatMap((place) => place.facts);
  return countOfMachines(facts) > 1
    ? { finding: 'several-machines', parameters: { ...first.found.parameters, ...machinesOf(facts) } }
    : first.found;
}

/** That only some of the addresses that take connections were asked; nothing where all were. */
function askedNoteOf(facts: readonly Fact[], places: readonly Place[]): Parameter {
  const open = new Set(
    factsOf(facts, 'tcp').flatMap(({ outcome, remoteAddress }) =>
      outcome === 'open' ? [remoteAddress] : [],
    ),
  );
  const asked = places.filter(({ address }) => open.has(address)).length;
  return asked < open.size
    ? param.phrase('for-addresses-in-part', { count: param.number(asked), open: param.number(open.size) })
    : nothing;
}

/**
 * What a rehearsal says of the way to a service, at each address that its name leads to; null where there was none, or
 * where it leaves the answer to the ordinary connection and to the service itself.
 * @param port the port that a check is about
 */
export function judgeRehearsal(facts: readonly Fact[], port: number): Finding<RehearsalFinding> | null {
  const attempts = factsOf(lastAttempts(factsOf(facts, 'rehearsal')), 'rehearsal').filter(
    (fact) => fact.remotePort === port && !isBesideThePoint(fact),
  );
  const host = attempts[0]?.host ?? '';
  const byAddress = groupsByKey(attempts, ({ remoteAddress }) => remoteAddress ?? host);
  const places = [...byAddress].map(([address, own]) => judgePlace(address, own));
  const found = judgePlaces(host, places);
  const shown = places.find((place) => place.found?.finding === found?.finding) ?? places.find(isSound);
  const fact = shown?.facts.find(isProof) ?? shown?.facts.at(-1) ?? attempts[0];
  if (found === null || fact === undefined) return null;
  return {
    ...found,
    parameters: {
      address: param.host(fact.remoteAddress ?? fact.host),
      code: param.code(fact.code),
      ms: param.milliseconds(fact.durationMs),
      seconds: param.duration(fact.durationMs),
      askedNote: askedNoteOf(facts, places),
      ...found.parameters,
    },
  };
}

const blockedRemedy =
  'Allow TCP {port} from {source} to {host} in every firewall between them, the one on {host} included: a rule there that is limited to the program of the service does not let the listener in.';

const network = (verdict: 'fail' | 'warn', reason: string, remedy: string): Ruling => ({
  verdict,
  reason,
  remedy,
  owner: 'network-team',
});

const passed = (reason: string): Ruling => ({ verdict: 'pass', reason, remedy: null, owner: null });

/** After the installation the service must be there: a listener in its place shows that it is not. */
const serviceMissing: Ruling = {
  verdict: 'fail',
  reason:
    'The way from {source} to {target} is open, as {listener} proved (report {report}), but a listener of Netready holds the port: {service} is not there.',
  remedy:
    'On {host}, end listening (Ctrl+C, or "Stop listening" in the wizard), start {service}, and run this check again.',
  owner: 'you',
};

/** What a rehearsal means, whatever the service is. */
export const rehearsalRulings: Readonly<Record<RehearsalFinding, PhaseRulings>> = {
  proven: {
    'before-install': passed(
      'The way from {source} to {target} is open in both directions{askedNote}: {listener} answered in the place of {service} in {ms} (report {report}), and no device on the way was visible.',
    ),
    'after-install': serviceMissing,
  },
  'proven-via': {
    'before-install': passed(
      'The way from {source} to {target} is open in both directions{askedNote}: {listener} answered in the place of {service} in {ms} (report {report}); {via}.',
    ),
    'after-install': serviceMissing,
  },
  crossed: always(
    network(
      'fail',
      'What is sent to port {port} of {host} arrives at port {arrivedPort} of {listener}: a translation of addresses on the way leads to another port.',
      'Correct the translation (NAT) for {target}: it must lead to port {port}.',
    ),
  ),
  'other-machine': always(
    network(
      'fail',
      'What is sent to {target} is answered by {listener}, which is another machine of the same profile.',
      'Correct the address of {host} in DNS, in the hosts file of {source}, or in the translation (NAT) or load balancer on the way.',
    ),
  ),
  'tls-inspected': always(
    network(
      'warn',
      'The way from {source} to {target} is open, but a device on it ends TLS: the certificate or the keys that arrived are not those of {listener} (issuer of what arrived: {inspector}).',
      'Exempt {target} from TLS inspection: the servers of the platform do not know the authority of that device.',
    ),
  ),
  'http-proxy': always(
    network(
      'warn',
      'The way from {source} to {target} is open, but a proxy on it changed the request before it came to {listener}.',
      'Find the proxy or device on the way from {source} to {target} that looks into HTTP, and exempt {target} from it: the servers of the platform speak to each other directly.',
    ),
  ),
  'several-machines': {
    'before-install': {
      verdict: 'warn',
      reason:
        'The way from {source} to {target} is open, but {machineCount} machines answered in turn where one was meant: {machines}.',
      remedy:
        'Have {host} lead to one machine, in DNS, in the hosts file of {source} or in the load balancer. If a load balancer is meant to stand there, put the name of each machine behind it into the profile, so that each is proven by itself.',
      owner: 'you',
    },
    'after-install': {
      verdict: 'fail',
      reason:
        'The way from {source} to {target} is open, but listeners of Netready hold the port on {machineCount} machines that answered in turn: {machines}. {service} is not there.',
      remedy:
        'On each of them, end listening (Ctrl+C, or "Stop listening" in the wizard), start {service}, and run this check again.',
      owner: 'you',
    },
  },
  'proven-in-part': {
    'before-install': {
      verdict: 'warn',
      reason:
        'The way from {source} to port {port} of {address} is open in both directions, as {listener} proved (report {report}). At {withoutListener}, where {host} leads as well, no listener with this code answered.',
      remedy:
        'If {withoutListener} belong to {host} too, run "netready listen" there with the same code and this check again; if not, have them taken out of that name in DNS or in the hosts file. Which address is used is left to chance.',
      owner: 'you',
    },
    'after-install': serviceMissing,
  },
  'proven-at-times': {
    'before-install': {
      verdict: 'warn',
      reason:
        'The way from {source} to {target} is open, as {listener} proved (report {report}), but not always: {unanswered} of {conversations} conversations came to no listener ({code}).',
      remedy:
        'If a load balancer or virtual address stands at {target}, run "netready listen" with the same code on every machine behind it, or take those out that are not there yet; then run this check again. If none does, have the network team look for a way that is lost at times.',
      owner: 'you',
    },
    'after-install': serviceMissing,
  },
  'accepted-for-it': always(
    network(
      'fail',
      '{address} accepts connections to port {port}, but nothing comes back ({code}), although {listener} says through port {otherPort} that it listens there: a device on the way accepts in its place.',
      'Find the device on the way from {source} to {target} that accepts connections in the place of {host}, and let it pass them on.',
    ),
  ),
  'cut-off-in-rehearsal': always(
    network(
      'fail',
      '{address} accepts connections to port {port}, but they are cut off {cutWhen} ({code}), although a listener with this code is there: a device on the way stops them{splitNote}.',
      'Find the filter on the way from {source} to {target} that cuts connections off by what is sent over them, and allow TCP {port} whatever is in it.',
    ),
  ),
  'path-blocked': always(
    network(
      'fail',
      '{listener} says through port {otherPort} that it listens at port {port} (report {report}), but no connection to {target} comes about ({code}): it is blocked on the way.',
      blockedRemedy,
    ),
  ),
  unproven: always({
    verdict: 'unknown',
    reason:
      '{address} accepts connections to port {port}, but whoever does so did not prove to have the code ({code}): another program, a device on the way, or a listener with another code.',
    remedy:
      'On {host}, see which program listens on port {port}. If it is "netready listen", give both the same code; if none does, have the network team find what accepts connections to {target}.',
    owner: 'you',
  }),
  'not-rehearsed': {
    'before-install': {
      verdict: 'not-yet',
      reason:
        '{address} refused the connection to port {port}, and no other port of {host} was answered by a listener with this code: nothing listens there yet, or a firewall rejects with a reset.',
      remedy:
        'Run "netready listen" on {host} with the same profile and code, and this check again meanwhile: that decides which of both it is.',
      owner: 'you',
    },
    'after-install': {
      verdict: 'fail',
      reason:
        '{address} refused the connection to port {port}: {service} does not listen there, or a firewall rejects.',
      remedy:
        'On {host}, make sure that {service} runs and listens on port {port}, then run this check again.',
      owner: 'you',
    },
  },
};
