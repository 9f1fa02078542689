import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type Parameter, param } from '../parameter.ts';
import { always } from './interrupted.ts';
import {
  judgeVisits,
  type VisitFinding,
  visitFindings,
  visitHeadlines,
  visitParameters,
  visitRulings,
} from './visits.ts';

export const inboundFindings = [
  'needs-other-machine',
  /** A rule of the firewall of this machine blocks the port on every network that counts. */
  'blocked-by-rule',
  /** The firewall of this machine blocks everything there, whatever its rules allow. */
  'blocked-by-setting',
  /** The firewall of this machine lets in only what a rule allows, and none allows the port. */
  'closed-by-default',
  /** A rule blocks the port for some of those who connect, or under a condition that is not known. */
  'blocked-in-part',
  /** Only a rule for some of those who connect, or with a condition that is not known, allows the port. */
  'allowed-in-part',
  ...visitFindings,
] as const;
export type InboundFinding = (typeof inboundFindings)[number];

type Network = FactOf<'inbound-firewall'>['networks'][number];

/** The networks that this machine is in; every kind of network where the system does not tell. */
function countedNetworks(networks: readonly Network[]): readonly Network[] {
  const active = networks.filter(({ isActive }) => isActive === true);
  return active.length > 0 ? active : networks;
}

/** The networks that count, after "on". */
function networksIn(counted: readonly Network[]): Parameter {
  if (!counted.some(({ isActive }) => isActive === true)) return param.keep('every kind of network');
  const networks = counted.map(({ network }) => param.keep(network));
  const [network] = networks;
  return networks.length === 1 && network !== undefined
    ? param.phrase('the-network', { network })
    : param.phrase('the-networks', { networks: param.list('and', networks) });
}

const editors = { machine: 'wf.msc', policy: 'the group policy that sets it' } as const;

/** Findings of a listener that no rule of the firewall of this machine can speak against: somebody came through. */
const decided: readonly InboundFinding[] = [
  'reached',
  'reached-in-part',
  'reached-changed',
  'reached-crossed',
];

function find(facts: readonly Fact[], subject: Subject): Finding<InboundFinding> {
  const heard = judgeVisits(facts, subject);
  const told =
    heard === null ? null : { ...heard, parameters: { ...subject.parameters, ...heard.parameters } };
  if (told !== null && decided.includes(told.finding)) return told;
  const found = findAtFirewall(facts, subject);
  return found.finding === 'needs-other-machine' ? (told ?? found) : found;
}

function findAtFirewall(facts: readonly Fact[], subject: Subject): Finding<InboundFinding> {
  const { parameters } = subject;
  const read = factsOf(facts, 'inbound-firewall').find(({ outcome }) => outcome === 'read');
  const counted = countedNetworks(read?.networks ?? []);
  const isOneOf = (...decisions: readonly Network['decision'][]): boolean =>
    counted.length > 0 && counted.every(({ decision }) => decisions.includes(decision));
  const isAny = (decision: Network['decision']): boolean =>
    counted.some((network) => network.decision === decision);
  const ruleOf = (wanted: Network['decision']) =>
    counted.flatMap(({ decision, rules }) => (decision === wanted ? rules : []))[0];
  const rule = ruleOf('blocked') ?? ruleOf('blocked-in-part') ?? ruleOf('allowed-in-part');
  const found = {
    ...parameters,
    networks: networksIn(counted),
    rule: rule === undefined ? param.keep('none') : param.name(rule.ruleName),
    editor: param.keep(editors[rule?.origin ?? 'machine']),
  };
  if (isOneOf('blocked'))
    return { finding: rule === undefined ? 'blocked-by-setting' : 'blocked-by-rule', parameters: found };
  if (isOneOf('blocked', 'closed')) return { finding: 'closed-by-default', parameters: found };
  if (isAny('blocked-in-part')) return { finding: 'blocked-in-part', parameters: found };
  if (isOneOf('blocked', 'closed', 'allowed-in-part'))
    return { finding: 'allowed-in-part', parameters: found };
  return { finding: 'needs-other-machine', parameters };
}

/**
 * A connection that another machine opens to this one: only a run on that machine can prove it, but the firewall of
 * this one can be seen to stand in its way, and a listener of this one can have been reached. A firewall that lets it in
 * proves nothing about those between them.
 */
export const inbound: Family<InboundFinding> = {
  name: 'inbound',
  findings: inboundFindings,
  parameters: {
    from: 'keep',
    host: 'host',
    port: 'number',
    target: 'host',
    networks: 'phrase',
    rule: 'name',
    editor: 'keep',
    ...visitParameters,
  },
  headlines: {
    'needs-other-machine': '{target} can only be tested from {from}',
    'blocked-by-rule': 'The firewall rule "{rule}" blocks port {port}',
    'blocked-by-setting': 'The firewall of this machine blocks every incoming connection',
    'closed-by-default': 'No rule of the firewall lets in port {port}',
    'blocked-in-part': 'The firewall rule "{rule}" blocks port {port} in part',
    'allowed-in-part': 'The firewall rule "{rule}" lets in port {port} only in part',
    ...visitHeadlines,
  },
  find,
};

const blockedByRuleClause =
  'The firewall of this machine blocks TCP {port} on {networks} by the rule "{rule}"';

const blockedByRule: Ruling = {
  verdict: 'fail',
  reason: `${blockedByRuleClause}.`,
  remedy:
    'In {editor}, turn off or narrow the inbound rule "{rule}", which wins over every rule that allows; then run this check again.',
  owner: 'you',
};

const blockedBySettingClause =
  'The firewall of this machine blocks every incoming connection on {networks}, whatever its rules allow';

const blockedBySetting: Ruling = {
  verdict: 'fail',
  reason: `${blockedBySettingClause}.`,
  remedy:
    'In the properties of the firewall (wf.msc, or the group policy that sets it), change inbound connections from "Block all connections" to "Block (default)" there; then run this check again.',
  owner: 'you',
};

/**
 * The command has the words of `netready firewall`, which narrows it to the addresses of the profile. Nothing that
 * could be read as anything but text is filled into it.
 */
const closedByDefault: Ruling = {
  verdict: 'warn',
  reason:
    'The firewall of this machine lets in on {networks} what a rule allows, and no rule allows TCP {port} from {from}.',
  remedy:
    'As administrator, run: netsh advfirewall firewall add rule name="OutSystems inbound TCP {port}" dir=in action=allow protocol=TCP localport={port} remoteip=any. Narrow it to the addresses of {from}, as the commands of "netready firewall" are.',
  owner: 'you',
};

const partWords = 'for some senders, users or interfaces, or under a condition that is not known here';

const blockedInPartClause = `On {networks}, the rule "{rule}" of the firewall of this machine blocks TCP {port} ${partWords}`;

const blockedInPart: Ruling = {
  verdict: 'warn',
  reason: `${blockedInPartClause}.`,
  remedy:
    'In {editor}, open the inbound rule "{rule}" and see whether it can be about {from}; if so, narrow it or turn it off, as it wins over every rule that allows. Then run this check again.',
  owner: 'you',
};

const allowedInPartClause = `On {networks}, only the rule "{rule}" of the firewall of this machine lets in TCP {port}, ${partWords}`;

const allowedInPart: Ruling = {
  verdict: 'warn',
  reason: `${allowedInPartClause}; whether that includes {from} is not seen here.`,
  remedy:
    'In {editor}, open the inbound rule "{rule}" and see that its scope includes the addresses of {from}; then run Netready at that end with the same profile.',
  owner: 'you',
};

/**
 * What the firewall of this machine says about a connection that others open. A rule that blocks is a failure; a port
 * without a rule a warning, because a security product that takes the firewall's place is not seen here.
 */
export const ownFirewallRulings: Readonly<
  Record<Exclude<InboundFinding, 'needs-other-machine' | VisitFinding>, PhaseRulings>
> = {
  'blocked-by-rule': always(blockedByRule),
  'blocked-by-setting': always(blockedBySetting),
  'closed-by-default': always(closedByDefault),
  'blocked-in-part': always(blockedInPart),
  'allowed-in-part': always(allowedInPart),
};

export const inboundRulings: Readonly<Record<InboundFinding, PhaseRulings>> = {
  'needs-other-machine': always({
    verdict: 'not-testable-here',
    reason: 'Whether {from} can reach port {port} of {host} can only be tested from that end.',
    remedy: 'Allow TCP {port} from {from} to {host}, then run Netready at that end with the same profile.',
    owner: 'network-team',
  }),
  ...ownFirewallRulings,
  ...visitRulings,
};

/**
 * The rulings of one of two ways of which either is enough: that the firewall of this machine keeps this one shut can
 * be meant, so it is no failure.
 * @param sufficient what is enough, as a clause: `Remote Desktop would do as well`
 */
export function eitherWayRulings(
  sufficient: string,
  needsOtherMachine: Ruling,
): Readonly<Record<InboundFinding, PhaseRulings>> {
  const either = (ruling: Ruling, clause: string): PhaseRulings =>
    always({ ...ruling, verdict: 'warn', reason: `${clause}; ${sufficient}.` });
  return {
    ...visitRulings,
    'needs-other-machine': always(needsOtherMachine),
    'blocked-by-rule': either(blockedByRule, blockedByRuleClause),
    'blocked-by-setting': either(blockedBySetting, blockedBySettingClause),
    'blocked-in-part': either(blockedInPart, blockedInPartClause),
    'allowed-in-part': always({
      ...needsOtherMachine,
      reason: `${allowedInPartClause}; ${sufficient}.`,
    }),
    'closed-by-default': always({
      ...needsOtherMachine,
      reason: `No rule of the firewall of this machine allows TCP {port} from {from} on {networks}; ${sufficient}.`,
    }),
  };
}
