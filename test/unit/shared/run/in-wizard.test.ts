import { describe, expect, it } from 'vitest';
import { catalogueVersion } from '../../../../shared/catalogue/catalogue.ts';
import { inWizard } from '../../../../shared/run/in-wizard.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { healthyWorld, sampleResult } from '../../../support/sample-results.ts';

const result = sampleResult({
  world: healthyWorld('before-install'),
  profile: { machine: { roles: ['front-end'] }, environment: { oneProvider: 'unknown' } },
});
const made = (version: string): RunResult => ({
  ...result,
  tool: { ...result.tool, catalogue: { ...result.tool.catalogue, version } },
});
const provider = ({ checks }: RunResult) => checks.find(({ id }) => id === 'lat-provider');

describe('a result as the wizard tells it', () => {
  it('has the words of the questions where the report names fields of the profile', () => {
    expect(provider(result)?.remedy).toContain('environment.oneProvider in the profile');
    expect(provider(inWizard(made(catalogueVersion)))?.remedy).toMatch(
      /and answer that question with "yes" or "no"\.$/,
    );
  });

  it('changes nothing but remedies that lead to a question', () => {
    const told = inWizard(made(catalogueVersion));
    const rest = ({ checks }: RunResult) =>
      checks.map(({ remedy, asks, ...check }) => ({ ...check, remedy: asks === undefined ? remedy : null }));
    expect(rest(told)).toEqual(rest(result));
  });

  it('stays as it is where another catalogue made it, or holds no parameters', () => {
    const older = made('2026.3.1');
    expect(inWizard(older)).toBe(older);
    const bare: RunResult = {
      ...made(catalogueVersion),
      checks: result.checks.map(({ parameters: _, ...check }) => check),
    };
    expect(provider(inWizard(bare))?.remedy).toBe(provider(result)?.remedy);
  });
});
