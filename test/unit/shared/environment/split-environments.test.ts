import { describe, expect, it } from 'vitest';
import { buildEnvironmentModel } from '../../../../shared/environment/environment-model.ts';
import {
  type EnvironmentResult,
  environmentResultSchema,
} from '../../../../shared/environment/environment-result.ts';
import { environmentsOf } from '../../../../shared/environment/environments-of.ts';
import { mergeResults } from '../../../../shared/environment/merge-results.ts';
import { redactEnvironment } from '../../../../shared/environment/redact-environment.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { inputOf, mergedOf, merging } from '../../../support/merged-environments.ts';
import { severalEnvironments } from '../../../support/several-environments.ts';

const options = { fingerprint: 'ab12cd34'.repeat(8), signerName: 'Netready on support-04' };

const { all, production, development, lifetime } = severalEnvironments();
const merged = mergedOf(all);

const namesIn = (result: EnvironmentResult): readonly string[] =>
  environmentsOf(result).map(({ environment }) => environment.name);

const used = (result: Pick<EnvironmentResult, 'inputs'>): readonly string[] =>
  result.inputs.filter(({ use }) => use === 'used').map(({ hostname }) => hostname);

/** The ways of an environment from or to one machine, as `lt > prdfe1:443`. */
const waysWith = (result: Pick<EnvironmentResult, 'machines' | 'connections'>, name: string) => {
  const short = (machine: number): string => result.machines[machine]?.name.split('.')[0] ?? '';
  return result.connections
    .filter(({ from, to }) => short(from) === name || short(to) === name)
    .map(({ from, to, port, verdict }) => `${short(from)} > ${short(to)}:${port} ${verdict}`);
};

describe('reports of several environments under one LifeTime', () => {
  it('are judged environment by environment, that with most reports first', () => {
    expect(namesIn(merged)).toEqual(['Production', 'Acceptance']);
    const [first, second] = environmentsOf(merged);
    expect(used(first ?? merged).toSorted()).toEqual(['lt', 'prdctl', 'prdfe1', 'prdfe2']);
    expect(used(second ?? merged).toSorted()).toEqual(['acpctl', 'acpfe1', 'lt']);
    expect([first?.verdict, second?.verdict]).toEqual(['fail', 'unknown']);
    expect(() => environmentResultSchema.parse(merged)).not.toThrow();
  });

  it('have the ways from and to LifeTime in each, and nothing of another environment', () => {
    const [first, second] = environmentsOf(merged);
    expect(waysWith(first ?? merged, 'lt')).toContain('lt > prdfe1:443 pass');
    expect(waysWith(first ?? merged, 'lt')).toContain('prdfe1 > lt:443 pass');
    expect(waysWith(second ?? merged, 'lt')).toContain('lt > acpfe1:443 pass');
    expect(waysWith(second ?? merged, 'lt')).toContain('acpfe1 > lt:443 pass');
    expect((second?.machines ?? []).filter(({ name }) => name.startsWith('prd'))).toEqual([]);
  });

  it('are all listed with the first, which carries them', () => {
    const beside = merged.inputs.filter(({ use }) => use === 'other-environment');
    expect(beside.map(({ hostname }) => hostname).toSorted()).toEqual(['acpctl', 'acpfe1']);
    expect(merged.inputs).toHaveLength(all.length);
  });

  it('give the same whatever the order of the files, and when some come twice', () => {
    const inputs = all.map((result) => inputOf(result));
    expect(mergeResults(inputs.toReversed(), merging)).toEqual(merged);
    const twice = [...development, ...development, ...development].map((result) => inputOf(result));
    expect(mergeResults([...twice, ...inputs], merging)).toEqual(merged);
  });

  it('stand beside each other in the report, with LifeTime named once over them', () => {
    const { cover, others, inputs, documentTitle } = buildEnvironmentModel(merged, options);
    expect(documentTitle).toBe('Environment report of Production and Acceptance');
    expect(cover.beside?.lead).toBe('2 environments under LifeTime lt, each judged by itself:');
    expect(cover.beside?.items.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['Production', 'fail'],
      ['Acceptance', 'unknown'],
    ]);
    expect(others.map((other) => other.cover.name)).toEqual(['Acceptance']);
    expect(inputs.rows.filter(({ machine }) => machine === 'lt')).toHaveLength(1);
    expect(inputs.rows).toHaveLength(all.length);
  });

  it('have the same aliases in each where names are replaced', () => {
    const inputs = all.map((result) => inputOf(result));
    const { result } = redactEnvironment(merged, inputs);
    const text = JSON.stringify(result);
    const names = ['prdctl', 'acpctl', 'Production', 'Acceptance', 'example.local', '10.3.2.11'];
    expect(names.filter((name) => text.includes(name))).toEqual([]);
    const lifetimes = environmentsOf(result).map(
      ({ machines }) => machines.find(({ place }) => place === 'lifetime')?.name,
    );
    expect(new Set(lifetimes).size).toBe(1);
  });
});

describe('reports that are not of several environments', () => {
  const renamed = (result: RunResult, name: string): RunResult => ({
    ...result,
    profile: { ...result.profile, environment: { ...result.profile.environment, name } },
  });

  it('stay one where a profile names another controller under the name of the same environment', () => {
    const [ctl, fe1, fe2] = production;
    if (ctl === undefined || fe1 === undefined || fe2 === undefined) throw new Error('three reports');
    const wrong = { ...fe2, profile: { ...fe2.profile, controller: { host: 'old.example.local' } } };
    const one = mergedOf([ctl, fe1, wrong]);
    expect(one.others).toBeUndefined();
    const remark = one.inputs.find(({ hostname }) => hostname === 'prdfe2')?.remarks[0];
    expect(remark).toEqual({ kind: 'other-profile', fields: ['controller.host'] });
    expect(mergedOf([ctl, fe1, renamed(fe2, 'Prod')]).others).toBeUndefined();
  });

  it('stay one where no LifeTime is named, or another one', () => {
    const without = (result: RunResult): RunResult => ({
      ...result,
      profile: { ...result.profile, lifetime: null },
    });
    expect(mergedOf([...production, ...development].map(without)).others).toBeUndefined();
    const other = (result: RunResult): RunResult => ({
      ...result,
      profile: { ...result.profile, lifetime: { host: 'lt2.example.local' } },
    });
    const apart = mergedOf([...production, ...development.map(other)]);
    expect(apart.others).toBeUndefined();
    expect(apart.inputs.filter(({ use }) => use === 'not-of-environment')).toHaveLength(2);
  });

  it('stay one where LifeTime alone has another profile', () => {
    expect(mergedOf([...production, lifetime]).others).toBeUndefined();
    expect(mergedOf(environmentResults(farmOf(2))).others).toBeUndefined();
  });
});
