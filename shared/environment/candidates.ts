import type { Profile } from '../profile/profile.ts';
import { compareText } from '../words/compare-text.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import type { Phase } from '../words/verdict.ts';
import { environmentText } from './environment-profile.ts';
import type { InputKind, InputUse } from './environment-result.ts';
import type { MergeInput } from './merge-input.ts';

/** What an input counts as before its machine is known: what sets it apart, or null. */
export type Candidate = {
  readonly input: MergeInput;
  readonly kind: InputKind;
  readonly isRedacted: boolean;
  readonly setApart: Extract<InputUse, 'other-phase' | 'other-edition'> | null;
};

/** What most inputs have in common, and every input with what sets it apart. */
export type Candidates = {
  readonly phase: Phase;
  readonly edition: string;
  /** The profile that most reports have; the newest of those that say it. */
  readonly profile: Profile;
  readonly all: readonly Candidate[];
};

/** Newer first; what was made in the same moment by its file, so that the order of the files does not matter. */
export const newestFirst = (left: MergeInput, right: MergeInput): number =>
  compareText(right.result.finishedAt, left.result.finishedAt) ||
  compareText(left.fileSha256, right.fileSha256);

/** What most inputs say; of two that as many say, what the newest input says. */
function commonest(
  inputs: readonly MergeInput[],
  keyOf: (input: MergeInput) => string,
): readonly MergeInput[] {
  const groups = [...groupsByKey(inputs.toSorted(newestFirst), keyOf).values()];
  return groups.reduce(
    (best: readonly MergeInput[], group) => (group.length > best.length ? group : best),
    [],
  );
}

const listenerFindings: readonly string[] = ['left-out'];

/** Whether a result is that of a machine that listened: it heard, and asked nobody. */
function kindOf({ result }: MergeInput): InputKind {
  const heard = result.checks.some(({ facts }) => facts.some(({ kind }) => kind === 'visits'));
  const asked = result.checks.some(
    ({ direction, finding }) => direction !== 'inbound' && !listenerFindings.includes(finding),
  );
  return heard && !asked ? 'listener' : 'check';
}

const editionIn = ({ result }: MergeInput): string => result.profile.edition;

/** One of each file, and of each the one that says most of itself: with its pages compared, and carried whole. */
function distinctFiles(inputs: readonly MergeInput[]): readonly MergeInput[] {
  const rank = ({ pages, carriage, file }: MergeInput): string =>
    `${pages === 'match' ? 0 : 1}${{ whole: 0, data: 1, vouched: 2 }[carriage]}${file ?? '\uffff'}`;
  return [...groupsByKey(inputs, ({ fileSha256 }) => fileSha256).values()].flatMap((same) =>
    same.toSorted((left, right) => compareText(rank(left), rank(right))).slice(0, 1),
  );
}

/**
 * What most inputs have in common: their phase, then their edition, then their profile. Reports that are redacted say
 * nothing of names, so that their profile does not count.
 * @param inputs at least one
 */
export function candidatesOf(inputs: readonly MergeInput[]): Candidates {
  const files = distinctFiles(inputs);
  const ofPhase = commonest(files, ({ result }) => result.phase);
  const ofEdition = commonest(ofPhase, editionIn);
  const open = ofEdition.filter(({ result }) => result.redacted !== true);
  const ofProfile = commonest(open.length > 0 ? open : ofEdition, ({ result }) =>
    environmentText(result.profile),
  );
  const [model] = ofProfile;
  if (model === undefined) throw new RangeError('there is nothing to merge');
  const { phase, profile } = model.result;
  return {
    phase,
    edition: profile.edition,
    profile,
    all: files.map((input) => ({
      input,
      kind: kindOf(input),
      isRedacted: input.result.redacted === true,
      setApart:
        input.result.phase !== phase
          ? 'other-phase'
          : editionIn(input) === profile.edition
            ? null
            : 'other-edition',
    })),
  };
}
