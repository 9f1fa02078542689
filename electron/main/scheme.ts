import { randomBytes } from 'node:crypto';
import type { Protocol } from 'electron';
import { noncePlaceholder, pageHeaders } from '../../shared/contract/page.ts';
import type { PageAsset, PageAssets } from '../host/page-assets.ts';
import { isPageAddress, pageOrigin, pageScheme } from './page-address.ts';

/**
 * Announces the page's scheme. Standard, so that it has origins and relative addresses, and secure; no right to pass
 * by the content policy, to be fetched from elsewhere or to start service workers. Must happen before Electron is
 * ready. (Electron security checklist, item 18.)
 */
export function announceScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true } },
  ]);
}

/**
 * The file that a request names: its address is compared as text with the list, never decoded and never turned into a
 * path of the file system, so that no spelling of `..` has a meaning.
 */
function findAsset(assets: PageAssets, { method, url }: Request): PageAsset | undefined {
  return method === 'GET' && isPageAddress(url) ? assets.get(url.slice(pageOrigin.length)) : undefined;
}

/**
 * Answers requests for the page: its files with the content policy and a fresh nonce, and 404 for anything else.
 * (Electron security checklist, item 7.)
 */
export function createPageHandler(assets: PageAssets): (request: Request) => Response {
  return (request) => {
    const asset = findAsset(assets, request);
    if (asset === undefined) return new Response(null, { status: 404 });
    const nonce = randomBytes(18).toString('base64');
    const body = asset.type.startsWith('text/html')
      ? asset.bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)
      : new Uint8Array(asset.bytes);
    return new Response(body, { headers: pageHeaders(asset.type, nonce, 'none') });
  };
}
