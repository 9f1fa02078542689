import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '../../../../shared/catalogue/check.ts';
import { inCtrl } from '../../../../shared/catalogue/checks/in-ctrl.ts';
import { latDb } from '../../../../shared/catalogue/checks/lat-db.ts';
import { locPort12000 } from '../../../../shared/catalogue/checks/loc-port-12000.ts';
import { outCtrl } from '../../../../shared/catalogue/checks/out-ctrl.ts';
import { outDeploy } from '../../../../shared/catalogue/checks/out-deploy.ts';
import { outFeDbSql } from '../../../../shared/catalogue/checks/out-fe-db-sql.ts';
import { requirementKeys } from '../../../../shared/catalogue/requirements.ts';
import { buildPlan, matchesCheck, narrowPlan } from '../../../../shared/plan/build-plan.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { planViewSchema } from '../../../../shared/run/plan-view.ts';
import { viewPlan } from '../../../../shared/run/view-plan.ts';

const machine = { hostname: 'web-01', os: 'Windows Server 2022', addresses: ['10.0.0.5'] };
const definitions: readonly CheckDefinition[] = [locPort12000, outCtrl, inCtrl, outDeploy];
const planFor = (fields: object, checks = definitions) =>
  buildPlan(checks, profileSchema.parse({ schemaVersion: 1, ...fields }), machine);
const ids = (plan: ReturnType<typeof planFor>) => plan.checks.map(({ id }) => id);

const farm = {
  machine: { roles: ['controller'] },
  controller: { host: 'ctrl.example.local' },
  frontEnds: [{ host: 'fe1.example.local' }, { host: '10.0.0.7' }, { host: 'fe1.example.local' }],
};

describe('a plan', () => {
  it('holds the rows of all roles, and only those', () => {
    expect(ids(planFor({ ...farm, machine: { roles: ['front-end'] } }))).toEqual(['out-ctrl']);
    expect(ids(planFor(farm))).toEqual([
      'loc-port-12000',
      'in-ctrl',
      'out-deploy@fe1.example.local',
      'out-deploy@10.0.0.7',
    ]);
    expect(ids(planFor({ machine: { roles: ['lifetime'] } }))).toEqual([
      'loc-port-12000',
      'out-ctrl',
      'out-deploy@localhost',
    ]);
  });

  it('lists each address once, with the checks that want it, and every name that is looked up', () => {
    const plan = planFor({ ...farm, machine: { roles: ['controller', 'front-end'] } });
    expect(plan.contacts).toEqual([
      { host: '10.0.0.7', port: 12001, protocol: 'TCP', checks: ['out-deploy@10.0.0.7'] },
      { host: 'ctrl.example.local', port: 12000, protocol: 'TCP', checks: ['out-ctrl'] },
      { host: 'fe1.example.local', port: 12001, protocol: 'TCP', checks: ['out-deploy@fe1.example.local'] },
    ]);
    expect(plan.names).toEqual(['ctrl.example.local', 'fe1.example.local']);
  });

  it('lists the dynamic port of an instance as one that SQL Server Browser tells', () => {
    const databases = ['platform', 'session'].map((purpose) => ({ purpose, host: 'sql1.example.local\\OS' }));
    const plan = planFor({ machine: { roles: ['front-end'] }, databases }, [outFeDbSql, latDb]);
    const host = 'sql1.example.local';
    const both = ['out-fe-db-sql@platform', 'out-fe-db-sql@session', 'lat-db@platform'];
    expect(plan.contacts).toEqual([
      { host, port: 1434, protocol: 'UDP', checks: both },
      { host, port: null, protocol: 'TCP', instance: 'OS', checks: both },
    ]);
    expect(plan.names).toEqual([host]);
    expect(plan.probes.map(({ key }) => key)).toEqual([
      `resolve ${host}`,
      `sql-browser ${host} os@1434`,
      `tcp ${host} os@1434`,
      `tds ${host} os@1434 os`,
      `latency ${host} os@1434 20`,
    ]);
    expect(plan.checks.map(({ id, destination }) => [id, destination?.port])).toEqual(
      both.map((id) => [id, null]),
    );
    const view = planViewSchema.parse(viewPlan(plan, []));
    expect(view.contacts).toEqual(plan.contacts);
  });

  it('asks a question once, however many checks want the answer', () => {
    const twin: CheckDefinition = { ...outCtrl, id: 'mon-twin', requirements: ['M2'] };
    const plan = planFor({ machine: { roles: ['front-end'] } }, [outCtrl, twin]);
    expect(plan.checks.map(({ probes }) => probes)).toEqual([
      ['resolve localhost', 'tcp localhost 12000'],
      ['resolve localhost', 'tcp localhost 12000'],
    ]);
    expect(plan.probes.map(({ key }) => key)).toEqual(['resolve localhost', 'tcp localhost 12000']);
    expect(plan.contacts[0]?.checks).toEqual(['out-ctrl', 'mon-twin']);
  });

  it('keeps a check that the profile leaves no target for, and says what is missing', () => {
    const plan = planFor({ machine: { roles: ['controller'] } });
    const check = plan.checks.find(({ id }) => id === 'out-deploy');
    expect(check).toMatchObject({
      probes: [],
      missing: { gap: 'no-front-end' },
    });
  });

  it('gives a reason for every requirement that no check covers', () => {
    const plan = planFor(farm);
    const covered = new Set(plan.checks.flatMap(({ requirements }) => requirements));
    expect(plan.notApplicable.map(({ requirement }) => requirement)).toEqual(
      requirementKeys.filter((key) => !covered.has(key)),
    );
    expect(plan.notApplicable.every(({ reason }) => reason.endsWith('.'))).toBe(true);
    expect(plan.notApplicable[0]?.reason).toBe(
      'It does not concern the roles of this machine (deployment controller).',
    );
  });

  it('is the same for the same profile', () => {
    expect(planFor(farm)).toEqual(planFor(farm));
  });
});

describe('a plan for some checks only', () => {
  it('keeps the others, left out, and contacts nothing for them', () => {
    const plan = narrowPlan(planFor(farm), ['OUT-DEPLOY@10.0.0.7']);
    expect(plan.checks.map(({ id, leftOut }) => [id, leftOut])).toEqual([
      ['loc-port-12000', true],
      ['in-ctrl', true],
      ['out-deploy@fe1.example.local', true],
      ['out-deploy@10.0.0.7', false],
    ]);
    expect(plan.probes.map(({ key }) => key)).toEqual(['resolve 10.0.0.7', 'tcp 10.0.0.7 12001']);
    expect(plan.contacts).toHaveLength(1);
    expect(plan.names).toEqual([]);
  });

  it('takes all instances of a check by its id', () => {
    const instances = planFor(farm).checks.filter((check) => matchesCheck(check, 'out-deploy'));
    expect(instances).toHaveLength(2);
  });
});
