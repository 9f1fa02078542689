import type { CheckResult, RunResult } from '../run/result.ts';
import type { Carriage, EnvironmentResult, InputSigner, RefusedInput } from './environment-result.ts';

/** What of a check merging looks at. */
export type MergeCheck = Readonly<
  Pick<
    CheckResult,
    | 'id'
    | 'requirements'
    | 'group'
    | 'severity'
    | 'direction'
    | 'source'
    | 'destination'
    | 'finding'
    | 'verdict'
    | 'owner'
    | 'waiver'
    | 'facts'
  >
>;

/** What of a result merging looks at: everything but sentences and sums, which take most of it. */
export type MergeRun = Readonly<
  Pick<
    RunResult,
    | 'id'
    | 'tool'
    | 'phase'
    | 'startedAt'
    | 'finishedAt'
    | 'cancelled'
    | 'machine'
    | 'profile'
    | 'rehearsal'
    | 'redacted'
  >
> & { readonly checks: readonly MergeCheck[] };

/** A report that was verified and found intact, of a run or of a machine that listened. */
export type MergeInput = {
  readonly result: MergeRun;
  readonly signer: InputSigner;
  /** SHA-256 of the file, lower-case hex. Of inputs with the same one, one counts. */
  readonly fileSha256: string;
  /** The name of the file, without its folder; null where it came without one. */
  readonly file: string | null;
  /** Whether its pages were compared with its data. */
  readonly pages: 'match' | 'not-checked';
  readonly carriage: Carriage;
  /** What a time-stamping authority that is known confirmed, as an instant (ISO 8601, UTC); null for none. */
  readonly confirmedAt: string | null;
};

/** A report with everything that it says, by which names are replaced. */
export type WholeInput = Pick<MergeInput, 'fileSha256'> & { readonly result: RunResult };

/** Who merges, when, and what else is to be named. */
export type Merging = {
  /** The id of the environment report: a UUID. */
  readonly id: string;
  /** When the inputs are merged: an instant (ISO 8601, UTC, milliseconds). */
  readonly at: string;
  readonly tool: EnvironmentResult['tool'];
  /** The files that were not intact. */
  readonly refused: readonly RefusedInput[];
};
