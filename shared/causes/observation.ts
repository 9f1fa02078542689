import type { Severity } from '../words/verdict.ts';
import type { Layer } from './layers.ts';

/** A machine that made a report: who asked, and what is known to be itself. */
export type Machine = { readonly name: string; readonly addresses: readonly string[] };

/** What was asked: as it was called, where it was found, and what tells its kind. Null where that is not known. */
export type Target = {
  readonly name: string | null;
  readonly address: string | null;
  readonly port: number | null;
  /** The issuer of a certificate, a proxy, a program: what else several failures may have in common. */
  readonly attribute: string | null;
};

/** A failed check of a machine, by its place in the list of machines. */
export type FailedCheck = { readonly machine: number; readonly id: string; readonly severity: Severity };

type Common = {
  readonly machine: number;
  /** Whether the connection stays within the machine, which then says nothing about who asks. */
  readonly isInside: boolean;
  /** The address that was asked from; null where it is not known. */
  readonly from: string | null;
  readonly target: Target;
};

/** One thing that failed, with every check that rests on it: evidence counts once, the share is told in checks. */
export type Failure = Common & {
  readonly layer: Layer;
  /** What the facts add up to, for example `timeout`. */
  readonly finding: string;
  /** None where the administrator waived them: then it is evidence and nothing to explain. */
  readonly checks: readonly FailedCheck[];
};

/** One thing that went well, up to and at some layers. */
export type Pass = Common & { readonly layers: readonly Layer[] };

export type Observations = {
  readonly machines: readonly Machine[];
  readonly failures: readonly Failure[];
  readonly passes: readonly Pass[];
};
