import { z } from 'zod';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { isSummedUp } from '../../../shared/run/summary.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { catalogueSha256 } from '../base/catalogue-hash.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { toolVersion } from '../base/version.ts';
import { demand, Refusal } from '../pdf/refusal.ts';

/** Who made the results, by their own account: the version of the program and of its questions. */
const makerSchema = z.object({
  tool: z.object({ version: z.string(), catalogue: z.object({ sha256: z.string() }) }),
});

/** Whom results name as their maker: this very program, this version with another catalogue, or another version. */
export type Maker = 'own' | 'other-catalogue' | 'other-version';

let ownHash: string | null = null;

/** The hash of this program's own catalogue, which is the same as long as it runs. */
function ownCatalogueSha256(): string {
  ownHash ??= catalogueSha256(catalogue);
  return ownHash;
}

/** Whom results name as their maker. Whatever claims to be this program's own is held to everything that it keeps. */
export function makerOf(results: unknown): Maker {
  const parsed = makerSchema.safeParse(results);
  if (!parsed.success || parsed.data.tool.version !== toolVersion) return 'other-version';
  return parsed.data.tool.catalogue.sha256 === ownCatalogueSha256() ? 'own' : 'other-catalogue';
}

function canonicalOf(result: RunResult): Uint8Array {
  try {
    return canonicalJson(result);
  } catch {
    throw new Refusal('RESULTS', 'what JSON cannot hold');
  }
}

/**
 * Reads results that this version claims to have made. It writes one form of what its schema allows and nothing else, so
 * anything that it never writes is a lie about who made it: an unknown key, a wrong type, a key that stands there twice, a
 * number that is none, a verdict that does not follow from the checks.
 * @param results what the attached bytes say
 * @param attachment these bytes
 * @throws Refusal `RESULTS`
 */
export function readOwnResult(results: unknown, attachment: Uint8Array): RunResult {
  const parsed = runResultSchema.safeParse(results);
  if (!parsed.success) throw new Refusal('RESULTS', parsed.error.issues[0]?.message ?? 'not as the schema');
  demand(equalBytes(canonicalOf(parsed.data), attachment), 'RESULTS', 'written in another way');
  demand(isSummedUp(parsed.data), 'RESULTS', 'not added up');
  return parsed.data;
}
