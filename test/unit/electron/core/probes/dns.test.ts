import { describe, expect, it } from 'vitest';
import { startDnsServer } from '../../../../support/servers/dns-server.ts';
import { holdClosedPort } from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

const request = { kind: 'dns', name: 'localhost' } as const;

describe('the dns probe', () => {
  it('asks the server itself, also for localhost, and reports each kind of address', async () => {
    const server = await during(
      startDnsServer(({ recordType }) => ({
        addresses: recordType === 'A' ? ['10.9.8.7', '127.0.0.1'] : ['2001:db8::1'],
      })),
    );
    const facts = await observe(request, { network: networkWith({}, [server.server]) });
    expect(facts).toMatchObject([
      {
        outcome: 'resolved',
        name: 'localhost',
        recordType: 'A',
        addresses: ['10.9.8.7', '127.0.0.1'],
        remoteAddress: '127.0.0.1',
        remotePort: server.port,
      },
      { outcome: 'resolved', recordType: 'AAAA', addresses: ['2001:db8::1'] },
    ]);
    expect(new Set(server.queries().map(({ name }) => name))).toEqual(new Set(['localhost']));
  });

  it.each([
    ['no such name', { responseCode: 'NXDOMAIN' }, 'dns-not-found', 'ENOTFOUND'],
    ['a name without addresses', { addresses: [] }, 'dns-not-found', 'ENODATA'],
    ['a failure', { responseCode: 'SERVFAIL' }, 'dns-error', 'ESERVFAIL'],
    ['a refusal', { responseCode: 'REFUSED' }, 'dns-error', 'EREFUSED'],
  ] as const)('reports %s', async (_, reply, outcome, code) => {
    const server = await during(startDnsServer(() => reply));
    const facts = await observe(request, { network: networkWith({}, [server.server]) });
    expect(facts).toMatchObject([
      { outcome, code, addresses: [] },
      { outcome, code, addresses: [] },
    ]);
  });

  it('reports a server that does not answer in time', async () => {
    const server = await during(startDnsServer(() => 'silence'));
    const world = { network: networkWith({}, [server.server]), limits: shortLimits };
    const facts = await observe(request, world);
    expect(facts.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['dns-timeout', 'DEADLINE'],
      ['dns-timeout', 'DEADLINE'],
    ]);
  });

  it('reports an address at which no server listens', async () => {
    const closed = await during(holdClosedPort());
    const facts = await observe(request, { network: networkWith({}, [`127.0.0.1:${closed.port}`]) });
    expect(facts).toMatchObject([{ outcome: 'refused' }, { outcome: 'refused' }]);
  });

  it('asks at most four servers, and each for itself', async () => {
    const server = await during(startDnsServer(() => ({ addresses: [] })));
    const servers = Array.from({ length: 6 }, () => server.server);
    expect(await observe(request, { network: networkWith({}, servers) })).toHaveLength(8);
    expect(server.queries()).toHaveLength(8);
  });

  it('says so when no server is configured', async () => {
    expect(only(await observe(request, { network: networkWith({}, []) }))).toMatchObject({
      outcome: 'unavailable',
      code: 'NO_DNS_SERVER',
    });
  });

  it('stops at once when it is cancelled', async () => {
    const server = await during(startDnsServer(() => 'silence'));
    const stop = new AbortController();
    const world = { network: networkWith({}, [server.server]), signal: stop.signal };
    const observing = observe(request, world);
    await server.asked();
    stop.abort();
    expect((await observing).map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled']);
  });
});
