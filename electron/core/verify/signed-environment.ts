import { z } from 'zod';
import {
  carriageSchema,
  type EnvironmentResult,
  environmentResultSchema,
  environmentSchemaId,
} from '../../../shared/environment/environment-result.ts';
import { type EnvironmentSummary, versionSchema } from '../../../shared/report/verify-outcome.ts';
import { most } from '../../../shared/words/lengths.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import type { ListedInput, OpenedInput } from './carried-inputs.ts';
import { demandOneReading, parseBoundedJson, shownText } from './json-of-report.ts';
import { makerOf, readOwn } from './own-result.ts';

const { shape } = environmentResultSchema;
const input = shape.inputs.element.shape;

/** The part of an environment result that a list of reports shows, and what tells which inputs must lie inside. */
const readSchema = z.object({
  id: shape.id,
  tool: z.object({ version: versionSchema.nullable().catch(null) }).catch({ version: null }),
  mergedAt: shape.mergedAt,
  environment: z.object({ name: shownText, phase: shape.environment.shape.phase }),
  verdict: shape.verdict,
  counts: z.object({ fail: z.int().min(0) }),
  inputs: z
    .array(
      z.object({
        run: input.run,
        fileSha256: input.fileSha256,
        carriage: carriageSchema,
        signer: z.object({ fingerprint: input.signer.shape.fingerprint }),
      }),
    )
    .max(most.inputs),
  refused: z.array(z.unknown()).max(most.inputs),
  redacted: z.literal(true).optional(),
});

type Read = z.infer<typeof readSchema>;

const versionOf = (schemaId: string): number | null => {
  const match = /^netready\.environment\/([1-9]\d{0,5})$/.exec(schemaId);
  return match === null ? null : Number(match[1]);
};

function readAny(data: unknown): Read {
  const parsedId = z.object({ schema: z.string() }).safeParse(data);
  const version = parsedId.success ? versionOf(parsedId.data.schema) : null;
  demand(version !== null, 'NO_RESULT', 'no schema id of an environment');
  const parsed = readSchema.safeParse(data);
  if (version !== versionOf(environmentSchemaId) || !parsed.success)
    throw new Refusal('SCHEMA', `version ${version}`);
  return parsed.data;
}

/** What a signed environment report says, and the whole of it where this very program claims to have made it. */
export type SignedEnvironment = {
  /** The inputs that must lie inside; none in a redacted one. */
  readonly listed: readonly ListedInput[];
  /** The summary, once it is known whose reports lie inside. */
  readonly summaryWith: (opened: readonly Pick<OpenedInput, 'signed'>[]) => EnvironmentSummary;
} & (
  | { readonly maker: 'own'; readonly result: EnvironmentResult }
  | { readonly maker: 'other-catalogue' | 'other-version' }
);

/** A summary of what was read. */
const summaryOf =
  ({ id, tool, environment, mergedAt, verdict, counts, inputs, refused, redacted }: Read) =>
  (opened: readonly Pick<OpenedInput, 'signed'>[]): EnvironmentSummary => ({
    id,
    madeWith: tool.version,
    name: environment.name,
    phase: environment.phase,
    mergedAt,
    verdict,
    failedCount: counts.fail,
    inputs: {
      listed: inputs.length,
      refused: refused.length,
      proven: opened.filter(({ signed }) => signed !== null).length,
      known: opened.filter(({ signed }) => signed?.signer.standing === 'known').length,
    },
    redacted: redacted === true,
  });

const listOf = (read: Read): Pick<SignedEnvironment, 'listed' | 'summaryWith'> => ({
  listed: read.redacted === true ? [] : read.inputs,
  summaryWith: summaryOf(read),
});

/**
 * Reads the data of an environment report whose signature fits.
 * @param attachment the bytes of environment.json
 * @throws Refusal `LIMIT`; `RESULTS` when it claims to be of this version and is not; `NO_RESULT` when it is no environment
 *   result, or can be read in two ways; `SCHEMA` when a newer program is needed to read it
 */
export function readEnvironment(attachment: Uint8Array): SignedEnvironment {
  const data = parseBoundedJson(attachment, 'environment');
  const maker = makerOf(data);
  if (maker === 'own') {
    const result = readOwn(environmentResultSchema, data, attachment);
    return { ...listOf(readAny(result)), maker, result };
  }
  demandOneReading(data, attachment);
  return { ...listOf(readAny(data)), maker };
}
