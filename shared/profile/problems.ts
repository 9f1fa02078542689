import type { z } from 'zod';
import { clip } from '../words/clip.ts';
import { profileSchema } from './profile.ts';

type Path = readonly PropertyKey[];

/** How much of a name or a value that was given is shown in a sentence, in characters. */
const longestShown = 60;

/** The name of a field; one that nobody would choose for a field is shown as JSON writes it. */
const shownName = (name: string): string =>
  clip(/^[\p{L}\p{N}_-]+$/u.test(name) ? name : JSON.stringify(name), longestShown);

/** A path as people write it: `frontEnds[3].host`; the top level is called `the file`. */
export function formatPath(path: Path, whole = 'the file'): string {
  const text = path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    const name = shownName(String(part));
    return before === '' ? name : `${before}.${name}`;
  }, '');
  return text === '' ? whole : text;
}

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );

/** A value as it was given, short enough for a sentence, with the login of an address masked. */
function showGiven(value: unknown): string {
  if (value === undefined) return 'nothing was given';
  if (Array.isArray(value))
    return value.length === 1 ? '1 entry was given' : `${value.length} entries were given`;
  if (typeof value === 'object' && value !== null) return 'an object was given';
  const text = (JSON.stringify(value) ?? String(value)).replaceAll(/\/\/[^/@\s]*@/g, '//***@');
  return `${clip(text, longestShown)} was given`;
}

type SchemaNode = {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly unwrap?: () => unknown;
  readonly in?: unknown;
};

/** The names that a schema's object at a path allows; empty when there is no object. */
function allowedKeys(schema: unknown, path: Path): readonly string[] {
  const node = schema as SchemaNode;
  if (node.shape !== undefined) {
    const [key, ...rest] = path;
    if (key === undefined) return Object.keys(node.shape);
    const child = node.shape[String(key)];
    return child === undefined ? [] : allowedKeys(child, rest);
  }
  if (node.element !== undefined) return allowedKeys(node.element, path.slice(1));
  if (typeof node.unwrap === 'function') return allowedKeys(node.unwrap(), path);
  return node.in === undefined ? [] : allowedKeys(node.in, path);
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object in braces',
  array: 'a list in brackets',
};

function bounds(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
  return issue.code === 'too_big' ? `at most ${issue.maximum}${unit}` : `at least ${issue.minimum}${unit}`;
}

/** What a field allows, from the issue that refused it. */
function allowed(issue: z.core.$ZodIssue): string {
  const isOwnText = !/^(Invalid|Too |Unrecognized|Expected)/.test(issue.message);
  if (isOwnText) return issue.message;
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'too_big':
    case 'too_small':
      return bounds(issue);
    default:
      return issue.message;
  }
}

function problemsOf(schema: unknown, issue: z.core.$ZodIssue, input: unknown): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    const keys = allowedKeys(schema, issue.path);
    const list = keys.length === 0 ? '' : ` Allowed: ${keys.join(', ')}.`;
    return issue.keys.map((key) => `${formatPath([...issue.path, key])}: there is no such field.${list}`);
  }
  const given = showGiven(valueAt(input, issue.path));
  return [`${formatPath(issue.path)}: ${given}. Allowed: ${allowed(issue)}.`];
}

/**
 * Each problem of an input in one sentence that names the field, what was given and what is allowed.
 * @param schema the schema that refused the input
 * @param input the input as it was before parsing
 */
export function describeProblems(schema: z.ZodType, error: z.ZodError, input: unknown): readonly string[] {
  return error.issues.flatMap((issue) => problemsOf(schema, issue, input));
}

/** The problems of a profile; empty when it is valid. */
export function profileProblems(input: unknown): readonly string[] {
  const parsed = profileSchema.safeParse(input);
  return parsed.success ? [] : describeProblems(profileSchema, parsed.error, input);
}
