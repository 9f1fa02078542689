import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { policyOf } from '../../../../shared/redact/field-policy.ts';
import { runResultSchema } from '../../../../shared/run/result.ts';

type Node = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
};

type Field = { readonly path: readonly string[]; readonly isFixed: boolean };

/** Every text that a result may hold, and whether it is one of few that the schema lists, or an instant. */
function textFields(node: Node, path: readonly string[] = []): readonly Field[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [
    ...inner.flatMap((part) => textFields(part, path)),
    ...(node.items === undefined ? [] : textFields(node.items, path)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, part]) => textFields(part, [...path, key])),
    ...(node.type === 'string'
      ? [
          {
            path,
            isFixed: node.enum !== undefined || node.const !== undefined || node.format === 'date-time',
          },
        ]
      : []),
  ];
}

const fields = textFields(z.toJSONSchema(runResultSchema, { io: 'input' }) as Node);

const isKept = (path: readonly string[]): boolean => policyOf(path).kind === 'keep';

describe('policyOf', () => {
  it('keeps every text that the schema of a result fixes, so that the redacted result is valid', () => {
    expect(fields.length).toBeGreaterThan(80);
    const changed = fields.filter(({ path, isFixed }) => isFixed && !isKept(path));
    expect(changed.map(({ path }) => path.join('.'))).toEqual([]);
  });

  it('keeps no other text but ids, versions, titles and words of Netready', () => {
    const named = (path: readonly string[]): string =>
      path[1] === 'parameters' ? `checks.parameters… ${path.at(-1)}` : path.join('.');
    const kept = fields.filter(({ path, isFixed }) => !isFixed && isKept(path));
    expect([...new Set(kept.map(({ path }) => named(path)))].sort()).toEqual([
      'checks.asks',
      'checks.destination.protocol',
      'checks.facts.protocol',
      'checks.finding',
      'checks.parameters… name',
      'checks.parameters… phrase',
      'checks.title',
      'checks.why',
      'id',
      'profile.environment.platformVersion',
      'profile.overlays',
      'tool.catalogue.overlays',
      'tool.catalogue.sha256',
      'tool.catalogue.version',
      'tool.version',
    ]);
  });

  it('treats a field that it does not know as prose', () => {
    expect(policyOf(['checks', 'facts', 'somethingNew'])).toEqual({ kind: 'prose' });
  });
});
