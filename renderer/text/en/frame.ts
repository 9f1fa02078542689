import type { Step } from '../../../shared/contract/session.ts';
import { counted } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';

/** The frame around every page: the steps, and what is always said about this machine. */
export const frameText = {
  steps: 'Steps',
  stepWords: {
    start: 'Start',
    machine: 'This machine',
    environment: 'Environment',
    scope: 'Phase and scope',
    review: 'Review',
    run: 'Run',
    results: 'Results',
    report: 'Report',
  } as const satisfies Readonly<Record<Step, string>>,
  /** Read aloud after a step's name. */
  done: 'done',
  current: 'current step',
  locked: 'not yet open',
  missing: (count: number): string => `${counted(count, 'answer')} to correct`,
  stale: 'out of date',
  /** After a step's name: its state, read aloud and, where it calls for something, shown. */
  stateAfterStep: (state: string): string => ` ${state}`,
  /** The page on which this machine listens for others, which is no step. */
  listen: 'Rehearsal',
  verify: 'Verify reports',
  merge: 'Merge reports',
  help: 'Help',
  /** Above a page that somebody prints. */
  printed:
    'A page of the wizard as it stood on the screen. The signed report (PDF) says more, and can be checked.',
  skip: 'Skip to the page',
  machine: 'Machine',
  roles: 'Roles',
  noRoles: 'No role chosen',
  phase: 'Phase',
  phaseWords: {
    'before-install': 'Before the installation',
    'after-install': 'After the installation',
  } as const satisfies Readonly<Record<Phase, string>>,
} as const;
