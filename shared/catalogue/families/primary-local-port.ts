import type { Fact } from '../../probe/fact.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { type LocalPortFinding, localPort, localPortFindings, localPortRulings } from './local-port.ts';
import { releaseOfUse } from './primary-port.ts';

/** Findings that matter only to a port that is used, each with what it is while nothing uses the port. */
const unused: Readonly<Partial<Record<LocalPortFinding, PrimaryLocalPortFinding>>> = {
  free: 'unused-free',
  'free-in-dynamic-range': 'unused-free-in-dynamic-range',
  'loopback-only': 'unused-loopback-only',
};

export const primaryLocalPortFindings = [
  ...localPortFindings,
  /** Nothing listens there, and the version of the platform does not use the port yet. */
  'unused-free',
  'unused-free-in-dynamic-range',
  /** No other machine can reach it, and none needs to yet. */
  'unused-loopback-only',
] as const;
export type PrimaryLocalPortFinding = (typeof primaryLocalPortFindings)[number];

function find(facts: readonly Fact[], subject: Subject): Finding<PrimaryLocalPortFinding> {
  const found = localPort.find(facts, subject);
  const use = releaseOfUse(subject);
  const finding = localPortFindings.find((name) => name === found.finding) ?? 'no-evidence';
  const instead = unused[finding];
  return use === null || instead === undefined
    ? { ...found, finding }
    : { finding: instead, parameters: { ...found.parameters, use } };
}

/** Is a primary port of this machine as it should be, and does its version of the platform need it already? */
export const primaryLocalPort: Family<PrimaryLocalPortFinding> = {
  name: 'primary-local-port',
  findings: primaryLocalPortFindings,
  parameters: { ...localPort.parameters, use: 'phrase' },
  headlines: {
    ...localPort.headlines,
    'unused-free': 'Nothing listens on port {port}, which is not used yet',
    'unused-free-in-dynamic-range': 'Port {port}, not used yet, can be taken by an outgoing connection',
    'unused-loopback-only': '{owner} listens on {listensOn} only, port {port}',
  },
  find,
};

/** The same rulings, of which one that fails for the sake of other servers only warns while none of them uses the port. */
function whileUnused(rulings: PhaseRulings): PhaseRulings {
  const after = rulings['after-install'];
  return {
    'before-install': rulings['before-install'],
    'after-install': { ...after, verdict: 'warn', reason: `${after.reason} {use}.` },
  };
}

/**
 * The rulings of a local primary port. One that another program holds fails at every version: the service cannot start
 * (support article im-3506).
 */
export function primaryLocalPortRulings(): Readonly<Record<PrimaryLocalPortFinding, PhaseRulings>> {
  const plain = localPortRulings();
  return {
    ...plain,
    'unused-free': whileUnused(plain.free),
    'unused-free-in-dynamic-range': whileUnused(plain['free-in-dynamic-range']),
    'unused-loopback-only': whileUnused(plain['loopback-only']),
  };
}
