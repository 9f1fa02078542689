import type { Answers } from '../answers.ts';
import type { FieldProblem } from '../check-answers.ts';
import type { About } from '../own-name.ts';
import type { Question } from '../questions.ts';

/** What every step that asks gets: the answers so far, and what to tell the wizard. */
export type AnswerStepProps = {
  readonly about: About;
  readonly answers: Answers;
  /** The problems of this step's fields. */
  readonly problems: readonly FieldProblem[];
  /** How often going on was refused because of them. */
  readonly attempts: number;
  readonly onAnswer: (change: Partial<Answers>) => void;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  /** Goes to another question that decides what is said here. */
  readonly onOpenQuestion: (question: Question) => void;
};
