import { knownKeysOf, type TrustFile } from '../report/trust-file.ts';
import type { MergeInput } from './merge-input.ts';

/** A report that a machine whose key is known seems to have made, and whose key is another one that is not known. */
export type ChangedKey = {
  readonly fileSha256: string;
  readonly hostname: string;
  readonly fingerprint: string;
  /** The key that is known of the machine. */
  readonly known: string;
};

type Keyed = Pick<MergeInput, 'result' | 'signer' | 'fileSha256'>;

/**
 * Finds reports with an unknown key of machines whose key is known: from another report, or because the trust file lists a
 * key under the name of the machine. A key changes when an installation is made anew, and when somebody else signs in its
 * name; only a person can tell which. Of redacted reports nothing is said, because they do not name their machine.
 * @param confirmed fingerprints that somebody has confirmed, lower-case hex
 */
export function changedKeys(
  inputs: readonly Keyed[],
  trust: Pick<TrustFile, 'signers'>,
  confirmed: ReadonlySet<string>,
): readonly ChangedKey[] {
  const named = inputs.filter(({ result }) => result.redacted !== true);
  const hostOf = ({ result }: Keyed): string => result.machine.hostname.toLowerCase();
  const known = new Map<string, string>();
  for (const input of named) if (input.signer.isKnown) known.set(hostOf(input), input.signer.fingerprint);
  return named
    .filter(({ signer }) => !signer.isKnown && !confirmed.has(signer.fingerprint))
    .flatMap((input) => {
      const key = known.get(hostOf(input)) ?? knownKeysOf(hostOf(input), trust).at(-1);
      const { fingerprint } = input.signer;
      if (key === undefined || key === fingerprint) return [];
      const { hostname } = input.result.machine;
      return [{ fileSha256: input.fileSha256, hostname, fingerprint, known: key }];
    });
}
