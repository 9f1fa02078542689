import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { placeholders } from '../../../../shared/catalogue/text.ts';
import { environmentResultSchema } from '../../../../shared/environment/environment-result.ts';
import { factSchema } from '../../../../shared/probe/fact.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { trustFileSchema } from '../../../../shared/report/trust-file.ts';
import { runResultSchema } from '../../../../shared/run/result.ts';
import { longest } from '../../../../shared/words/lengths.ts';

type Node = Readonly<Record<string, unknown>>;

/** Formats whose length their own grammar bounds. */
const boundedFormats: readonly unknown[] = ['uuid', 'date-time', 'date'];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function openEnds(node: unknown, path: string): readonly string[] {
  if (!isNode(node)) return [];
  const isFixed = 'enum' in node || 'const' in node;
  const isOpenText =
    node['type'] === 'string' &&
    !isFixed &&
    node['maxLength'] === undefined &&
    !boundedFormats.includes(node['format']);
  const isOpenList = node['type'] === 'array' && node['maxItems'] === undefined;
  const isOpenObject = node['type'] === 'object' && node['additionalProperties'] !== false;
  const inner = ['properties', 'items', 'anyOf', 'oneOf', 'allOf', '$defs'].flatMap((key) => {
    const value = node[key];
    if (!isNode(value)) return [];
    return key === 'items'
      ? openEnds(value, `${path}[]`)
      : Object.entries(value).flatMap(([name, child]) =>
          openEnds(child, key === 'properties' ? `${path}.${name}` : path),
        );
  });
  return [
    ...(isOpenText ? [`${path}: a text without a longest length`] : []),
    ...(isOpenList ? [`${path}: a list without a most`] : []),
    ...(isOpenObject ? [`${path}: an object with any keys`] : []),
    ...inner,
  ];
}

/** Every text and list of a schema that has no bound, by its path. */
const unbounded = (schema: z.ZodType): readonly string[] =>
  openEnds(z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' }), '');

describe('every text and every list of', () => {
  it.each([
    ['a profile', profileSchema],
    ['a fact', factSchema],
    ['a result', runResultSchema],
    ['a trust file', trustFileSchema],
    ['an environment result', environmentResultSchema],
  ])('%s has a bound', (_, schema) => {
    expect(unbounded(schema)).toEqual([]);
  });

  it('is found where it has none', () => {
    const schema = z.object({ a: z.strictObject({ b: z.array(z.string()).max(2) }), c: z.array(z.int()) });
    expect(unbounded(schema)).toEqual([
      ': an object with any keys',
      '.a.b[]: a text without a longest length',
      '.c: a list without a most',
    ]);
  });
});

describe('the sentences of the catalogue', () => {
  const definitions = [...catalogue.checks, ...catalogue.overlays.flatMap(({ checks }) => checks)];

  it('have room for the longest that can be filled in', () => {
    for (const { id, rulings } of definitions)
      for (const [finding, phases] of Object.entries(rulings()))
        for (const { reason, remedy } of Object.values(phases))
          for (const template of [reason, remedy ?? '']) {
            const braces = template.match(/\{[a-zA-Z0-9]+\}/g) ?? [];
            expect(placeholders(template).length).toBeLessThanOrEqual(braces.length);
            const room = template.length + braces.length * longest.parameter;
            expect(room, `${id} ${finding}`).toBeLessThanOrEqual(longest.sentence);
          }
  });

  it('have titles that fit', () => {
    for (const { title, why } of definitions)
      for (const words of [title, why]) expect(words.length).toBeLessThanOrEqual(longest.title);
  });
});
