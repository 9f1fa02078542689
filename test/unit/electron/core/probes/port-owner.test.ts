import { describe, expect, it } from 'vitest';
import type { PortOwner } from '../../../../../electron/core/base/world.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { allFacts, only } from '../probe-world.ts';

const ownersSeen = async (...owners: readonly PortOwner[]) => {
  const platform = { ...createPlatform(), portOwners: async () => owners };
  const fact = only(await allFacts({ kind: 'port-owner', port: 80 }, { platform }));
  if (fact.kind !== 'port-owner') throw new Error(fact.kind);
  return fact.owners;
};

describe('the port-owner probe', () => {
  it('reports owners as the system names them', async () => {
    const owner = {
      address: '0.0.0.0',
      pid: 4,
      process: 'System',
      services: ['W3SVC'],
      reservations: ['http://+:80/'],
    };
    expect(await ownersSeen(owner, { address: '::1' })).toEqual([owner, { address: '::1' }]);
  });

  it.each([
    ['CANCELLED', 'cancelled'],
    ['UNSUPPORTED', 'unavailable'],
  ])('says why the system does not tell: %s', async (code, outcome) => {
    const portOwners = () => Promise.reject(new ProbeError(code));
    const platform = { ...createPlatform(), portOwners };
    expect(only(await allFacts({ kind: 'port-owner', port: 80 }, { platform }))).toMatchObject({
      outcome,
      code,
      owners: [],
    });
  });

  it('takes a program without a visible name for one that is not named', async () => {
    expect(await ownersSeen({ address: '::1', pid: 7, process: '\u202e' })).toEqual([
      { address: '::1', pid: 7 },
    ]);
  });

  it('takes from the names of strangers what could change how a report looks, and cuts them', async () => {
    const [owner] = await ownersSeen({
      address: '0.0.0.0',
      process: 'ng\u001b[2Jinx\u202e',
      services: ['W3\nSVC'],
      reservations: [`http://+:80/${'a'.repeat(2000)}\u0007`],
    });
    expect(owner?.process).toBe('ng[2Jinx');
    expect(owner?.services).toEqual(['W3SVC']);
    expect(owner?.reservations?.[0]).toMatch(/^http:\/\/\+:80\/a{187}…$/);
  });
});
