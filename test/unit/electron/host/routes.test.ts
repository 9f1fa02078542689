import { describe, expect, it } from 'vitest';
import { ask, hosting, sayRaw } from '../../../support/host-under-test.ts';

const clear = { 'session.clear': async () => ({}) };

describe('files of the page', () => {
  it('are served with their type and every protecting header', () =>
    hosting({}, async ({ host, page }) => {
      const script = await ask(host.port, '/assets/index.js', { headers: page });
      expect([script.status, script.text]).toEqual([200, 'export const answer = 42;']);
      expect(script.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }));

  it('have the policy also when a request is refused', () =>
    hosting({}, async ({ host, page }) => {
      const answers = [
        await ask(host.port, '/'),
        await ask(host.port, '/nothing', { headers: page }),
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
    hosting({}, async ({ host, page }) => {
      const nonces: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const { text, headers } = await ask(host.port, '/', { headers: page });
        const [, nonce = ''] = /content="([^"]+)"/.exec(text) ?? [];
        expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(headers['content-security-policy']).toContain("connect-src 'self'");
        expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
        nonces.push(nonce);
      }
      expect(new Set(nonces).size).toBe(3);
    }));

  it.each([
    '/index.html',
    '/unlisted.txt',
    '/assets',
    '/assets/',
    '/assets/index.js/',
    '/assets/index.js?x',
    '/ASSETS/index.js',
    '//assets/index.js',
    '/./assets/index.js',
    '/assets/../assets/index.js',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e/secret.txt',
    '/assets/index.js%00',
    '/assets/index%2ejs',
    '/renderer-manifest.json',
    '/__proto__',
    '/constructor',
    '/link/toString',
    '/link/https://example.invalid/',
    '/file/',
    '/file/unknown',
    '/op/session.clear',
    'http://127.0.0.1/assets/index.js',
    '*',
  ])('are exactly those of the list: %s is none', (path) =>
    hosting(clear, async ({ host, page }) => {
      const answer = await ask(host.port, path, { headers: page });
      expect([answer.status, answer.text]).toEqual([404, 'There is nothing here.\n']);
    }),
  );

  it('cannot be asked for with a character that no path has', () =>
    hosting({}, async ({ host, page }) => {
      const rest = ` HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nCookie: ${page['Cookie']}\r\nConnection: close\r\n\r\n`;
      expect(await sayRaw(host.port, `GET /assets/index.js\0${rest}`)).toMatch(/^HTTP\/1.1 400/);
      expect(await sayRaw(host.port, `GET /assets/index.js${rest}`)).toMatch(/^HTTP\/1.1 200/);
    }));

  it.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('cannot be reached by %s', (method) =>
    hosting({}, async ({ host, page }) => {
      const answer = await ask(host.port, '/', { method, headers: page });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
    }),
  );

  it('lead to the links of the contract, and nowhere else', () =>
    hosting({}, async ({ host, page }) => {
      const answer = await ask(host.port, '/link/requirements', { headers: page });
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toMatch(/^https:\/\/success\.outsystems\.com\//);
    }));
});
