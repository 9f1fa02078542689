import { describe, expect, it } from 'vitest';
import { catalogue, withOverlays } from '../../../../shared/catalogue/catalogue.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { listenerPlan, listenTargets, rehearsePlan } from '../../../../shared/plan/rehearse-plan.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import type { Role } from '../../../../shared/profile/roles.ts';

const definitions = withOverlays(catalogue, []);
const machine = { hostname: 'fe1', os: 'test', addresses: ['10.0.0.11'] };

const planFor = (role: Role, parts: Readonly<Record<string, unknown>> = {}, hostname = 'fe1') =>
  buildPlan(
    definitions,
    profileSchema.parse({
      schemaVersion: 1,
      machine: { roles: [role] },
      controller: { host: 'ctl.test' },
      frontEnds: [{ host: 'fe1' }, { host: 'fe2.test' }],
      databases: [
        { purpose: 'platform', engine: 'sqlserver', host: 'db.test' },
        { purpose: 'logging', engine: 'sqlserver', host: 'db.test', instance: 'LOG' },
      ],
      ...parts,
    }),
    { ...machine, hostname },
  );

const rehearsals = (plan: ReturnType<typeof planFor>) =>
  plan.probes.flatMap(({ request }) =>
    request.kind === 'rehearsal'
      ? [
          `${request.host}:${request.port} ${request.carrier}${request.isListedOnly === true ? ' listed' : ''}`,
        ]
      : [],
  );

const dials = { dials: true, listens: false };

describe('a plan that rehearses', () => {
  const plan = planFor('front-end');
  const rehearsed = rehearsePlan(plan, definitions, dials);

  it('asks listeners where services of other machines will be', () => {
    expect(rehearsals(rehearsed).sort()).toEqual([
      'ctl.test:12000 plain',
      'ctl.test:5672 amqp',
      'db.test:1433 tds',
      'fe2.test:12001 plain',
      'fe2.test:12002 plain',
      'fe2.test:80 http',
    ]);
  });

  it('contacts nothing that the plan did not contact without it', () => {
    expect(rehearsed.contacts.map(({ host, port }) => [host, port])).toEqual(
      plan.contacts.map(({ host, port }) => [host, port]),
    );
    expect(rehearsed.names).toEqual(plan.names);
  });

  it('asks ports of the platform itself, once it is installed, only where a listener has named them', () => {
    const after = planFor('front-end', { phase: 'after-install' });
    expect(rehearsals(rehearsePlan(after, definitions, dials)).sort()).toEqual([
      'ctl.test:12000 plain listed',
      'ctl.test:5672 amqp',
      'db.test:1433 tds',
      'fe2.test:12001 plain listed',
      'fe2.test:12002 plain listed',
      'fe2.test:80 http',
    ]);
  });

  it('is the same plan where it has no part in a rehearsal', () => {
    expect(rehearsePlan(plan, definitions, { dials: false, listens: false })).toBe(plan);
  });

  it('speaks TLS where the cache does', () => {
    const secure = planFor('front-end', { cache: { tls: true } });
    expect(rehearsals(rehearsePlan(secure, definitions, dials))).toContain('ctl.test:5671 amqps');
  });
});

describe('a plan to listen', () => {
  it('names each port that others connect to, once, with the checks that it decides', () => {
    const senders = [{ role: 'front-end', hosts: ['fe1', 'fe2.test'] }];
    const targets = listenTargets(planFor('controller', {}, 'ctl'), definitions);
    expect(targets).toEqual([
      { port: 5672, carrier: 'amqp', listener: 'cache', checks: ['in-cache'], senders },
      { port: 12_000, carrier: 'plain', listener: 'deploymentController', checks: ['in-ctrl'], senders },
    ]);
  });

  it('listens at no port of remote administration', () => {
    const ports = listenTargets(planFor('front-end'), definitions).map(({ port }) => port);
    expect(ports).toEqual([80, 443, 12_001, 12_002]);
  });

  it('leaves out what nobody can decide by coming, and asks nobody anything', () => {
    const plan = listenerPlan(planFor('controller', {}, 'ctl'), definitions);
    expect(plan.checks.filter(({ leftOut }) => !leftOut).map(({ id }) => id)).toEqual([
      'in-cache',
      'in-ctrl',
    ]);
    expect(plan.contacts).toEqual([]);
    expect(plan.probes.map(({ request }) => request.kind)).toEqual([
      'inbound-firewall',
      'visits',
      'inbound-firewall',
      'visits',
    ]);
  });
});
