import { deflateSync } from 'node:zlib';
import type { RefusedInput } from '../../../shared/environment/environment-result.ts';
import type { MergeInput } from '../../../shared/environment/merge-input.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { ReportSigner } from '../../../shared/report/verify-outcome.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { clip } from '../../../shared/words/clip.ts';
import { longest } from '../../../shared/words/lengths.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { CarriedFile, CarriedKind } from '../pdf/attached-files.ts';
import { type OpenedInput, openCarried } from '../verify/carried-inputs.ts';
import { checkContent, checkSigned } from '../verify/check-file.ts';
import type { KeepLean } from '../verify/lean-runs.ts';
import type { OpenedReport } from '../verify/opened-report.ts';
import { resultOfReport } from '../verify/result-of-report.ts';
import type { SignedBy } from '../verify/signed-by.ts';
import { readEnvironment } from '../verify/signed-environment.ts';

/** A part of an input as it will be attached, packed. */
export type PackedPart = Pick<CarriedFile, 'kind' | 'packed' | 'size'>;

/** A report that was verified: what merging needs of it, and what of it travels inside the environment report. */
export type PreparedInput = {
  readonly input: MergeInput;
  readonly parts: readonly PackedPart[];
  /** Its data alone, for which only the merger would vouch: what travels where the whole file has no room. */
  readonly data: PackedPart;
};

/** A file that is not merged, with the sentence that says why. */
export type RefusedFile = { readonly refused: RefusedInput; readonly message: string };

/** What a file adds to a merge: the report of a run, those inside an environment report, or nothing. */
export type TakenFile = {
  readonly inputs: readonly PreparedInput[];
  readonly refused: readonly RefusedFile[];
};

const packed = (kind: CarriedKind, bytes: Uint8Array): PackedPart => ({
  kind,
  packed: deflateSync(bytes),
  size: bytes.length,
});

const signerOf = ({ fingerprint, name, standing }: ReportSigner): MergeInput['signer'] => ({
  fingerprint,
  name: standing === 'known' ? clip(name, longest.name) : null,
  isKnown: standing === 'known',
});

const confirmedBy = (timestamp: SignedBy['timestamp']): string | null =>
  timestamp?.isKnown === true ? timestamp.time : null;

/** The parts of a report that travel: data and signature where the signature speaks of the data, else the whole file. */
function partsOf(
  data: PackedPart,
  signature: Uint8Array | null,
  file: () => Uint8Array,
): Pick<PreparedInput, 'parts'> & Pick<MergeInput, 'carriage'> {
  return signature === null
    ? { carriage: 'whole', parts: [packed('whole', file())] }
    : { carriage: 'data', parts: [data, packed('signature', signature)] };
}

/** The data of a report as it stands packed in its file; whoever packs it anew takes as long as whoever verifies it. */
const dataOf = (attachment: Uint8Array, { packedAttachment }: OpenedReport): PackedPart =>
  packedAttachment === null
    ? packed('data', attachment)
    : { kind: 'data', packed: packedAttachment, size: attachment.length };

/** A file that came to be merged, with the SHA-256 of its bytes in lower-case hex. */
export type GivenFile = { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string };

/** A file that comes to be merged. Its hash is made once, for all who ask whether it is the same as another one. */
export const givenFile = (name: string, bytes: Uint8Array): GivenFile => ({
  name,
  bytes,
  sha256: sha256Hex(bytes),
});

type Taking = GivenFile & {
  readonly opened: OpenedReport;
  readonly trust: TrustFile;
  readonly lean: KeepLean;
};

const refusing = ({ name, sha256 }: GivenFile, code: string, message: string): TakenFile => ({
  inputs: [],
  refused: [{ refused: { file: clip(name, longest.name), fileSha256: sha256, code }, message }],
});

function prepareRun(taking: Taking, result: RunResult, data: PackedPart): TakenFile {
  const { name, bytes, sha256, opened, lean } = taking;
  const { signer, pages, timestamp } = opened.outcome;
  if (signer === null) throw new Error('A report that is not refused has no signer.');
  const { carriage, parts } = partsOf(data, opened.signature, () => bytes);
  const input: MergeInput = {
    result: lean(result),
    signer: signerOf(signer),
    fileSha256: sha256,
    file: clip(name, longest.name),
    pages: pages === 'match' ? 'match' : 'not-checked',
    carriage,
    confirmedAt: confirmedBy(timestamp),
  };
  return { inputs: [{ input, parts, data }], refused: [] };
}

/** Whose key the merger says that it was; known only where the trust file at hand lists it. */
function vouchedSigner(fingerprint: string, { signers }: TrustFile): MergeInput['signer'] {
  const listed = signers.find((signer) => signer.fingerprint === fingerprint);
  return { fingerprint, name: listed?.name ?? null, isKnown: listed !== undefined };
}

/** The results of a carried report; null where this version cannot read them. */
function resultOf({ results, data }: OpenedInput): RunResult | null {
  if (results.maker === 'own') return results.result;
  return runResultSchema.safeParse(JSON.parse(new TextDecoder().decode(data))).data ?? null;
}

function prepareCarried(
  opened: OpenedInput,
  listed: { readonly fileSha256: string; readonly file: string | null; readonly fingerprint: string },
  { trust, lean }: Pick<Taking, 'trust' | 'lean'>,
): PreparedInput | null {
  const result = resultOf(opened);
  const { signed, file } = opened;
  if (result === null) return null;
  const data = packed('data', opened.data);
  const travelling =
    opened.carriage === 'vouched'
      ? ({ carriage: 'vouched', parts: [data] } as const)
      : partsOf(data, file === null ? opened.signature : null, () => file ?? new Uint8Array());
  const input: MergeInput = {
    result: lean(result),
    signer: signed === null ? vouchedSigner(listed.fingerprint, trust) : signerOf(signed.signer),
    fileSha256: listed.fileSha256,
    file: listed.file,
    // Whoever merged before may have compared them; this time they were not seen.
    pages: 'not-checked',
    carriage: travelling.carriage,
    confirmedAt: confirmedBy(signed?.timestamp ?? null),
  };
  return { input, parts: travelling.parts, data };
}

/** The reports inside an environment report, one after the other; and what was refused when it was merged. */
function takeApart(taking: Taking): TakenFile {
  const { attachment, carried } = checkContent(checkSigned(taking.bytes));
  const read = readEnvironment(attachment);
  if (read.maker !== 'own')
    return refusing(
      taking,
      'OTHER_VERSION',
      'Another version of Netready has merged it, and only that version takes it apart; merge the reports themselves.',
    );
  const { inputs: listed, refused, redacted } = read.result;
  if (redacted === true)
    return refusing(
      taking,
      'REDACTED_MERGE',
      'It is a redacted environment report, which carries none of the reports that it was merged from; merge the reports themselves.',
    );
  const inputs: PreparedInput[] = [];
  let place = 0;
  for (const opened of openCarried(read.listed, carried, taking.trust)) {
    const stored = listed[place];
    place += 1;
    if (stored === undefined) continue;
    const { fileSha256, file = null, signer } = stored;
    const fingerprint = opened.signed?.signer.fingerprint ?? signer.fingerprint;
    if (fingerprint === null) continue;
    const prepared = prepareCarried(opened, { fileSha256, file, fingerprint }, taking);
    if (prepared !== null) inputs.push(prepared);
  }
  const message = 'It was refused when the environment report that names it was made.';
  return { inputs, refused: refused.map((one) => ({ refused: one, message })) };
}

/**
 * What a verified file adds to a merge. Nothing is drawn from one that is refused; it is only named.
 * @param opened what the verifier found, with or without its pages
 * @param trust whom the inputs of an environment report are known by
 */
export function takeIn(taking: Taking): TakenFile {
  const { opened } = taking;
  const { outcome, code, message, environment } = opened.outcome;
  const isRefused = outcome !== 'trusted' && outcome !== 'unknown-signer';
  if (isRefused || opened.attachment === null) return refusing(taking, code, message);
  if (environment !== null) return takeApart(taking);
  const found = resultOfReport(opened);
  if (found.kind === 'result') return prepareRun(taking, found.result, dataOf(opened.attachment, opened));
  return refusing(
    taking,
    'OTHER_VERSION',
    'Another version of Netready has made it, whose results this version cannot read; merge with that version or a newer one.',
  );
}
