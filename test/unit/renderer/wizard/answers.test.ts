import { describe, expect, it } from 'vitest';
import { answersOf, answersSchema, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { checkAnswers } from '../../../../renderer/wizard/check-answers.ts';
import { defaultProfile, type Profile, profileSchema } from '../../../../shared/profile/profile.ts';

/** A profile in which every field differs from its default. */
const full: Profile = profileSchema.parse({
  schemaVersion: 1,
  phase: 'after-install',
  machine: { name: 'OSFE01', roles: ['front-end', 'controller'] },
  environment: {
    name: 'Production',
    hosting: 'containers',
    hybrid: true,
    vpn: 'yes',
    oneProvider: 'no',
    sslOffloading: 'yes',
    parameterRecordAdded: 'no',
    platformVersion: '11.41.0',
  },
  controller: { host: 'ctrl.example.local' },
  cache: { host: 'mq.example.local', port: 5671, tls: true },
  frontEnds: [{ host: 'fe1.example.local', name: 'FE 1' }, { host: '10.0.0.2' }],
  databases: [
    { purpose: 'platform', engine: 'sqlserver', host: 'sql1', port: 1444, instance: 'OS' },
    { purpose: 'logging', engine: 'oracle', host: 'ora1' },
  ],
  lifetime: { host: 'lt.example.local' },
  managedServers: [
    { host: 'a1', roles: ['front-end'] },
    { host: 'a2', roles: ['front-end', 'controller'] },
    { host: 'a3', roles: ['lifetime'] },
  ],
  containerRuntimes: [{ host: 'k8s.example.local' }],
  ports: {
    http: 8080,
    https: 8443,
    deploymentController: 13000,
    deployment: 13001,
    scheduler: 13002,
    cache: 5673,
  },
  features: { mobileApps: true, architectureDashboard: true },
  proxy: {
    mode: 'manual',
    url: 'http://proxy.example.local:3128',
    bypass: ['*.example.local', '10.0.0.0/8'],
  },
  caFile: '/etc/ssl/organisation.pem',
  timestamp: { url: 'http://timestamp.example.local/tsa' },
  limits: { connectTimeoutMs: 3000, runBudgetMs: 60_000, latencyMs: 2.5 },
  overlays: ['health', 'cache-tls'],
  waivers: [{ check: 'in-rdp', reason: 'closed on purpose' }],
});

/** Every place of a value in nested objects, with the value. */
const placesOf = (value: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, part]) => placesOf(part, `${path}/${key}`))
    : [[path, value]];

describe('answers', () => {
  it('of a profile give that very profile back', () => {
    const unset = placesOf(defaultProfile).filter(
      ([path, value]) => JSON.stringify(new Map(placesOf(full)).get(path)) === JSON.stringify(value),
    );
    expect(unset).toEqual([['/schemaVersion', 1]]);
    expect(checkAnswers(answersOf(full)).profile).toEqual(full);
  });

  it('of the built-in default give it back', () => {
    expect(checkAnswers(answersOf(defaultProfile)).profile).toEqual(defaultProfile);
  });

  it('survive being kept as text', () => {
    const answers = answersOf(full);
    expect(answersSchema.parse(JSON.parse(JSON.stringify(answers)))).toEqual(answers);
  });

  it('show defaults as empty fields, so that only what differs is typed', () => {
    const { ports, connectTimeoutMs, databases } = answersOf(defaultProfile);
    expect([...Object.values(ports), connectTimeoutMs, databases[0]?.port]).toEqual(Array(8).fill(''));
  });

  it('that were kept before an authority for times was asked for name none', () => {
    const { timestampUrl: _, ...older } = emptyAnswers;
    expect(answersSchema.parse(older)).toEqual(emptyAnswers);
  });

  it('that were damaged are refused: unknown keys, wrong types, a text without end', () => {
    expect(answersSchema.safeParse({ ...emptyAnswers, secret: 1 }).success).toBe(false);
    expect(answersSchema.safeParse({ ...emptyAnswers, ports: null }).success).toBe(false);
    expect(answersSchema.safeParse({ ...emptyAnswers, frontEnds: 'x'.repeat(100_001) }).success).toBe(false);
  });
});
