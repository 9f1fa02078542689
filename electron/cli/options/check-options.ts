import { z } from 'zod';
import { allowedWords, findProblems } from '../../../shared/profile/problems.ts';
import { maxWaivers, waiverSchema } from '../../../shared/profile/profile.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { textFields } from '../../../shared/words/text-kind.ts';
import { text } from '../../../shared/words/text-schema.ts';
import { path, profileSelection, rehearsalCode } from './fields.ts';

/** A waiver as it is typed, `ID=REASON`, held to what a profile allows: it becomes part of one. */
const waiver = z.string().transform((typed, context) => {
  const at = typed.indexOf('=');
  const input = { check: typed.slice(0, Math.max(0, at)), reason: typed.slice(at + 1) };
  const parsed = waiverSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [problem] = findProblems(waiverSchema, parsed.error, input);
  const isTooShort =
    problem?.code === 'not-allowed' &&
    problem.allowed.code === 'refused' &&
    ['check-id', 'waiver-reason'].includes(problem.allowed.refused.code);
  const isMissing = at < 1 || isTooShort || problem === undefined;
  const what = isMissing
    ? 'with a reason of at least 3 characters'
    : `where the ${problem.path[0] === 'check' ? 'ID' : 'reason'} is ${allowedWords(problem)}`;
  context.addIssue({ code: 'custom', message: `ID=REASON, ${what}` });
  return z.NEVER;
});

export const checkOptionsSchema = z.strictObject({
  ...profileSelection,
  ...rehearsalCode,
  out: path.optional(),
  format: z.enum(['table', 'json', 'short']).default('table'),
  only: z
    .array(text(longest.checkId).min(1, { error: 'the id of a check' }))
    .max(most.checks)
    .default([]),
  waive: z
    .array(waiver)
    .max(maxWaivers, { error: `at most ${maxWaivers} waivers` })
    .default([]),
  redact: z.boolean().default(false),
  keepText: z.array(z.enum(textFields)).max(textFields.length).default([]),
  pageSize: z.enum(['a4', 'letter']).default('a4'),
  strict: z.boolean().default(false),
  key: path.optional(),
  passwordFile: path.optional(),
});
export type CheckOptions = Readonly<z.infer<typeof checkOptionsSchema>>;
