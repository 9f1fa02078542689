import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '../../../../shared/catalogue/check.ts';
import { cacheTls } from '../../../../shared/catalogue/overlays/cache-tls/index.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import {
  checkCalled,
  containers,
  contextOf,
  ctrl,
  destinationsOf,
  farm,
  fe1,
  fe2,
  instancesOf,
  managed,
} from './contexts.ts';
import { bindFact, ownerFact, tcpFact } from './facts.ts';

const folder = join(import.meta.dirname, '../../../../shared/catalogue/overlays');
const camelCase = (id: string) => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const roles = (...list: readonly string[]) => ({ machine: { roles: list } });
const version = (platformVersion: string) => ({ environment: { platformVersion } });

describe('the overlays', () => {
  it('have one folder each, with one file for each check, whose name is the id', async () => {
    expect((await readdir(folder)).sort()).toEqual(overlays.map(({ id }) => id).sort());
    for (const { id, checks } of overlays) {
      const files = (await readdir(join(folder, id))).filter((name) => name !== 'index.ts');
      expect(files.sort()).toEqual(checks.map((check) => `${check.id}.ts`).sort());
    }
  });

  it.each(overlays.flatMap(({ id, checks }) => checks.map((check) => [id, check.id] as const)))(
    '%s: %s is the one export of its file',
    async (overlay, id) => {
      const module: Record<string, CheckDefinition> = await import(join(folder, overlay, `${id}.ts`));
      expect(Object.keys(module)).toEqual([camelCase(id)]);
      expect(module[camelCase(id)]).toBe(checkCalled(id));
    },
  );

  it('relate to rows of the source document, and say where they come from', () => {
    for (const { checks, reference } of overlays) {
      expect(reference).toMatch(/^OutSystems 11/);
      for (const { requirements } of checks) expect(requirements).not.toEqual([]);
    }
  });

  it('are off unless the profile names them', () => {
    const added = overlays.flatMap(({ checks }) => checks.map(({ id }) => id));
    const off = instancesOf(contextOf({ ...farm, ...version('11.41.0') })).map(({ check }) => check.id);
    expect(off.filter((id) => added.includes(id))).toEqual([]);
    expect(profileSchema.parse({ schemaVersion: 1 }).overlays).toEqual([]);
  });
});

describe('the overlay of the primary ports', () => {
  const on = { ...farm, overlays: ['platform-ports'] };
  const connections = ['out-ctrl-12100', 'mon-fe-ctrl-12100', 'out-deploy-12101', 'mon-fe-sched-12102'];

  it('doubles every row about a port of the platform, for the newest release', () => {
    const frontEnd = contextOf({ ...on, ...version('11.41.0'), ...roles('front-end') });
    expect(
      destinationsOf(
        frontEnd,
        'loc-port-12101',
        'loc-port-12102',
        'out-ctrl-12100',
        'mon-fe-ctrl-12100',
        'mon-fe-deploy-12101',
        'mon-fe-sched-12102',
        'in-deploy-12101',
        'in-sched-12102',
      ),
    ).toEqual({
      'loc-port-12101': 'fe1:12101 TCP',
      'loc-port-12102': 'fe1:12102 TCP',
      'out-ctrl-12100': `${ctrl}:12100 TCP`,
      'mon-fe-ctrl-12100': `${ctrl}:12100 TCP`,
      [`mon-fe-deploy-12101@${fe1}`]: `${fe1}:12101 TCP`,
      [`mon-fe-deploy-12101@${fe2}`]: `${fe2}:12101 TCP`,
      [`mon-fe-sched-12102@${fe1}`]: `${fe1}:12102 TCP`,
      [`mon-fe-sched-12102@${fe2}`]: `${fe2}:12102 TCP`,
      'in-deploy-12101@controller': 'fe1:12101 TCP',
      'in-deploy-12101@front-end': 'fe1:12101 TCP',
      'in-sched-12102@controller': 'fe1:12102 TCP',
      'in-sched-12102@front-end': 'fe1:12102 TCP',
    });
    const controller = contextOf({ ...on, ...version('11.41.0'), ...roles('controller') }, 'ctrl');
    expect(
      destinationsOf(
        controller,
        'loc-port-12100',
        'in-ctrl-12100',
        'out-deploy-12101',
        'mon-ctrl-deploy-12101',
        'mon-ctrl-sched-12102',
      ),
    ).toEqual({
      'loc-port-12100': 'ctrl:12100 TCP',
      'in-ctrl-12100': 'ctrl:12100 TCP',
      [`out-deploy-12101@${fe1}`]: `${fe1}:12101 TCP`,
      [`out-deploy-12101@${fe2}`]: `${fe2}:12101 TCP`,
      [`mon-ctrl-deploy-12101@${fe1}`]: `${fe1}:12101 TCP`,
      [`mon-ctrl-deploy-12101@${fe2}`]: `${fe2}:12101 TCP`,
      [`mon-ctrl-sched-12102@${fe1}`]: `${fe1}:12102 TCP`,
      [`mon-ctrl-sched-12102@${fe2}`]: `${fe2}:12102 TCP`,
    });
  });

  const of12102 = ['in-sched-12102', 'loc-port-12102', 'mon-ctrl-sched-12102', 'mon-fe-sched-12102'];
  const of12101 = [
    'in-deploy-12101',
    'loc-port-12101',
    'mon-ctrl-deploy-12101',
    'mon-fe-deploy-12101',
    'out-deploy-12101',
  ];
  const of12100 = ['in-ctrl-12100', 'loc-port-12100', 'mon-fe-ctrl-12100', 'out-ctrl-12100'];

  it.each([
    ['11.20.9', []],
    ['11.21.0', of12102],
    ['11.23.9', of12102],
    ['11.24', [...of12101, ...of12102]],
    ['11.25.0.123', [...of12100, ...of12101, ...of12102]],
  ] as const)('plans for %s every check of a port on which a service listens', (release, expected) => {
    const context = contextOf({ ...on, ...version(release), ...roles('controller', 'front-end') }, 'pc');
    const planned = overlays[0]?.checks
      .filter((check) => check.plan(context).kind === 'planned')
      .map(({ id }) => id);
    expect(planned?.toSorted()).toEqual([...expected].sort());
  });

  it.each([
    ['out-ctrl-12100', '11.25.0', 'never'],
    ['out-ctrl-12100', '11.43.0', 'never'],
    ['out-deploy-12101', '11.24.0', '11.41.0'],
    ['out-deploy-12101', '11.40.9', '11.41.0'],
    ['out-deploy-12101', '11.41.0', undefined],
    ['mon-fe-sched-12102', '11.21.0', '11.28.0'],
    ['mon-fe-sched-12102', '11.27.9', '11.28.0'],
    ['mon-fe-sched-12102', '11.28.0', undefined],
  ])('knows of %s with %s from when on its port is used', (id, release, since) => {
    const plan = checkCalled(id).plan(contextOf({ ...on, ...version(release) }));
    const hints = plan.kind === 'planned' ? plan.subjects[0]?.hints : null;
    expect(hints?.['unusedUntil']).toBe(since);
  });

  it('uses the primary ports of the profile', () => {
    const context = contextOf({
      ...on,
      ...version('11.41.0'),
      ...roles('front-end'),
      ports: { deploymentControllerPrimary: 13100, deploymentPrimary: 13101, schedulerPrimary: 13102 },
    });
    expect(destinationsOf(context, 'out-ctrl-12100', 'loc-port-12101', 'in-sched-12102')).toEqual({
      'out-ctrl-12100': `${ctrl}:13100 TCP`,
      'loc-port-12101': 'fe1:13101 TCP',
      'in-sched-12102@controller': 'fe1:13102 TCP',
      'in-sched-12102@front-end': 'fe1:13102 TCP',
    });
  });

  it('warns of a closed port that nothing uses, and fails for one that is used', () => {
    const rulings = checkCalled('out-deploy-12101').rulings();
    expect(rulings['unused-closed']?.['after-install'].verdict).toBe('warn');
    expect(rulings['unused-refused']?.['after-install'].verdict).toBe('warn');
    expect(rulings['unused-refused']?.['before-install'].verdict).toBe('not-yet');
    expect(rulings['timeout']?.['after-install'].verdict).toBe('fail');
    expect(rulings['refused']?.['after-install'].verdict).toBe('fail');
  });

  it('only warns of a local port that nothing listens on or can reach while nothing uses it', () => {
    const found = (release: string, id: string, facts: readonly Fact[]): string => {
      const check = checkCalled(id);
      const plan = check.plan(contextOf({ ...on, ...version(release) }));
      const subject = plan.kind === 'planned' ? plan.subjects[0] : undefined;
      if (subject === undefined) throw new RangeError(`${id} plans nothing`);
      const { finding } = check.family.find(facts, subject);
      return `${finding} ${check.rulings()[finding]?.['after-install'].verdict}`;
    };
    const free = [bindFact('free'), ownerFact([])];
    expect(found('11.43.0', 'loc-port-12100', free)).toBe('unused-free warn');
    expect(found('11.40.0', 'loc-port-12101', free)).toBe('unused-free warn');
    expect(found('11.41.0', 'loc-port-12101', free)).toBe('free fail');
    expect(found('11.28.0', 'loc-port-12102', free)).toBe('free fail');
    const taken = [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', pid: 9, process: 'other.exe' }])];
    expect(found('11.40.0', 'loc-port-12101', taken)).toBe('in-use-by-other fail');
    const rulings = checkCalled('loc-port-12100').rulings();
    expect(rulings['unused-free']?.['before-install'].verdict).toBe('pass');
    expect(rulings['unused-free-in-dynamic-range']?.['before-install'].verdict).toBe('warn');
  });

  it('asks for the version of the platform when the profile does not name it', () => {
    for (const id of connections)
      expect(checkCalled(id).plan(contextOf(on))).toMatchObject({
        kind: 'missing',
        missing: { gap: 'no-platform-version' },
      });
  });
});

describe('the overlay of the builder of mobile apps', () => {
  const on = { ...farm, overlays: ['mobile-builder-controller'], ...roles('controller') };
  const plan = (fields: object) => checkCalled('out-mabs-ctrl').plan(contextOf({ ...on, ...fields }, 'ctrl'));

  it('sends the controller there from 11.26.0 on, where mobile apps are built', () => {
    const features = { mobileApps: true };
    const context = contextOf({ ...on, features, ...version('11.26.0') }, 'ctrl');
    expect(destinationsOf(context, 'out-mabs-ctrl')).toEqual({
      'out-mabs-ctrl': 'nativebuilder.api.outsystems.com:443 TCP/TLS',
    });
    expect(plan({ features, ...version('11.25.9') })).toMatchObject({ kind: 'not-applicable' });
    expect(plan({ features })).toMatchObject({ kind: 'missing' });
    expect(plan({})).toMatchObject({ reason: expect.stringContaining('features.mobileApps') });
  });
});

describe('the overlay of AI Mentor Studio', () => {
  const on = { ...managed, overlays: ['ai-mentor-studio'] };

  it('asks both addresses of newer probes, where Architecture Dashboard is used', () => {
    expect(destinationsOf(contextOf(on, 'lt'), 'ai-mentor-out', 'ad-rest-out')).toEqual({
      'ai-mentor-out': 'aimentorstudio.outsystems.com:443 TCP/TLS',
      'ad-rest-out': 'architecture.outsystems.com:443 TCP/TLS',
    });
    const paths = instancesOf(contextOf(on, 'lt'))
      .filter(({ check }) => ['ai-mentor-out', 'ad-rest-out'].includes(check.id))
      .flatMap(({ subject }) =>
        subject.probes.flatMap((request) => ('path' in request ? [request.path] : [])),
      );
    expect(paths).toEqual(['/Probe_API/rest/Synchronization/', '/Broker_API/rest/ArchitectureDashboard']);
    const off = contextOf({ ...on, features: {} }, 'lt');
    for (const id of ['ai-mentor-out', 'ad-rest-out'])
      expect(checkCalled(id).plan(off)).toMatchObject({ kind: 'not-applicable' });
  });
});

describe('the overlay of the cache with TLS', () => {
  const on = { ...farm, overlays: ['cache-tls'] };

  it('looks at port 5671 beside the one without TLS', () => {
    expect(destinationsOf(contextOf(on), 'out-cache', 'out-cache-5671')).toEqual({
      'out-cache': `${ctrl}:5672 TCP/AMQP`,
      'out-cache-5671': `${ctrl}:5671 TCP/TLS/AMQP`,
    });
    expect(
      destinationsOf(contextOf({ ...on, ...roles('controller') }, 'ctrl'), 'loc-port-5671', 'in-cache-5671'),
    ).toEqual({ 'loc-port-5671': 'ctrl:5671 TCP', 'in-cache-5671': 'ctrl:5671 TCP/TLS/AMQP' });
    expect(
      destinationsOf(contextOf({ ...containers, overlays: ['cache-tls'] }, 'cr1'), 'ct-cache-5671'),
    ).toEqual({ 'ct-cache-5671': `${ctrl}:5671 TCP/TLS/AMQP` });
    expect(checkCalled('ct-cache-5671').plan(contextOf(on))).toMatchObject({ kind: 'not-applicable' });
  });

  it('leaves the cache to the machine that has it', () => {
    const elsewhere = contextOf({ ...on, ...roles('controller'), cache: { host: 'mq' } }, 'ctrl');
    for (const id of ['loc-port-5671', 'in-cache-5671'])
      expect(checkCalled(id).plan(elsewhere)).toMatchObject({
        reason: 'The Cache Invalidation Service runs on another machine[[ (cache.host)]].',
      });
  });

  it.each([{ tls: true }, { port: 5671 }])('is idle where the profile names the port: %j', (cache) => {
    const context = contextOf({ ...on, cache });
    for (const { id } of cacheTls.checks.filter((check) => check.id !== 'ct-cache-5671'))
      expect(checkCalled(id).plan(context)).toEqual({
        kind: 'not-applicable',
        reason:
          '[[The profile already names port 5671|Port 5671 is already named]] for the Cache Invalidation Service.',
      });
  });
});

describe('the overlay of the health of the platform', () => {
  const on = { ...farm, overlays: ['health'] };

  it('asks the platform itself, once it is installed', () => {
    const after = contextOf({ ...on, phase: 'after-install', ports: { http: 8080 } });
    const asked = instancesOf(after).filter(({ check }) => check.family.name === 'health');
    const probes = asked.flatMap(({ subject }) => subject.probes);
    const request = { kind: 'http', host: '127.0.0.1', port: 8080, hostHeader: '127.0.0.1:8080' };
    expect(asked.map(({ id }) => id)).toEqual(['server-api-health', 'server-identity-health']);
    expect(probes).toEqual([
      { ...request, path: '/server.api/v1/health' },
      { ...request, path: '/server.identity/v1/health' },
    ]);
    expect(checkCalled('server-api-health').plan(contextOf(on))).toEqual({
      kind: 'not-applicable',
      reason: 'The platform is not installed yet.',
    });
  });
});

describe('the overlays of the edition of 2025', () => {
  const on = {
    ...farm,
    edition: '2025',
    features: { integrationBuilder: true, workflowBuilder: true, itUserLogin: true },
    zones: [{ host: 'zone.example.local' }],
  };
  const destinationsIn = (own: object, ...ids: readonly string[]) =>
    destinationsOf(contextOf({ ...on, overlays: overlays.map(({ id }) => id), ...own }), ...ids);

  it('send telemetry from front-ends and controllers', () => {
    const telemetry = { 'out-telemetry': 'outsystems.com:443 TCP/TLS' };
    for (const role of ['front-end', 'controller'])
      expect(destinationsIn(roles(role), 'out-telemetry')).toEqual(telemetry);
    const rulings = checkCalled('out-telemetry').rulings();
    expect(rulings['timeout']?.['after-install'].remedy).toMatch(/each quarter\.$/);
  });

  it('ask for what Service Studio needs, on a workstation', () => {
    expect(destinationsIn(roles('development-tools'), 'dev-outsystems', 'dev-s3', 'dev-fonts')).toEqual({
      'dev-outsystems': 'outsystems.com:443 TCP/TLS',
      'dev-s3': 's3.amazonaws.com:443 TCP/TLS',
      'dev-fonts': 'fonts.googleapis.com:443 TCP/TLS',
    });
  });

  it('have an instance for each address from which a service of OutSystems calls', () => {
    const inbound = (...ids: readonly string[]) => Object.entries(destinationsIn(roles('lifetime'), ...ids));
    expect(inbound('in-integration-builder')).toHaveLength(6);
    expect(inbound('in-workflow-fe')).toHaveLength(6);
    expect(inbound('in-workflow-lt')).toHaveLength(6);
    expect(inbound('in-quality-fe')).toHaveLength(5);
    expect(inbound('in-quality-lt')).toHaveLength(5);
    expect(inbound('in-integration-builder')[0]).toEqual([
      'in-integration-builder@52.51.203.1',
      'fe1:443 TCP/TLS',
    ]);
    expect(destinationsIn(roles('front-end'), 'out-integration-builder')).toEqual({
      'out-integration-builder': 'integrationbuilder.outsystems.com:443 TCP/TLS',
    });
    for (const id of [
      'in-integration-builder',
      'out-integration-builder',
      'in-workflow-fe',
      'in-workflow-lt',
      'in-quality-fe',
      'in-quality-lt',
    ])
      expect(checkCalled(id).plan(contextOf({ ...on, features: {} })).kind).toBe('not-applicable');
  });

  it('ask each address of a zone, and what nobody can see', () => {
    expect(destinationsIn(roles('controller'), 'out-zone-80', 'out-zone-443')).toEqual({
      'out-zone-80@zone.example.local': 'zone.example.local:80 TCP/HTTP',
      'out-zone-443@zone.example.local': 'zone.example.local:443 TCP/TLS',
    });
    expect(checkCalled('out-zone-80').plan(contextOf({ ...on, zones: [] })).kind).toBe('not-applicable');
  });

  it('warn of the address of a zone that leads to this machine, where it may serve that zone, and fail elsewhere', () => {
    const check = checkCalled('out-zone-443');
    const found = (role: string, machine: string, remote: string): string => {
      const plan = check.plan(contextOf({ ...on, ...roles(role) }, machine));
      const subject = plan.kind === 'planned' ? plan.subjects[0] : undefined;
      if (subject === undefined) throw new RangeError('nothing is planned');
      const { finding } = check.family.find([tcpFact('open', { address: remote })], subject);
      return `${finding} ${check.rulings()[finding]?.['after-install'].verdict}`;
    };
    expect(found('front-end', 'fe1', '127.0.0.1')).toBe('leads-here-in-zone warn');
    expect(found('controller', 'ctrl', '127.0.0.1')).toBe('leads-here fail');
    expect(found('front-end', 'fe1', '10.0.0.99')).not.toContain('leads-here');
  });

  it('ask what nobody can see', () => {
    const exposed = (servicePortsExposed: string) => {
      const plan = checkCalled('no-exposure').plan(contextOf({ environment: { servicePortsExposed } }));
      return plan.kind === 'planned' ? plan.subjects[0]?.hints?.['statement'] : plan.kind;
    };
    expect([exposed('no'), exposed('yes'), exposed('unknown')]).toEqual([
      'as-required',
      'not-as-required',
      'not-stated',
    ]);
  });
});
