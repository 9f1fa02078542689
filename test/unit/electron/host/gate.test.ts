import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ask, hosting, linesOf, sayRaw } from '../../../support/host-under-test.ts';

const clear = { 'session.clear': async () => ({}) };

describe('a request for another address', () => {
  it.each([
    'localhost',
    'localhost:PORT',
    'LOCALHOST:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.1:PORT',
    '2130706433:PORT',
    '127.0.0.1.:PORT',
    'evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    'user@127.0.0.1:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    '127.0.0.1:PORT.',
    ' ',
  ])('is refused, and told the right one: Host %s', (name) =>
    hosting(clear, async ({ host, page, root, call }) => {
      const headers = { ...page, Host: name.replace('PORT', String(host.port)) };
      for (const path of ['/', root, new URL(host.url()).pathname]) {
        const answer = await ask(host.port, path, { headers });
        expect([answer.status, answer.headers['content-type']]).toEqual([421, 'text/html; charset=utf-8']);
        expect(answer.text).toContain(`http://127.0.0.1:${host.port}`);
        expect(answer.text).not.toContain(root);
        expect(answer.headers['clear-site-data']).toBeUndefined();
      }
      expect((await call('session.clear', {}, headers)).status).toBe(421);
    }),
  );

  it('is refused when it names two hosts, or none', () =>
    hosting({}, async ({ host }) => {
      const own = `Host: 127.0.0.1:${host.port}\r\n`;
      const head = 'GET / HTTP/1.1\r\n';
      const close = 'Connection: close\r\n';
      for (const two of [`${own}Host: evil.example\r\n`, `Host: evil.example\r\n${own}`, `${own}${own}`])
        expect(await sayRaw(host.port, `${head}${two}${close}\r\n`)).toMatch(/^HTTP\/1.1 421 /);
      expect(await sayRaw(host.port, `${head}\r\n`)).toMatch(/^HTTP\/1.1 400/);
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
  ])('is refused, also with the key: %s', (_name, { Origin }: { readonly Origin?: string }) =>
    hosting(clear, async ({ host, page }) => {
      const headers = {
        'Netready-Session': page['Netready-Session'],
        'Content-Type': 'application/json',
        'Netready-Call': 'a',
        ...(Origin === undefined ? {} : { Origin: Origin.replace('PORT', String(host.port)) }),
      };
      const answer = await ask(host.port, '/op/session.clear', { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(403);
      expect(linesOf(answer)).toMatchObject([{ reply: { ok: false, error: { code: 'not-admitted' } } }]);
    }),
  );

  it('is refused with two origins, also when each is the right one', () =>
    hosting(clear, async ({ host, call }) => {
      const own = `http://127.0.0.1:${host.port}`;
      for (const two of [
        [own, 'http://evil.example'],
        ['http://evil.example', own],
        [own, own],
      ])
        expect((await call('session.clear', {}, { Origin: two })).status).toBe(403);
      expect((await call('session.clear', {}, { Origin: [own] })).status).toBe(200);
    }));

  it('is refused without the key, or with a wrong one', () =>
    hosting(clear, async ({ host, page }) => {
      const key = String(page['Netready-Session']);
      const others: readonly OutgoingHttpHeaders[] = [
        {},
        { 'Netready-Session': '' },
        { 'Netready-Session': 'A'.repeat(43) },
        { 'Netready-Session': key.slice(0, -1) },
        { 'Netready-Session': `${key}A` },
        { 'Netready-Session': [key, key] },
        { Cookie: `netready-session=${key}; netready-${host.port}=${key}` },
        { Authorization: `Bearer ${key}` },
      ];
      for (const headers of others) {
        const post = { method: 'POST', headers: { Origin: page['Origin'], ...headers }, body: '{}' };
        expect((await ask(host.port, '/op/session.clear', post)).status).toBe(403);
        expect((await ask(host.port, '/cancel/x', post)).status).toBe(403);
        expect((await ask(host.port, '/file/x', { headers })).status).toBe(403);
      }
    }));

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

  it('cannot find out by a preflight whether it might be sent', () =>
    hosting(clear, async ({ host }) => {
      const headers = {
        Origin: 'http://evil.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'netready-session',
      };
      const answer = await ask(host.port, '/op/session.clear', { method: 'OPTIONS', headers });
      expect(answer.status).toBe(405);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }));
});
