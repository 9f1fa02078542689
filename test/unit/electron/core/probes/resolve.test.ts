import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createSystemNetwork } from '../../../../../electron/core/probes/system-network.ts';
import { startDnsServer } from '../../../../support/servers/dns-server.ts';
import { during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

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
    ['EAI_FAIL', 'dns-error'],
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

  it.each([
    ['SERVFAIL', 'ESERVFAIL'],
    ['REFUSED', 'EREFUSED'],
    ['NOTIMP', 'ENOTIMP'],
  ] as const)('tells a name server that answers %s from silence', async (responseCode, code) => {
    const silent = await during(startDnsServer(() => 'silence'));
    const failing = await during(startDnsServer(() => ({ responseCode })));
    const network = networkWith({ 'x.test': { code: 'EAI_AGAIN' } }, [silent.server, failing.server]);
    expect(only(await observe(resolve('x.test'), { network, limits: shortLimits }))).toMatchObject({
      outcome: 'dns-error',
      code,
      remoteAddress: '127.0.0.1',
      remotePort: failing.port,
    });
  });

  it.each([
    ['is silent', 'silence'],
    ['knows no such name', { responseCode: 'NXDOMAIN' }],
    ['knows the name after all', { addresses: ['10.9.8.7'] }],
  ] as const)('leaves it at no answer where a name server %s', async (_, reply) => {
    const server = await during(startDnsServer(() => reply));
    const network = networkWith({ 'x.test': { code: 'EAI_AGAIN' } }, [server.server]);
    expect(only(await observe(resolve('x.test'), { network, limits: shortLimits }))).toMatchObject({
      outcome: 'dns-timeout',
      code: 'EAI_AGAIN',
    });
  });

  it('takes a name that one of two servers knows for no error of the other', async () => {
    const failing = await during(startDnsServer(() => ({ responseCode: 'SERVFAIL' })));
    const knowing = await during(startDnsServer(() => ({ addresses: ['10.9.8.7'] })));
    const network = networkWith({ 'x.test': { code: 'EAI_AGAIN' } }, [failing.server, knowing.server]);
    expect(only(await observe(resolve('x.test'), { network })).outcome).toBe('dns-timeout');
  });

  it('takes an address for what it is', async () => {
    const fact = only(await observe(resolve('::1'), { network: networkWith({}) }));
    expect(fact).toMatchObject({ outcome: 'resolved', addresses: ['::1'] });
  });
});
