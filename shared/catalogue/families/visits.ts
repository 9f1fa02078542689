import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { CheckerView, RehearsalEnd } from '../../probe/rehearsal-view.ts';
import { hostAndPort } from '../../profile/host.ts';
import { type Place, serverRoles } from '../../profile/roles.ts';
import { type Difference, differencesOf, isAstray } from '../../rehearsal/differences.ts';
import { most } from '../../words/lengths.ts';
import type { Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { nothing, type Parameter, param } from '../parameter.ts';
import { isSameName } from '../targets.ts';
import { always } from './interrupted.ts';

/** What a listener of this machine can tell of a connection that others open. */
export const visitFindings = [
  /** Everybody who should came through. */
  'reached',
  /** Somebody came through, and others who should have did not. */
  'reached-in-part',
  /** Somebody came through, but a device on the way changed what was sent. */
  'reached-changed',
  /** What was sent to another port or machine arrived here. */
  'reached-crossed',
  /** A listener was there, and nobody who should came. */
  'nobody-came',
  /** Another program holds the port, so that no listener was there. */
  'port-held',
] as const;
export type VisitFinding = (typeof visitFindings)[number];

/** The parameters that these findings fill in. */
export const visitParameters = { visitors: 'list', absent: 'list', crossing: 'list' } as const;

export const visitHeadlines: Readonly<Record<VisitFinding, string>> = {
  reached: 'The way to {target} is open, and its service is not there',
  'reached-in-part': '{target} was reached by some, not by all',
  'reached-changed': 'A device changes what is sent to {target}',
  'reached-crossed': 'What is sent elsewhere arrives at {target}',
  'nobody-came': 'Nobody came to {target} while a listener was there',
  'port-held': 'Another program held port {port} of {host}',
};

type Visit = FactOf<'visits'>['visits'][number];

const isServer = (role: string): boolean => serverRoles.some((server) => server === role);

/** Whether a visitor has a role, as it says of itself; every role of a server is one of `server`. */
export const isOfRole = ({ roles }: CheckerView, wanted: Place): boolean =>
  roles.some((role) => role === wanted || (wanted === 'server' && isServer(role)));

/** Whether a visitor is one of those whom a check is about: by its roles, or because the profile names it. */
const isMeant = ({ checker }: Visit, { source }: Subject, senders: readonly string[]): boolean =>
  (source !== null && isOfRole(checker.view, source.role)) ||
  senders.some((sender) => isSender(sender, checker.view));

/** The hosts that are to connect, as the profile names them; none where it does not. */
export const sendersOf = ({ hints }: Subject): readonly string[] =>
  (hints?.['senders'] ?? '').split(',').filter((host) => host !== '');

/** Whether a visitor is a host that the profile names, by its name or by the address that it left from. */
export const isSender = (sender: string, { name, own }: CheckerView): boolean =>
  isSameName(sender, name.toLowerCase()) || sender === own.address;

const end = ({ address, port }: RehearsalEnd): Parameter => param.host(hostAndPort(address, port));

/** What the network changed on the way of a visit, in a clause. */
function through({ checker: { view: checker }, listener: { view: listener } }: Visit): Parameter {
  const kinds = differencesOf(checker, listener).map(({ kind }) => kind);
  const own = end(checker.own);
  const dialled = end(checker.dialled);
  if (kinds.includes('source') && kinds.includes('destination'))
    return param.phrase('left-and-dialled-as', { own, dialled });
  if (kinds.includes('source')) return param.phrase('left-as', { own });
  return kinds.includes('destination') ? param.phrase('dialled-as', { dialled }) : nothing;
}

const visitor = (visit: Visit): Parameter => {
  const { at, checker, listener } = visit;
  return param.phrase('visitor', {
    name: param.host(checker.view.name),
    peer: end(listener.view.peer),
    through: through(visit),
    time: param.keep(`${at.slice(0, 19).replace('T', ' ')} UTC`),
    report: param.keep(checker.view.run),
    key: param.keep(checker.view.sessionKey),
  });
};

const crossing = ({ checker }: Visit): Parameter =>
  param.phrase('sent-elsewhere', {
    name: param.host(checker.view.name),
    wanted: param.host(hostAndPort(checker.view.wanted, checker.view.dialled.port)),
  });

/** How many visitors, and how many who did not come, a sentence names. */
const named = 20;

function few(list: readonly Parameter[]): Parameter {
  const shown = list.slice(0, named);
  const more = list.length - shown.length;
  return param.list('and', [
    ...shown,
    ...(more === 0 ? [] : [param.phrase('others', { count: param.number(more) })]),
  ]);
}

const isChanged = ({ kind }: Difference): boolean => kind === 'tls' || kind === 'head';

/** What the listener of this machine tells of a port; null where none was to listen there. */
export function judgeVisits(facts: readonly Fact[], subject: Subject): Finding<VisitFinding> | null {
  const heard = factsOf(facts, 'visits').find(
    ({ outcome, state }) => outcome === 'read' && state !== undefined,
  );
  if (heard === undefined || heard.state === 'not-opened') return null;
  if (heard.state === 'in-use') return { finding: 'port-held', parameters: {} };
  const senders = sendersOf(subject);
  const meant = heard.visits
    .filter((visit) => isMeant(visit, subject, senders))
    .map((visit) => ({ visit, differences: differencesOf(visit.checker.view, visit.listener.view) }));
  const astray = meant.filter(({ differences }) => differences.some(isAstray));
  const through = meant.filter((entry) => !astray.includes(entry));
  const absent = senders.filter(
    (sender) => !through.some(({ visit }) => isSender(sender, visit.checker.view)),
  );
  const parameters = {
    visitors: few(through.map(({ visit }) => visitor(visit))),
    absent:
      absent.length === 0
        ? (subject.parameters['from'] ?? param.keep(''))
        : few(absent.slice(0, most.parameterItems).map((host) => param.host(host))),
    crossing: few(astray.map(({ visit }) => crossing(visit))),
  };
  const found = (finding: VisitFinding): Finding<VisitFinding> => ({ finding, parameters });
  if (through.some(({ differences }) => differences.some(isChanged))) return found('reached-changed');
  if (through.length > 0) return found(absent.length === 0 ? 'reached' : 'reached-in-part');
  return found(astray.length > 0 ? 'reached-crossed' : 'nobody-came');
}

const tryRemedy =
  'Run "netready check" on {absent} with the same profile and the code of the rehearsal while "netready listen" goes on here.';

const changed: Ruling = {
  verdict: 'warn',
  reason:
    'Port {port} of {host} was reached by {visitors}, but a device on the way ends TLS or changes the request.',
  remedy:
    'Exempt {target} from TLS inspection and from proxies for {from}: the reports of those who came name the certificate that arrived there.',
  owner: 'network-team',
};

const crossed: Ruling = {
  verdict: 'fail',
  reason: 'What arrived at port {port} of {host} was sent elsewhere: {crossing}.',
  remedy:
    'Correct the translation of addresses (NAT), the load balancer or the name that leads it here instead of there.',
  owner: 'network-team',
};

/** What a listener of this machine tells, for connections that others open. */
export const visitRulings: Readonly<Record<VisitFinding, PhaseRulings>> = {
  reached: {
    'before-install': {
      verdict: 'pass',
      reason:
        'Port {port} of {host} was reached, while a listener of Netready stood in for its service, by {visitors}.',
      remedy: null,
      owner: null,
    },
    'after-install': {
      verdict: 'fail',
      reason:
        'Port {port} of {host} was reached by {visitors}, but a listener of Netready held it: its service is not there.',
      remedy:
        'End listening (Ctrl+C, or "Stop listening" in the wizard), start the service of port {port}, and run Netready again.',
      owner: 'you',
    },
  },
  'reached-in-part': always({
    verdict: 'not-testable-here',
    reason: 'Port {port} of {host} was reached by {visitors}; nobody came from {absent}.',
    remedy: tryRemedy,
    owner: 'you',
  }),
  'reached-changed': always(changed),
  'reached-crossed': always(crossed),
  'nobody-came': always({
    verdict: 'not-testable-here',
    reason:
      'A listener of Netready stood in for the service at port {port} of {host}, but nobody of {from} came to it: either nobody tried, or the way is blocked.',
    remedy: tryRemedy,
    owner: 'you',
  }),
  'port-held': always({
    verdict: 'not-testable-here',
    reason:
      'Another program held port {port} of {host}, so that no listener was put there; whether {from} can reach it can only be tested from that end.',
    remedy: 'Allow TCP {port} from {from} to {host}, then run Netready at that end with the same profile.',
    owner: 'network-team',
  }),
};
