import type { z } from 'zod';
import { clip } from '../words/clip.ts';
import { type Refusal, refusalOf, refusalWords } from '../words/refusal.ts';
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

/** What an input held where it was refused. */
export type Given =
  | { readonly kind: 'nothing' | 'object' }
  | { readonly kind: 'entries'; readonly count: number }
  /** As JSON writes it, short enough for a sentence, with the login of an address masked. */
  | { readonly kind: 'value'; readonly shown: string; readonly isEmpty: boolean };

/** What stands where a value was refused. */
export type Allowed =
  | { readonly code: 'values'; readonly values: readonly unknown[] }
  | { readonly code: 'type'; readonly type: string }
  | {
      readonly code: 'most' | 'least';
      readonly limit: number | bigint;
      readonly unit: 'characters' | 'entries' | null;
    }
  | { readonly code: 'refused'; readonly refused: Refusal }
  | { readonly code: 'other'; readonly words: string };

/** What is wrong with an input, as data: a field that there is none of, or a value that its field does not allow. */
export type Problem =
  | { readonly code: 'no-such-field'; readonly path: Path; readonly names: readonly string[] }
  | { readonly code: 'not-allowed'; readonly path: Path; readonly given: Given; readonly allowed: Allowed };

function givenAs(value: unknown): Given {
  if (value === undefined) return { kind: 'nothing' };
  if (Array.isArray(value)) return { kind: 'entries', count: value.length };
  if (typeof value === 'object' && value !== null) return { kind: 'object' };
  const text = (JSON.stringify(value) ?? String(value)).replaceAll(/\/\/[^/@\s]*@/g, '//***@');
  return { kind: 'value', shown: clip(text, longestShown), isEmpty: value === '' };
}

function givenText(given: Given): string {
  switch (given.kind) {
    case 'nothing':
      return 'nothing was given';
    case 'object':
      return 'an object was given';
    case 'entries':
      return given.count === 1 ? '1 entry was given' : `${given.count} entries were given`;
    case 'value':
      return `${given.shown} was given`;
  }
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

const units: Readonly<Record<string, 'characters' | 'entries'>> = { string: 'characters', array: 'entries' };

/** What a field allows, from the issue that refused it. */
function allowedBy(issue: z.core.$ZodIssue): Allowed {
  switch (issue.code) {
    case 'custom': {
      const refused = refusalOf(issue);
      return refused === null ? { code: 'other', words: issue.message } : { code: 'refused', refused };
    }
    case 'invalid_value':
      return { code: 'values', values: issue.values };
    case 'invalid_type':
      return { code: 'type', type: issue.expected };
    case 'too_big':
      return { code: 'most', limit: issue.maximum, unit: units[issue.origin] ?? null };
    case 'too_small':
      return { code: 'least', limit: issue.minimum, unit: units[issue.origin] ?? null };
    default:
      return { code: 'other', words: issue.message };
  }
}

function allowedText(allowed: Allowed): string {
  switch (allowed.code) {
    case 'values':
      return allowed.values.map((value) => JSON.stringify(value)).join(', ');
    case 'type':
      return typeWords[allowed.type] ?? allowed.type;
    case 'most':
    case 'least':
      return `at ${allowed.code} ${allowed.limit}${allowed.unit === null ? '' : ` ${allowed.unit}`}`;
    case 'refused':
      return refusalWords(allowed.refused);
    case 'other':
      return allowed.words;
  }
}

function problemsOf(schema: unknown, issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const names = allowedKeys(schema, issue.path);
    return issue.keys.map((key) => ({ code: 'no-such-field', path: [...issue.path, key], names }));
  }
  const given = givenAs(valueAt(input, issue.path));
  return [{ code: 'not-allowed', path: issue.path, given, allowed: allowedBy(issue) }];
}

/**
 * Each problem of an input.
 * @param schema the schema that refused the input
 * @param input the input as it was before parsing
 */
export const findProblems = (schema: z.ZodType, error: z.ZodError, input: unknown): readonly Problem[] =>
  error.issues.flatMap((issue) => problemsOf(schema, issue, input));

/** What would be right in place of a problem: a part of a sentence, after "Allowed:". */
export const allowedWords = (problem: Problem): string =>
  problem.code === 'no-such-field' ? problem.names.join(', ') : allowedText(problem.allowed);

/** What is wrong, without the name of the field: one sentence or two. */
export function problemReason(problem: Problem): string {
  const words = allowedWords(problem);
  const allowed = words === '' ? '' : ` Allowed: ${words}.`;
  return problem.code === 'no-such-field'
    ? `there is no such field.${allowed}`
    : `${givenText(problem.given)}.${allowed}`;
}

/** Whether a person gave nothing where something is needed, however a form writes that. */
export const isNothingGiven = (problem: Problem): boolean =>
  problem.code === 'not-allowed' &&
  (problem.given.kind === 'nothing' ||
    (problem.given.kind === 'entries' && problem.given.count === 0) ||
    (problem.given.kind === 'value' && problem.given.isEmpty));

/**
 * Each problem of an input in one sentence that names the field, what was given and what is allowed.
 * @param schema the schema that refused the input
 * @param input the input as it was before parsing
 * @param placeOf where a problem stands in a file, in words; left out unless given
 */
export const describeProblems = (
  schema: z.ZodType,
  error: z.ZodError,
  input: unknown,
  placeOf?: (problem: Problem) => string,
): readonly string[] =>
  findProblems(schema, error, input).map((problem) => {
    const place = placeOf === undefined ? '' : ` (${placeOf(problem)})`;
    return `${formatPath(problem.path)}: ${problemReason(problem)}${place}`;
  });

/** The problems of a profile; empty when it is valid. */
export function profileProblems(input: unknown): readonly string[] {
  const parsed = profileSchema.safeParse(input);
  return parsed.success ? [] : describeProblems(profileSchema, parsed.error, input);
}
