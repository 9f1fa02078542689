import { z } from 'zod';
import { factSchema } from '../../../shared/probe/fact.ts';
import { profileSchema } from '../../../shared/profile/profile.ts';
import { automaticProxies, exceptionReadings } from '../../../shared/profile/proxy.ts';
import { contactedSchema } from '../../../shared/run/result.ts';
import { instantSchema } from '../../../shared/words/instant.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { text } from '../../../shared/words/text-schema.ts';
import { processMarkSchema } from '../files/process-mark.ts';

/** The schema id of a journal: one JSON value a line (NDJSON), the first of which says what is run. */
export const journalSchemaId = 'netready.journal/1';

/** `MachineFacts`, on which the plan depends. The proxies in it never have a login. */
const machineSchema = z.strictObject({
  hostname: text(longest.host),
  os: text(longest.line),
  addresses: z.array(text(longest.address)).readonly(),
  isElevated: z.boolean().nullable().optional(),
  proxies: z
    .array(
      z.strictObject({
        source: z.enum(['environment', 'system']),
        name: z.string(),
        scheme: z.enum(['http', 'https']),
        proxy: z
          .strictObject({ host: text(longest.host), port: z.int().min(1).max(65_535), secure: z.boolean() })
          .nullable(),
        bypass: z.array(z.string()).readonly(),
        exceptions: z.enum(exceptionReadings).optional(),
        automatic: z.enum(automaticProxies).optional(),
      }),
    )
    .readonly(),
});

const checkIds = z.array(text(longest.checkId)).max(most.checks).readonly();

/** What is run, from which the plan can be made again; the first line. */
export const journalHeadSchema = z.strictObject({
  kind: z.literal('begun'),
  schema: z.literal(journalSchemaId),
  id: z.uuid(),
  process: processMarkSchema,
  startedAt: instantSchema,
  profile: profileSchema,
  machine: machineSchema,
  /** The checks that were asked for; empty for all. */
  only: checkIds,
  /** The earlier run that these checks are to be joined to; null for a run of its own. */
  base: z.uuid().nullable(),
  /** The part of the run in a rehearsal; absent where it had none. Nothing of the code is in it. */
  rehearsing: z.strictObject({ dials: z.boolean(), listens: z.boolean() }).optional(),
});
export type JournalHead = Readonly<z.infer<typeof journalHeadSchema>>;

/** What happened, as it came; every other line. */
export const journalLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contacted'), contact: contactedSchema.omit({ count: true }) }),
  z.strictObject({
    kind: z.literal('facts'),
    key: z.string(),
    at: instantSchema,
    facts: z.array(factSchema).max(most.facts),
  }),
  /** The run has ended by itself; only its result was not kept. */
  z.strictObject({ kind: z.literal('ended'), at: instantSchema, cancelled: z.boolean() }),
]);
export type JournalLine = Readonly<z.infer<typeof journalLineSchema>>;

/** The ending of a journal's name; before it stands the id of its run. */
export const journalEnding = '.journal';
