import type { z } from 'zod';
import { isEqual } from '../../../shared/run/is-equal.ts';

/** Stands for what a schema refuses, or makes something else of. */
const other = Symbol('other');

/** Makes what a schema makes of a value, where the two are equal. */
type Reader = (value: unknown) => unknown;

const checksOf = ({ def }: z.ZodType): readonly z.core.$ZodCheck[] => def.checks ?? [];

const payloadOf = (value: unknown): z.core.ParsePayload<never> => ({ value: value as never, issues: [] });

/** Whether checks let a value pass as it is. */
function passes(checks: readonly z.core.$ZodCheck[], payload: z.core.ParsePayload<never>): boolean {
  const { value } = payload;
  return checks.every(
    ({ _zod }) => _zod.check(payload) === undefined && payload.issues.length === 0 && payload.value === value,
  );
}

/** What zod makes of a value, whatever the schema. */
function valueReader({ _zod }: z.ZodType): Reader {
  return (value) => {
    const made = _zod.run(payloadOf(value), { async: false });
    return 'value' in made && made.issues.length === 0 && isEqual(made.value, value) ? made.value : other;
  };
}

function textReader(schema: z.ZodType): Reader {
  const checks = checksOf(schema);
  return (value) => (typeof value === 'string' && passes(checks, payloadOf(value)) ? value : other);
}

/** One of some values, of which `undefined` cannot be read from JSON. */
const choiceReader =
  (values: ReadonlySet<unknown>): Reader =>
  (value) =>
    values.has(value) && value !== undefined ? value : other;

function listReader(schema: z.ZodArray): Reader {
  const readItem = readerOf(schema.element as z.ZodType);
  const checks = checksOf(schema);
  return (value) => {
    if (!Array.isArray(value)) return other;
    const items = value.map(readItem);
    return !items.includes(other) && passes(checks, payloadOf(items)) ? items : other;
  };
}

function objectReader({ shape }: z.ZodObject): Reader {
  const fields = Object.entries(shape).map(([name, field]) => {
    const { optin, optout } = field._zod;
    const mayBeAbsent = optin === 'optional' && optout === 'optional';
    return { name, mayBeAbsent, read: readerOf(field as z.ZodType) };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return other;
    const copy: Record<string, unknown> = {};
    let count = 0;
    for (const { name, mayBeAbsent, read } of fields) {
      if (Object.hasOwn(value, name)) {
        const made = read(Reflect.get(value, name));
        if (made === other) return other;
        copy[name] = made;
        count += 1;
      } else if (!mayBeAbsent) return other;
    }
    return count === Object.keys(value).length ? copy : other;
  };
}

/** The member of a union that a value is meant for is told by the field that tells them apart. */
function unionReader({ def, options }: z.ZodDiscriminatedUnion): Reader {
  const { discriminator } = def;
  const members = new Map<unknown, z.ZodType>();
  for (const option of options as readonly z.ZodType[])
    for (const name of option._zod.propValues?.[discriminator] ?? []) members.set(name, option);
  return (value) => {
    if (typeof value !== 'object' || value === null) return other;
    const name: unknown = Reflect.get(value, discriminator);
    const member = name === undefined ? undefined : members.get(name);
    return member === undefined ? other : readerOf(member)(value);
  };
}

/** What a schema of texts is that is a check itself, as one of dates is. */
const isCheck = (schema: z.ZodType): boolean => schema._zod.traits.has('$ZodCheck');

function makeReader(schema: z.ZodType): Reader {
  if (schema.type === 'array') return listReader(schema as z.ZodArray);
  if (schema.type === 'string' && !isCheck(schema)) return textReader(schema);
  if (checksOf(schema).length > 0) return valueReader(schema);
  switch (schema.type) {
    case 'enum':
    case 'literal':
      return choiceReader(schema._zod.values ?? new Set());
    case 'object':
      return objectReader(schema as z.ZodObject);
    case 'union':
      return 'discriminator' in schema.def
        ? unionReader(schema as z.ZodDiscriminatedUnion)
        : valueReader(schema);
    case 'optional': {
      const read = readerOf((schema as z.ZodOptional<z.ZodType>).unwrap());
      return (value) => (value === undefined ? other : read(value));
    }
    case 'nullable': {
      const read = readerOf((schema as z.ZodNullable<z.ZodType>).unwrap());
      return (value) => (value === null ? null : read(value));
    }
    default:
      return valueReader(schema);
  }
}

/** What a schema allows never changes: its reader is made once. */
const readers = new WeakMap<z.ZodType, Reader>();

function readerOf(schema: z.ZodType): Reader {
  const known = readers.get(schema);
  if (known !== undefined) return known;
  const made = makeReader(schema);
  readers.set(schema, made);
  return made;
}

/**
 * Reads data of which a schema makes the same again: to take it apart here and leave each part to zod takes half of what it
 * takes to have zod parse it, and to compare what came out.
 * @param data as it was read from JSON
 * @returns what the schema makes of the data, its keys in the order of the schema; null where that is not equal to the data,
 *   or the schema refuses it
 */
export function readExactly<S extends z.ZodType>(schema: S, data: unknown): z.output<S> | null {
  const made = readerOf(schema)(data);
  return made === other ? null : (made as z.output<S>);
}
