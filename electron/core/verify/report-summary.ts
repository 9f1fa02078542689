import { z } from 'zod';
import {
  maxListedFailures,
  type ReportFailure,
  type ReportSummary,
} from '../../../shared/report/verify-outcome.ts';
import { runResultSchema, runSchemaId } from '../../../shared/run/result.ts';
import { canonicalJson } from '../canonical-json.ts';
import { equalBytes } from '../equal-bytes.ts';
import { demand, Refusal } from './refusal.ts';

const versionOf = (schemaId: string): number | null => {
  const match = /^netready\.run\/([1-9]\d{0,5})$/.exec(schemaId);
  return match === null ? null : Number(match[1]);
};

const { shape } = runResultSchema;
const check = shape.checks.element.shape;

/** The part of a result that a list of reports shows. More is let through: a newer program may add fields. */
const summarySchema = z.object({
  id: shape.id,
  phase: shape.phase,
  finishedAt: shape.finishedAt,
  machine: z.object({ hostname: shape.machine.shape.hostname, roles: shape.machine.shape.roles }),
  verdict: shape.verdict,
  checks: z.array(
    z.object({
      id: check.id,
      requirements: z.array(z.string()),
      title: check.title,
      severity: check.severity,
      verdict: check.verdict,
      reason: check.reason,
    }),
  ),
});

/** The checks that failed, required ones first. */
function failuresOf(checks: z.infer<typeof summarySchema>['checks']): readonly ReportFailure[] {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const required = failed.filter(({ severity }) => severity === 'required');
  return [...required, ...failed.filter(({ severity }) => severity !== 'required')].map(
    ({ id, requirements, title, reason }) => ({ check: id, requirements, title, reason }),
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('NO_RESULT', 'the attachment is not JSON');
  }
}

/**
 * Refuses results that programs can read differently, as with a key that stands there twice: some take the first value
 * and some the last. A report has them in one form, which is also what `JSON.stringify` writes; where keys are whole
 * numbers only RFC 8785 tells their order.
 * @throws Refusal `NO_RESULT`
 */
export function demandOneReading(attachment: Uint8Array): void {
  const input = parseJson(attachment);
  const isPlain =
    equalBytes(Buffer.from(JSON.stringify(input)), attachment) ||
    equalBytes(canonicalJson(input), attachment);
  demand(isPlain, 'NO_RESULT', 'programs can read the results differently');
}

/**
 * Reads what an intact report says about itself.
 * @param attachment the bytes of report.json
 * @throws Refusal `NO_RESULT` when it is no result of a run, `SCHEMA` when a newer program is needed to read it
 */
export function readSummary(attachment: Uint8Array): ReportSummary {
  const input = parseJson(attachment);
  const parsedId = z.object({ schema: z.string() }).safeParse(input);
  const version = parsedId.success ? versionOf(parsedId.data.schema) : null;
  demand(version !== null, 'NO_RESULT', 'no schema id of a run');
  const parsed = summarySchema.safeParse(input);
  if (version !== versionOf(runSchemaId) || !parsed.success)
    throw new Refusal('SCHEMA', `version ${version}`);
  const { id, phase, finishedAt, machine, verdict, checks } = parsed.data;
  const failed = failuresOf(checks);
  return {
    id,
    host: machine.hostname,
    roles: machine.roles,
    phase,
    finishedAt,
    verdict,
    failedCount: failed.length,
    failed: failed.slice(0, maxListedFailures),
  };
}
