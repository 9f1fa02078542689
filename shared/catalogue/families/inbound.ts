import type { Fact } from '../../run/fact.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { always } from './interrupted.ts';

export const inboundFindings = ['needs-other-machine'] as const;
export type InboundFinding = (typeof inboundFindings)[number];

function find(_facts: readonly Fact[], subject: Subject): Finding<InboundFinding> {
  return { finding: 'needs-other-machine', parameters: subject.parameters };
}

/** A connection that another machine opens to this one: only a run on that machine can prove it. */
export const inbound: Family<InboundFinding> = {
  name: 'inbound',
  findings: inboundFindings,
  parameters: ['from', 'host', 'port'],
  find,
};

export const inboundRulings: Readonly<Record<InboundFinding, PhaseRulings>> = {
  'needs-other-machine': always({
    verdict: 'not-testable-here',
    reason: 'Whether {from} can reach port {port} of {host} can only be tested from that end.',
    remedy: 'Allow TCP {port} from {from} to {host}, then run Netready at that end with the same profile.',
    owner: 'network-team',
  }),
};
