import { describe, expect, it } from 'vitest';
import { catalogue, withOverlays } from '../../../../shared/catalogue/catalogue.ts';
import { editionOf, editions, requirementIn, retirement } from '../../../../shared/catalogue/editions.ts';
import { checksInForce } from '../../../../shared/catalogue/in-force.ts';
import { editionFor, proposalLines, proposalsFor } from '../../../../shared/catalogue/proposals.ts';
import {
  laterKeys,
  type RequirementKey,
  requirementKeys,
} from '../../../../shared/catalogue/requirements.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../../shared/plan/plan.ts';
import type { FactOf } from '../../../../shared/probe/fact.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import { type Role, roles } from '../../../../shared/profile/roles.ts';
import { firewallRequestOfPlan } from '../../../../shared/report/firewall-request.ts';
import { containers, farm, machineCalled, managed, newest } from './contexts.ts';
import { httpFact, tcpFact, tlsFact } from './facts.ts';

const profileOf = (fields: object): Profile => profileSchema.parse({ schemaVersion: 1, ...fields });
const planOf = (fields: object, hostname = 'fe1'): Plan => {
  const profile = profileOf(fields);
  return buildPlan(checksInForce(catalogue, profile), profile, machineCalled(hostname));
};
const later = { ...farm, edition: '2025', environment: { platformVersion: '11.41.0' } };
const asRoles = (...list: readonly Role[]) => ({ machine: { roles: list } });
const idsOf = (plan: Plan): readonly string[] => [
  ...new Set(plan.checks.map(({ definition }) => definition)),
];
const reasonOf = (plan: Plan, key: RequirementKey): string | undefined =>
  plan.notApplicable.find(({ requirement }) => requirement === key)?.reason;

describe('the editions', () => {
  it('say where they are published, of which date, and which overlays they bring', () => {
    for (const [id, edition] of Object.entries(editions)) {
      expect(edition.id).toBe(id);
      expect(edition.reference).toMatch(/^OutSystems 11 .*date inferred/);
      for (const overlay of edition.overlays)
        expect(catalogue.overlays.map((known) => known.id)).toContain(overlay);
    }
    expect(editions['2020'].keys).toEqual(requirementKeys);
    expect(editions['2025'].keys).toEqual([...requirementKeys, ...laterKeys]);
    expect(editionOf(profileOf({})).id).toBe('2020');
  });

  /** Each row of the published revision 4332f81: what decides it, what it was retired as, or why it is left out. */
  const rows: readonly (readonly [
    string,
    { checks: readonly string[] } | { leftOut: RegExp } | { same: string },
  ])[] = [
    ['1 localhost', { checks: ['loc-resolve', 'loc-http'] }],
    ['2 users to front-end 80, 443', { checks: ['user-fe-80', 'user-fe-443', 'in-user-80', 'in-user-443'] }],
    ['3 front-end to nativebuilder', { checks: ['out-mabs'] }],
    ['4 front-end to RabbitMQ 5672', { checks: ['out-cache', 'in-cache'] }],
    ['5 front-end to controller 12100', { checks: ['out-ctrl-12100', 'in-ctrl-12100'] }],
    ['6 front-end to controller 12000', { checks: ['out-ctrl', 'in-ctrl'] }],
    ['7 databases', { checks: ['out-fe-db-sql', 'out-ctrl-db-sql', 'out-fe-db-ora', 'out-ctrl-db-ora'] }],
    ['8 controller to front-end 12101', { checks: ['out-deploy-12101', 'in-deploy-12101'] }],
    ['9 controller to front-end 12001', { checks: ['out-deploy', 'in-deploy'] }],
    ['10 monitoring 80', { checks: ['mon-fe-iis', 'mon-ctrl-iis', 'in-iis'] }],
    ['11 monitoring 12100, 12000', { checks: ['mon-fe-ctrl-12100', 'mon-fe-ctrl'] }],
    [
      '12 monitoring 12101, 12001',
      { checks: ['mon-fe-deploy-12101', 'mon-ctrl-deploy-12101', 'mon-fe-deploy', 'mon-ctrl-deploy'] },
    ],
    [
      '13 monitoring 12102, 12002',
      { checks: ['mon-fe-sched-12102', 'mon-ctrl-sched-12102', 'mon-fe-sched', 'mon-ctrl-sched'] },
    ],
    ['14 telemetry', { checks: ['out-telemetry'] }],
    ['15 hybrid VPN', { checks: ['hyb-vpn'] }],
    ['16 development tools to front-end 443', { checks: ['dev-fe-443', 'in-dev-443'] }],
    ['17 Service Studio to outsystems.com', { checks: ['dev-outsystems'] }],
    ['18 Service Studio to s3.amazonaws.com', { checks: ['dev-s3'] }],
    ['19 Service Studio to fonts.googleapis.com', { checks: ['dev-fonts'] }],
    ['20 Service Studio to qualtrics', { leftOut: /qualtrics/ }],
    ['21 latency, one provider', { checks: ['lat-db', 'lat-ps-fe', 'lat-provider'] }],
    ['22 Integration Builder', { checks: ['in-integration-builder', 'out-integration-builder'] }],
    ['23 Workflow Builder to front-end', { checks: ['in-workflow-fe'] }],
    ['24 Workflow Builder to LifeTime', { checks: ['in-workflow-lt'] }],
    ['25 LifeTime and environments 443', { checks: ['lt-out-env-443', 'env-out-lt-443', 'lt-in-443'] }],
    ['26 LifeTime to aimentorstudio', { checks: ['ai-mentor-out'] }],
    ['27 LifeTime to architecture', { checks: ['ad-rest-out'] }],
    ['28 aimentorstudio to front-end, LifeTime', { checks: ['in-quality-fe', 'in-quality-lt'] }],
    ['29 log streaming', { leftOut: /Log streaming/ }],
    ['30 service ports off the Internet', { checks: ['no-exposure'] }],
  ];

  it('have for each of the 30 rows of the later text a check that is planned, or a reason why there is none', () => {
    const everything = {
      ...newest,
      edition: '2025',
      overlays: [],
      environment: { platformVersion: '11.41.0', hybrid: true },
      lifetime: { host: 'lt.example.local' },
      managedServers: managed.managedServers,
    };
    const planned = new Set(
      [...roles.map((role) => [role]), ['controller', 'front-end'] as const].flatMap((list) =>
        ['fe1', 'elsewhere'].flatMap((hostname) =>
          idsOf(planOf({ ...everything, machine: { roles: list } }, hostname)),
        ),
      ),
    );
    expect(rows).toHaveLength(30);
    const { leftOut } = editions['2025'];
    for (const [row, decided] of rows) {
      if ('checks' in decided)
        expect([row, ...decided.checks.filter((id) => !planned.has(id))]).toEqual([row]);
      if ('leftOut' in decided)
        expect([row, leftOut.filter((entry) => decided.leftOut.test(entry.row)).length]).toEqual([row, 1]);
    }
  });
});

describe('the edition of 2020', () => {
  const samples = [farm, managed, containers, newest, {}, { ...farm, lifetime: { host: 'lt' } }];

  it('asks what was asked before there were editions, of every role', () => {
    for (const sample of samples)
      for (const role of roles) {
        const profile = profileOf({ ...sample, ...asRoles(role) });
        const before = withOverlays(catalogue, profile.overlays);
        const now = checksInForce(catalogue, profile);
        const data = (list: typeof now) =>
          list.map(({ requirements: _, plan, ...rest }) => ({ ...rest, plan: String(plan) }));
        expect(data(now)).toEqual(data(before));
        const machine = machineCalled('fe1');
        const plan = buildPlan(now, profile, machine);
        expect(plan.checks.map(({ id, severity, probes }) => [id, severity, probes])).toEqual(
          buildPlan(before, profile, machine).checks.map(({ id, severity, probes }) => [
            id,
            severity,
            probes,
          ]),
        );
        for (const { id, requirements } of plan.checks) {
          const definition = before.find((entry) => entry.id === id.split('@')[0]);
          const base = definition?.requirements.filter((key) => requirementKeys.some((own) => own === key));
          expect([id, requirements]).toEqual([id, base?.length === 0 ? definition?.requirements : base]);
        }
        expect(plan.notApplicable.every(({ requirement }) => retirement(requirement, profile) === null)).toBe(
          true,
        );
      }
  });
});

describe('the edition of 2025', () => {
  it('makes advice of SSH, Remote Desktop and HTTP of development tools, which can no longer fail a run', () => {
    const { checks, profile } = planOf({ ...later, ...asRoles('front-end', 'development-tools') });
    for (const id of ['in-ssh', 'in-rdp', 'dev-fe-80', 'in-dev-80'])
      expect(checks.find(({ definition }) => definition === id)?.severity).toBe('advisory');
    expect(requirementIn(profile, 'R1').severity).toBe('advisory');
    expect(checks.find(({ definition }) => definition === 'in-dev-443')?.severity).toBe('required');
  });

  it('warns of a certificate of a front-end that only some were told of, and of none beside', () => {
    const verdictIn = (edition: string, fields: Partial<FactOf<'tls'>>): string => {
      const asked = { ...managed, edition, environment: { platformVersion: '11.41.0' } };
      const check = checksInForce(catalogue, profileOf(asked)).find(({ id }) => id === 'lt-out-env-443');
      const subject = planOf(asked, 'lt').checks.find(({ definition }) => definition === check?.id)?.subject;
      if (check === undefined || subject === undefined) throw new RangeError('nothing is planned');
      const host = subject.destination?.host ?? '';
      const { finding } = check.family.find(
        [
          tcpFact('open', { host }),
          tlsFact('open', { host, remotePort: 443, ...fields }),
          httpFact('open', { host, remotePort: 443, scheme: 'https', status: 200 }),
        ],
        subject,
      );
      return `${finding} ${check.rulings()[finding]?.['after-install'].verdict}`;
    };
    expect(verdictIn('2025', { publicAuthority: false })).toBe('tls-private-authority warn');
    expect(verdictIn('2025', { publicAuthority: true })).toBe('open pass');
    expect(verdictIn('2020', { publicAuthority: false })).toBe('open pass');
  });

  it('has LifeTime use HTTPS alone, and keeps a line with the reason for what went', () => {
    const lifetime = { ...managed, edition: '2025', environment: { platformVersion: '11.41.0' } };
    const plan = planOf(lifetime, 'lt');
    expect(idsOf(plan).filter((id) => /^(lt|env)-.*-80$/.test(id))).toEqual([]);
    for (const key of ['T0h', 'T1', 'T3'] as const) expect(reasonOf(plan, key)).toMatch(/HTTPS alone/);
    const https = plan.checks.find(({ definition }) => definition === 'lt-out-env-443');
    expect(https?.subject.hints?.['fallbackPort']).toBeUndefined();
    expect(https?.subject.probes.some((request) => 'port' in request && request.port === 80)).toBe(false);
    const registered = planOf({ ...lifetime, environment: { httpRegistered: true } }, 'lt');
    expect(idsOf(registered)).toContain('lt-out-env-80');
    expect(
      registered.checks.find(({ definition }) => definition === 'lt-out-env-443')?.subject.hints,
    ).toMatchObject({ fallbackPort: '80' });
  });

  it('gives a row that stays no reason of one that went', () => {
    const alone = planOf({ ...later, lifetime: null });
    expect(reasonOf(alone, 'T1')).toMatch(/HTTPS alone/);
    expect(reasonOf(alone, 'T0')).toContain('The profile names no LifeTime server (lifetime)');
  });

  it('finds containers a contradiction from the release on with which they ended', () => {
    const withVersion = (platformVersion?: string) =>
      planOf({
        ...containers,
        edition: '2025',
        environment: { hosting: 'containers', sslOffloading: 'yes', platformVersion },
      });
    const gapsOf = (plan: Plan) =>
      new Set(plan.checks.filter(({ id }) => id.startsWith('ct-')).map(({ missing }) => missing?.gap));
    expect(gapsOf(withVersion('11.23.0'))).toEqual(new Set(['containers-ended']));
    expect(gapsOf(withVersion())).toEqual(new Set(['no-platform-version']));
    expect(gapsOf(withVersion('11.22.9')).has('containers-ended')).toBe(false);
    const plan = planOf({ ...later, ...asRoles('front-end') });
    for (const key of ['C1', 'C6'] as const) expect(reasonOf(plan, key)).toMatch(/Containers ended/);
  });

  it('puts the rows about newer probes in place of the old one', () => {
    const plan = planOf({ ...managed, edition: '2025', environment: { platformVersion: '11.41.0' } }, 'lt');
    expect(idsOf(plan)).not.toContain('ad-out');
    expect(reasonOf(plan, 'D1')).toMatch(/N9 and N10/);
    const keys = (id: string) => plan.checks.find(({ definition }) => definition === id)?.requirements;
    expect([keys('ai-mentor-out'), keys('ad-rest-out')]).toEqual([['N9'], ['N10']]);
  });

  it('has 56 lines of coverage on every machine, covered or with a reason', () => {
    for (const role of roles) {
      const plan = planOf({ ...later, ...asRoles(role) });
      const covered = new Set(plan.checks.flatMap(({ requirements }) => requirements));
      const reasons = plan.notApplicable.map(({ requirement }) => requirement);
      expect(new Set([...covered, ...reasons]).size).toBe(56);
    }
  });

  it('asks the network team for nothing that is not published any more, and for what is', () => {
    const portsOf = (fields: object, hostname = 'fe1') =>
      firewallRequestOfPlan(planOf(fields, hostname)).map(
        ({ source, destination, port }) => `${source.host ?? source.place} ${destination.host} ${port}`,
      );
    const frontEnd = { ...later, lifetime: { host: 'lt.example.local' }, ...asRoles('front-end') };
    const rows = portsOf(frontEnd);
    expect(rows.filter((row) => / (22|3389)$/.test(row))).toEqual([]);
    expect(rows.filter((row) => /(lt\.example\.local|development-tools).* 80$/.test(row))).toEqual([]);
    expect(rows.filter((row) => row.includes('lt.example.local'))).not.toEqual([]);
    for (const port of [12000, 12100]) expect(rows).toContain(`fe1 ctrl.example.local ${port}`);
    for (const port of [12001, 12101, 12002, 12102]) expect(rows).toContain(`ctrl.example.local fe1 ${port}`);
    const before = portsOf({ ...frontEnd, edition: '2020' });
    expect(before.filter((row) => / (22|3389)$/.test(row))).not.toEqual([]);
    expect(before.filter((row) => /1210\d$/.test(row))).toEqual([]);
    const container = portsOf({
      ...containers,
      edition: '2025',
      environment: { hosting: 'containers', platformVersion: '11.41.0' },
    });
    expect(container).toEqual([]);
    const builder = portsOf({ ...frontEnd, features: { integrationBuilder: true } });
    expect(builder).toContain('52.51.203.1 fe1 443');
    expect(builder).toContain('fe1 integrationbuilder.outsystems.com 443');
  });
});

describe('what a version of the platform brings', () => {
  const saidOf = (platformVersion: string, fields: object = {}) =>
    proposalsFor(profileOf({ ...farm, environment: { platformVersion }, ...fields }));
  const overlaysOf = (version: string, fields: object = {}) =>
    saidOf(version, fields).flatMap(({ field, value }) => (field === 'overlays' ? [value] : []));

  it.each(Array.from({ length: 36 }, (_, index) => index + 8))(
    'is proposed for 11.%i as it was published, and never chosen',
    (minor) => {
      const version = `11.${minor}.0`;
      expect(editionFor(version).id).toBe(minor >= 21 ? '2025' : '2020');
      expect(saidOf(version).some(({ field }) => field === 'edition')).toBe(minor >= 21);
      const mobile = { features: { mobileApps: true } };
      expect(overlaysOf(version, mobile)).toEqual([
        ...(minor >= 21 ? ['platform-ports'] : []),
        ...(minor >= 26 ? ['mobile-builder-controller'] : []),
      ]);
      const line = saidOf(version).find(({ value }) => value === 'platform-ports')?.reason ?? '';
      const used = /uses ([^.]*?)(?: and listens|;)/.exec(line)?.[1] ?? '';
      expect([used.includes('12101'), used.includes('12102'), used.includes('12100')]).toEqual([
        minor >= 41,
        minor >= 28,
        false,
      ]);
      for (const [port, since] of [
        ['12102', 21],
        ['12101', 24],
        ['12100', 25],
      ] as const)
        expect([port, line.includes(port)]).toEqual([port, minor >= since]);
      expect(profileOf({ environment: { platformVersion: version } }).edition).toBe('2020');
    },
  );

  it('is said in one sentence that ends with what is off', () => {
    expect(proposalLines(profileOf({ ...farm, environment: { platformVersion: '11.41.0' } }))).toEqual([
      'Not chosen: OutSystems 11.41.0 has what came after the edition 2020: the edition 2025 describes it better. The edition in force is 2020.',
      'Not chosen: OutSystems 11.41.0 uses 12101 and 12102 and listens on 12100 without using it yet; overlay platform-ports is off.',
      'To choose them, write "edition": "2025" into the profile, which brings these overlays; for the overlays alone, "overlays": ["platform-ports"].',
    ]);
  });

  it('says what to write into the profile beside what stands there', () => {
    const last = (fields: object): string | undefined =>
      proposalLines(profileOf({ ...farm, environment: { platformVersion: '11.41.0' }, ...fields })).at(-1);
    expect(last({ overlays: ['platform-ports'] })).toBe(
      'To choose it, write "edition": "2025" into the profile.',
    );
    expect(last({ overlays: ['health'] })).toContain('"overlays": ["health", "platform-ports"].');
    const older = { ...farm, environment: { platformVersion: '11.8.0' }, zones: [{ host: 'z' }] };
    expect(proposalLines(profileOf({ ...older, overlays: ['health'] })).at(-1)).toBe(
      'To choose what is off, write "overlays": ["health", "deployment-zones"] into the profile.',
    );
  });

  it('proposes the older edition to a version that is older than what the later one adds', () => {
    expect(saidOf('11.8.0', { edition: '2025' })).toEqual([
      {
        field: 'edition',
        value: '2020',
        why: 'OutSystems 11.8.0 is older than what the edition 2025 adds: the edition 2020 describes it better.',
        reason:
          'OutSystems 11.8.0 is older than what the edition 2025 adds: the edition 2020 describes it better. The edition in force is 2025.',
      },
    ]);
    expect(proposalLines(profileOf({ ...farm, edition: '2025' }))).toEqual([]);
  });

  it('is not proposed where it is chosen, or where nobody named the version', () => {
    expect(proposalLines(profileOf(later))).toEqual([]);
    expect(saidOf('11.41.0', { overlays: ['platform-ports'] }).map(({ field }) => field)).toEqual([
      'edition',
    ]);
    expect(proposalLines(profileOf(farm))).toEqual([]);
    expect(editionFor(undefined)).toMatchObject({
      id: '2020',
      reason: expect.stringContaining('environment.platformVersion'),
    });
  });

  it('follows what is used as well', () => {
    const used = {
      features: { architectureDashboard: true, integrationBuilder: true, workflowBuilder: true },
      zones: [{ host: 'z' }],
      ...asRoles('development-tools'),
    };
    expect(overlaysOf('11.8.0', used)).toEqual([
      'ai-mentor-studio',
      'integration-builder',
      'workflow-builder',
      'development-cloud',
      'deployment-zones',
    ]);
  });
});
