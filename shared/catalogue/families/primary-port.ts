import type { Fact } from '../../probe/fact.ts';
import type { PlatformService } from '../../profile/services.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { type Parameter, param } from '../parameter.ts';
import { platformRulings } from '../service-rulings.ts';
import { closedFindings } from './connections.ts';
import { always } from './interrupted.ts';
import { type ReachFinding, reach, reachFindings } from './reach.ts';

export const primaryPortFindings = [
  ...reachFindings,
  /** Nothing listens there, and the version of the platform does not use the port yet. */
  'unused-refused',
  /** The way there is closed, and the version of the platform does not use the port yet. */
  'unused-closed',
] as const;
export type PrimaryPortFinding = (typeof primaryPortFindings)[number];

/** Findings of a way that is closed, beyond a name that is not found. */
const closed: readonly string[] = closedFindings.filter((finding) => !finding.startsWith('dns'));

/** From when on a primary port is used, for a sentence; null where the version of the profile uses it already. */
export function releaseOfUse({ hints }: Subject): Parameter | null {
  const since = hints?.['unusedUntil'];
  if (since === undefined) return null;
  return since === 'never'
    ? param.phrase('used-by-none', {})
    : param.phrase('used-since', { release: param.version(since) });
}

function find(facts: readonly Fact[], subject: Subject): Finding<PrimaryPortFinding> {
  const found = reach.find(facts, subject);
  const use = releaseOfUse(subject);
  const finding = reachFindings.find((name) => name === found.finding) ?? 'no-evidence';
  if (use === null || !closed.includes(finding)) return { ...found, finding };
  return {
    finding: finding === 'refused' ? 'unused-refused' : 'unused-closed',
    parameters: { ...found.parameters, use },
  };
}

/** Can this machine open a connection to a primary port, and does its version of the platform need it already? */
export const primaryPort: Family<PrimaryPortFinding> = {
  name: 'primary-port',
  findings: primaryPortFindings,
  parameters: { ...reach.parameters, use: 'phrase' },
  headlines: {
    ...reach.headlines,
    'unused-refused': 'Nothing listens on {target}, which is not used yet',
    'unused-closed': '{target} cannot be reached, and is not used yet',
  },
  find,
};

/** The rulings of a connection to a primary port: while nothing uses it, a closed one is a warning. */
export function primaryPortRulings(
  service: PlatformService,
): Readonly<Record<PrimaryPortFinding, PhaseRulings>> {
  const plain: Readonly<Record<ReachFinding, PhaseRulings>> = platformRulings(service);
  return {
    ...plain,
    'unused-refused': {
      'before-install': plain.refused['before-install'],
      'after-install': {
        ...plain.refused['after-install'],
        verdict: 'warn',
        reason: `{address} refused the connection to port {port}: {service} does not listen there, or a firewall rejects. {use}.`,
      },
    },
    'unused-closed': always({
      verdict: 'warn',
      reason: 'No connection to {target} came about ({code}). {use}.',
      remedy:
        'Allow TCP {port} from {source} to {host} before the platform is upgraded, in every firewall between them.',
      owner: 'network-team',
    }),
  };
}
