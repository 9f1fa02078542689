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

/** The typed questions to which a sentence about the profile can lead. */
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

/** A question of the wizard that a sentence about the profile can lead to. */
export type Question = NamedField | OtherQuestion;

/** Where the wizard asks for what a path of the profile holds. */
const questionOfPath: Readonly<Record<string, Question>> = {
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

/** Words of a sentence that can be paths of the profile: `cache.port` anywhere, `caFile` in brackets alone. */
function possiblePaths(sentence: string): readonly string[] {
  const dotted = sentence.match(/\b[a-z][A-Za-z]*\.[a-z][A-Za-z]*\b/g) ?? [];
  const bracketed = [...sentence.matchAll(/\(([^()]*)\)/g)].flatMap(([, inner = '']) =>
    inner.split(/[\s,]+/),
  );
  return [...dotted, ...bracketed];
}

/**
 * The questions that a sentence about the profile is about. Sentences name fields by their paths, because they stand
 * in reports and terminals too; in the wizard they become ways to what the person has answered.
 */
export function questionsIn(sentence: string): readonly Question[] {
  const found = possiblePaths(sentence).flatMap((path) =>
    Object.hasOwn(questionOfPath, path) ? [questionOfPath[path]] : [],
  );
  return [...new Set(found)].filter((question) => question !== undefined);
}

/** Whether the page asks a question of somebody who has given these answers. */
function isQuestionAsked(question: Question, answers: Answers): boolean {
  const topics = askedTopics(answers);
  if (!isOther(question)) return isAsked(question, topics);
  const { topic } = otherQuestions[question];
  return topic === null || topics.has(topic);
}

/**
 * What the remedy of a check can make the person change. A database's says "the profile" where its port is meant, unless
 * it names a limit of the whole run, which no page asks for.
 */
export function questionsOf(
  { remedy, destination }: Pick<CheckResult, 'remedy' | 'destination'>,
  answers: Answers,
): readonly Question[] {
  if (remedy === null) return [];
  const named = questionsIn(remedy);
  const isPort =
    destination?.role === 'database' && remedy.includes('the profile') && !remedy.includes('limits.');
  const found: readonly Question[] = named.length === 0 && isPort ? ['databases'] : named;
  return found.filter((question) => isQuestionAsked(question, answers));
}

/** The questions whose answers a plan lacks, each once, in the order of its checks. */
export function questionsMissing(
  { checks }: Pick<PlanView, 'checks'>,
  answers: Answers,
): readonly Question[] {
  const found = checks.flatMap(({ missing }) => (missing === null ? [] : questionsIn(missing.remedy)));
  return [...new Set(found)].filter((question) => isQuestionAsked(question, answers));
}
