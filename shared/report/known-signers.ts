import { AppError } from '../errors/app-error.ts';
import { fingerprintGroups, listed } from '../words/phrases.ts';
import { knownKeysOf, machineOf, maxSigners, type TrustedSigner, type TrustFile } from './trust-file.ts';

/** How many of the last groups of a fingerprint somebody types who has heard it read out: 64 bits. */
export const confirmedGroups = 4;

/** A text without what people put between the digits of a fingerprint. */
const digitsOf = (typed: string): string => typed.replaceAll(/[\s:.-]/g, '').toLowerCase();

/** Whether what somebody has typed is the end of a fingerprint, and at least so much of it as has to be typed. */
export function isEndOf(fingerprint: string, typed: string): boolean {
  const digits = digitsOf(typed);
  const least = fingerprintGroups(fingerprint).slice(-confirmedGroups).join('').length;
  return digits.length >= least && fingerprint.endsWith(digits);
}

/** What becomes of the keys that a list has for a machine already. */
export type FormerKeys = 'keep' | 'remove';

type Addition = {
  readonly signer: TrustedSigner;
  /** The last groups of the fingerprint as they were read out. */
  readonly typed: string;
  /** Null where nobody has been asked, so that a second key of a machine is refused. */
  readonly former: FormerKeys | null;
};

function demandRoom(signers: readonly TrustedSigner[]): void {
  if (signers.length > maxSigners)
    throw new AppError(
      'input-invalid',
      `The list would have ${signers.length} signers; at most ${maxSigners} are kept.`,
    );
}

/**
 * Adds a signer whose fingerprint was read out, or replaces what was said of one that is listed.
 * @throws AppError `fingerprint-differs` unless the typed groups are its last ones; `machine-has-key` where the list has
 * another key for the machine and nothing was said of that; `input-invalid` where the list is full
 */
export function withSigner(trust: TrustFile, { signer, typed, former }: Addition): TrustFile {
  const { fingerprint, machine } = signer;
  if (!isEndOf(fingerprint, typed))
    throw new AppError(
      'fingerprint-differs',
      `The key of the report does not end with the groups that were typed; its last ${confirmedGroups} groups are needed.`,
    );
  const others = trust.signers.filter((known) => known.fingerprint !== fingerprint);
  const before = machine === undefined ? [] : knownKeysOf(machine, { signers: others });
  if (before.length > 0 && former === null)
    throw new AppError(
      'machine-has-key',
      `The list has a key for ${machine} that ends with ${listed(before.map((key) => fingerprintGroups(key).slice(-2).join(' ')))}.`,
    );
  const kept = others.filter(({ fingerprint: key }) => former !== 'remove' || !before.includes(key));
  const signers = [...kept, signer];
  demandRoom(signers);
  return { ...trust, signers };
}

/** The list without a key; the same where it has none. */
export const withoutSigner = (trust: TrustFile, fingerprint: string): TrustFile => ({
  ...trust,
  signers: trust.signers.filter((signer) => signer.fingerprint !== fingerprint),
});

/** What came of taking over the signers of another list. */
export type ImportedSigners = {
  readonly trust: TrustFile;
  readonly added: readonly TrustedSigner[];
  /** Listed already; what was said of them stays. */
  readonly known: readonly TrustedSigner[];
  /** Left out, because the list has another key for their machine. */
  readonly differing: readonly TrustedSigner[];
};

/**
 * Takes the signers of another list over.
 * @throws AppError `input-invalid` where the list is full
 */
export function withSigners(trust: TrustFile, more: readonly TrustedSigner[]): ImportedSigners {
  const isKnown = ({ fingerprint }: TrustedSigner): boolean =>
    trust.signers.some((signer) => signer.fingerprint === fingerprint);
  const isDiffering = (signer: TrustedSigner): boolean => {
    const machine = machineOf(signer);
    return machine !== null && knownKeysOf(machine, trust).length > 0;
  };
  const fresh = more.filter((signer) => !isKnown(signer));
  const added = fresh.filter((signer) => !isDiffering(signer));
  const signers = [...trust.signers, ...added];
  demandRoom(signers);
  return {
    trust: { ...trust, signers },
    added,
    known: more.filter(isKnown),
    differing: fresh.filter(isDiffering),
  };
}
