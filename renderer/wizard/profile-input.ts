import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import {
  askedIds,
  hasContainers,
  isAskedId,
  type QuestionId,
  questionIds,
  questionOf,
  valueAt,
} from '../../shared/profile/questions.ts';
import { isEqual } from '../../shared/run/is-equal.ts';
import type { Answers } from './answers.ts';
import { codecOf, type Skip } from './codecs.ts';

/** Values by the paths at which they stand in a profile. */
type Values = Readonly<Record<string, unknown>>;

const hostingPath = questionOf('hosting').path;

/** Values at paths such as `cache.port` as the object that they are part of. */
function nested(values: Values): Record<string, unknown> {
  const heads = new Map<string, Record<string, unknown>>();
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const [head = '', key] = path.split('.');
    if (value === undefined) continue;
    if (key === undefined) whole[head] = value;
    else heads.set(head, { ...heads.get(head), [key]: value });
  }
  return { ...whole, ...Object.fromEntries(heads) };
}

/** The answers of an opened file that no page asks for. */
const unasked: Partial<Readonly<Record<QuestionId, (kept: Answers['kept']) => unknown>>> = {
  runBudgetMs: ({ runBudgetMs }) => runBudgetMs ?? undefined,
  waivers: ({ waivers }) => waivers,
};

function writtenValues(answers: Answers, skip: Skip): Values {
  const written = questionIds.map((id) => [
    questionOf(id).path,
    isAskedId(id) ? codecOf(id).write(answers, skip) : unasked[id]?.(answers.kept),
  ]);
  return Object.fromEntries(written);
}

/**
 * What an opened file said and its answers cannot say in the same words, at the paths where no answer was changed since:
 * there it counts.
 */
function openedValues(answers: Answers): Values {
  const { opened } = answers.kept;
  const paths = Object.keys(opened);
  if (paths.length === 0) return {};
  const profile = profileSchema.safeParse({ schemaVersion: 1, ...nested(opened) }).data;
  if (profile === undefined) return {};
  const isUnchanged = (path: string): boolean =>
    askedIds.every((id) => questionOf(id).path !== path || isEqual(codecOf(id).read(profile), answers[id]));
  return Object.fromEntries(paths.filter(isUnchanged).map((path) => [path, opened[path]]));
}

/** The answers as input of the profile's schema; a skipped field counts as not answered. */
export function profileInput(answers: Answers, skip: Skip): Record<string, unknown> {
  const isUnreachable = answers.proxyMode === 'manual' && skip.has('proxyUrl');
  return {
    schemaVersion: 1,
    ...nested({
      ...writtenValues(answers, skip),
      ...openedValues(answers),
      [hostingPath]: hasContainers(answers) ? 'containers' : 'servers',
      ...(isUnreachable ? { 'proxy.mode': undefined } : {}),
    }),
  };
}

/** The values of a profile, by their paths, that its answers alone would not give back. */
export function lostValues(profile: Profile, answers: Answers): Values {
  const given = profileSchema.safeParse(profileInput(answers, new Set())).data;
  const paths = questionIds.filter((id) => unasked[id] === undefined).map((id) => questionOf(id).path);
  const lost = paths.filter(
    (path) => path !== hostingPath && !isEqual(valueAt(given, path), valueAt(profile, path)),
  );
  return Object.fromEntries(lost.map((path) => [path, valueAt(profile, path)]));
}
