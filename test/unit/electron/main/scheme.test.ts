import { describe, expect, it } from 'vitest';
import { builtFilesIn } from '../../../../electron/core/base/built-files.ts';
import { readPageAssets } from '../../../../electron/host/page-assets.ts';
import { announceScheme, createPageHandler } from '../../../../electron/main/scheme.ts';
import { makeDistFolder } from '../../../support/electron-standin/in-process.ts';
import { createStandIn } from '../../../support/electron-standin/stand-in.ts';

const makeHandler = async () => createPageHandler(await readPageAssets(builtFilesIn(makeDistFolder())));

const request = (url: string, method = 'GET'): Request => ({ url, method }) as Request;

describe('the page scheme', () => {
  it('has an origin and counts as secure, and has no further privilege', () => {
    const { electron, control } = createStandIn({ surface: {} as never, exit: () => undefined });
    announceScheme(electron.protocol);
    expect([...control.schemes]).toEqual([['app', { standard: true, secure: true }]]);
  });
});

describe('the page handler', () => {
  it('serves the page at its address, with a policy whose nonce stands in the HTML, new each time', async () => {
    const answer = await makeHandler();
    const nonces = await Promise.all(
      ['app://wizard/', 'app://wizard/', 'app://wizard/'].map(async (url) => {
        const response = await answer(request(url));
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
        const nonce = /^<meta property="csp-nonce" content="([^"]+)">$/.exec(await response.text())?.[1];
        expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(Buffer.from(nonces[0] ?? '', 'base64')).toHaveLength(18);
    expect(new Set(nonces).size).toBe(3);
  });

  it('serves a script with its type, unsniffable', async () => {
    const response = await (await makeHandler())(request('app://wizard/assets/index.js'));
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('void 0;');
  });

  it.each([
    'app://wizard/../renderer-manifest.json',
    'app://wizard/../../etc/passwd',
    'app://wizard/assets/../index.html',
    'app://wizard/%2e%2e/renderer-manifest.json',
    'app://wizard/%2e%2e%2frenderer-manifest.json',
    'app://wizard/assets%2findex.js',
    'app://wizard/..%5crenderer-manifest.json',
    'app://wizard/assets%5cindex.js',
    'app://wizard/assets\\index.js',
    'app://wizard/index.html',
    'app://wizard/index.html%00',
    'app://wizard/index.html\0',
    'app://wizard/%00',
    'app://wizard//index.html',
    'app://wizard/INDEX.HTML',
    'app://wizard/index.html?x',
    'app://wizard/index.html#x',
    'app://wizard/assets',
    'app://wizard/assets/',
    'app://wizard/renderer-manifest.json',
    'app://wizard',
    'app://wizard.example/',
    'app://wizard:8080/',
    'app://user@wizard/',
    'app://other/index.html',
    'app:///index.html',
    'https://wizard/index.html',
    'file:///etc/passwd',
    'not an address',
  ])('answers %j with 404', async (url) => {
    const response = await (await makeHandler())(request(url));
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'HEAD', 'PUT'])('answers %s with 404', async (method) => {
    expect((await (await makeHandler())(request('app://wizard/', method))).status).toBe(404);
  });
});
