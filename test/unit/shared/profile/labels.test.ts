import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { decidingKey, labelsKey, withLabelsOf } from '../../../../shared/profile/labels.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import { viewPlan } from '../../../../shared/run/plan-view.ts';

/** A profile in which every field has something to lose. */
const whole = {
  schemaVersion: 1,
  phase: 'before-install',
  machine: { name: 'web-01', roles: ['controller', 'front-end'] },
  environment: {
    name: 'Production',
    hosting: 'servers',
    hybrid: false,
    vpn: 'unknown',
    oneProvider: 'unknown',
    sslOffloading: 'unknown',
    parameterRecordAdded: 'unknown',
    platformVersion: '11.41.0',
  },
  controller: { host: 'ctrl' },
  cache: { host: 'cache', port: 5672, tls: false },
  frontEnds: [{ name: 'First', host: 'fe1' }],
  databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'sql1', port: 1433, instance: 'ONE' }],
  lifetime: { host: 'lt' },
  managedServers: [{ host: 'managed', roles: ['front-end'] }],
  containerRuntimes: [{ host: 'container' }],
  ports: {
    http: 80,
    https: 443,
    deploymentController: 12000,
    deployment: 12001,
    scheduler: 12002,
    cache: 5672,
  },
  features: { mobileApps: false, architectureDashboard: false },
  proxy: { mode: 'manual', url: 'http://px01:8080', bypass: ['one.example.local'] },
  caFile: '/etc/one.pem',
  timestamp: { url: 'http://one.example.local/tsa' },
  limits: { connectTimeoutMs: 5000, runBudgetMs: 60_000, latencyMs: 10 },
  overlays: ['health'],
  waivers: [{ check: 'in-rdp', reason: 'one reason' }],
};

type Fate = 'out of date' | 'still true';

/** For each field of the profile: another value, and what a run made with the first one is then. */
const fates: Readonly<Record<string, readonly [unknown, Fate]>> = {
  phase: ['after-install', 'out of date'],
  'machine.name': ['web-02', 'still true'],
  'machine.roles[]': ['lifetime', 'out of date'],
  'environment.name': ['Production Lisbon', 'still true'],
  'environment.hosting': ['containers', 'out of date'],
  'environment.hybrid': [true, 'out of date'],
  'environment.vpn': ['yes', 'out of date'],
  'environment.oneProvider': ['no', 'out of date'],
  'environment.sslOffloading': ['yes', 'out of date'],
  'environment.parameterRecordAdded': ['yes', 'out of date'],
  'environment.platformVersion': ['11.42.0', 'out of date'],
  'controller.host': ['other', 'out of date'],
  'cache.host': ['other', 'out of date'],
  'cache.port': [5673, 'out of date'],
  'cache.tls': [true, 'out of date'],
  'frontEnds[].name': ['Second', 'still true'],
  'frontEnds[].host': ['other', 'out of date'],
  'databases[].purpose': ['logging', 'out of date'],
  'databases[].engine': ['oracle', 'out of date'],
  'databases[].host': ['other', 'out of date'],
  'databases[].port': [1434, 'out of date'],
  'databases[].instance': ['TWO', 'out of date'],
  'lifetime.host': ['other', 'out of date'],
  'managedServers[].host': ['other', 'out of date'],
  'managedServers[].roles[]': ['controller', 'out of date'],
  'containerRuntimes[].host': ['other', 'out of date'],
  'ports.http': [8080, 'out of date'],
  'ports.https': [8443, 'out of date'],
  'ports.deploymentController': [13000, 'out of date'],
  'ports.deployment': [13001, 'out of date'],
  'ports.scheduler': [13002, 'out of date'],
  'ports.cache': [13003, 'out of date'],
  'features.mobileApps': [true, 'out of date'],
  'features.architectureDashboard': [true, 'out of date'],
  'proxy.mode': ['none', 'out of date'],
  'proxy.url': ['http://px02:8080', 'out of date'],
  'proxy.bypass[]': ['two.example.local', 'out of date'],
  caFile: ['/etc/two.pem', 'out of date'],
  'timestamp.url': ['http://two.example.local/tsa', 'out of date'],
  'limits.connectTimeoutMs': [6000, 'out of date'],
  'limits.runBudgetMs': [70_000, 'out of date'],
  'limits.latencyMs': [20, 'out of date'],
  'overlays[]': ['cache-tls', 'out of date'],
  'waivers[].check': ['in-ssh', 'still true'],
  'waivers[].reason': ['another reason', 'still true'],
};

type Json = { readonly properties?: Record<string, Json>; readonly items?: Json; readonly anyOf?: Json[] };

/** The paths of all fields that a profile can have, from its schema: `frontEnds[].name`. */
function pathsOf({ properties, items, anyOf }: Json, path = ''): readonly string[] {
  if (items !== undefined) return pathsOf(items, `${path}[]`);
  if (anyOf?.some((option) => option.properties !== undefined) === true)
    return anyOf.flatMap((option) => (option.properties === undefined ? [] : pathsOf(option, path)));
  if (properties === undefined) return [path];
  return Object.entries(properties).flatMap(([key, inner]) =>
    pathsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The same value with another one at a path; `[]` is the first entry of a list. */
function put(value: unknown, path: string, other: unknown): unknown {
  if (path === '') return other;
  const [, head = '', list = '', rest = ''] = /^([^.[]*)(\[\])?\.?(.*)$/.exec(path) ?? [];
  const inner: unknown = Reflect.get(value as object, head);
  const changed =
    list === ''
      ? put(inner, rest, other)
      : (inner as unknown[]).map((entry, index) => (index === 0 ? put(entry, rest, other) : entry));
  return { ...(value as object), [head]: changed };
}

const profileWith = (path: string, other: unknown): Profile => profileSchema.parse(put(whole, path, other));
const base = profileSchema.parse(whole);

describe('a run', () => {
  it('has a fate for every field of the profile', () => {
    const schema = z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as Json;
    const known = pathsOf(schema).filter((path) => path !== 'schemaVersion');
    expect(Object.keys(fates).sort()).toEqual([...known].sort());
  });

  it.each(Object.entries(fates))('made before %s was changed', (path, [other, fate]) => {
    const changed = profileWith(path, other);
    expect(JSON.stringify(changed)).not.toBe(JSON.stringify(base));
    expect(decidingKey(changed) === decidingKey(base) ? 'still true' : 'out of date').toBe(fate);
  });

  it('is out of date also where something is taken away or stands in another order', () => {
    expect(decidingKey(profileSchema.parse({ ...whole, lifetime: null }))).not.toBe(decidingKey(base));
    expect(decidingKey(profileSchema.parse({ ...whole, frontEnds: [] }))).not.toBe(decidingKey(base));
    expect(decidingKey(profileSchema.parse({ ...whole, caFile: undefined }))).not.toBe(decidingKey(base));
  });
});

describe('a label', () => {
  const machine = { hostname: 'OSFE01', os: 'Windows', addresses: ['10.0.0.7'] };
  const contacted = (profile: Profile) => {
    const { contacts, names, checks, notApplicable, timestamp } = viewPlan(
      buildPlan(catalogue.checks, profile, machine),
      [],
    );
    const asked = checks.map(({ id, probes, missing }) => ({ id, probes, missing }));
    return { contacts, names, asked, notApplicable, timestamp };
  };

  it.each(['machine.name', 'environment.name', 'frontEnds[].name'])(
    '%s changes nothing that is asked',
    (path) => {
      expect(contacted(profileWith(path, 'Another name'))).toEqual(contacted(base));
    },
  );

  it('can be taken over from another profile, also when there it is none', () => {
    const { name: _, ...unnamed } = whole.machine;
    const other = profileSchema.parse({
      ...whole,
      machine: unnamed,
      environment: { ...whole.environment, name: 'Lisbon' },
      frontEnds: [{ name: 'Only', host: 'fe1' }],
    });
    expect(labelsKey(other)).not.toBe(labelsKey(base));
    const taken = withLabelsOf(base, other);
    expect(taken).toEqual(other);
    expect(withLabelsOf(taken, base)).toEqual(base);
    expect(profileSchema.parse(taken)).toEqual(taken);
  });
});
