import type { Step } from '../../../shared/contract/session.ts';

/**
 * `open`: it can be gone to. `done`: it was passed and nothing in it is wrong. `missing`: something in it has to be
 * corrected. `stale`: answers changed since.
 */
export type StepState = 'locked' | 'open' | 'done' | 'missing' | 'stale';

/** One step as the rail shows it. */
export type RailStep = {
  readonly step: Step;
  readonly state: StepState;
  /** How many answers in it have to be corrected. */
  readonly problems: number;
  /** Whether it can be gone to now. */
  readonly canOpen: boolean;
};
