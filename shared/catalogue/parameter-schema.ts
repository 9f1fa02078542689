import { z } from 'zod';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { listStyles, type NamedParameter, numberTypes, textTypes } from './parameter.ts';

/** How deep lists and phrases may lie in each other. */
const depth = 5;

/** The schema of a parameter in which others lie at most so deep, so that no file makes a reader dig without end. */
function schemaTo(levels: number, own: Readonly<Record<string, z.ZodType>>): z.ZodType {
  const texts = z.strictObject({ ...own, type: z.literal(textTypes), value: text(longest.parameter) });
  const numbers = z.strictObject({ ...own, type: z.literal(numberTypes), value: z.number() });
  if (levels === 1) return z.discriminatedUnion('type', [texts, numbers]);
  const list = z.strictObject({
    ...own,
    type: z.literal('list'),
    style: z.enum(listStyles),
    items: z.array(schemaTo(levels - 1, {})).max(most.parameterItems),
  });
  const phrase = z.strictObject({
    ...own,
    type: z.literal('phrase'),
    phrase: text(longest.word),
    parameters: z.array(schemaTo(levels - 1, nameField)).max(most.parameters),
  });
  return z.discriminatedUnion('type', [texts, numbers, list, phrase]);
}

const nameField = { name: text(longest.word) };

/** A parameter with its name, as a result holds it. */
export const namedParameterSchema = schemaTo(depth, nameField) as z.ZodType<NamedParameter>;
