import { type AskedId, askedIds, isAsked, questionOf } from '../../shared/profile/questions.ts';
import type { PlanView } from '../../shared/run/plan-view.ts';
import type { CheckResult } from '../../shared/run/result.ts';
import type { Answers } from './answers.ts';
import { fieldId, isTyped } from './fields.ts';

/** A question of the wizard that a remedy can lead to. */
export type Question = AskedId;

/** The question to which a person is led for another one: itself, unless it is shown only where the other says so. */
const leadingTo = (id: AskedId): Question => {
  const { behind } = questionOf(id);
  return askedIds.find((asked) => asked === behind) ?? id;
};

/** Objects of the profile that one part of a page asks for, each with its first question. */
function groups(): readonly (readonly [string, Question])[] {
  const heads = askedIds.map((id) => questionOf(id).path.split('.')).filter((path) => path.length > 1);
  return [...new Set(heads.map(([head = '']) => head))].flatMap((head) => {
    const inside = askedIds.filter((id) => questionOf(id).path.startsWith(`${head}.`));
    const [first] = inside;
    const isOnePart = new Set(inside.map((id) => questionOf(id).part)).size === 1;
    return first !== undefined && isOnePart ? [[head, first] as const] : [];
  });
}

/** The ways to a question: from where its answer stands in the profile, and from each field that the answer fills. */
const waysTo = (id: AskedId): readonly (readonly [string, Question])[] => {
  const { path, fields } = questionOf(id);
  return [path, ...Object.keys(fields)].map((way) => [way, leadingTo(id)] as const);
};

/** Where the wizard asks for what a path of the profile holds. Of two questions about one path the first is meant. */
const questionOfPath: ReadonlyMap<string, Question> = new Map([
  ...groups(),
  ...[...askedIds].reverse().flatMap(waysTo),
]);

/** The id of what holds a question in the page. */
export const questionId = (question: Question): string =>
  isTyped(question) || question === 'roles' ? fieldId(question) : `question-${question}`;

/** The questions that fields of the profile are asked by, each once. */
const questionsAbout = (paths: readonly string[]): readonly Question[] => [
  ...new Set(
    paths.flatMap((path) => {
      const question = questionOfPath.get(path);
      return question === undefined ? [] : [question];
    }),
  ),
];

/** What the remedy of a check can make the person change. */
export const questionsOf = (
  { asks = [] }: Pick<CheckResult, 'asks'>,
  answers: Answers,
): readonly Question[] => questionsAbout(asks).filter((question) => isAsked(question, answers));

/** The questions whose answers a plan lacks, each once, in the order of its checks. */
export const questionsMissing = (
  { checks }: Pick<PlanView, 'checks'>,
  answers: Answers,
): readonly Question[] =>
  questionsAbout(checks.flatMap(({ missing }) => missing?.asks ?? [])).filter((question) =>
    isAsked(question, answers),
  );
