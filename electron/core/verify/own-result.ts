import { z } from 'zod';
import { isEqual } from '../../../shared/run/is-equal.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { isSummedUp } from '../../../shared/run/summary.ts';
import { isCanonical } from '../base/canonical-json.ts';
import { ownCatalogueSha256 } from '../base/own-catalogue.ts';
import { toolVersion } from '../base/version.ts';
import { demand, Refusal } from '../pdf/refusal.ts';

/** Who made the results, by their own account: the version of the program and of its questions. */
const makerSchema = z.object({
  tool: z.object({ version: z.string(), catalogue: z.object({ sha256: z.string() }) }),
});

/** Whom results name as their maker: this very program, this version with another catalogue, or another version. */
export type Maker = 'own' | 'other-catalogue' | 'other-version';

/** Whom results name as their maker. Whatever claims to be this program's own is held to everything that it keeps. */
export function makerOf(results: unknown): Maker {
  const parsed = makerSchema.safeParse(results);
  if (!parsed.success || parsed.data.tool.version !== toolVersion) return 'other-version';
  return parsed.data.tool.catalogue.sha256 === ownCatalogueSha256 ? 'own' : 'other-catalogue';
}

/** Whether bytes are those that this program writes of some data. */
function isWrittenSo(data: unknown, attachment: Uint8Array): boolean {
  try {
    return isCanonical(data, attachment);
  } catch {
    throw new Refusal('RESULTS', 'what JSON cannot hold');
  }
}

/**
 * Reads data that this version claims to have made. It writes one form of what its schema allows and nothing else, so
 * anything that it never writes is a lie about who made it: an unknown key, a wrong type, a key that stands there twice, a
 * number that is none.
 * @param data what the attached bytes say
 * @param attachment these bytes
 * @throws Refusal `RESULTS`
 */
export function readOwn<S extends z.ZodType>(schema: S, data: unknown, attachment: Uint8Array): z.output<S> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new Refusal('RESULTS', parsed.error.issues[0]?.message ?? 'not as the schema');
  const isOwn = isEqual(parsed.data, data) && isWrittenSo(data, attachment);
  demand(isOwn, 'RESULTS', 'written in another way');
  return parsed.data;
}

/**
 * Reads the results of a run that this version claims to have made, as `readOwn` does; their verdict must follow from the
 * checks.
 * @throws Refusal `RESULTS`
 */
export function readOwnResult(results: unknown, attachment: Uint8Array): RunResult {
  const result = readOwn(runResultSchema, results, attachment);
  demand(isSummedUp(result), 'RESULTS', 'not added up');
  return result;
}
