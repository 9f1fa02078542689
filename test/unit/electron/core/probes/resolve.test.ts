import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createSystemNetwork } from '../../../../../electron/core/probes/system-network.ts';
import { networkWith, observe, only } from '../probe-world.ts';

const system = createSystemNetwork({ clock: systemClock });
const resolve = (host: string) => ({ kind: 'resolve', host }) as const;

describe('the resolve probe', () => {
  it('reports what the operating system says, here for its own name for itself', async () => {
    const fact = only(await observe(resolve('localhost'), { network: system }));
    expect(fact.outcome).toBe('resolved');
    expect(fact.addresses.every((address) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
    expect(fact.addresses.length).toBeGreaterThan(0);
  });

  it('reports a name that cannot exist (a label of 64 characters is never sent to a server)', async () => {
    const host = `${'a'.repeat(64)}.invalid`;
    const fact = only(await observe(resolve(host), { network: system }));
    expect(fact).toMatchObject({ outcome: 'dns-not-found', host, addresses: [] });
    expect(fact.code).toMatch(/^E/);
  });

  it('keeps every address and their order', async () => {
    const network = networkWith({ 'both.test': ['2001:db8::1', '192.0.2.1', '192.0.2.2'] });
    expect(only(await observe(resolve('both.test'), { network })).addresses).toEqual([
      '2001:db8::1',
      '192.0.2.1',
      '192.0.2.2',
    ]);
  });

  it.each([
    ['ENOTFOUND', 'dns-not-found'],
    ['EAI_AGAIN', 'dns-timeout'],
    ['DEADLINE', 'dns-timeout'],
    ['NOT_IN_PLAN', 'probe-failed'],
    ['EAI_MEMORY', 'probe-failed'],
    ['CANCELLED', 'cancelled'],
  ])('reports %s as %s', async (code, outcome) => {
    const network = networkWith({ 'x.test': { code } });
    expect(only(await observe(resolve('x.test'), { network }))).toMatchObject({
      outcome,
      code,
      addresses: [],
    });
  });

  it('takes an address for what it is', async () => {
    const fact = only(await observe(resolve('::1'), { network: networkWith({}) }));
    expect(fact).toMatchObject({ outcome: 'resolved', addresses: ['::1'] });
  });
});
