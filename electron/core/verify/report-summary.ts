import { z } from 'zod';
import type { ReportSummary } from '../../../shared/report/verify-outcome.ts';
import { runResultSchema, runSchemaId } from '../../../shared/run/result.ts';
import { demand, Refusal } from './refusal.ts';

const versionOf = (schemaId: string): number | null => {
  const match = /^netready\.run\/([1-9]\d{0,5})$/.exec(schemaId);
  return match === null ? null : Number(match[1]);
};

const { shape } = runResultSchema;

/** The part of a result that a list of reports shows. More is let through: a newer program may add fields. */
const summarySchema = z.object({
  id: shape.id,
  phase: shape.phase,
  finishedAt: shape.finishedAt,
  machine: z.object({ hostname: shape.machine.shape.hostname, roles: shape.machine.shape.roles }),
  verdict: shape.verdict,
});

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('NO_RESULT', 'the attachment is not JSON');
  }
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
  const { id, phase, finishedAt, machine, verdict } = parsed.data;
  return { id, host: machine.hostname, roles: machine.roles, phase, finishedAt, verdict };
}
