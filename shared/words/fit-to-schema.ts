import { z } from 'zod';
import { clip } from './clip.ts';
import { wellFormed } from './well-formed.ts';

/** Makes a value fit; gives the value itself where nothing of it has to change. */
type Fitter = (value: unknown) => unknown;

const asItIs: Fitter = (value) => value;

/** How many entries a list may have; no bound where its schema names none. */
function mostOf({ def }: z.ZodArray): number {
  const bounds = (def.checks ?? []).flatMap(({ _zod }) =>
    _zod.def.check === 'max_length' && 'maximum' in _zod.def ? [Number(_zod.def.maximum)] : [],
  );
  return Math.min(Number.POSITIVE_INFINITY, ...bounds);
}

/** The schema inside one that only says how a value may be absent, or what becomes of it. */
function inside(schema: z.ZodType): z.ZodType | null {
  switch (schema.type) {
    case 'pipe':
      return (schema as z.ZodPipe).in as z.ZodType;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return (schema as z.ZodOptional<z.ZodType>).unwrap();
    default:
      return null;
  }
}

function textFitter({ maxLength }: z.ZodString): Fitter {
  if (maxLength === null) return asItIs;
  return (value) => (typeof value === 'string' ? clip(wellFormed(value), maxLength) : value);
}

function listFitter(schema: z.ZodArray): Fitter {
  const most = mostOf(schema);
  const fitItem = fitterOf(schema.element as z.ZodType);
  return (value) => {
    if (!Array.isArray(value)) return value;
    const items: readonly unknown[] = value.length > most ? value.slice(0, most) : value;
    const fitting = items.map(fitItem);
    return fitting.some((item, index) => item !== items[index]) ? fitting : items;
  };
}

function objectFitter({ shape }: z.ZodObject): Fitter {
  const fields = new Map(
    Object.entries(shape)
      .map(([name, field]) => [name, fitterOf(field as z.ZodType)] as const)
      .filter(([, fitField]) => fitField !== asItIs),
  );
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    let copy: Record<string, unknown> | null = null;
    for (const [name, fitField] of fields) {
      if (!Object.hasOwn(value, name)) continue;
      const field: unknown = Reflect.get(value, name);
      const fitting = fitField(field);
      if (fitting === field) continue;
      copy ??= { ...value };
      copy[name] = fitting;
    }
    return copy ?? value;
  };
}

/** The member of a union that a value is meant for is told by the field that tells them apart. */
function unionFitter({ def, options }: z.ZodDiscriminatedUnion): Fitter {
  const { discriminator } = def;
  const members = new Map<unknown, Fitter>();
  for (const option of options) {
    const literal = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
    if (!(literal instanceof z.ZodLiteral)) continue;
    for (const name of literal.values)
      if (!members.has(name)) members.set(name, fitterOf(option as z.ZodType));
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    return (members.get(Reflect.get(value, discriminator)) ?? asItIs)(value);
  };
}

function makeFitter(schema: z.ZodType): Fitter {
  const inner = inside(schema);
  if (inner !== null) return fitterOf(inner);
  if (schema instanceof z.ZodString) return textFitter(schema);
  if (schema instanceof z.ZodArray) return listFitter(schema);
  if (schema instanceof z.ZodDiscriminatedUnion) return unionFitter(schema);
  if (schema instanceof z.ZodObject) return objectFitter(schema);
  return asItIs;
}

/** What a schema allows never changes, and looking it up takes longer than fitting: once for each schema. */
const fitters = new WeakMap<z.ZodType, Fitter>();

function fitterOf(schema: z.ZodType): Fitter {
  const known = fitters.get(schema);
  if (known !== undefined) return known;
  const made = makeFitter(schema);
  fitters.set(schema, made);
  return made;
}

/**
 * A value with every text well-formed and cut, and every list shortened, to what its schema allows: what Netready has
 * found or replaced itself is never refused for its length. Everything else is left as it is, for the schema to judge.
 */
export const fitTo = <T>(schema: z.ZodType<T>, value: T): T => fitterOf(schema)(value) as T;
