import { z } from 'zod';
import { groups } from '../catalogue/check.ts';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { roleSchema } from '../profile/roles.ts';
import { phaseSchema, severitySchema } from '../words/verdict.ts';
import { checkResultSchema, destinationSchema, endpointSchema } from './result.ts';
import { planSchemaId } from './schema-ids.ts';

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
