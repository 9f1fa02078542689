import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startHttpServer } from '../../../../support/servers/http-server.ts';
import {
  holdClosedPort,
  startAnsweringServer,
  startResettingServer,
  startSilentServer,
  startStallingServer,
} from '../../../../support/servers/tcp-servers.ts';
import { again, during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

const http = (port: number, hostHeader: string | null = '127.0.0.1') =>
  ({ kind: 'http', host: '127.0.0.1', port, path: '/', hostHeader }) as const;

describe('the http probe', () => {
  it.each([
    [200, 'open'],
    [204, 'open'],
    [304, 'open'],
    [401, 'open'],
    [404, 'open'],
    [500, 'http-unexpected'],
    [503, 'http-unexpected'],
  ])('reports status %i as %s', async (status, outcome) => {
    const server = await during(startHttpServer({ status, headers: { Server: 'Test/1.0' } }));
    const fact = only(await observe(http(server.port)));
    expect(fact).toMatchObject({
      outcome,
      status,
      server: 'Test/1.0',
      host: '127.0.0.1',
      hostHeader: '127.0.0.1',
      path: '/',
      remoteAddress: '127.0.0.1',
      remotePort: server.port,
      localAddress: '127.0.0.1',
    });
    expect(fact.location).toBeUndefined();
  });

  it.each<[string, string, number | undefined]>([
    ['a page of IIS', '<html><head><title>IIS 10.0 Detailed Error - 403.4 - Forbidden</title>', 4],
    ['in any language', '<TITLE>Erro detalhado do IIS 10.0 - 403.14 - Proibido</TITLE>', 14],
    ['a page that does not say', '<title>403 - Forbidden: Access is denied.</title>', undefined],
    ['a number elsewhere', '<title>Forbidden</title><p>403.4</p>', undefined],
    ['a number that is none', '<title>403.40000</title>', undefined],
    ['nothing', '', undefined],
    ['a title behind the part that is read', `${'x'.repeat(9000)}<title>403.4</title>`, undefined],
  ])('reads the sub-status of a refusal from %s', async (_name, body, subStatus) => {
    const server = await during(startHttpServer({ status: 403, body }));
    expect(only(await observe(http(server.port))).subStatus).toBe(subStatus);
  });

  it('reads the page of no other answer', async () => {
    const server = await during(startHttpServer({ status: 404, body: '<title>404.0</title>' }));
    expect(only(await observe(http(server.port))).subStatus).toBeUndefined();
  });

  it('reports a refusal whose page never ends', async () => {
    const head = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n<title>IIS - 403.6';
    const server = await during(startStallingServer(head));
    expect(only(await observe(http(server.port)))).toMatchObject({
      outcome: 'open',
      status: 403,
      subStatus: 6,
    });
  });

  it.each([
    ['/login', 'open'],
    ['http://127.0.0.1/login', 'open'],
    ['https://127.0.0.1/login', 'open'],
    ['https://localhost/login', 'open'],
    ['https://WEB1/login', 'open'],
    ['https://web1.corp.test/login', 'open'],
    ['http://192.0.2.10/login', 'open'],
    ['//[::1]/login', 'open'],
    ['https://portal.test/login', 'http-unexpected'],
    ['//portal.test/login', 'http-unexpected'],
    ['https://web1@portal.test/', 'http-unexpected'],
    ['ftp://127.0.0.1/', 'http-unexpected'],
    ['http://', 'http-unexpected'],
  ])('reports a redirect to %s as %s', async (location, outcome) => {
    const server = await during(startHttpServer({ status: 302, headers: { Location: location } }));
    const fact = only(await observe(http(server.port, 'localhost')));
    expect(fact).toMatchObject({ outcome, status: 302 });
  });

  it.each([
    [200, 'open'],
    [201, 'open'],
    [299, 'open'],
    [300, 'http-unexpected'],
    [307, 'http-unexpected'],
    [399, 'http-unexpected'],
    [400, 'open'],
    [404, 'open'],
  ])('takes another place for a redirect only where the status says so: %i', async (status, outcome) => {
    const headers = { Location: 'https://portal.test/login' };
    const server = await during(startHttpServer({ status, headers }));
    const fact = only(await observe(http(server.port)));
    expect(fact).toMatchObject({ outcome, status, location: 'https://portal.test/login' });
  });

  it.each([
    [{ Via: '1.1 fw01 (squid/5.7)' }, 'via: 1.1 fw01 (squid/5.7)'],
    [{ 'X-Cache': 'MISS from fw01' }, 'x-cache: MISS from fw01'],
    [{ 'Proxy-Agent': 'filter' }, 'proxy-agent: filter'],
    [{ Server: 'squid/5.7' }, undefined],
    [{ Server: 'tinyproxy/1.11.1' }, undefined],
    [{ Server: 'Zscaler/6.2' }, undefined],
  ])('reports an answer with %j on a loopback address as a proxy’s', async (headers, via) => {
    const server = await during(startHttpServer({ status: 200, headers }));
    const fact = only(await observe(http(server.port)));
    expect(fact).toMatchObject({ outcome: 'http-unexpected', code: 'PROXY_ANSWERED', status: 200 });
    expect(fact.via).toBe(via);
  });

  it('takes a proxy’s traces from another address for what they are: somebody on the way', async () => {
    const server = await during(startHttpServer({ status: 200, headers: { Via: '1.1 edge' } }));
    const network = networkWith({ 'web.test': ['192.0.2.1'] });
    const elsewhere = {
      ...network,
      connect: (target: Parameters<typeof network.connect>[0], wait: Parameters<typeof network.connect>[1]) =>
        network.connect({ ...target, address: '127.0.0.1' }, wait),
    };
    const request = { ...http(server.port, 'web.test'), host: 'web.test' };
    expect(only(await observe(request, { network: elsewhere }))).toMatchObject({
      outcome: 'open',
      via: 'via: 1.1 edge',
    });
  });

  it('asks by a name outside of ASCII as it stands in headers', async () => {
    const server = await during(startHttpServer({ status: 200 }));
    await observe(http(server.port, 'сервер.test'));
    expect(server.seen()[0]?.headers.host).toBe(`xn--b1afb6bcb.test:${server.port}`);
  });

  it.each([
    ['https://:secret@portal.test/path', 'https://portal.test/path'],
    ['https://user@portal.test/path', 'https://portal.test/path'],
    ['/path', '/path'],
    ['HTTPS://Portal.test', 'HTTPS://Portal.test'],
  ])('shows a redirect to %s as %s', async (location, shown) => {
    const server = await during(startHttpServer({ status: 302, headers: { Location: location } }));
    expect(only(await observe(http(server.port))).location).toBe(shown);
  });

  it('shows a redirect without user name and password', async () => {
    const headers = { Location: 'https://user:secret@portal.test/path?q=1' };
    const server = await during(startHttpServer({ status: 301, headers }));
    expect(only(await observe(http(server.port))).location).toBe('https://portal.test/path?q=1');
  });

  it('cuts texts of the server to a bounded length', async () => {
    const headers = { Location: `/${'x'.repeat(1000)}`, Server: 'y'.repeat(1000) };
    const server = await during(startHttpServer({ status: 301, headers }));
    const fact = only(await observe(http(server.port)));
    expect([fact.location?.length, fact.server?.length]).toEqual([300, 200]);
  });

  it('sends one GET with the name that it was given, with the port where it is not 80', async () => {
    const server = await during(startHttpServer({ status: 200 }));
    await observe({ ...http(server.port, 'localhost'), path: '/ping?x=1' });
    await observe(http(server.port, 'localhost:1234'));
    await observe(http(server.port, '::1'));
    await observe(http(server.port, '[::1]'));
    expect(server.seen().map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/ping?x=1'],
      ['GET', '/'],
      ['GET', '/'],
      ['GET', '/'],
    ]);
    expect(server.seen().map(({ headers }) => headers.host)).toEqual([
      `localhost:${server.port}`,
      'localhost:1234',
      `[::1]:${server.port}`,
      `[::1]:${server.port}`,
    ]);
  });

  it('sends no Host header when none is wanted', async () => {
    const server = await during(startHttpServer({ status: 400 }));
    expect(only(await observe(http(server.port, null)))).toMatchObject({ outcome: 'open', hostHeader: null });
    expect(server.seen()[0]?.headers).not.toHaveProperty('host');
  });

  it.each([
    ['SSH', 'SSH-2.0-test\r\n'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x46'],
    ['Redis', '-ERR unknown command\r\n'],
  ])('reports a server that answers with %s as another service', async (_, answer) => {
    const server = await during(startAnsweringServer(answer));
    const fact = only(await observe(http(server.port)));
    expect(fact).toMatchObject({ outcome: 'wrong-service', remotePort: server.port });
    expect(fact.code).toMatch(/^HPE_/);
    expect(fact.status).toBeUndefined();
  });

  it.each([
    ['an endless head', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['lines that end otherwise', 'HTTP/1.1 200 OK\nServer: x\n\n'],
    ['a name with a space', 'HTTP/1.1 200 OK\r\nX Y: z\r\n\r\n'],
    ['another version', 'HTTP/9.9 200 OK\r\n\r\n'],
  ])('never calls a web server whose head cannot be read another service: %s', async (_, answer) => {
    const server = await during(startAnsweringServer(answer));
    const fact = only(await observe(http(server.port)));
    expect(fact).toMatchObject({ outcome: 'http-unexpected', code: expect.stringMatching(/^HPE_/) });
    expect(fact.status).toBeUndefined();
  });

  const httpSysPage = (status: number, words: string): string =>
    `<HTML><HEAD><TITLE>x</TITLE></HEAD>\r\n<BODY><h2>x</h2>\r\n<hr><p>HTTP Error ${status}. ${words}</p>\r\n</BODY></HTML>`;

  it.each<[string, number, string, Readonly<Record<string, string>>, 'http-sys' | undefined]>([
    ['HTTP.sys', 404, httpSysPage(404, 'The requested resource is not found.'), {}, 'http-sys'],
    ['HTTP.sys', 400, httpSysPage(400, 'The request hostname is invalid.'), {}, 'http-sys'],
    ['HTTP.sys', 503, httpSysPage(503, 'The service is unavailable.'), {}, 'http-sys'],
    ['HTTP.sys', 404, httpSysPage(404, 'Not found.'), { Server: 'Test/1.0' }, undefined],
    ['HTTP.sys of another status', 404, httpSysPage(503, 'The service is unavailable.'), {}, undefined],
    ['a site', 404, '<h2>404 - File or directory not found.</h2>', {}, undefined],
    ['HTTP.sys, which is not read', 200, httpSysPage(200, 'x'), {}, undefined],
  ])('tells from its page that nobody but %s answered %i', async (_name, status, body, headers, page) => {
    const server = await during(startHttpServer({ status, headers, body }));
    expect(only(await observe(http(server.port))).page).toBe(page);
  });

  it('reports a server that switches to another protocol as unexpected', async () => {
    const answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n';
    const server = await during(startAnsweringServer(answer));
    expect(only(await observe(http(server.port)))).toMatchObject({ outcome: 'http-unexpected', status: 101 });
  });

  it('reports a server that accepts and stays silent as a timeout', async () => {
    const server = await during(startSilentServer());
    const network = networkWith({ 'web.test': ['127.0.0.1'] });
    const fact = again(
      await observe({ ...http(server.port), host: 'web.test' }, { network, limits: shortLimits }),
    );
    expect(fact).toMatchObject({ outcome: 'timeout', code: 'DEADLINE' });
  });

  it('waits longer for the web server of this machine, which may only be starting, and asks it once', async () => {
    const server = await during(startHttpServer({ status: 200, delayMs: 3 * shortLimits.answerTimeoutMs }));
    const network = networkWith({ localhost: ['127.0.0.1'] });
    for (const host of ['127.0.0.1', 'localhost']) {
      const fact = only(await observe({ ...http(server.port), host }, { network, limits: shortLimits }));
      expect(fact.outcome).toBe('open');
      expect(fact.durationMs).toBeGreaterThan(2 * shortLimits.answerTimeoutMs);
    }
    expect(server.connections().total).toBe(2);
  });

  it('reports a server that ends or resets the connection', async () => {
    const resetting = await during(startResettingServer());
    const ending = await during(startAnsweringServer(''));
    expect(again(await observe(http(resetting.port))).outcome).toBe('reset');
    expect(again(await observe(http(ending.port)))).toMatchObject({ outcome: 'reset', code: 'ECONNRESET' });
  });

  it('reports a closed port as refused', async () => {
    const closed = await during(holdClosedPort());
    expect(only(await observe(http(closed.port)))).toMatchObject({
      outcome: 'refused',
      remotePort: closed.port,
    });
  });

  it('reports nothing for a name that does not resolve', async () => {
    const request = { ...http(80), host: 'no.test' };
    expect(await observe(request, { network: networkWith({}) })).toEqual([]);
  });

  it('asks no proxy, whatever the environment says', async () => {
    const proxy = await during(startHttpServer({ status: 502 }));
    const server = await during(startHttpServer({ status: 200 }));
    vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const fact = only(await observe(http(server.port)));
    expect(fact.status).toBe(200);
    expect(proxy.seen()).toEqual([]);
  });

  it('stops at once when it is cancelled before an answer', async () => {
    const server = await during(startSilentServer());
    const stop = new AbortController();
    const observing = observe(http(server.port), { signal: stop.signal });
    await server.reached(1);
    stop.abort();
    expect(only(await observing).outcome).toBe('cancelled');
    await server.idle();
  });
});
