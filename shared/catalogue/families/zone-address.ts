import type { Fact } from '../../probe/fact.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { iisRulings } from '../service-rulings.ts';
import { always } from './interrupted.ts';
import { type ReachFinding, reach, reachFindings } from './reach.ts';

export const zoneAddressFindings = [
  ...reachFindings,
  /** The address leads to this machine, which is a front-end and so may serve that zone. */
  'leads-here-in-zone',
] as const;
export type ZoneAddressFinding = (typeof zoneAddressFindings)[number];

function find(facts: readonly Fact[], subject: Subject): Finding<ZoneAddressFinding> {
  const found = reach.find(facts, subject);
  const finding = reachFindings.find((name) => name === found.finding) ?? 'no-evidence';
  const mayServe = subject.hints?.['mayServe'] !== undefined;
  return { ...found, finding: finding === 'leads-here' && mayServe ? 'leads-here-in-zone' : finding };
}

/**
 * Can this machine reach the address of a deployment zone? A front-end may map it to itself in its hosts file, which is
 * how servers behind a load balancer are set up (OutSystems 11, possible setups).
 */
export const zoneAddress: Family<ZoneAddressFinding> = {
  name: 'zone-address',
  findings: zoneAddressFindings,
  parameters: reach.parameters,
  headlines: { ...reach.headlines, 'leads-here-in-zone': '{host} leads to this machine itself' },
  find,
};

/** The rulings of the address of a zone. */
export const zoneAddressRulings = (
  scheme: 'http' | 'https',
): Readonly<Record<ZoneAddressFinding, PhaseRulings>> => {
  const plain: Readonly<Record<ReachFinding, PhaseRulings>> = iisRulings(scheme);
  return {
    ...plain,
    'several-machines': {
      ...plain['several-machines'],
      'before-install': {
        verdict: 'pass',
        reason:
          'The way from {source} to {target} is open in both directions{askedNote}: {machineCount} machines answered in turn in the place of {service}, as behind a load balancer: {machines}.',
        remedy: null,
        owner: null,
      },
    },
    'leads-here-in-zone': always({
      verdict: 'warn',
      reason:
        '{host} leads to this machine itself ({address}). That is right where this machine serves that zone, and shows nothing of the way to its other servers.',
      remedy:
        'If this machine is no front-end of that zone, correct {host} in the hosts file of this machine or in DNS. If it is, prove the address on the Deployment Controller or on a front-end of another zone.',
      owner: 'you',
    }),
  };
};
