import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { assembleResult } from '../../../../shared/run/assemble-result.ts';
import { judgeCheck } from '../../../../shared/run/judge.ts';
import { runResultSchema } from '../../../../shared/run/result.ts';
import { sampleMachine, sampleProfile, sampleResult } from '../../../support/sample-results.ts';
import { installationFact } from '../catalogue/facts.ts';
import { definitions, farmRun } from './farm-run.ts';

const meta = {
  id: '00000000-0000-4000-8000-000000000001',
  toolVersion: '1.0.0',
  catalogueVersion: '1',
  catalogueSha256: 'ab'.repeat(32),
  startedAt: '2026-11-22T10:00:00.000Z',
  finishedAt: '2026-11-22T10:00:01.000Z',
  cancelled: false,
};

const services = [{ service: 'RabbitMQ', state: 'Stopped', startMode: 'Manual' }];

describe('the rehearsal of a result', () => {
  const plan = buildPlan([], sampleProfile(), sampleMachine);
  const resultWith = (more: Partial<Parameters<typeof assembleResult>[3]>) =>
    assembleResult([], plan, { facts: new Map(), contacted: [] }, { ...meta, ...more });

  it('is the one that was taken part in, and none where none was', () => {
    const rehearsal = { tag: '7K2M' } as NonNullable<ReturnType<typeof resultWith>['rehearsal']>;
    expect(resultWith({ rehearsal }).rehearsal).toBe(rehearsal);
    expect(resultWith({})).not.toHaveProperty('rehearsal');
  });
});

describe('the machine of a result', () => {
  const plan = buildPlan([], sampleProfile(), sampleMachine);
  const machineWith = (facts: readonly Fact[], isElevated?: boolean | null) => {
    const whole = assembleResult(
      [],
      { ...plan, machine: { ...plan.machine, isElevated } },
      { facts: new Map([['installation', facts]]), contacted: [] },
      meta,
    );
    return runResultSchema.parse(JSON.parse(JSON.stringify(whole))).machine;
  };

  it('has what the run found installed, and with whose rights it looked', () => {
    expect(machineWith([installationFact('11.28.1.44071', services)], false)).toMatchObject({
      isElevated: false,
      installation: { version: '11.28.1.44071', services },
    });
    expect(machineWith([installationFact(null)], null)).toMatchObject({
      isElevated: null,
      installation: { version: null, services: [] },
    });
  });

  it('says nothing about what was not told', () => {
    const machine = machineWith([installationFact(null, services, 'unavailable')]);
    expect(machine).not.toHaveProperty('installation');
    expect(machine).not.toHaveProperty('isElevated');
  });

  it('can be that of a result from before either was recorded', () => {
    const result = sampleResult();
    const { isElevated: _, installation: __, ...machine } = result.machine;
    expect(runResultSchema.safeParse({ ...result, machine }).success).toBe(true);
    expect(runResultSchema.safeParse({ ...result, machine: { ...machine, other: 1 } }).success).toBe(false);
  });
});

describe('a run that was cut short', () => {
  it('is cancelled where a check was not tested, and where a person stopped it, and else not', () => {
    expect(farmRun({ first: 'cancelled' }).cancelled).toBe(true);
    expect(farmRun({}, { cancelled: true }).cancelled).toBe(true);
    expect(farmRun().cancelled).toBe(false);
  });

  it('is broken off where one check was, and else not', () => {
    const plan = buildPlan(definitions, sampleProfile(), sampleMachine);
    const gathered = { facts: new Map(), contacted: [] };
    const assembled = (brokenOff: string | null) =>
      assembleResult(definitions, plan, gathered, meta, (check, ...rest) => {
        const judged = judgeCheck(check, ...rest);
        return check.id === brokenOff ? { ...judged, finding: 'broken-off' } : judged;
      });
    const [some, ...others] = plan.checks;
    expect(others.length).toBeGreaterThan(0);
    expect(assembled(some?.id ?? '').brokenOff).toBe(true);
    expect(assembled(null)).not.toHaveProperty('brokenOff');
  });
});
