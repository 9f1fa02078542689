import { z } from 'zod';
import { groups, type Missing } from '../catalogue/check.ts';
import { editionOf } from '../catalogue/editions.ts';
import { gaps } from '../catalogue/gaps.ts';
import { planLines, proposalsFor } from '../catalogue/proposals.ts';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { fillText } from '../catalogue/text.ts';
import { longestRunMs } from '../plan/longest-run.ts';
import { paceOf } from '../plan/pace.ts';
import type { Plan } from '../plan/plan.ts';
import { timestampContact } from '../plan/timestamp-route.ts';
import { isAddress } from '../profile/host.ts';
import { proxyText } from '../profile/proxy.ts';
import { roleSchema } from '../profile/roles.ts';
import { phaseSchema, severitySchema } from '../words/verdict.ts';
import { checkResultSchema, destinationSchema, endpointSchema } from './result.ts';

/** The schema id of a plan as it is shown: before a run, or instead of one. */
export const planSchemaId = 'netready.plan/1';

/** A plan as data for people and programs: what would be asked and contacted, without what only a run needs. */
export const planViewSchema = z.strictObject({
  schema: z.literal(planSchemaId),
  phase: phaseSchema,
  machine: z.strictObject({
    hostname: z.string(),
    os: z.string(),
    roles: z.array(roleSchema),
    addresses: z.array(z.string()),
  }),
  /** The edition of the requirements that the plan is made from. */
  edition: z.strictObject({ id: z.string(), title: z.string(), reference: z.string() }),
  /** The overlays in force, those of the edition included. */
  overlays: z.array(z.string()),
  /** What the profile could choose for its version of the platform, and has not: never chosen for it. */
  proposals: z.array(
    z.strictObject({ field: z.enum(['edition', 'overlays']), value: z.string(), reason: z.string() }),
  ),
  /** The same for people: what is not chosen and how to choose it, or why there is nothing to propose. */
  choosing: z.array(z.string()),
  /** Every host and port that the run may contact, and for which checks. */
  contacts: z.array(
    z.strictObject({
      host: z.string(),
      /** Null for a dynamic port: the one that SQL Server Browser tells for `instance` during the run, and no other. */
      port: z.int().nullable(),
      protocol: z.enum(['TCP', 'UDP']),
      instance: z.string().optional(),
      checks: z.array(z.string()),
    }),
  ),
  /** Names that the system's resolver may be asked for. */
  names: z.array(z.string()),
  /** Name servers of this machine; asked only for the names above. */
  nameServers: z.array(z.string()),
  /** The one host and port beside the contacts that is asked to confirm the time when a report is made. */
  timestamp: z
    .strictObject({
      /** The authority as the profile names it. */
      url: z.string(),
      /** What is contacted: the authority, or the proxy in its place. */
      host: z.string(),
      port: z.int(),
      protocol: z.literal('TCP'),
      proxy: z.string().nullable(),
      why: z.string(),
    })
    .nullable(),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      requirements: z.array(requirementKeySchema),
      title: z.string(),
      why: z.string(),
      group: z.enum(groups),
      severity: severitySchema,
      direction: checkResultSchema.shape.direction,
      source: endpointSchema.nullable(),
      destination: destinationSchema.nullable(),
      probes: z.array(z.string()),
      /** The answer that the profile lacks for this check; null when it can be run. */
      missing: z
        .strictObject({ reason: z.string(), remedy: z.string(), asks: z.array(z.string()) })
        .nullable(),
    }),
  ),
  /** How long the run takes when nothing answers, in ms: at worst, about. */
  longestMs: z.int().min(0),
  /** How fast the run connects: connections a second in all, at a time to one host, and the network with most ends. */
  pace: z.strictObject({
    perSecond: z.int().min(1),
    perHost: z.int().min(1),
    densest: z.strictObject({ network: z.string(), ends: z.int().min(1) }).nullable(),
  }),
  notApplicable: z.array(z.strictObject({ requirement: requirementKeySchema, reason: z.string() })),
});

export type PlanView = Readonly<z.infer<typeof planViewSchema>>;

/** Why an authority is contacted, for everybody who reads a plan. */
const timestampReason = 'Asked to confirm the time when a report is made.';

function viewTimestamp({ profile, timestamp }: Plan): PlanView['timestamp'] {
  if (timestamp === null || profile.timestamp === null) return null;
  return {
    url: profile.timestamp.url,
    ...timestampContact(timestamp),
    protocol: 'TCP',
    proxy: timestamp.proxy === null ? null : proxyText(timestamp.proxy),
    why: timestampReason,
  };
}

function viewMissing({ gap, parameters }: Missing): NonNullable<PlanView['checks'][number]['missing']> {
  const { reason, remedy, asks } = gaps[gap];
  return { reason: fillText(reason, parameters), remedy: fillText(remedy, parameters), asks: [...asks] };
}

/**
 * A plan in the shape that is shown.
 * @param nameServers the name servers of this machine, which the resolver and the DNS probes ask
 */
export function viewPlan(plan: Plan, nameServers: readonly string[]): PlanView {
  const edition = editionOf(plan.profile);
  const timestamp = viewTimestamp(plan);
  const stampName = timestamp === null || isAddress(timestamp.host) ? [] : [timestamp.host];
  return {
    schema: planSchemaId,
    phase: plan.profile.phase,
    machine: {
      hostname: plan.machine.hostname,
      os: plan.machine.os,
      roles: [...plan.roles],
      addresses: [...plan.machine.addresses],
    },
    edition: { id: edition.id, title: edition.title, reference: edition.reference },
    overlays: [...plan.overlays],
    proposals: proposalsFor(plan.profile).map(({ field, value, reason }) => ({ field, value, reason })),
    choosing: [...planLines(plan.profile)],
    contacts: plan.contacts.map((contact) => ({ ...contact, checks: [...contact.checks] })),
    names: [...new Set([...plan.names, ...stampName])].sort(),
    nameServers: [...nameServers],
    timestamp,
    checks: plan.checks.map((check) => ({
      id: check.id,
      requirements: [...check.requirements],
      title: check.title,
      why: check.why,
      group: check.group,
      severity: check.severity,
      direction: check.direction,
      source: check.source,
      destination: check.destination,
      probes: [...check.probes],
      missing: check.missing === null ? null : viewMissing(check.missing),
    })),
    longestMs: longestRunMs(plan),
    pace: paceOf(plan),
    notApplicable: plan.notApplicable.map((entry) => ({ ...entry })),
  };
}
