import { z } from 'zod';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { listStyles, type NamedParameter, numberTypes, textTypes } from './parameter.ts';

/** How deep lists and phrases may lie in each other. */
const depth = 5;

const nameField = { name: text(longest.word) };

/** The schemas of a parameter: as an item of a list, and with its name. */
type ParameterSchemas = { readonly item: z.ZodType; readonly named: z.ZodType };

/** The schema of a parameter with fields of its own. @param inside the schemas of those that lie in it; null for none */
function schemaWith(own: Readonly<Record<string, z.ZodType>>, inside: ParameterSchemas | null): z.ZodType {
  const texts = z.strictObject({ ...own, type: z.literal(textTypes), value: text(longest.parameter) });
  const numbers = z.strictObject({ ...own, type: z.literal(numberTypes), value: z.number() });
  if (inside === null) return z.discriminatedUnion('type', [texts, numbers]);
  const list = z.strictObject({
    ...own,
    type: z.literal('list'),
    style: z.enum(listStyles),
    items: z.array(inside.item).max(most.parameterItems),
  });
  const phrase = z.strictObject({
    ...own,
    type: z.literal('phrase'),
    phrase: text(longest.word),
    parameters: z.array(inside.named).max(most.parameters),
  });
  return z.discriminatedUnion('type', [texts, numbers, list, phrase]);
}

/**
 * The schemas of a parameter in which others lie at most so deep, so that no file makes a reader dig without end. Made once
 * for each level: made for each place where they stand, they would be twice as many with every level.
 */
function schemasTo(levels: number): ParameterSchemas {
  const inside = levels === 1 ? null : schemasTo(levels - 1);
  return { item: schemaWith({}, inside), named: schemaWith(nameField, inside) };
}

/** A parameter with its name, as a result holds it. */
export const namedParameterSchema = schemasTo(depth).named as z.ZodType<NamedParameter>;
