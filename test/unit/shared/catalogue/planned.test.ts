import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { roles } from '../../../../shared/profile/roles.ts';
import { containers, contextOf, farm, instancesOf, managed, newest } from './contexts.ts';

const ids = [...catalogue.checks, ...catalogue.overlays.flatMap(({ checks }) => checks)].map(({ id }) => id);

/** The tests that say what each check plans, on which machine. */
const planningTests = ['checks.test.ts', 'overlays.test.ts'];

/** Which of some checks no case of a test names, alone or with the key of an instance. */
const unnamed = (list: readonly string[], ...tests: readonly string[]): readonly string[] =>
  list.filter((id) => !tests.some((text) => new RegExp(`['\`]${id}['\`@]|\\n +${id}:`).test(text)));

/** A machine of each role, in profiles that between them ask everything. */
const machines = [
  ...[...roles.map((role) => [role]), ['controller', 'front-end']].flatMap((list) =>
    [
      newest,
      { ...newest, environment: { ...newest.environment, hybrid: true } },
      { ...newest, lifetime: { host: 'lt.example.local' } },
      { ...managed, overlays: newest.overlays },
      { ...containers, overlays: newest.overlays },
      farm,
      { ...farm, cache: { host: 'localhost' } },
      {},
    ].map((profile) => contextOf({ ...profile, machine: { roles: list } })),
  ),
];

describe('the planning tests', () => {
  it('have a case for every check', async () => {
    const tests = await Promise.all(
      planningTests.map((name) => readFile(join(import.meta.dirname, name), 'utf8')),
    );
    const missing = unnamed(ids, ...tests).map(
      (id) => `${id}: add the case that says what it plans to ${planningTests.join(' or ')}`,
    );
    expect(missing).toEqual([]);
  });

  it('miss a check that none of them names, also where another begins alike', () => {
    expect(unnamed(['out-ctrl', 'out'], "planOf('out-ctrl', single)")).toEqual(['out']);
    expect(unnamed(['out-ctrl', 'lt-x'], 'expect(ids).toEqual([`out-ctrl@`])')).toEqual(['lt-x']);
    expect(unnamed(['out-ctrl', 'in-ctrl'], '// out-ctrl and in-ctrl are planned')).toEqual([
      'out-ctrl',
      'in-ctrl',
    ]);
  });

  it('have a machine for every check, on which it is planned', () => {
    const planned = new Set(machines.flatMap(instancesOf).map(({ check }) => check.id));
    expect(ids.filter((id) => !planned.has(id))).toEqual([]);
  });
});
