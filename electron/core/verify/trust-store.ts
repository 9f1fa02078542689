import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { describeProblems } from '../../../shared/profile/problems.ts';
import {
  emptyTrust,
  type TrustedSigner,
  type TrustFile,
  trustedSignerSchema,
  trustFileSchema,
} from '../../../shared/report/trust-file.ts';
import { codeOf } from '../base/error-code.ts';
import type { Clock } from '../base/world.ts';
import { whileLocked } from '../files/file-lock.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { unwritable } from '../files/unwritable.ts';
import { maxTrustBytes, readOwnTrust, trustFileName } from './trust.ts';

/** The list of signers that this user trusts, for those who read it and those who change it. */
export type TrustStore = {
  /** Where it lies, whether there is one yet or not. */
  readonly path: string;
  /** @throws AppError as `readOwnTrust` does */
  readonly read: () => Promise<TrustFile>;
  /**
   * Replaces the list by what is made of it, in one step and with nobody else at it. Nothing is written where making it
   * throws, and nothing that could not be read again.
   * @throws AppError as `readOwnTrust` does, `output-unwritable`, `input-invalid`, and what making it throws
   */
  readonly change: <T extends { readonly trust: TrustFile }>(make: (trust: TrustFile) => T) => Promise<T>;
};

/** A list as it lies on disk: for people who look into it as well. */
const trustFileText = (trust: TrustFile): string => `${JSON.stringify(trust, null, 2)}\n`;

/**
 * A list as it is written. What a stranger's report calls its machine and its key comes into it: a list that nobody could read
 * again would leave no signer known.
 * @throws AppError `input-invalid`
 */
function bytesOf(trust: TrustFile): Uint8Array {
  const parsed = trustFileSchema.safeParse(trust);
  if (!parsed.success) {
    const [first] = describeProblems(trustFileSchema, parsed.error, trust);
    throw new AppError('input-invalid', `The list cannot hold this signer: ${first}`);
  }
  const bytes = new TextEncoder().encode(trustFileText(parsed.data));
  if (bytes.length > maxTrustBytes)
    throw new AppError(
      'input-invalid',
      `The list would have ${bytes.length} bytes; at most ${maxTrustBytes} are kept.`,
    );
  return bytes;
}

/**
 * Refuses to change a list that is a link: the file that it leads to may be everybody's, and a private copy would take its place.
 * @throws AppError `output-unwritable`
 */
async function demandOwnFile(path: string): Promise<void> {
  const isLink = await lstat(path).then(
    (found) => found.isSymbolicLink(),
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw unwritable(path, error);
    },
  );
  if (isLink)
    throw new AppError(
      'output-unwritable',
      `${path} is a link to another file, which may not be yours alone: change that file, or put a list of your own there.`,
    );
}

/** Signers as a list for somebody else, without the authorities of this one. */
export const signersText = (signers: readonly TrustedSigner[]): string =>
  trustFileText({ ...emptyTrust, signers: [...signers] });

/** Opens the list of a data folder, which need not exist yet. */
export function createTrustStore(dataFolder: string, clock: Pick<Clock, 'monotonicMs'>): TrustStore {
  const path = join(dataFolder, trustFileName);
  const inOrder = createInOrder();
  const read = (): Promise<TrustFile> => readOwnTrust(dataFolder);
  return {
    path,
    read,
    change: (make) =>
      inOrder(() =>
        whileLocked(join(dataFolder, 'trust.lock'), clock, async () => {
          const made = make(await read());
          await demandOwnFile(path);
          await replacePrivateFile(path, bytesOf(made.trust));
          return made;
        }),
      ),
  };
}

/**
 * The signers in the text of a trust file, or the one of an entry for such a file.
 * @param name how the file is called in what is said of it
 * @throws AppError `trust-invalid`
 */
export function readSigners(name: string, text: string): readonly TrustedSigner[] {
  const input = parseJson(name, text);
  const entry = trustedSignerSchema.safeParse(input);
  if (entry.success) return [entry.data];
  const file = trustFileSchema.safeParse(input);
  if (file.success) return file.data.signers;
  // An entry is told from a file by what only it has: nobody is asked for the fields of the other one.
  const isEntry = typeof input === 'object' && input !== null && 'fingerprint' in input;
  const [first] = isEntry
    ? describeProblems(trustedSignerSchema, entry.error, input)
    : describeProblems(trustFileSchema, file.error, input);
  throw new AppError('trust-invalid', `${name}: ${first}`);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('trust-invalid', `${name} is not JSON.`, { cause });
  }
}
