import { z } from 'zod';
import { hostSchema } from '../../shared/profile/host.ts';
import { allowedWords, findProblems, isNothingGiven, problemReason } from '../../shared/profile/problems.ts';
import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import { askedIds, questionOf } from '../../shared/profile/questions.ts';
import { capitalised } from '../../shared/words/phrases.ts';
import { fieldText } from '../text/en/fields.ts';
import { visibleControls } from '../text/visible-controls.ts';
import type { Answers } from './answers.ts';
import type { Skip } from './codecs.ts';
import { type Field, fieldOfPath, isFieldAsked, isTyped, placeOfField, type TypedId } from './fields.ts';
import { type ListedHost, parseHostList } from './host-list.ts';
import { profileInput } from './profile-input.ts';

/** What is wrong with one field, in the words of the profile's own rules. Several lines for a list. */
export type FieldProblem = { readonly field: Field; readonly sentences: readonly string[] };

/** The profile that the answers give, or what keeps them from giving one. */
export type CheckedAnswers =
  | { readonly profile: Profile; readonly problems: readonly [] }
  | { readonly profile: null; readonly problems: readonly FieldProblem[] };

/** The reason why a value was refused, without the name of the field that it stands under. */
function reasonOf(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): string {
  const [problem] = findProblems(schema, new z.ZodError([issue]), input);
  if (problem === undefined) return '';
  return isNothingGiven(problem)
    ? fieldText.nothingGiven(allowedWords(problem))
    : visibleControls(capitalised(problemReason(problem)));
}

/** How many wrong entries of a list are quoted; the lines of the others are named. */
const quoted = 3;

function entrySentence({ line, text }: ListedHost): string {
  const parsed = hostSchema.safeParse(text);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? '' : fieldText.line(line, reasonOf(hostSchema, issue, text));
}

function listProblem(field: Field, text: string): readonly FieldProblem[] {
  const { wrong } = parseHostList(text);
  if (wrong.length === 0) return [];
  const rest = wrong.slice(quoted).map(({ line }) => line);
  const more = rest.length === 0 ? [] : [fieldText.moreLines(rest)];
  return [{ field, sentences: [...wrong.slice(0, quoted).map(entrySentence), ...more] }];
}

/** The questions that are answered by a list of hosts. */
const hostLists: readonly TypedId[] = askedIds.filter(
  (id): id is TypedId => isTyped(id) && ['hosts', 'managed-hosts'].includes(questionOf(id).kind),
);

function grouped(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const fields = [...new Set(problems.map(({ field }) => field))].sort(
    (left, right) => placeOfField(left) - placeOfField(right),
  );
  return fields.map((field) => ({
    field,
    sentences: [
      ...new Set(problems.filter((problem) => problem.field === field).flatMap(({ sentences }) => sentences)),
    ],
  }));
}

type Parsed = {
  readonly profile: Profile | null;
  readonly problems: readonly FieldProblem[];
  readonly unplaced: boolean;
};

function parse(answers: Answers, skip: Skip): Parsed {
  const input = profileInput(answers, skip);
  const parsed = profileSchema.safeParse(input);
  const issues = (parsed.error?.issues ?? []).map((issue) => ({ issue, field: fieldOfPath(issue.path) }));
  const fromLists = hostLists.filter((id) => !skip.has(id)).flatMap((id) => listProblem(id, answers[id]));
  const fromSchema = issues.flatMap(({ issue, field }) =>
    field === null ? [] : [{ field, sentences: [reasonOf(profileSchema, issue, input)] }],
  );
  return {
    profile: parsed.data ?? null,
    problems: grouped([...fromSchema, ...fromLists]),
    unplaced: issues.some(({ field }) => field === null),
  };
}

/** What was found out about answers that are still around; they never change, so it never does. */
const known = new WeakMap<Answers, CheckedAnswers>();

/**
 * Judges answers by the profile's own schema. A wrong answer that is not asked for any more, because other roles were
 * chosen, is left out instead of standing in the way.
 */
export function checkAnswers(answers: Answers): CheckedAnswers {
  const found = known.get(answers) ?? judge(answers);
  known.set(answers, found);
  return found;
}

function judge(answers: Answers): CheckedAnswers {
  const first = parse(answers, new Set());
  const hidden = first.problems.map(({ field }) => field).filter((field) => !isFieldAsked(field, answers));
  const { profile, problems } = hidden.length === 0 ? first : parse(answers, new Set(hidden));
  return profile === null || problems.length > 0 ? { profile: null, problems } : { profile, problems: [] };
}

/** Whether answers can be corrected in the wizard: everything that is wrong with them stands in a field. */
export function isCorrectable(answers: Answers): boolean {
  return !parse(answers, new Set()).unplaced;
}
