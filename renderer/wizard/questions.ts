import type { ProfilePath } from '../../shared/profile/profile-path.ts';
import type { PlanView } from '../../shared/run/plan-view.ts';
import type { CheckResult } from '../../shared/run/result.ts';
import type { Answers } from './answers.ts';
import { askedTopics, isAsked, type Topic } from './asked.ts';
import { type AnswerStep, type Field, fieldId, stepOfField } from './fields.ts';

/** Questions and parts of questions that are not typed, or that hold several fields. */
const otherQuestions = {
  hosting: { step: 'environment', topic: 'hosting' },
  databases: { step: 'environment', topic: 'databases' },
  cacheTls: { step: 'environment', topic: 'cache' },
  ports: { step: 'environment', topic: null },
  proxy: { step: 'environment', topic: 'proxy' },
  oneProvider: { step: 'scope', topic: 'one-provider' },
  vpn: { step: 'scope', topic: 'vpn' },
  sslOffloading: { step: 'scope', topic: 'ssl-offloading' },
  parameterRecordAdded: { step: 'scope', topic: 'ssl-offloading' },
} as const satisfies Readonly<Record<string, { readonly step: AnswerStep; readonly topic: Topic | null }>>;

export type OtherQuestion = keyof typeof otherQuestions;

/** The typed questions to which a remedy can lead. */
export type NamedField = Extract<
  Field,
  | 'roles'
  | 'platformVersion'
  | 'frontEnds'
  | 'managedFrontEnds'
  | 'containerRuntimes'
  | 'cachePort'
  | 'caFile'
>;

/** A question of the wizard that a remedy can lead to. */
export type Question = NamedField | OtherQuestion;

/** Where the wizard asks for what a path of the profile holds. */
const questionOfPath: Readonly<Partial<Record<ProfilePath, Question>>> = {
  'machine.roles': 'roles',
  'environment.hosting': 'hosting',
  'environment.oneProvider': 'oneProvider',
  'environment.parameterRecordAdded': 'parameterRecordAdded',
  'environment.platformVersion': 'platformVersion',
  'environment.sslOffloading': 'sslOffloading',
  'environment.vpn': 'vpn',
  'cache.port': 'cachePort',
  'cache.tls': 'cacheTls',
  'proxy.bypass': 'proxy',
  caFile: 'caFile',
  containerRuntimes: 'containerRuntimes',
  databases: 'databases',
  frontEnds: 'frontEnds',
  managedServers: 'managedFrontEnds',
  ports: 'ports',
  proxy: 'proxy',
};

const isOther = (question: Question): question is OtherQuestion => Object.hasOwn(otherQuestions, question);

/** The step that asks a question. */
export const stepOfQuestion = (question: Question): AnswerStep =>
  isOther(question) ? otherQuestions[question].step : stepOfField(question);

/** The id of what holds a question in the page. */
export const questionId = (question: Question): string =>
  isOther(question) ? `question-${question}` : fieldId(question);

/** The questions that fields of the profile are asked by, each once. */
const questionsAbout = (paths: readonly string[]): readonly Question[] => [
  ...new Set(
    paths.flatMap((path) => {
      const question = Object.hasOwn(questionOfPath, path)
        ? questionOfPath[path as keyof typeof questionOfPath]
        : undefined;
      return question === undefined ? [] : [question];
    }),
  ),
];

/** Whether the page asks a question of somebody who has given these answers. */
function isQuestionAsked(question: Question, answers: Answers): boolean {
  const topics = askedTopics(answers);
  if (!isOther(question)) return isAsked(question, topics);
  const { topic } = otherQuestions[question];
  return topic === null || topics.has(topic);
}

/** What the remedy of a check can make the person change. */
export const questionsOf = (
  { asks = [] }: Pick<CheckResult, 'asks'>,
  answers: Answers,
): readonly Question[] => questionsAbout(asks).filter((question) => isQuestionAsked(question, answers));

/** The questions whose answers a plan lacks, each once, in the order of its checks. */
export const questionsMissing = (
  { checks }: Pick<PlanView, 'checks'>,
  answers: Answers,
): readonly Question[] =>
  questionsAbout(checks.flatMap(({ missing }) => missing?.asks ?? [])).filter((question) =>
    isQuestionAsked(question, answers),
  );
