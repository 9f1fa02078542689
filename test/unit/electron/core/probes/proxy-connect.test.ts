import { beforeAll, describe, expect, it } from 'vitest';
import { lastAttempts } from '../../../../../shared/probe/last-attempts.ts';
import type { ProxyServer } from '../../../../../shared/profile/proxy.ts';
import { startHttpsServer } from '../../../../support/servers/https-server.ts';
import { type ProxyMode, startProxyServer } from '../../../../support/servers/proxy-server.ts';
import {
  type Authority,
  type Identity,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';
import {
  holdClosedPort,
  startAnsweringServer,
  startResettingServer,
  startSilentServer,
} from '../../../../support/servers/tcp-servers.ts';
import { allFacts, during, networkWith, shortLimits, type World } from '../probe-world.ts';

const network = networkWith({ 'proxy.test': ['127.0.0.1'], 'mute.test': { code: 'EAI_AGAIN' } });
let authority: Authority;
let good: Identity;
let proxyIdentity: Identity;

beforeAll(async () => {
  authority = await makeAuthority({ commonName: 'Test Root' });
  good = await makeCertificate({ commonName: 'service.test', altNames: ['service.test'] }, authority);
  proxyIdentity = await makeCertificate({ commonName: 'proxy.test', altNames: ['proxy.test'] }, authority);
});

const world = (): World => ({ network, extraCas: [authority.cert], publicCas: [authority.cert] });

const through = (proxy: Partial<ProxyServer> & { readonly port: number }) =>
  ({
    kind: 'proxy-connect',
    host: 'service.test',
    port: 443,
    path: '/v1/GetHealth',
    issuer: 'public',
    proxy: { host: 'proxy.test', secure: false, ...proxy },
    source: 'HTTPS_PROXY',
  }) as const;

describe('the way through a proxy', () => {
  it('is a tunnel, then a handshake and a request with the host itself', async () => {
    const server = await during(startHttpsServer(good, { status: 404, headers: { Server: 'Test/1.0' } }));
    const proxy = await during(startProxyServer({ kind: 'open', port: server.port }));
    const facts = await allFacts(through(proxy), world());
    const text = `http://proxy.test:${proxy.port}`;
    const ends = { host: 'service.test', remoteAddress: '127.0.0.1', remotePort: proxy.port };
    expect(facts).toMatchObject([
      {
        kind: 'proxy-connect',
        outcome: 'open',
        port: 443,
        proxy: text,
        source: 'HTTPS_PROXY',
        status: 200,
        server: 'test-proxy/1.0',
        ...ends,
      },
      { kind: 'tls', outcome: 'open', proxy: text, protocol: 'TLSv1.3', ...ends },
      {
        kind: 'http',
        outcome: 'open',
        proxy: text,
        scheme: 'https',
        status: 404,
        server: 'Test/1.0',
        ...ends,
      },
    ]);
    expect(server.seen()).toMatchObject([{ path: '/v1/GetHealth', headers: { host: 'service.test' } }]);
  });

  it('sends the name and no login', async () => {
    const proxy = await during(startProxyServer({ kind: 'auth' }));
    await allFacts(through(proxy), world());
    expect(proxy.tunnels()).toEqual([
      {
        authority: 'service.test:443',
        headers: { host: 'service.test:443', 'user-agent': 'Netready', connection: expect.any(String) },
      },
    ]);
    expect(proxy.requests()).toBe(0);
    await proxy.idle();
  });

  it('shows when the certificate that comes through is not the host’s own', async () => {
    const corporate = await makeAuthority({ commonName: 'Corporate Root' });
    const forged = await makeCertificate(
      { commonName: 'service.test', altNames: ['service.test'] },
      corporate,
    );
    const server = await during(startHttpsServer(forged, { status: 200 }));
    const proxy = await during(startProxyServer({ kind: 'open', port: server.port }));
    expect((await allFacts(through(proxy), world()))[1]).toMatchObject({
      kind: 'tls',
      outcome: 'tls-intercepted',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    const trusting = { ...world(), extraCas: [corporate.cert] };
    expect((await allFacts(through(proxy), trusting))[1]).toMatchObject({
      outcome: 'tls-intercepted',
      code: 'PRIVATE_ISSUER',
    });
  });

  it('can be TLS up to the proxy as well', async () => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    const proxy = await during(startProxyServer({ kind: 'open', port: server.port }, proxyIdentity));
    const facts = await allFacts(through({ port: proxy.port, secure: true }), world());
    expect(facts.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['proxy-connect', 'open'],
      ['tls', 'open'],
      ['http', 'open'],
    ]);
    expect(facts[0]).toMatchObject({ proxy: `https://proxy.test:${proxy.port}` });
    await server.idle();
    await proxy.idle();
  });
});

describe('a proxy that does not let through', () => {
  it.each<[string, ProxyMode, string, string, number | undefined]>([
    ['wants a login', { kind: 'auth' }, 'proxy-auth', 'HTTP_407', 407],
    ['forbids', { kind: 'deny', status: 403 }, 'proxy-denied', 'HTTP_403', 403],
    ['finds nobody', { kind: 'deny', status: 502 }, 'proxy-failed', 'HTTP_502', 502],
    ['finds no name', { kind: 'deny', status: 503 }, 'proxy-failed', 'HTTP_503', 503],
    ['gets no answer', { kind: 'deny', status: 504 }, 'proxy-failed', 'HTTP_504', 504],
    ['gets nowhere, as tinyproxy says', { kind: 'deny', status: 500 }, 'proxy-failed', 'HTTP_500', 500],
    ['knows no CONNECT', { kind: 'deny', status: 501 }, 'proxy-denied', 'HTTP_501', 501],
    ['sends elsewhere', { kind: 'deny', status: 302 }, 'proxy-denied', 'HTTP_302', 302],
    ['cuts off', { kind: 'close' }, 'reset', 'ECONNRESET', undefined],
    ['says nothing', { kind: 'silent' }, 'timeout', 'DEADLINE', undefined],
  ])('%s', async (_name, mode, outcome, code, status) => {
    const proxy = await during(startProxyServer(mode));
    const facts = lastAttempts(await allFacts(through(proxy), { ...world(), limits: shortLimits }));
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ kind: 'proxy-connect', outcome, code, remotePort: proxy.port });
    expect(facts[0]).toHaveProperty('proxy', `http://proxy.test:${proxy.port}`);
    if (status === undefined) expect(facts[0]).not.toHaveProperty('status');
    else expect(facts[0]).toMatchObject({ status, server: 'test-proxy/1.0' });
    await proxy.idle();
  });

  it('is no proxy at all', async () => {
    const ssh = await during(startAnsweringServer('SSH-2.0-test\r\n'));
    expect(await allFacts(through(ssh), world())).toMatchObject([
      { kind: 'proxy-connect', outcome: 'wrong-service', code: 'HPE_INVALID_CONSTANT' },
    ]);
  });
});

describe('a proxy that cannot be reached', () => {
  it('because nobody listens', async () => {
    const closed = await during(holdClosedPort());
    expect(await allFacts(through(closed), world())).toMatchObject([
      {
        outcome: 'proxy-unreachable',
        code: 'ECONNREFUSED',
        remoteAddress: '127.0.0.1',
        remotePort: closed.port,
      },
    ]);
  });

  it.each([
    ['no.test', 'ENOTFOUND'],
    ['mute.test', 'EAI_AGAIN'],
  ])('because its name %s has no address', async (host, code) => {
    expect(await allFacts(through({ host, port: 3128 }), world())).toMatchObject([
      { outcome: 'proxy-unreachable', code, remotePort: 3128, proxy: `http://${host}:3128` },
    ]);
  });

  it('because its name is known and has no address, which is no answer of a proxy', async () => {
    const world = { network: networkWith({ 'none.test': [] }) };
    await expect(allFacts(through({ host: 'none.test', port: 3128 }), world)).rejects.toMatchObject({
      code: 'ENODATA',
    });
  });

  it('because its own certificate is not accepted, or it speaks no TLS', async () => {
    const proxy = await during(startProxyServer({ kind: 'auth' }, proxyIdentity));
    const plain = await during(startProxyServer({ kind: 'auth' }));
    const stranger = { ...world(), extraCas: [] };
    expect(await allFacts(through({ port: proxy.port, secure: true }), stranger)).toMatchObject([
      { outcome: 'proxy-unreachable', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    ]);
    expect(proxy.tunnels()).toEqual([]);
    expect(await allFacts(through({ port: plain.port, secure: true }), world())).toMatchObject([
      { outcome: 'proxy-unreachable', code: expect.stringMatching(/^ERR_SSL_/) },
    ]);
  });

  it('because it resets', async () => {
    const resetting = await during(startResettingServer());
    const [fact] = await allFacts(through(resetting), world());
    expect(['proxy-unreachable', 'reset']).toContain(fact?.outcome);
    expect(fact?.code).toBe('ECONNRESET');
  });
});

describe('the proxy-connect probe', () => {
  it('stops at once when it is cancelled', async () => {
    const silent = await during(startSilentServer());
    const stop = new AbortController();
    const observing = allFacts(through(silent), { ...world(), signal: stop.signal });
    await silent.reached(1);
    stop.abort();
    expect(await observing).toMatchObject([{ kind: 'proxy-connect', outcome: 'cancelled' }]);
    await silent.idle();
  });
});
