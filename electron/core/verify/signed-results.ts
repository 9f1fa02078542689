import { z } from 'zod';
import {
  maxListedFailures,
  type ReportFailure,
  type ReportSummary,
  versionSchema,
} from '../../../shared/report/verify-outcome.ts';
import { headlineOf, type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { runSchemaId } from '../../../shared/run/schema-ids.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import { demandOneReading, parseBoundedJson, shownList, shownText } from './json-of-report.ts';
import { makerOf, readOwnResult } from './own-result.ts';

const versionOf = (schemaId: string): number | null => {
  const match = /^netready\.run\/([1-9]\d{0,5})$/.exec(schemaId);
  return match === null ? null : Number(match[1]);
};

const { shape } = runResultSchema;
const check = shape.checks.element.shape;

/** The part of a result that a list of reports shows. More is let through: another program may have other fields. */
const summarySchema = z.object({
  id: shape.id,
  phase: shape.phase,
  finishedAt: shape.finishedAt,
  machine: z.object({
    hostname: shownText,
    roles: shape.machine.shape.roles.transform((roles) => [...new Set(roles)]),
  }),
  verdict: shape.verdict,
  redacted: z.boolean().optional().catch(undefined),
  tool: z.object({ version: versionSchema.nullable().catch(null) }).catch({ version: null }),
  checks: z.array(
    z.object({
      id: shownText,
      requirements: shownList,
      title: shownText,
      headline: shownText.optional(),
      severity: check.severity,
      verdict: check.verdict,
      reason: shownText,
    }),
  ),
});

/** The checks that failed, required ones first. */
function failuresOf(checks: z.infer<typeof summarySchema>['checks']): readonly ReportFailure[] {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const required = failed.filter(({ severity }) => severity === 'required');
  return [...required, ...failed.filter(({ severity }) => severity !== 'required')].map((failure) => ({
    check: failure.id,
    requirements: failure.requirements,
    title: headlineOf(failure),
    reason: failure.reason,
  }));
}

function summaryOf(input: unknown): ReportSummary {
  const parsedId = z.object({ schema: z.string() }).safeParse(input);
  const version = parsedId.success ? versionOf(parsedId.data.schema) : null;
  demand(version !== null, 'NO_RESULT', 'no schema id of a run');
  const parsed = summarySchema.safeParse(input);
  if (version !== versionOf(runSchemaId) || !parsed.success)
    throw new Refusal('SCHEMA', `version ${version}`);
  const { id, tool, phase, finishedAt, machine, verdict, redacted, checks } = parsed.data;
  const failed = failuresOf(checks);
  return {
    id,
    madeWith: tool.version,
    host: machine.hostname,
    roles: machine.roles,
    phase,
    finishedAt,
    verdict,
    redacted: redacted === true,
    failedCount: failed.length,
    failed: failed.slice(0, maxListedFailures),
  };
}

/** What a signed report says about itself, and the whole of it where this very program claims to have made it. */
export type SignedResults = { readonly summary: ReportSummary } & (
  | { readonly maker: 'own'; readonly result: RunResult }
  | { readonly maker: 'other-catalogue' | 'other-version' }
);

/**
 * Reads the results in a report whose signature fits.
 * @param attachment the bytes of report.json
 * @throws Refusal `LIMIT`; `RESULTS` when they claim to be of this version and are not; `NO_RESULT` when they are not
 *   those of a run, or can be read in two ways; `SCHEMA` when a newer program is needed to read them
 */
export function readResults(attachment: Uint8Array): SignedResults {
  const input = parseBoundedJson(attachment);
  const maker = makerOf(input);
  if (maker === 'own') {
    const result = readOwnResult(input, attachment);
    // Of a result that is held to everything already the list needs only what failed.
    const failed = result.checks.filter(({ verdict }) => verdict === 'fail');
    return { summary: summaryOf({ ...result, checks: failed }), maker, result };
  }
  // Before anything else: what this program cannot sum up is handed out for others to read.
  demandOneReading(input, attachment);
  return { summary: summaryOf(input), maker };
}
