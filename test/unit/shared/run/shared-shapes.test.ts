import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import {
  healthyWorld,
  sampleMachine,
  sampleProfile,
  sampleResult,
  troubledWorld,
} from '../../../support/sample-results.ts';
import { shapesOf } from '../../../support/shapes.ts';

const count = 60;
const answers = {
  phase: 'after-install',
  machine: { roles: ['controller'] },
  frontEnds: Array.from({ length: count }, (_, index) => ({ host: `10.20.0.${index + 1}` })),
};
/** Few beside so many front-ends: kinds of checks, and of what is found. */
const few = 12;

describe('what a run makes for each server', () => {
  it('shares its shape in the plan', () => {
    const { checks, contacts } = buildPlan(catalogue.checks, sampleProfile(answers), sampleMachine);
    expect(checks.length).toBeGreaterThan(3 * count);
    expect(shapesOf(checks)).toBeLessThan(few);
    expect(shapesOf(checks.map(({ subject }) => subject))).toBeLessThan(few);
    expect(shapesOf(checks.map(({ subject }) => subject.hints ?? {}))).toBeLessThan(few);
    expect(shapesOf(contacts)).toBeLessThan(few);
  });

  it('shares its shape in the result', () => {
    const world = troubledWorld(healthyWorld('after-install'), [
      { host: /^10\.20\.0\.[1-3]/, port: 12001, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
    ]);
    expect(shapesOf(sampleResult({ profile: answers, world }).checks)).toBeLessThan(few);
  });
});
