import { z } from 'zod';
import { groups, owners } from '../catalogue/check.ts';
import { namedParameterSchema } from '../catalogue/parameter-schema.ts';
import { requirementKeySchema } from '../catalogue/requirements.ts';
import { factSchema, installationFactSchema } from '../probe/fact.ts';
import { profileSchema } from '../profile/profile.ts';
import { placeSchema, roleSchema } from '../profile/roles.ts';
import { instantSchema } from '../words/instant.ts';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { phaseSchema, severitySchema, verdictSchema, verdicts } from '../words/verdict.ts';
import { runSchemaId } from './schema-ids.ts';

export const endpointSchema = z.strictObject({ role: placeSchema, host: text(longest.host).nullable() });

export const destinationSchema = z.strictObject({
  role: placeSchema,
  host: text(longest.host),
  port: z.int().min(1).max(65535).nullable(),
  protocol: text(longest.word),
});

export const checkResultSchema = z.strictObject({
  /** `definition` or `definition@key`. */
  id: text(longest.checkId),
  requirements: z.array(requirementKeySchema).max(most.requirements),
  /** What is true when the check passes. In results from before headlines: what is wrong where it failed. */
  title: text(longest.title),
  /** The fact that was found, in one line; absent where the check passes, and in older results. */
  headline: text(longest.headline).optional(),
  why: text(longest.title),
  group: z.enum(groups),
  severity: severitySchema,
  direction: z.enum(['local', 'outbound', 'inbound']),
  source: endpointSchema.nullable(),
  destination: destinationSchema.nullable(),
  /** What the facts add up to, for example `refused`; `not-planned` when the profile lacks an answer. */
  finding: text(longest.word),
  /** What the sentences name, each with what it is, so that they can be drawn anew; absent in older results. */
  parameters: z.array(namedParameterSchema).max(most.parameters).optional(),
  verdict: verdictSchema,
  reason: text(longest.sentence),
  remedy: text(longest.sentence).nullable(),
  /** The fields of the profile that the remedy is about, as paths; absent where it is about none. */
  asks: z.array(text(longest.word)).max(most.asks).optional(),
  /** Who takes the next step; null when there is none. */
  owner: z.enum(owners).nullable(),
  /** Set when the administrator waived the check: the verdict that the facts alone gave, and the reason stated. */
  waiver: z.strictObject({ verdict: verdictSchema, reason: text(longest.reason) }).nullable(),
  facts: z.array(factSchema).max(most.facts),
});

export const coverageSchema = z.strictObject({
  requirement: requirementKeySchema,
  verdict: verdictSchema,
  checks: z.array(text(longest.checkId)).max(most.checks),
  /** Why nothing was checked; null when something was. */
  reason: text(longest.sentence).nullable(),
});

/** The host under which DNS servers stand among what was contacted: the profile does not name them. */
export const dnsServerHost = 'DNS server';

export const contactedSchema = z.strictObject({
  host: text(longest.host),
  address: text(longest.address),
  port: z.int().min(1).max(65535),
  /** Set where it was not TCP; a name server, which stands apart, is asked as the system sees fit. */
  protocol: z.literal('UDP').optional(),
  count: z.int().min(1),
});

/** How many checks have each verdict. */
export const countsSchema = z.strictObject(
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
    version: text(longest.word),
    catalogue: z.strictObject({
      version: text(longest.word),
      /** SHA-256 of the catalogue's canonical JSON, lower-case hex. */
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .max(64),
      /** The id of the edition of the requirements; absent in results from before editions. */
      edition: text(longest.word).optional(),
      overlays: z.array(text(longest.name)).max(most.overlays),
    }),
  }),
  phase: phaseSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema,
  /**
   * Whether the run ended early: a person stopped it, its time was used up, or it was broken off. Checks left untested
   * are `unknown`; their finding, `cancelled`, `out-of-time` or `broken-off`, says which of these it was.
   */
  cancelled: z.boolean(),
  /** Set when the program ended before the run did, and the result was made of what had been written down until then. */
  brokenOff: z.literal(true).optional(),
  machine: z.strictObject({
    hostname: text(longest.host),
    os: text(longest.line),
    roles: z.array(roleSchema).max(most.roles),
    addresses: z.array(text(longest.address)).max(most.addresses),
    /** Whether Netready had an administrator's (root's) rights; null where the system does not tell. */
    isElevated: z.boolean().nullable().optional(),
    /** What of OutSystems is installed, and the services that it needs; absent where nobody asked or it is not told. */
    installation: installationFactSchema.pick({ version: true, services: true }).optional(),
  }),
  profile: profileSchema,
  checks: z.array(checkResultSchema).max(most.checks),
  coverage: z.array(coverageSchema).max(most.requirements),
  contacted: z.array(contactedSchema).max(most.contacts),
  verdict: verdictSchema,
  counts: countsSchema,
  /** The part of the run in a rehearsal; absent where it had none. */
  rehearsal: z
    .strictObject({
      /** Which reports belong together, for people. */
      tag: text(4),
      /** The key that signed what this run saw: a point of P-256, compressed, in base64url. */
      sessionKey: z.string().length(44),
    })
    .optional(),
  /** How many checks lack facts, or details of them, because the result would have become too large. */
  shortened: z.int().min(1).max(most.checks).optional(),
  /** Set when names and addresses were replaced by aliases. */
  redacted: z.literal(true).optional(),
});

export type RunResult = Readonly<z.infer<typeof runResultSchema>>;
export type CheckResult = Readonly<z.infer<typeof checkResultSchema>>;
export type CoverageEntry = Readonly<z.infer<typeof coverageSchema>>;
export type Contacted = Readonly<z.infer<typeof contactedSchema>>;
export type Counts = RunResult['counts'];

/** The line that says what a check came to: its headline, or its title where it passes or is from before headlines. */
export const headlineOf = ({ headline, title }: Pick<CheckResult, 'headline' | 'title'>): string =>
  headline ?? title;
