import { z } from 'zod';
import type { PortName, Profile } from '../../shared/profile/profile.ts';
import { type AskedId, askedIds, type QuestionRow, type questions } from '../../shared/profile/questions.ts';
import { serverRoles } from '../../shared/profile/roles.ts';
import { codecOf, type DatabaseAnswer } from './codecs.ts';
import { lostValues } from './profile-input.ts';

export type Answer = 'yes' | 'no' | 'unknown';

/** What the answer to a question is while it is typed, by the question's kind. */
type AnswerTo<R extends QuestionRow> = R extends { kind: 'yes-no' }
  ? boolean
  : R extends { kind: 'yes-no-unknown' }
    ? Answer
    : R extends { kind: 'choice'; values: readonly (infer V)[] }
      ? V
      : R extends { kind: 'choices'; values: readonly (infer V)[] }
        ? V[]
        : R extends { kind: 'choices' }
          ? string[]
          : R extends { kind: 'databases' }
            ? DatabaseAnswer[]
            : R extends { kind: 'ports' }
              ? Readonly<Record<PortName, string>>
              : string;

const managedServerSchema = z.strictObject({ host: z.string(), roles: z.array(z.enum(serverRoles)) });

/** What an opened file said and no question asks about; it goes into the profile as it came. */
const keptSchema = z.strictObject({
  frontEndNames: z.record(z.string(), z.string()),
  managedServers: z.array(managedServerSchema),
  runBudgetMs: z.number().nullable(),
  waivers: z.array(z.strictObject({ check: z.string(), reason: z.string() })),
  /** By its path in the profile, what the answers say otherwise. It counts until the answer is changed. */
  opened: z.record(z.string(), z.unknown()).default({}),
});

type Kept = z.infer<typeof keptSchema>;

export type Answers = Readonly<
  { [I in AskedId]: AnswerTo<(typeof questions)[I]> } & {
    kept: Kept;
  }
>;

const asked = Object.fromEntries(
  askedIds.map((id) => {
    const { schema, empty } = codecOf(id);
    return [id, schema.default(empty)];
  }),
);

/**
 * The answers as they were typed, whole or not. Texts stay texts, also where the profile has numbers or lists, so
 * that a half-filled field survives a closed window and is judged only when it is used. A question that was not there
 * yet when they were kept is not answered.
 */
export const answersSchema = z.strictObject({ ...asked, kept: keptSchema }) as unknown as z.ZodType<Answers>;

const nothingKept: Kept = {
  frontEndNames: {},
  managedServers: [],
  runBudgetMs: null,
  waivers: [],
  opened: {},
};

/** The answers of a new check: nothing but what the profile's defaults say. */
export const emptyAnswers: Answers = answersSchema.parse({ kept: nothingKept });

/** Whether a managed server has roles that the two lists of the page cannot say. */
const hasOtherRoles = ({ roles }: Profile['managedServers'][number]): boolean =>
  roles.some((role) => role !== 'front-end' && role !== 'controller');

function keptOf({ frontEnds, managedServers, limits, waivers }: Profile): Kept {
  const named = frontEnds.flatMap(({ host, name }) => (name === undefined ? [] : [[host, name] as const]));
  return {
    frontEndNames: Object.fromEntries(named),
    managedServers: managedServers
      .filter(hasOtherRoles)
      .map(({ host, roles }) => ({ host, roles: [...roles] })),
    runBudgetMs: limits.runBudgetMs ?? null,
    waivers: waivers.map((waiver) => ({ ...waiver })),
    opened: {},
  };
}

/** The answers that give a profile: what was opened from a file can be read and changed like what was typed. */
export function answersOf(profile: Profile): Answers {
  const read = Object.fromEntries(askedIds.map((id) => [id, codecOf(id).read(profile)]));
  const kept = keptOf(profile);
  const answers = answersSchema.parse({ ...read, kept });
  return { ...answers, kept: { ...kept, opened: lostValues(profile, answers) } };
}
