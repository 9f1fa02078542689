import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startHost } from '../../../../electron/host/start-host.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import { ask, enter, hosting, linesOf, sayRaw, withHost } from '../../../support/host-under-test.ts';

const clear = { 'session.clear': async () => ({}) };

describe('the way into a host', () => {
  it('is the token, once; after that the cookie', () =>
    withHost({ makeHandlers: () => fakeHandlers() }, async ({ host, page }) => {
      const path = host.url.slice(host.url.indexOf('/?'));
      expect(path).toMatch(/^\/\?token=[\w-]{43}$/);
      expect((await ask(host.port, path)).status).toBe(403);
      const again = await ask(host.port, path, { headers: { Cookie: page['Cookie'] } });
      expect([again.status, again.headers.location, again.headers['set-cookie']]).toEqual([
        303,
        '/',
        undefined,
      ]);
      const shown = await ask(host.port, '/', { headers: { Cookie: page['Cookie'] } });
      expect([shown.status, shown.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    }));

  it('gives a cookie that scripts and other sites cannot use, and nothing to read', async () => {
    const host = await startHost({
      makeHandlers: () => fakeHandlers(),
      assets: new Map(),
      port: 0,
      idleMs: 60_000,
      clock: { monotonicMs: () => 0 },
      randomBytes,
      notice: () => undefined,
    });
    const answer = await ask(host.port, host.url.slice(host.url.indexOf('/?')));
    await host.stop();
    expect([answer.status, answer.headers.location, answer.text]).toEqual([303, '/', '']);
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(
      new RegExp(`^netready-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
  });

  it.each([
    ['no token', '/'],
    ['an empty token', '/?token='],
    ['another token', `/?token=${'A'.repeat(43)}`],
    ['a longer token', `/?token=${'A'.repeat(4000)}`],
    ['two tokens', '/?token=a&token=b'],
  ])('is closed with %s, and stays open for the right one', async (_name, path) => {
    const host = await startHost({
      makeHandlers: () => fakeHandlers(clear),
      assets: new Map([['/', { type: 'text/html', bytes: Buffer.from('the wizard') }]]),
      port: 0,
      idleMs: 60_000,
      clock: { monotonicMs: () => 0 },
      randomBytes,
      notice: () => undefined,
    });
    const refused = await ask(host.port, path);
    const cookie = await enter(host);
    const shown = await ask(host.port, '/', { headers: { Cookie: `other=1; ${cookie}` } });
    await host.stop();
    expect([refused.status, refused.text.includes('the wizard')]).toEqual([403, false]);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect([shown.status, shown.text]).toEqual([200, 'the wizard']);
  });

  it('is closed to every path without the cookie, or with a wrong one', () =>
    hosting(clear, async ({ host, page }) => {
      const cookies: readonly OutgoingHttpHeaders[] = [
        {},
        { Cookie: '' },
        { Cookie: `netready-${host.port}=${'A'.repeat(43)}` },
        {
          Cookie: `netready-${host.port}x${String(page['Cookie']).slice(String(page['Cookie']).indexOf('='))}`,
        },
        { Cookie: String(page['Cookie']).slice(0, -1) },
      ];
      for (const headers of cookies) {
        for (const path of ['/', '/assets/index.js', '/nothing', '/file/x', '/link/requirements'])
          expect([path, (await ask(host.port, path, { headers })).status]).toEqual([path, 403]);
        const post = { method: 'POST', headers: { Origin: page['Origin'], ...headers }, body: '{}' };
        expect((await ask(host.port, '/op/session.clear', post)).status).toBe(403);
        expect((await ask(host.port, '/cancel/x', post)).status).toBe(403);
      }
    }));

  it('is closed before the token was used, also to whoever guesses the cookie is empty', async () => {
    const host = await startHost({
      makeHandlers: () => fakeHandlers(),
      assets: new Map(),
      port: 0,
      idleMs: 60_000,
      clock: { monotonicMs: () => 0 },
      randomBytes: (count) => new Uint8Array(count),
      notice: () => undefined,
    });
    const cookie = `netready-${host.port}=${Buffer.alloc(32).toString('base64url')}`;
    const answer = await ask(host.port, '/', { headers: { Cookie: cookie } });
    await host.stop();
    expect(answer.status).toBe(403);
  });
});

describe('a request for another address', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '127.0.0.1:1',
    'evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    '127.0.0.1:PORT.',
    ' ',
  ])('is refused: Host %s', (name) =>
    hosting({}, async ({ host, page }) => {
      const headers = { ...page, Host: name.replace('PORT', String(host.port)) };
      expect((await ask(host.port, '/', { headers })).status).toBe(421);
    }),
  );

  it('is refused when it names two hosts, or none', () =>
    hosting({}, async ({ host }) => {
      const own = `Host: 127.0.0.1:${host.port}\r\n`;
      const head = 'GET / HTTP/1.1\r\n';
      expect(await sayRaw(host.port, `${head}${own}Host: evil.example\r\n\r\n`)).toMatch(/^HTTP\/1.1 4/);
      expect(await sayRaw(host.port, `${head}Host: evil.example\r\n${own}\r\n`)).toMatch(/^HTTP\/1.1 4/);
      expect(await sayRaw(host.port, `${head}\r\n`)).toMatch(/^HTTP\/1.1 400/);
    }));

  it('is accepted for localhost with the same port, as through a tunnel', () =>
    hosting(clear, async ({ host, page, call }) => {
      const name = `localhost:${host.port}`;
      expect((await ask(host.port, '/', { headers: { ...page, Host: name } })).status).toBe(200);
      const headers = { Host: name, Origin: `http://${name}` };
      expect((await call('session.clear', {}, headers)).status).toBe(200);
    }));

  it('cannot reach the host by another address of this machine', () =>
    hosting({}, async ({ host }) => {
      const others = Object.values(networkInterfaces())
        .flatMap((list) => list ?? [])
        .map(({ address }) => address)
        .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));
      for (const address of ['127.0.0.2', '::1', ...others]) {
        const socket = createConnection({ host: address, port: host.port });
        const [error] = await once(socket, 'error');
        expect(error).toMatchObject({ syscall: 'connect' });
      }
    }));
});

describe('a request that the page did not send', () => {
  it.each([
    ['no origin', {}],
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['another scheme', { Origin: 'https://127.0.0.1:PORT' }],
    ['the other name', { Origin: 'http://localhost:PORT' }],
    ['an opaque origin', { Origin: 'null' }],
    ['a path', { Origin: 'http://127.0.0.1:PORT/' }],
  ])('is refused: %s', (_name, { Origin }: { readonly Origin?: string }) =>
    hosting(clear, async ({ host, page }) => {
      const headers = {
        Cookie: page['Cookie'],
        'Content-Type': 'application/json',
        'Netready-Call': 'a',
        ...(Origin === undefined ? {} : { Origin: Origin.replace('PORT', String(host.port)) }),
      };
      const answer = await ask(host.port, '/op/session.clear', { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(403);
      expect(linesOf(answer)).toMatchObject([{ reply: { ok: false, error: { code: 'operation-unknown' } } }]);
    }),
  );

  it('is refused when it is of another kind than JSON, or has no id of its own', () =>
    hosting(clear, async ({ host, page }) => {
      const post = (headers: OutgoingHttpHeaders) =>
        ask(host.port, '/op/session.clear', { method: 'POST', headers: { ...page, ...headers }, body: '{}' });
      const id = { 'Netready-Call': 'a' };
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=x'])
        expect((await post({ ...id, 'Content-Type': type })).status).toBe(415);
      expect((await post(id)).status).toBe(415);
      const json = { 'Content-Type': 'application/json; charset=UTF-8' };
      for (const bad of [
        {},
        { 'Netready-Call': '' },
        { 'Netready-Call': 'a b' },
        { 'Netready-Call': 'a'.repeat(65) },
      ])
        expect((await post({ ...json, ...bad })).status).toBe(400);
      expect((await post({ ...json, ...id })).status).toBe(200);
    }));
});
