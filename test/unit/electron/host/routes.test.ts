import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, hosting, sayRaw } from '../../../support/host-under-test.ts';

const clear = { 'session.clear': async () => ({}) };

describe('files of the page', () => {
  it('are served with their type and every protecting header', () =>
    hosting({}, async ({ host, root }) => {
      const script = await ask(host.port, `${root}assets/index.js`);
      expect([script.status, script.text]).toEqual([200, 'export const answer = 42;']);
      expect(script.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }));

  it('are kept by the browser where they are named after their content, and the page is not', () =>
    hosting({}, async ({ host, root }) => {
      const kept = 'private, max-age=31536000, immutable';
      for (const file of ['assets/index.js', 'assets/Inter.woff2'])
        expect((await ask(host.port, root + file)).headers['cache-control']).toBe(kept);
      expect((await ask(host.port, root)).headers['cache-control']).toBe('no-store');
    }));

  it.each([
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, BR; q=0.5', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['gzip;q=0.0', undefined],
    ['deflate', undefined],
    ['brotli, x-gzip', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('go packed to a browser that takes it: %s', (accepted, coding) =>
    hosting({}, async ({ host, root }) => {
      const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted };
      const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
      const answer = await ask(host.port, `${root}assets/index.js`, { headers });
      expect(answer.headers['content-encoding']).toBe(coding);
      expect(answer.headers.vary).toBe('Accept-Encoding');
      const text = coding === undefined ? answer.bytes : unpack[coding as keyof typeof unpack](answer.bytes);
      expect(text.toString()).toBe('export const answer = 42;');
      const font = await ask(host.port, `${root}assets/Inter.woff2`, { headers });
      expect([font.headers['content-encoding'], font.text]).toEqual([undefined, 'font']);
      expect((await ask(host.port, root, { headers })).text).toMatch(/^<!doctype html>/);
    }),
  );

  it('have the policy also when a request is refused', () =>
    hosting({}, async ({ host, page }) => {
      const answers = [
        await ask(host.port, '/'),
        await ask(host.port, '/nothing'),
        await ask(host.port, '/session', { method: 'POST' }),
        await ask(host.port, '/', { method: 'PUT', headers: page }),
        await ask(host.port, '/', { headers: { Host: 'evil.example' } }),
        await ask(host.port, '/op/x', { method: 'POST', headers: page }),
      ];
      for (const { headers } of answers)
        expect(headers).toMatchObject({
          'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
          'cache-control': 'no-store',
        });
    }));

  it('carry a nonce of at least 128 bits in page and policy, a new one each time', () =>
    hosting({}, async ({ host, root }) => {
      const nonces: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const { text, headers } = await ask(host.port, root);
        const [, nonce = ''] = /content="([^"]+)"/.exec(text) ?? [];
        expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(headers['content-security-policy']).toContain("connect-src 'self'");
        expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
        nonces.push(nonce);
      }
      expect(new Set(nonces).size).toBe(3);
    }));

  it.each([
    'PAGEindex.html',
    'PAGEunlisted.txt',
    'PAGEassets',
    'PAGEassets/',
    'PAGEassets/index.js/',
    'PAGEassets/index.js?x',
    'PAGEASSETS/index.js',
    'PAGE/assets/index.js',
    'PAGE./assets/index.js',
    'PAGEassets/../assets/index.js',
    'PAGE../secret.txt',
    'PAGEassets/../../secret.txt',
    'PAGE..%2fsecret.txt',
    'PAGE%2e%2e/secret.txt',
    'PAGE%2e%2e%2fsecret.txt',
    'PAGE..%5csecret.txt',
    'PAGE..\\secret.txt',
    'PAGE%252e%252e/secret.txt',
    'PAGEassets/index.js%00',
    'PAGEassets/index%2ejs',
    'PAGErenderer-manifest.json',
    'PAGE__proto__',
    'PAGEconstructor',
    'PAGE?x',
    '/assets/index.js',
    '/index.html',
    '/../secret.txt',
    '/link/toString',
    '/link/https://example.invalid/',
    '/file/',
    '/file/unknown',
    '/op/session.clear',
    'http://127.0.0.1PAGEassets/index.js',
    '*',
  ])('are exactly those of the list, under the path of the page: %s is none', (path) =>
    hosting(clear, async ({ host, page, root }) => {
      const answer = await ask(host.port, path.replace('PAGE', root), { headers: page });
      expect([answer.status, answer.text]).toEqual([404, 'There is nothing here.\n']);
    }),
  );

  it('cannot be asked for with a character that no path has', () =>
    hosting({}, async ({ host, root }) => {
      const rest = ` HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`;
      expect(await sayRaw(host.port, `GET ${root}assets/index.js\0${rest}`)).toMatch(/^HTTP\/1.1 400/);
      expect(await sayRaw(host.port, `GET ${root}assets/index.js${rest}`)).toMatch(/^HTTP\/1.1 200/);
    }));

  it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('cannot be reached by %s', (method) =>
    hosting({}, async ({ host, page }) => {
      const answer = await ask(host.port, '/', { method, headers: page });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
    }),
  );

  it('need no key: page, scripts and the way to published pages are the same for everybody', () =>
    hosting({}, async ({ host, root }) => {
      for (const path of [root, `${root}assets/index.js`])
        expect((await ask(host.port, path)).status).toBe(200);
      const answer = await ask(host.port, '/link/requirements');
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toMatch(/^https:\/\/success\.outsystems\.com\//);
    }));
});

describe('an address that is none', () => {
  it.each(['/', `/${'A'.repeat(22)}`, `/${'A'.repeat(22)}/`])('tells how to get in: %s', (path) =>
    hosting({}, async ({ host, root }) => {
      const answer = await ask(host.port, path);
      expect([answer.status, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
      expect(answer.text).toContain(
        'Open the address that Netready has shown. It works once, in one browser.',
      );
      expect(answer.text).toContain('netready serve --new-code');
      expect(answer.text).not.toContain(root);
    }),
  );
});
