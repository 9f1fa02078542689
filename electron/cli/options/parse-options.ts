import type { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { clip } from '../../../shared/words/clip.ts';

function allowed(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? issue.values.join(', ') : issue.message;
}

/** What was typed where an issue is; null where that is no text. */
function givenText(raw: unknown, path: readonly PropertyKey[]): string | null {
  const given = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
  return typeof given === 'string' ? given : null;
}

/** How much of what was typed is repeated in a sentence, in characters. */
const longestShown = 100;

/** An option as it is typed: `password-file` for `passwordFile`. */
const optionName = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The options of a command, checked.
 * @throws AppError `usage`, naming the option, what was given and what it allows
 */
export function parseOptions<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const given = givenText(raw, issue.path);
    const what = given === null ? '' : `"${clip(given, longestShown)}" was given. `;
    return `--${optionName(String(issue.path[0] ?? ''))}: ${what}Allowed: ${allowed(issue)}.`;
  });
  throw new AppError('usage', [...new Set(problems)].join('\n'));
}
