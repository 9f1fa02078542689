import { describe, expect, it } from 'vitest';
import type { World } from '../../../../../electron/core/base/world.ts';
import { prepareRun } from '../../../../../electron/core/engine/prepare-run.ts';
import { questionsOf, runCheck } from '../../../../../electron/core/engine/run-check.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { type Profile, profileSchema } from '../../../../../shared/profile/profile.ts';
import { verdictSentence } from '../../../../../shared/report/verdict-sentence.ts';
import { demandSameQuestions } from '../../../../../shared/run/rerun.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during, machine, networkWith } from '../probe-world.ts';

const world: World = { clock: systemClock, network: networkWith({}), platform: createPlatform() };

/** A front-end whose LifeTime server is a port of this machine that accepts and never answers. */
const profileFor = (https: number): Profile =>
  profileSchema.parse({
    schemaVersion: 1,
    machine: { roles: ['front-end'] },
    controller: { host: '10.0.0.9' },
    lifetime: { host: '127.0.0.1' },
    ports: { https },
    limits: { connectTimeoutMs: 60_000 },
  });

async function run(profile: Profile, only: readonly string[]) {
  const signal = new AbortController().signal;
  const result = await runCheck(prepareRun(profile, machine, only), world, {
    signal,
    onProgress: () => undefined,
    newId: () => '0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a90',
  });
  const { runBudgetMs: _, ...limits } = result.profile.limits;
  runResultSchema.parse({ ...result, profile: { ...result.profile, limits } });
  return result;
}

describe('a run', () => {
  it('ends with its budget, and says that its open checks are not known', async () => {
    const server = await during(startSilentServer());
    const profile = profileFor(server.port);
    const short = { ...profile, limits: { ...profile.limits, runBudgetMs: 100 } };
    const result = await run(short, ['env-out-lt-443']);
    const check = result.checks.find(({ id }) => id === 'env-out-lt-443');
    expect(result.cancelled).toBe(true);
    expect(check).toMatchObject({ finding: 'out-of-time', verdict: 'unknown' });
    expect(check?.reason).toContain('The time that the profile allows');
    expect(verdictSentence(result)).toMatch(/^Time used up: 1 of \d+ checks was not tested/);
    expect(check?.facts.filter(({ outcome }) => outcome === 'cancelled').map(({ code }) => code)).toContain(
      'RUN_BUDGET',
    );
    await server.idle();
  });

  it('of some checks contacts nothing for the others, and names them all the same', async () => {
    const server = await during(startSilentServer());
    const result = await run(profileFor(server.port), ['loc-config', 'loc-roles']);
    const verdicts = new Map(result.checks.map(({ id, finding }) => [id, finding]));
    expect(verdicts.get('loc-config')).toBe('as-required');
    expect(verdicts.get('env-out-lt-443')).toBe('left-out');
    expect(result.contacted).toEqual([]);
    expect(server.connections().total).toBe(0);
  });

  it.each(['2020', '2025'] as const)(
    'of the edition %s can be joined to the one that it repeats',
    async (edition) => {
      const profile = { ...profileFor(443), edition };
      const result = await run(profile, ['loc-config']);
      const again = prepareRun(profile, machine, ['loc-resolve']);
      expect(() => demandSameQuestions(result, questionsOf(again))).not.toThrow();
      const other = { ...profile, edition: edition === '2020' ? ('2025' as const) : ('2020' as const) };
      expect(() =>
        demandSameQuestions(result, questionsOf(prepareRun(other, machine, ['loc-config']))),
      ).toThrow('the catalogue is not the same');
    },
  );

  it('refuses a check that is not planned', () => {
    expect(() => prepareRun(profileFor(443), machine, ['out-nothing'])).toThrow('is no check of this plan');
  });
});
