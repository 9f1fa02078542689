import { z } from 'zod';

/**
 * One file of the built page. Hosts serve exactly the files that are listed, under exactly these paths, so that no
 * request can be turned into a path of the file system.
 */
const pageFileSchema = z.strictObject({
  /**
   * The path in the URL, which begins with `/`; the file lies at the same place under the page's folder, with `.br` after
   * its name where it is packed.
   */
  path: z.string().regex(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/),
  /** SHA-256 of the file's bytes as a browser sees them, in lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The value of the Content-Type header. */
  type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+(; charset=utf-8)?$/),
  /** Whether it is kept packed (Brotli, RFC 7932): what is sent by network is packed once, when it is built. */
  packed: z.boolean(),
});
export type PageFile = Readonly<z.infer<typeof pageFileSchema>>;

/** The list of all files of the built page; the build writes it beside the page's folder. */
export const pageManifestSchema = z.array(pageFileSchema).min(1).readonly();

/** The file that is served at `/`. */
export const pageIndex = '/index.html';

/** The text in the HTML that a host replaces by a fresh nonce in every response. */
export const noncePlaceholder = '__CSP_NONCE__';

/**
 * The Content-Security-Policy of the page (CSP Level 3; Trusted Types): nothing but its own files, styles that carry
 * the nonce of this very response, and no text that turns into script.
 * @param nonce a value of at least 128 random bits, made for one response
 * @param connect whether the page talks to its own host by HTTP; the desktop's page has no network at all
 */
export function contentSecurityPolicy(nonce: string, connect: 'none' | 'self'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src '${connect}'`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/**
 * How long a browser may keep a file that is named after its content, in the words of RFC 9111, section 5.2.2, and RFC 8246.
 * It lies under a path that nobody can guess and that is made anew with each way in, and the page names the digest of what
 * it begins with, so that nothing which somebody else has left stands in its place.
 */
export const keptForGood = 'private, max-age=31536000, immutable';

/** The headers of every answer with a file of the page. Nothing of it may be guessed at or framed, and the page not kept. */
export function pageHeaders(
  type: string,
  nonce: string,
  connect: 'none' | 'self',
): Readonly<Record<string, string>> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce, connect),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
