import { z } from 'zod';
import {
  maxListedFailures,
  type ReportFailure,
  type ReportSummary,
  versionSchema,
} from '../../../shared/report/verify-outcome.ts';
import { headlineOf, type RunResult, runResultSchema, runSchemaId } from '../../../shared/run/result.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import { demandBoundedJson } from './json-bounds.ts';
import { makerOf, readOwnResult } from './own-result.ts';

const versionOf = (schemaId: string): number | null => {
  const match = /^netready\.run\/([1-9]\d{0,5})$/.exec(schemaId);
  return match === null ? null : Number(match[1]);
};

const { shape } = runResultSchema;
const check = shape.checks.element.shape;

/** The most characters of a text, and the most items of a list, that a list of reports shows. */
const maxShownCharacters = 1000;
const maxShownItems = 50;

/** A text from another program, cut to a bearable length. */
const shownText = z
  .string()
  .transform((text) => (text.length <= maxShownCharacters ? text : `${cutText(text)}…`));

const cutText = (text: string): string =>
  text.slice(0, maxShownCharacters - 1).replace(/[\uD800-\uDBFF]$/, '');

const shownList = z.array(shownText).transform((list) => list.slice(0, maxShownItems));

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

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('NO_RESULT', 'the attachment is not JSON');
  }
}

/**
 * Refuses results that programs can read differently, as with a key that stands there twice: some take the first value
 * and some the last; or with half a character, or a number beyond all. A report has them in one form, which is also what
 * `JSON.stringify` writes; where keys are whole numbers only RFC 8785 tells their order.
 */
function demandOneReading(input: unknown, attachment: Uint8Array): void {
  const isPlain =
    equalBytes(canonicalOf(input), attachment) || equalBytes(Buffer.from(JSON.stringify(input)), attachment);
  demand(isPlain, 'NO_RESULT', 'programs can read the results differently');
}

function canonicalOf(input: unknown): Uint8Array {
  try {
    return canonicalJson(input);
  } catch {
    throw new Refusal('NO_RESULT', 'what JSON cannot hold');
  }
}

function summaryOf(input: unknown): ReportSummary {
  const parsedId = z.object({ schema: z.string() }).safeParse(input);
  const version = parsedId.success ? versionOf(parsedId.data.schema) : null;
  demand(version !== null, 'NO_RESULT', 'no schema id of a run');
  const parsed = summarySchema.safeParse(input);
  if (version !== versionOf(runSchemaId) || !parsed.success)
    throw new Refusal('SCHEMA', `version ${version}`);
  const { id, tool, phase, finishedAt, machine, verdict, checks } = parsed.data;
  const failed = failuresOf(checks);
  return {
    id,
    madeWith: tool.version,
    host: machine.hostname,
    roles: machine.roles,
    phase,
    finishedAt,
    verdict,
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
  demandBoundedJson(attachment);
  const input = parseJson(attachment);
  const maker = makerOf(input);
  if (maker === 'own') {
    const result = readOwnResult(input, attachment);
    return { summary: summaryOf(result), maker, result };
  }
  // Before anything else: what this program cannot sum up is handed out for others to read.
  demandOneReading(input, attachment);
  return { summary: summaryOf(input), maker };
}
