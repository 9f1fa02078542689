import type { Layer } from './layers.ts';
import type { FailedCheck } from './observation.ts';
import type { DestinationScope, SourceScope } from './scopes.ts';

/**
 * How much stands behind a cause. `common`: several failures have it in common, and nothing that passed speaks against it.
 * `partial`: they look alike and have one end in common, but others of the same kind pass. `single`: one failure, on which
 * one check or several rest.
 */
export const causeKinds = ['common', 'partial', 'single'] as const;
export type CauseKind = (typeof causeKinds)[number];

/** What would show that a cause is not the one: the code of a sentence. */
export const counterproofs = [
  'another-name-server',
  'name-resolves-elsewhere',
  'other-program-connects',
  'packets-arrive',
  'direct-connection-stays',
  'listener-is-there',
  'certificate-is-trusted-there',
  'service-answers-there',
  'proxy-lets-through',
  'name-leads-elsewhere',
  'program-ended',
  'other-network-quick',
  'answer-is-wrong',
] as const;
export type Counterproof = (typeof counterproofs)[number];

/** How often something was found. */
export type Symptom = { readonly finding: string; readonly count: number };

/** One probable reason for several failures, as data: sentences are drawn from it and never read back. */
export type Cause = {
  readonly kind: CauseKind;
  readonly layer: Layer;
  readonly source: SourceScope;
  readonly destination: DestinationScope;
  /** What was found, most often first. */
  readonly symptoms: readonly Symptom[];
  /** How many failures are explained: a connection that several checks need is one. */
  readonly failures: number;
  /** How many things of the same kind passed all the same. */
  readonly passes: number;
  /** How many other things the same source reaches, and from elsewhere how often the same destination was reached. */
  readonly reaches: number;
  readonly reachedBy: number;
  /** Who asked, which hosts were asked, by name, and at which ports. */
  readonly machines: readonly string[];
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  /** The failed checks that it explains: no other cause has them. */
  readonly checks: readonly FailedCheck[];
  /** What the evidence cannot tell from it: nobody else was asked. */
  readonly alternatives: {
    readonly source: SourceScope | null;
    readonly destination: DestinationScope | null;
  };
  readonly counterproof: Counterproof;
};

/** All failures of one or many results, each in exactly one cause. */
export type Causes = {
  /** What is required first, then what explains most. */
  readonly causes: readonly Cause[];
  /** How many checks failed. */
  readonly failed: number;
  /** The checks that nothing but their own failure explains. */
  readonly notExplained: readonly FailedCheck[];
};

/**
 * Whether a cause says more than that something failed: it has several checks, and they are more than look-alikes.
 */
export const isExplained = ({ kind, checks }: Pick<Cause, 'kind' | 'checks'>): boolean =>
  kind === 'common' || (kind === 'single' && checks.length > 1);
