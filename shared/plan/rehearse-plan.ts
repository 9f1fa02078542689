import type { CheckDefinition } from '../catalogue/check.ts';
import { sendersOf } from '../catalogue/families/visits.ts';
import { carrierOf, isForListedOnly, isRehearsable } from '../catalogue/rehearsed.ts';
import type { Carrier } from '../probe/carriers.ts';
import { probeKey } from '../probe/kinds.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import type { PortListener } from '../profile/services.ts';
import { narrowPlan, withProbes } from './build-plan.ts';
import type { Senders } from './expected-peers.ts';
import type { Plan, PlannedCheck } from './plan.ts';

/** The part that a run has in a rehearsal: it speaks to listeners elsewhere, or tells who came to its own. */
export type Rehearsing = { readonly dials: boolean; readonly listens: boolean };

export const notRehearsing: Rehearsing = { dials: false, listens: false };

/** Families that judge a way out of this machine, and one into it. */
const outgoing: readonly string[] = ['reach', 'primary-port', 'zone-address'];
const incoming = 'inbound';

type Rehearsed = { readonly request: ProbeRequest };

function dialled(check: PlannedCheck, plan: Plan): Rehearsed | null {
  const { destination } = check;
  if (destination === null || destination.port === null || !isRehearsable(destination, plan.machine))
    return null;
  const carrier = carrierOf(destination, plan.profile);
  const { host, port } = destination;
  if (carrier === null) return null;
  const isListedOnly = isForListedOnly(carrier, plan.profile);
  return { request: { kind: 'rehearsal', host, port, carrier, ...(isListedOnly ? { isListedOnly } : {}) } };
}

const heard = ({ destination }: PlannedCheck): Rehearsed | null =>
  destination === null || destination.port === null
    ? null
    : { request: { kind: 'visits', port: destination.port } };

/**
 * The same plan in which each check that a rehearsal can decide asks it too. It contacts no other end than before: a
 * listener is spoken to where its service would be.
 */
export function rehearsePlan(
  plan: Plan,
  definitions: readonly CheckDefinition[],
  { dials, listens }: Rehearsing,
): Plan {
  if (!dials && !listens) return plan;
  const families = new Map(definitions.map(({ id, family }) => [id, family.name]));
  const added = (check: PlannedCheck): Rehearsed | null => {
    const family = families.get(check.definition) ?? '';
    if (dials && outgoing.includes(family)) return dialled(check, plan);
    return listens && family === incoming ? heard(check) : null;
  };
  const checks = plan.checks.map((check) => {
    const rehearsed = check.leftOut || check.missing !== null ? null : added(check);
    if (rehearsed === null) return check;
    const probes = [...check.subject.probes, rehearsed.request];
    return {
      ...check,
      subject: { ...check.subject, probes },
      probes: [...new Set(probes.map(probeKey))],
    };
  });
  return withProbes(plan, checks);
}

/**
 * A plan of the checks that others decide by coming to a listener of this machine. The others stay in it, left out, as when
 * only some checks are asked for.
 */
export const listenerPlan = (plan: Plan, definitions: readonly CheckDefinition[]): Plan =>
  rehearsePlan(
    narrowPlan(
      plan,
      listenTargets(plan, definitions).flatMap(({ checks }) => checks),
    ),
    definitions,
    { dials: false, listens: true },
  );

/** A port at which a listener of this machine is to stand in for a service, and for which checks. */
export type ListenTarget = {
  readonly port: number;
  readonly carrier: Carrier;
  /** Whose service it is, for which a firewall may have a rule of its own. */
  readonly listener: PortListener;
  readonly checks: readonly string[];
  /** Those who are to connect to it, by the role in which they do. */
  readonly senders: readonly Senders[];
};

const listenerOf = ({ subject }: PlannedCheck): PortListener =>
  subject.probes.find((request) => request.kind === 'inbound-firewall')?.listener ?? 'unknown';

const sendersTo = ({ subject }: PlannedCheck): readonly Senders[] =>
  subject.source === null ? [] : [{ role: subject.source.role, hosts: sendersOf(subject) }];

/** The ports at which this machine must accept connections of other machines, sorted; each once. */
export function listenTargets(plan: Plan, definitions: readonly CheckDefinition[]): readonly ListenTarget[] {
  const families = new Map(definitions.map(({ id, family }) => [id, family.name]));
  const targets = new Map<number, ListenTarget>();
  for (const check of plan.checks) {
    const { destination } = check;
    if (families.get(check.definition) !== incoming || destination === null || destination.port === null)
      continue;
    const known = targets.get(destination.port);
    const carrier = known?.carrier ?? carrierOf(destination, plan.profile);
    if (carrier === null) continue;
    targets.set(destination.port, {
      port: destination.port,
      carrier,
      listener: known?.listener ?? listenerOf(check),
      checks: [...(known?.checks ?? []), check.id],
      senders: [...(known?.senders ?? []), ...sendersTo(check)],
    });
  }
  return [...targets.values()].sort((left, right) => left.port - right.port);
}
