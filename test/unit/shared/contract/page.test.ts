import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, pageHeaders, pageManifestSchema } from '../../../../shared/contract/page.ts';

describe('the content policy of the page', () => {
  it.each(['none', 'self'] as const)(
    'allows its own files and what carries the nonce (connect: %s)',
    (connect) => {
      expect(contentSecurityPolicy('bm9uY2U=', connect)).toBe(
        [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self' 'nonce-bm9uY2U='",
          "img-src 'self' data:",
          "font-src 'self'",
          `connect-src '${connect}'`,
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ].join('; '),
      );
    },
  );

  it('goes with every file, and nothing of a file is guessed at or kept', () => {
    expect(pageHeaders('text/css; charset=utf-8', 'x', 'none')).toMatchObject({
      'Content-Type': 'text/css; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy('x', 'none'),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
  });
});

describe('the list of the files of the page', () => {
  const file = {
    path: '/assets/index-Abc_1.js',
    sha256: 'a'.repeat(64),
    type: 'text/javascript; charset=utf-8',
    packed: true,
  };

  it('takes what the build makes', () => {
    expect(pageManifestSchema.parse([file, { ...file, path: '/index.html' }])).toHaveLength(2);
  });

  it.each([
    '',
    '/',
    'index.html',
    '/../index.html',
    '/assets/../index.html',
    '/assets//index.js',
    '/.hidden',
    '/a\\b.js',
    '/a b.js',
    '/a%2e.js',
    '/a\0.js',
    '/assets/',
    'C:/index.html',
  ])('refuses the path %j', (path) => {
    expect(pageManifestSchema.safeParse([{ ...file, path }]).success).toBe(false);
  });

  it.each([
    [{ ...file, sha256: 'A'.repeat(64) }],
    [{ ...file, type: 'text/html\r\nSet-Cookie: a=b' }],
    [{ ...file, more: 1 }],
  ])('refuses %j', (entry) => {
    expect(pageManifestSchema.safeParse([entry]).success).toBe(false);
  });

  it('is never empty', () => expect(pageManifestSchema.safeParse([]).success).toBe(false));
});
