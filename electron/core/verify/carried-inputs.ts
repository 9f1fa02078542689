import type { Carriage } from '../../../shared/environment/environment-result.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { RefusedCode } from '../../../shared/report/verify-codes.ts';
import { sha256Hex } from '../base/sha256.ts';
import { type CarriedFile, type CarriedKind, carriedName } from '../pdf/attached-files.ts';
import { unpackAttached } from '../pdf/attachment.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import { checkContent, checkSigned } from './check-file.ts';
import { openSignedData } from './open-signed-data.ts';
import { type SignedBy, signedBy } from './signed-by.ts';
import { readResults, type SignedResults } from './signed-results.ts';

/** What an environment report says of an input that lies inside. */
export type ListedInput = {
  readonly run: string;
  readonly fileSha256: string;
  readonly carriage: Carriage;
  readonly signer: { readonly fingerprint: string | null };
};

/** What of an input is attached, for each way in which it can travel; in this order. */
const partsOf: Readonly<Record<Carriage, readonly CarriedKind[]>> = {
  data: ['data', 'signature'],
  whole: ['whole'],
  vouched: ['data'],
};

/** The names of everything that must be attached for a list of inputs, in order. */
const expectedNames = (listed: readonly Pick<ListedInput, 'carriage'>[]): readonly string[] =>
  listed.flatMap(({ carriage }, input) => partsOf[carriage].map((kind) => carriedName({ input, kind })));

/**
 * Refuses attachments that are not exactly those of the listed inputs.
 * @throws Refusal `INPUT_MISSING`, `INPUT_ADDED` or `INPUT_ORDER`
 */
function demandListed(listed: readonly ListedInput[], carried: readonly CarriedFile[]): void {
  const expected = expectedNames(listed);
  const found = carried.map(carriedName);
  const missing = expected.find((name) => !found.includes(name));
  demand(missing === undefined, 'INPUT_MISSING', `${missing} is not there`);
  const known = new Set(expected);
  const added = found.find((name) => !known.has(name));
  demand(added === undefined && found.length === expected.length, 'INPUT_ADDED', `${added} is too many`);
  demand(
    found.every((name, index) => name === expected[index]),
    'INPUT_ORDER',
    'attached in another order',
  );
}

/** An input that travelled inside, as it was signed or as the merger says. */
export type OpenedInput = {
  readonly carriage: Carriage;
  /** The data of the run, byte for byte. */
  readonly data: Uint8Array;
  /** The signature by itself, in DER; null where only the whole file or the merger proves the data. */
  readonly signature: Uint8Array | null;
  /** The whole file where it travels. */
  readonly file: Uint8Array | null;
  readonly results: SignedResults;
  /** Whose key signed it; null where nobody but the merger says so. */
  readonly signed: SignedBy | null;
};

/** Anything that is wrong with a part of an input is wrong with the input. */
function asInput<T>(code: RefusedCode, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(code, error.message);
    throw error;
  }
}

function openWhole(file: Uint8Array, { fileSha256 }: ListedInput, trust: TrustFile): OpenedInput {
  const sha256 = sha256Hex(file);
  const intact = asInput('INPUT_CHANGED', () => checkContent(checkSigned(file)));
  demand(sha256 === fileSha256, 'INPUT_EXCHANGED', 'another file than the listed one');
  demand(intact.kind === 'run', 'INPUT_EXCHANGED', 'no report of a run');
  const { attachment: data, dataSignature: signature } = intact;
  const results = asInput('INPUT_CHANGED', () => readResults(data));
  return { carriage: 'whole', data, signature, file, results, signed: signedBy(intact, trust) };
}

function openData(data: Uint8Array, signature: Uint8Array, trust: TrustFile): OpenedInput {
  const opened = asInput('INPUT_CHANGED', () => openSignedData(data, signature, trust));
  return { carriage: 'data', data, signature, file: null, ...opened };
}

function openVouched(data: Uint8Array): OpenedInput {
  const results = asInput('INPUT_CHANGED', () => readResults(data));
  return { carriage: 'vouched', data, signature: null, file: null, results, signed: null };
}

function openOne(
  listed: ListedInput,
  [first = new Uint8Array(), second = new Uint8Array()]: readonly Uint8Array[],
  trust: TrustFile,
): OpenedInput {
  switch (listed.carriage) {
    case 'whole':
      return openWhole(first, listed, trust);
    case 'data':
      return openData(first, second, trust);
    case 'vouched':
      return openVouched(first);
  }
}

/**
 * Opens the inputs of an environment report one after the other, so that of the packed ones no two are in memory at once:
 * each must be there and no other, in the order of the list, be as it was signed, and be the listed one.
 * @throws Refusal `INPUT_MISSING`, `INPUT_ADDED`, `INPUT_ORDER`, `INPUT_CHANGED` or `INPUT_EXCHANGED`
 */
export function* openCarried(
  listed: readonly ListedInput[],
  carried: readonly CarriedFile[],
  trust: TrustFile,
): Generator<OpenedInput, void, undefined> {
  demandListed(listed, carried);
  const runs = new Set(listed.map(({ run }) => run));
  let next = 0;
  for (const input of listed) {
    const count = partsOf[input.carriage].length;
    const parts = carried.slice(next, next + count).map(unpackAttached);
    next += count;
    const opened = openOne(input, parts, trust);
    const { id } = opened.results.summary;
    const isListed = id === input.run;
    demand(isListed || !runs.has(id), 'INPUT_ORDER', `run ${id} in the place of ${input.run}`);
    const fingerprint = opened.signed?.signer.fingerprint ?? input.signer.fingerprint;
    const isSame = isListed && fingerprint === input.signer.fingerprint;
    demand(isSame, 'INPUT_EXCHANGED', `run ${id} of key ${fingerprint}`);
    yield opened;
  }
}
