import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FactOf } from '../../../shared/probe/fact.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import { longest } from '../../../shared/words/lengths.ts';
import type { Wait } from '../base/world.ts';
import { boundedWait } from './bounded-wait.ts';
import { type Asked, leadsElsewhere, shownLocation } from './http-redirect.ts';
import { plainText } from './plain-text.ts';
import type { OwnCode } from './probe-error.ts';

/** The largest head of an answer that is read, in bytes. */
const maxHeadBytes = 16 * 1024;

/** The head of an answer, as it came. */
export type Head = {
  readonly status: number;
  /** The sub-status of a refusal, where the page says it; null when it does not, or was not read. */
  readonly subStatus: number | null;
  readonly server: string | null;
  /** Whether HTTP.sys of Windows wrote the page of an error, where nobody is named; false also where it was not read. */
  readonly isHttpSysPage: boolean;
  readonly location: string | null;
  /** The first header that somebody between client and server added, with its name; null when there is none. */
  readonly via: string | null;
};

/** Headers that proxies and caches add, and web servers do not. */
const proxyHeaders = [
  'via',
  'x-cache',
  'x-cache-lookup',
  'x-squid-error',
  'x-bluecoat-via',
  'proxy-agent',
  'proxy-connection',
  'proxy-authenticate',
] as const;

/** How proxies call themselves in the Server header. */
const proxyProducts =
  /\b(squid|tinyproxy|privoxy|polipo|ccproxy|zscaler|blue ?coat|proxysg|mcafee web gateway|skyhigh|ironport|forcepoint|websense|fortiproxy|cntlm|traffic ?server)\b/i;

function viaOf(headers: IncomingHttpHeaders): string | null {
  const name = proxyHeaders.find((header) => headers[header] !== undefined);
  return name === undefined ? null : `${name}: ${[headers[name] ?? ''].flat().join(', ')}`;
}

/** The head of a response of Node's client. */
export const headOf = ({ statusCode, headers }: IncomingMessage): Head => ({
  status: statusCode ?? 0,
  subStatus: null,
  server: [headers['server']].flat()[0] ?? null,
  isHttpSysPage: false,
  location: headers.location ?? null,
  via: viaOf(headers),
});

/** The most of a page that is read for its sub-status, in bytes, and how long it may take to come, in ms. */
const maxPageBytes = 8 * 1024;
const pageWaitMs = 1000;

/**
 * The number behind the point of a status such as 403.4 in the title of a page of IIS, which it sends to callers on its
 * own machine. The words around the number differ by language and are not read.
 */
export function subStatusIn(page: string, status: number): number | null {
  const title = /<title>([^<]*)/i.exec(page)?.[1] ?? '';
  const found = new RegExp(`\\b${status}\\.(\\d{1,3})\\b`).exec(title)?.[1];
  return found === undefined ? null : Number(found);
}

/** Reads the beginning of a page; it never fails, and what did not come in time is left out. */
function beginningOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const finish = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, maxPageBytes).toString('latin1'));
    };
    const timer = setTimeout(finish, pageWaitMs);
    response.on('error', finish).once('close', finish).once('end', finish);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.reduce((sum, { length }) => sum + length, 0) >= maxPageBytes) finish();
    });
  });
}

/**
 * Whether a page is the one with which HTTP.sys itself answers, whose words are the same in every language of Windows. It
 * is all that tells it from IIS where no server is named (`DisableServerHeader`, as the security guides for IIS ask).
 */
export const isHttpSysPage = (page: string, status: number): boolean =>
  page.includes(`<hr><p>HTTP Error ${status}. `);

/** With which statuses HTTP.sys answers in the place of a site: no such name, no such site, its application pool stopped. */
const httpSysStatuses: readonly number[] = [400, 404, 503];

/** The head of a response, with what the beginning of its page tells beyond it. */
async function headAndPage(response: IncomingMessage): Promise<Head> {
  const head = headOf(response);
  const { status, server } = head;
  if (status === 403) return { ...head, subStatus: subStatusIn(await beginningOf(response), status) };
  return server === null && httpSysStatuses.includes(status)
    ? { ...head, isHttpSysPage: isHttpSysPage(await beginningOf(response), status) }
    : head;
}

/** What every request says of itself beside the host. */
const ownHeaders = { Accept: '*/*', Connection: 'close', 'User-Agent': 'Netready' } as const;

/**
 * Asks over an open connection, so that neither a proxy nor a pool can come between, and reads only the head; of a
 * refusal (403), and of an error of a server without a name, the beginning of its page too.
 */
export function askForHead(
  socket: Socket,
  { path, hostHeader }: { readonly path: string; readonly hostHeader: string | null },
  wait: Wait,
): Promise<Head> {
  return boundedWait(wait, (resolve, reject) => {
    const request = httpRequest({
      method: 'GET',
      path,
      createConnection: () => socket,
      setHost: false,
      headers: hostHeader === null ? ownHeaders : { Host: hostHeader, ...ownHeaders },
      maxHeaderSize: maxHeadBytes,
      insecureHTTPParser: false,
    });
    request.on('error', reject);
    request.once('response', (response) => headAndPage(response).then(resolve, reject));
    request.once('upgrade', (response) => resolve(headOf(response)));
    request.end();
    return () => request.destroy();
  });
}

/** What a head shows of the web server. */
export type Answer = { readonly outcome: Outcome; readonly code: OwnCode | null };

/**
 * A redirect to the same host or any other answer below 500 shows that the web server is reached. Between this machine
 * and itself there is nothing, so that a proxy's traces there mean that it answered in the web server's place.
 * @param isLocal whether the answer came from a loopback address
 */
export function answerOf({ status, server, location, via }: Head, asked: Asked, isLocal: boolean): Answer {
  if (isLocal && (via !== null || proxyProducts.test(server ?? '')))
    return { outcome: 'http-unexpected', code: 'PROXY_ANSWERED' };
  const isElsewhere = status >= 300 && status < 400 && location !== null && leadsElsewhere(location, asked);
  const isOpen = status >= 200 && status < 500 && !isElsewhere;
  return { outcome: isOpen ? 'open' : 'http-unexpected', code: null };
}

/** What a head says, fit for a report. */
export const shownHead = (
  { status, subStatus, server, isHttpSysPage: isPage, location, via }: Head,
  asked: Asked,
): Pick<FactOf<'http'>, 'status' | 'subStatus' | 'server' | 'page' | 'location' | 'via'> => ({
  status,
  ...(subStatus === null ? {} : { subStatus }),
  ...(server === null ? {} : { server: plainText(server, longest.name) }),
  ...(isPage ? { page: 'http-sys' as const } : {}),
  ...(location === null ? {} : { location: shownLocation(location, asked) }),
  ...(via === null ? {} : { via: plainText(via, longest.name) }),
});
