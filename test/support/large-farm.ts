import type { RunResult } from '../../shared/run/result.ts';
import { madeOnce } from './made-once.ts';
import { healthyWorld, sampleResult, troubledWorld } from './sample-results.ts';

const host = (name: string, index: number): string =>
  `${name}-${String(index + 1).padStart(4, '0')}.production.corp.example.internal`;

const hosts = (name: string, count: number): readonly { readonly host: string }[] =>
  Array.from({ length: count }, (_, index) => ({ host: host(name, index) }));

/**
 * A machine with every role of a farm with so many front-ends, and so many servers under LifeTime: of each ten, two do not
 * answer and one has no name. Checks of all kinds, with facts.
 */
export const largeFarm = madeOnce((count: number): RunResult => {
  return sampleResult({
    world: troubledWorld(healthyWorld('after-install'), [
      { host: /\d[37]\.production/, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
      { host: /\d5\.production/, outcome: 'dns-not-found', code: 'ENOTFOUND', durationMs: 5 },
    ]),
    profile: {
      phase: 'after-install',
      machine: { roles: ['controller', 'front-end', 'lifetime'] },
      environment: { name: 'Production', oneProvider: 'no' },
      controller: { host: 'controller.example.local' },
      frontEnds: hosts('frontend', count),
      managedServers: hosts('managed', count),
      databases: [{ purpose: 'platform', host: 'db01.example.local' }],
      lifetime: { host: 'lifetime.example.local' },
      features: { mobileApps: true, architectureDashboard: true },
      waivers: [{ check: 'mon-fe-sched', reason: 'Watched by another tool.' }],
    },
  });
});
