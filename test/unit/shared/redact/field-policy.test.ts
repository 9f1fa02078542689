import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decidedPolicy, policyOf } from '../../../../shared/redact/field-policy.ts';
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

/**
 * Every text that a result may hold, and whether it is one of few that the schema lists, or an instant. The kind of a
 * fact is a part of the path.
 */
function textFields(node: Node, at: readonly string[] = []): readonly Field[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  const kind = at.at(-1) === 'facts' ? node.properties?.['kind']?.const : undefined;
  const path = typeof kind === 'string' ? [...at, kind] : at;
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
  it('was decided for every text of a result', () => {
    expect(fields.length).toBeGreaterThan(150);
    const forgotten = fields.filter(({ path }) => decidedPolicy(path) === null);
    expect(forgotten.map(({ path }) => path.join('.'))).toEqual([]);
  });

  it('keeps every text that the schema of a result fixes, so that the redacted result is valid', () => {
    const changed = fields.filter(({ path, isFixed }) => isFixed && !isKept(path));
    expect(changed.map(({ path }) => path.join('.'))).toEqual([]);
  });

  it('keeps no other text but ids, findings and versions of Netready', () => {
    const kept = fields.filter(({ path, isFixed }) => !isFixed && isKept(path));
    const named = (path: readonly string[]): string =>
      path[1] === 'parameters' ? `checks.parameters… ${path.at(-1)}` : path.join('.');
    expect([...new Set(kept.map(({ path }) => named(path)))].sort()).toEqual([
      'checks.asks',
      'checks.destination.protocol',
      'checks.facts.rehearsal.tag',
      'checks.finding',
      'checks.parameters… name',
      'checks.parameters… phrase',
      'id',
      'profile.environment.platformVersion',
      'rehearsal.sessionKey',
      'rehearsal.tag',
      'tool.catalogue.edition',
      'tool.catalogue.sha256',
      'tool.catalogue.version',
      'tool.version',
    ]);
  });

  it('lets nothing out of a field that nobody has decided about', () => {
    for (const path of [
      ['checks', 'facts', 'http', 'somethingNew'],
      ['checks', 'parameters', 'host'],
      ['somethingNew', 'id'],
    ])
      expect(policyOf(path)).toEqual({ kind: 'free', field: 'other' });
  });
});
