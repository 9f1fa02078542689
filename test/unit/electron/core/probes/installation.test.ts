import { describe, expect, it } from 'vitest';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import type { WindowsService } from '../../../../../shared/probe/fact.ts';
import { allFacts, only } from '../probe-world.ts';

const observe = async (version: string, services: readonly WindowsService[]) => {
  const platform = {
    ...createPlatform(),
    installedVersion: async () => version,
    platformServices: async () => services,
  };
  const fact = only(await allFacts({ kind: 'installation' }, { platform }));
  if (fact.kind !== 'installation') throw new Error(fact.kind);
  return fact;
};

describe('the installation probe', () => {
  it('takes from texts what could change how a report looks, and cuts them', async () => {
    const text = `a\u001b${'b'.repeat(300)}\u202e`;
    const plain = `a${'b'.repeat(198)}…`;
    const fact = await observe(text, [{ service: text, state: text, startMode: text }]);
    expect(fact.version).toBe(plain);
    expect(fact.services).toEqual([{ service: plain, state: plain, startMode: plain }]);
  });

  it('reports no more services than anybody has', async () => {
    const service = { service: 'OutSystems', state: 'Running', startMode: 'Auto' };
    const { services } = await observe(
      '11.28.1.44071',
      Array.from({ length: 51 }, () => service),
    );
    expect(services).toHaveLength(50);
  });
});
