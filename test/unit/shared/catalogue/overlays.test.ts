import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '../../../../shared/catalogue/check.ts';
import { cacheTls } from '../../../../shared/catalogue/overlays/cache-tls/index.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
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

  it.each([
    ['11.20.9', []],
    ['11.21.0', ['loc-port-12102']],
    ['11.23.9', ['loc-port-12102']],
    ['11.24', ['loc-port-12101', 'loc-port-12102']],
    [
      '11.25.0.123',
      [
        'in-ctrl-12100',
        'loc-port-12100',
        'loc-port-12101',
        'loc-port-12102',
        'mon-fe-ctrl-12100',
        'out-ctrl-12100',
      ],
    ],
  ] as const)('plans for %s what listens there, and connects where the port is used', (release, expected) => {
    const context = contextOf({ ...on, ...version(release), ...roles('controller', 'front-end') }, 'pc');
    const planned = overlays[0]?.checks
      .filter((check) => check.plan(context).kind === 'planned')
      .map(({ id }) => id);
    expect(planned?.toSorted()).toEqual(expected);
  });

  it('connects to the Scheduler Service from 11.28.0 on and to the Deployment Service from 11.41.0 on', () => {
    const kinds = (release: string) =>
      ['mon-fe-sched-12102', 'out-deploy-12101'].map(
        (id) => checkCalled(id).plan(contextOf({ ...on, ...version(release) })).kind,
      );
    expect(kinds('11.27.9')).toEqual(['not-applicable', 'not-applicable']);
    expect(kinds('11.28.0')).toEqual(['planned', 'not-applicable']);
    expect(kinds('11.40.9')).toEqual(['planned', 'not-applicable']);
    expect(kinds('11.41.0')).toEqual(['planned', 'planned']);
    expect(checkCalled('out-deploy-12101').plan(contextOf({ ...on, ...version('11.40.0') }))).toEqual({
      kind: 'not-applicable',
      reason: 'Port 12101 is used from OutSystems 11.41.0 on, and the profile says 11.40.0.',
    });
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
        reason: 'The Cache Invalidation Service runs on another machine (cache.host).',
      });
  });

  it.each([{ tls: true }, { port: 5671 }])('is idle where the profile names the port: %j', (cache) => {
    const context = contextOf({ ...on, cache });
    for (const { id } of cacheTls.checks.filter((check) => check.id !== 'ct-cache-5671'))
      expect(checkCalled(id).plan(context)).toEqual({
        kind: 'not-applicable',
        reason: 'The profile already names port 5671 for the Cache Invalidation Service.',
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
