import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import type { MergeInput, Merging, WholeInput } from '../../../shared/environment/merge-input.ts';
import { mergeResults } from '../../../shared/environment/merge-results.ts';
import { redactEnvironment } from '../../../shared/environment/redact-environment.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxEnvironmentBytes, maxEnvironmentDataBytes } from '../../../shared/run/limits.ts';
import { runResultSchema } from '../../../shared/run/result.ts';
import { counted } from '../../../shared/words/phrases.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { ownCatalogueSha256 } from '../base/own-catalogue.ts';
import { toolVersion } from '../base/version.ts';
import type { Identity } from '../identity/identity-store.ts';
import type { CarriedFile } from '../pdf/attached-files.ts';
import { unpackAttached } from '../pdf/attachment.ts';
import type { DrawReport } from '../report/drawing.ts';
import type { PageSize } from '../report/pages/layout.ts';
import { signReport } from '../report/sign-report.ts';
import { aliasFile } from '../report/write-report.ts';
import type { PreparedInput, RefusedFile } from './take-in.ts';

const mebibyte = 1024 * 1024;

/** What is kept free for pages and data beside the reports inside, in bytes. */
const ownBytes = 24 * mebibyte;

/** The most bytes that the reports inside may take, packed. */
const maxCarriedBytes = maxEnvironmentBytes - ownBytes;

const bytesOf = ({ parts }: PreparedInput): number =>
  parts.reduce((sum, { packed }) => sum + packed.length, 0);

/** How good an input is among several of the same file: its pages were compared, and it proves itself. */
const worth = ({ input: { pages, carriage } }: PreparedInput): number =>
  (pages === 'match' ? 2 : 0) + (carriage === 'vouched' ? 0 : 1);

/** Each file once: the best of those that are the same. */
function distinct(prepared: readonly PreparedInput[]): readonly PreparedInput[] {
  const best = new Map<string, PreparedInput>();
  for (const one of prepared) {
    const { fileSha256 } = one.input;
    const other = best.get(fileSha256);
    if (other === undefined || worth(one) > worth(other)) best.set(fileSha256, one);
  }
  return [...best.values()];
}

const vouched = ({ input, data }: PreparedInput): PreparedInput => ({
  input: { ...input, carriage: 'vouched' },
  parts: [data],
  data,
});

/**
 * What of each input travels. Reports from before travel as whole files as long as there is room; of the largest of them
 * the data alone travels then, and only the merger vouches for it.
 * @throws AppError `input-invalid` when even so there is no room
 */
export function fitted(
  prepared: readonly PreparedInput[],
  maxBytes: number = maxCarriedBytes,
): readonly PreparedInput[] {
  let total = prepared.reduce((sum, one) => sum + bytesOf(one), 0);
  const largestFirst = prepared
    .filter(({ input }) => input.carriage === 'whole')
    .sort((one, other) => bytesOf(other) - bytesOf(one));
  const cut = new Set<PreparedInput>();
  for (const one of largestFirst) {
    if (total <= maxBytes) break;
    cut.add(one);
    total -= bytesOf(one) - bytesOf(vouched(one));
  }
  if (total > maxBytes)
    throw new AppError(
      'input-invalid',
      `The data of ${counted(prepared.length, 'report')} takes ${Math.ceil(total / mebibyte)} MiB; an environment report has room for ${Math.floor(maxBytes / mebibyte)} MiB. Merge fewer reports at a time.`,
    );
  return prepared.map((one) => (cut.has(one) ? vouched(one) : one));
}

/** Everything that travels, in the order in which the result lists its inputs; nothing of a redacted one. */
function carriedBy(
  { inputs, redacted }: EnvironmentResult,
  prepared: readonly PreparedInput[],
): CarriedFile[] {
  if (redacted === true) return [];
  const bySha256 = new Map(prepared.map((one) => [one.input.fileSha256, one]));
  return inputs.flatMap(({ fileSha256 }, input) => {
    const { parts = [] } = bySha256.get(fileSha256) ?? {};
    return parts.map((part) => ({ input, ...part }));
  });
}

/** An input with everything that its data says. */
const wholeOf = ({ input: { fileSha256 }, data }: PreparedInput): WholeInput => ({
  fileSha256,
  result: runResultSchema.parse(JSON.parse(new TextDecoder().decode(unpackAttached(data)))),
});

/** Who merges and when. */
export type MergedBy = Pick<Merging, 'id' | 'at'>;

/** What the reports of many machines come to, and what of them travels. */
export type MergedEnvironment = {
  readonly result: EnvironmentResult;
  readonly carried: readonly CarriedFile[];
  /** What names and addresses were, for whoever merged; null when none were replaced. */
  readonly aliases: Uint8Array | null;
};

/**
 * Merges verified reports. Where names are replaced that is done here, once over all of them, and nothing of the reports
 * travels.
 * @throws AppError `input-invalid` where there is nothing to merge, or it is too much
 */
export function mergeEnvironment(
  given: readonly PreparedInput[],
  refused: readonly RefusedFile[],
  { id, at }: MergedBy,
  redact: boolean,
): MergedEnvironment {
  const prepared = redact ? distinct(given) : fitted(distinct(given));
  const inputs: readonly MergeInput[] = prepared.map(({ input }) => input);
  const tool: Merging['tool'] = {
    name: 'netready',
    version: toolVersion,
    catalogue: { version: catalogue.version, sha256: ownCatalogueSha256 },
  };
  const merged = mergeResults(inputs, { id, at, tool, refused: refused.map((one) => one.refused) });
  if (!redact) return { result: merged, carried: carriedBy(merged, prepared), aliases: null };
  const { result, aliases } = redactEnvironment(merged, prepared.map(wholeOf));
  return { result, carried: [], aliases: aliasFile(id, aliases) };
}

/**
 * Draws and signs an environment report.
 * @throws AppError `input-invalid` when the result is too large, `internal` when there is no report that the verifier would
 * accept
 */
export async function signEnvironment(
  { result, carried }: MergedEnvironment,
  { name, fingerprint, signer }: Identity,
  pageSize: PageSize,
  draw: DrawReport,
): Promise<Uint8Array> {
  const form = { pageSize, timestamped: false };
  const data = canonicalJson(result);
  if (data.length > maxEnvironmentDataBytes)
    throw new AppError(
      'input-invalid',
      `What the reports come to takes ${Math.ceil(data.length / mebibyte)} MiB; an environment report has room for ${maxEnvironmentDataBytes / mebibyte} MiB. Merge the reports of fewer machines at a time.`,
    );
  const drawn = await draw(result, data, { name, fingerprint }, form, carried);
  return signReport(drawn, signer);
}
