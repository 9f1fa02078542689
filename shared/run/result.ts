import { z } from 'zod';
import { groups, owners } from '../catalogue/check.ts';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { profileSchema } from '../profile/profile.ts';
import { placeSchema, roleSchema } from '../profile/roles.ts';
import { factSchema, installationFactSchema, instantSchema } from './fact.ts';
import { phaseSchema, severitySchema, verdictSchema, verdicts } from './verdict.ts';

/** The schema id of this version's results. A change that an old reader would misread gets a new number. */
export const runSchemaId = 'netready.run/1';

export const endpointSchema = z.strictObject({ role: placeSchema, host: z.string().nullable() });

export const destinationSchema = z.strictObject({
  role: placeSchema,
  host: z.string(),
  port: z.int().min(1).max(65535).nullable(),
  protocol: z.string(),
});

export const checkResultSchema = z.strictObject({
  /** `definition` or `definition@key`. */
  id: z.string(),
  requirements: z.array(requirementKeySchema),
  /** What is true when the check passes, or what is wrong when it fails. */
  title: z.string(),
  why: z.string(),
  group: z.enum(groups),
  severity: severitySchema,
  direction: z.enum(['local', 'outbound', 'inbound']),
  source: endpointSchema.nullable(),
  destination: destinationSchema.nullable(),
  /** What the facts add up to, for example `refused`; `not-planned` when the profile lacks an answer. */
  finding: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  remedy: z.string().nullable(),
  /** Who takes the next step; null when there is none. */
  owner: z.enum(owners).nullable(),
  /** Set when the administrator waived the check: the verdict that the facts alone gave, and the reason stated. */
  waiver: z.strictObject({ verdict: verdictSchema, reason: z.string() }).nullable(),
  facts: z.array(factSchema),
});

export const coverageSchema = z.strictObject({
  requirement: requirementKeySchema,
  verdict: verdictSchema,
  checks: z.array(z.string()),
  /** Why nothing was checked; null when something was. */
  reason: z.string().nullable(),
});

export const contactedSchema = z.strictObject({
  host: z.string(),
  address: z.string(),
  port: z.int().min(1).max(65535),
  /** Set where it was not TCP; a name server, which stands apart, is asked as the system sees fit. */
  protocol: z.literal('UDP').optional(),
  count: z.int().min(1),
});

const countsSchema = z.strictObject(
  Object.fromEntries(verdicts.map((verdict) => [verdict, z.int().min(0)])) as Record<
    (typeof verdicts)[number],
    z.ZodInt
  >,
);

/**
 * The outcome of one run and the product itself: screen, terminal, JSON, PDF and verify page only draw it.
 * Schema id `netready.run/1`; names are fixed, unknown keys are refused.
 */
export const runResultSchema = z.strictObject({
  schema: z.literal(runSchemaId),
  id: z.uuid(),
  tool: z.strictObject({
    name: z.literal('netready'),
    version: z.string(),
    catalogue: z.strictObject({
      version: z.string(),
      /** SHA-256 of the catalogue's canonical JSON, lower-case hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      overlays: z.array(z.string()),
    }),
  }),
  phase: phaseSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema,
  /**
   * Whether the run ended early, because a person stopped it or its time was used up. Checks left untested are
   * `unknown`; their finding, `cancelled` or `out-of-time`, says which of both it was.
   */
  cancelled: z.boolean(),
  machine: z.strictObject({
    hostname: z.string(),
    os: z.string(),
    roles: z.array(roleSchema),
    addresses: z.array(z.string()),
    /** Whether Netready had an administrator's (root's) rights; null where the system does not tell. */
    isElevated: z.boolean().nullable().optional(),
    /** What of OutSystems is installed, and the services that it needs; absent where nobody asked or it is not told. */
    installation: installationFactSchema.pick({ version: true, services: true }).optional(),
  }),
  profile: profileSchema,
  checks: z.array(checkResultSchema),
  coverage: z.array(coverageSchema),
  contacted: z.array(contactedSchema),
  verdict: verdictSchema,
  counts: countsSchema,
  /** Set when names and addresses were replaced by aliases. */
  redacted: z.literal(true).optional(),
});

export type RunResult = Readonly<z.infer<typeof runResultSchema>>;
export type CheckResult = Readonly<z.infer<typeof checkResultSchema>>;
export type CoverageEntry = Readonly<z.infer<typeof coverageSchema>>;
export type Contacted = Readonly<z.infer<typeof contactedSchema>>;
export type Counts = RunResult['counts'];
