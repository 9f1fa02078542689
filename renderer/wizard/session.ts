import type { Session, Step } from '../../shared/contract/session.ts';
import { type Answers, answersSchema, emptyAnswers } from './answers.ts';
import { isCorrectable } from './check-answers.ts';
import type { WizardState } from './wizard-state.ts';

/** The answers of a kept session; null when they are not what this program writes. */
export function readAnswers(text: string): Answers | null {
  try {
    const parsed = answersSchema.safeParse(JSON.parse(text));
    return parsed.success && isCorrectable(parsed.data) ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const shownStep = (state: WizardState): Step => ('from' in state ? state.from : state.step);

/**
 * What has to survive a closed window; null while there is nothing worth keeping, so that looking around after a new
 * start does not replace the session of an earlier day.
 */
export function sessionOf(state: WizardState): Session | null {
  const isUntouched = state.answers === emptyAnswers && state.result === null;
  if (!state.begun || isUntouched) return null;
  return {
    schemaVersion: 1,
    step: shownStep(state),
    reached: state.reached,
    answers: JSON.stringify(state.answers),
    lastRun: state.result?.id ?? null,
  };
}
