import { z } from 'zod';
import { clip } from './clip.ts';
import { wellFormed } from './well-formed.ts';

/** How many entries a list may have; no bound where its schema names none. */
function mostOf({ def }: z.ZodArray): number {
  const bounds = (def.checks ?? []).flatMap(({ _zod }) =>
    _zod.def.check === 'max_length' && 'maximum' in _zod.def ? [Number(_zod.def.maximum)] : [],
  );
  return Math.min(Number.POSITIVE_INFINITY, ...bounds);
}

/** The member of a union that a value is meant for, by the field that tells them apart. */
function memberFor(schema: z.ZodDiscriminatedUnion, value: object): z.ZodType | null {
  const { discriminator } = schema.def;
  const name: unknown = Reflect.get(value, discriminator);
  const member = schema.options.find((option) => {
    const literal = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
    return literal instanceof z.ZodLiteral && literal.values.has(name as never);
  });
  return member instanceof z.ZodType ? member : null;
}

/** The schema inside one that only says how a value may be absent, or what becomes of it. */
function inside(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodPipe) return schema.in as z.ZodType;
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return schema.unwrap() as z.ZodType;
  return null;
}

function fitValue(schema: z.ZodType, value: unknown): unknown {
  const inner = inside(schema);
  if (inner !== null) return fitValue(inner, value);
  if (typeof value === 'string')
    return schema instanceof z.ZodString && schema.maxLength !== null
      ? clip(wellFormed(value), schema.maxLength)
      : value;
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.slice(0, mostOf(schema)).map((item) => fitValue(schema.element as z.ZodType, item));
  if (typeof value !== 'object' || value === null) return value;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const member = memberFor(schema, value);
    return member === null ? value : fitValue(member, value);
  }
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        const own = schema.shape[key];
        return [key, own === undefined ? field : fitValue(own as z.ZodType, field)];
      }),
    );
  return value;
}

/**
 * A value with every text well-formed and cut, and every list shortened, to what its schema allows: what Netready has
 * found or replaced itself is never refused for its length. Everything else is left as it is, for the schema to judge.
 */
export const fitTo = <T>(schema: z.ZodType<T>, value: T): T => fitValue(schema, value) as T;
