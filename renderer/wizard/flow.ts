import { type Step, steps } from '../../shared/contract/session.ts';
import { type AnswerStep, answerSteps } from '../../shared/profile/questions.ts';
import type { RunResult } from '../../shared/run/result.ts';
import type { RailStep, StepState } from '../components/frame/step-states.ts';
import type { Answers } from './answers.ts';
import { checkAnswers, type FieldProblem } from './check-answers.ts';
import { stepOfField } from './fields.ts';

/** What decides which steps are open. */
type Place = {
  readonly begun: boolean;
  readonly answers: Answers;
  readonly reached: Step;
  readonly result: RunResult | null;
};

const indexOf = (step: Step): number => steps.indexOf(step);

/** The problems of one step's fields. */
export const problemsOfStep = (
  problems: readonly FieldProblem[],
  step: AnswerStep,
): readonly FieldProblem[] => problems.filter(({ field }) => stepOfField(field) === step);

/** The last step up to which everything is answered and was gone through, in the order of the questions. */
export function furthestStep(place: Place): Exclude<Step, 'run' | 'results' | 'report'> {
  if (!place.begun) return 'start';
  const { problems } = checkAnswers(place.answers);
  const blocked = answerSteps.find(
    (step) => indexOf(step) >= indexOf(place.reached) || problemsOfStep(problems, step).length > 0,
  );
  return blocked ?? 'review';
}

/** Whether a step can be gone to. Results and report need a result, not answers that still give the same one. */
export function canOpen(place: Place, step: Step): boolean {
  switch (step) {
    case 'run':
      return false;
    case 'results':
    case 'report':
      return place.result !== null;
    default:
      return indexOf(step) <= indexOf(furthestStep(place));
  }
}

function stateOf(place: Place, step: Step, problems: number, stale: boolean): StepState {
  const passed = indexOf(step) < indexOf(place.reached);
  if (problems > 0 && passed) return 'missing';
  if (stale && (step === 'results' || step === 'report') && place.result !== null) return 'stale';
  if (step === 'run') return place.result === null ? 'locked' : stale ? 'stale' : 'done';
  if (!canOpen(place, step)) return 'locked';
  return passed ? 'done' : 'open';
}

/**
 * Every step as the rail shows it.
 * @param stale the answers were changed after the run
 * @param busy a run is under way, and no page can be left before it answers
 */
export function railSteps(place: Place, stale: boolean, busy: boolean): readonly RailStep[] {
  const { problems } = place.begun ? checkAnswers(place.answers) : { problems: [] };
  return steps.map((step) => {
    const asking = answerSteps.find((name) => name === step);
    const count = asking === undefined ? 0 : problemsOfStep(problems, asking).length;
    return {
      step,
      state: stateOf(place, step, count, stale),
      problems: count,
      canOpen: !busy && canOpen(place, step),
    };
  });
}
