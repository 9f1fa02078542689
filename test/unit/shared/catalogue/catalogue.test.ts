import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Catalogue,
  catalogue,
  describeCatalogue,
  withOverlays,
} from '../../../../shared/catalogue/catalogue.ts';
import { type CheckDefinition, groups } from '../../../../shared/catalogue/check.ts';
import { requirementKeys } from '../../../../shared/catalogue/requirements.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { checkCalled } from './contexts.ts';

const folder = join(import.meta.dirname, '../../../../shared/catalogue/checks');
const camelCase = (id: string) => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

describe('the checks', () => {
  it('have one file each, whose name is the id', async () => {
    const files = (await readdir(folder)).filter((name) => name !== 'index.ts');
    expect(files.sort()).toEqual(catalogue.checks.map(({ id }) => `${id}.ts`).sort());
  });

  it.each(catalogue.checks.map(({ id }) => id))('%s is the one export of its file', async (id) => {
    const module: Record<string, CheckDefinition> = await import(join(folder, `${id}.ts`));
    expect(Object.keys(module)).toEqual([camelCase(id)]);
    expect(module[camelCase(id)]).toBe(checkCalled(id));
  });

  it('stand in the order of the groups', () => {
    const order = catalogue.checks.map(({ group }) => groups.indexOf(group));
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });
});

const extra = (id: string, group: CheckDefinition['group']): CheckDefinition => ({
  ...checkCalled('out-ctrl'),
  id,
  group,
});
const overlay = (id: string, ...checks: readonly CheckDefinition[]) => ({
  id,
  version: 1,
  title: id,
  when: 'Choose it.',
  reference: 'Release notes',
  checks,
});
const small: Catalogue = {
  ...catalogue,
  checks: [checkCalled('loc-http'), checkCalled('out-ctrl'), checkCalled('lat-db')],
  overlays: [
    overlay('later', extra('x-runtime', 'runtime'), extra('x-local', 'this-machine')),
    overlay('other', extra('x-cloud', 'cloud')),
  ],
};
const idsWith = (...ids: readonly string[]) => withOverlays(small, ids).map(({ id }) => id);

describe('the checks in force', () => {
  it('are those of the source document unless the profile names an overlay', () => {
    expect(withOverlays(catalogue, [])).toEqual(catalogue.checks);
    expect(idsWith()).toEqual(['loc-http', 'out-ctrl', 'lat-db']);
  });

  it('take in overlays by group, in whatever order they are named', () => {
    const all = ['loc-http', 'x-local', 'out-ctrl', 'x-runtime', 'x-cloud', 'lat-db'];
    expect(idsWith('later', 'other')).toEqual(all);
    expect(idsWith('other', 'later', 'other')).toEqual(all);
    expect(idsWith('other')).toEqual(['loc-http', 'out-ctrl', 'x-cloud', 'lat-db']);
  });

  it('are refused with an overlay that is not known', () => {
    const refusal = (whole: Catalogue) => {
      try {
        return withOverlays(whole, ['later', 'x-files']);
      } catch (error) {
        return error;
      }
    };
    const known = refusal(small);
    expect(known).toBeInstanceOf(AppError);
    expect(known).toMatchObject({
      code: 'profile-invalid',
      message: 'overlays: "x-files" is not known; allowed: later, other',
    });
    expect(refusal({ ...small, overlays: [] })).toMatchObject({
      message: 'overlays: "later" is not known; allowed: none',
    });
  });
});

describe('the description of the catalogue', () => {
  const description = describeCatalogue(small);

  it('is plain JSON with everything that has a meaning', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description.requirements.map(({ key }) => key)).toEqual(requirementKeys);
    expect(description.checks[1]).toMatchObject({
      id: 'out-ctrl',
      requirements: ['R8'],
      family: { name: 'reach', parameters: { address: 'host' }, headlines: { timeout: expect.any(String) } },
      rulings: { open: { 'before-install': { verdict: 'pass' } } },
    });
    expect(description.overlays[0]).toMatchObject({
      id: 'later',
      version: 1,
      checks: [{ id: 'x-runtime' }, {}],
    });
  });

  it('changes with a text, a ruling, a requirement, an overlay and the version', () => {
    const [first, ...rest] = small.checks;
    const changed = (fields: Partial<CheckDefinition>): Catalogue => ({
      ...small,
      checks: first === undefined ? rest : [{ ...first, ...fields }, ...rest],
    });
    const texts = [
      small,
      changed({ why: 'Another reason.' }),
      changed({ rulings: () => ({}) }),
      changed({ severity: 'advisory' }),
      { ...small, version: '0' },
      { ...small, overlays: [] },
      {
        ...small,
        requirements: { ...small.requirements, D1: { ...small.requirements.D1, text: 'Other.' } },
      },
    ].map((whole) => JSON.stringify(describeCatalogue(whole)));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
