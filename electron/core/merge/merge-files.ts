import { changedKeys } from '../../../shared/environment/changed-keys.ts';
import type { TrustFile } from '../../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../../shared/words/phrases.ts';
import { openLeanRuns } from '../verify/lean-runs.ts';
import type { OpenedReport } from '../verify/opened-report.ts';
import { type GivenFile, type PreparedInput, type RefusedFile, takeIn } from './take-in.ts';

/** A file that has the same content as an earlier one, and counts once. */
export type SameFile = { readonly name: string; readonly as: string };

/** Verified reports that are to be merged, as they come in one after the other. */
export type MergeTray = {
  /** The name of an earlier file with the same content; then this one need not even be verified. */
  readonly sameAs: (file: GivenFile) => string | null;
  /** Takes in a file that was verified, unless an earlier one has the same content. */
  readonly add: (file: GivenFile, opened: OpenedReport) => void;
  /** What is merged and what is not, once all have come. */
  readonly settle: (confirmed: ReadonlySet<string>) => Settled;
};

/** What comes of all files together. */
export type Settled = {
  readonly inputs: readonly PreparedInput[];
  readonly refused: readonly RefusedFile[];
  readonly same: readonly SameFile[];
};

const spelled = (fingerprint: string): string => fingerprintGroups(fingerprint).join(' ');

/** Splits off what has an unknown key although the key of its machine is known, unless somebody has confirmed it. */
function withoutChangedKeys(
  inputs: readonly PreparedInput[],
  trust: TrustFile,
  confirmed: ReadonlySet<string>,
): Pick<Settled, 'inputs' | 'refused'> {
  const changed = new Map(
    changedKeys(
      inputs.map(({ input }) => input),
      trust,
      confirmed,
    ).map((one) => [one.fileSha256, one]),
  );
  const refused = inputs.flatMap(({ input: { fileSha256, file } }): readonly RefusedFile[] => {
    const found = changed.get(fileSha256);
    if (found === undefined) return [];
    const { hostname, fingerprint, known } = found;
    const message = `It is signed with the key ${spelled(fingerprint)}, which is not known, while the known key of ${hostname} is ${spelled(known)}. Ask the administrator of ${hostname} for the fingerprint by telephone, and confirm it if it is this one.`;
    return [{ refused: { file: file ?? hostname, fileSha256, code: 'KEY_CHANGED' }, message }];
  });
  return { inputs: inputs.filter(({ input }) => !changed.has(input.fileSha256)), refused };
}

/** What several files say of the same refused one is said once. */
function distinctRefused(refused: readonly RefusedFile[]): readonly RefusedFile[] {
  const first = new Map<string, RefusedFile>();
  for (const one of refused) {
    const { fileSha256 } = one.refused;
    if (!first.has(fileSha256)) first.set(fileSha256, one);
  }
  return [...first.values()];
}

/**
 * Opens a tray for the reports of one merge. Of each only what merging needs and what travels is kept, packed, so that many
 * large files are never in memory at once.
 */
export function openMergeTray(trust: TrustFile): MergeTray {
  const names = new Map<string, string>();
  const same: SameFile[] = [];
  const inputs: PreparedInput[] = [];
  const refused: RefusedFile[] = [];
  const lean = openLeanRuns();
  const sameAs = ({ name, sha256 }: GivenFile): string | null => {
    const as = names.get(sha256) ?? null;
    if (as !== null) same.push({ name, as });
    return as;
  };
  return {
    sameAs,
    add: (file, opened) => {
      names.set(file.sha256, file.name);
      const taken = takeIn({ ...file, opened, trust, lean });
      inputs.push(...taken.inputs);
      refused.push(...taken.refused);
    },
    settle: (confirmed) => {
      const kept = withoutChangedKeys(inputs, trust, confirmed);
      return { inputs: kept.inputs, refused: distinctRefused([...refused, ...kept.refused]), same };
    },
  };
}
